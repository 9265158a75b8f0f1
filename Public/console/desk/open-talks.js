import { last, missingAfter, resumePoint } from "../../shared/conversation.js";
import { isYours } from "./desk-lists.js";
import { LineRepair } from "../../shared/line-repair.js";

/**
 * The talks whose lines this connection brings: the agent's own, and the one that is looked at.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {import("../types.js").AgentCommand} AgentCommand
 */
export class OpenTalks {
  #desk;
  #send;
  /** @type {Set<string>} */ #asked = new Set();
  #repair;

  /**
   * @param {() => Desk} desk as it is now
   * @param {(command: AgentCommand) => void} send
   * @param {import("../../shared/clock.js").Clock} [clock]
   */
  constructor(desk, send, clock) {
    this.#desk = desk;
    this.#send = send;
    this.#repair = new LineRepair((c) => this.#gap(c), (c, after) => send({ type: "sync", c, after }), clock);
  }

  /** A new connection: what is held of the talks that are shown; the server answers with what came after. */
  resume() {
    const shown = [...this.#desk().talks.values()].filter((talk) => this.#isShown(talk));
    const resume = shown.flatMap(({ words }) => resumePoint(words) ?? []);
    this.#asked = new Set(resume.map(({ c }) => c));
    return resume;
  }

  /** Asks for the lines of what is shown and has not been asked for. */
  open() {
    const { link, talks } = this.#desk();
    if (link !== "online") return;
    for (const talk of talks.values()) {
      const { c } = talk.summary;
      if (!this.#isShown(talk) || this.#asked.has(c)) continue;
      this.#asked.add(c);
      this.#send({ type: "open", c, after: last(talk.words) });
    }
  }

  /** The talk that was looked at is left for another one; the agent's own stay open. @param {string} next */
  leave(next) {
    const { selected, talks } = this.#desk();
    const left = talks.get(selected);
    if (!left || selected === next || isYours(this.#desk(), left)) return;
    if (this.#asked.delete(selected)) this.#send({ type: "close", c: selected });
  }

  /** Something was told of this talk: lines may be missing now. @param {string} c */
  mend(c) {
    this.#repair.later(c);
  }

  /** @param {Talk} talk */
  #isShown(talk) {
    const desk = this.#desk();
    const isLookedAt = talk.summary.c === desk.selected || isYours(desk, talk);
    return isLookedAt && talk.summary.state !== "ended";
  }

  /** @param {string} c @returns {number | null} */
  #gap(c) {
    const talk = this.#desk().talks.get(c);
    return talk && this.#asked.has(c) ? missingAfter(talk.words) : null;
  }
}
