import { Connection } from "../shared/connection.js";
import { last, missingAfter, resumePoint } from "../shared/conversation.js";
import { newId } from "../shared/ids.js";
import { Outbox } from "../shared/outbox.js";
import { isYours } from "./desk-lists.js";
import * as state from "./desk-state.js";
import { Drafts } from "./drafts.js";
import { me } from "./session.js";

/** A server that turns us away again this soon means it. */
const doubt = 10_000;

/**
 * One agent at the desk: holds the desk's state, the connection and the words on their way, and carries out what the
 * person does. Tells of every change by a "change" event; shows nothing itself.
 *
 * @typedef {import("./types.js").Desk} Desk
 * @typedef {import("../shared/storage.js").Store} Store
 * @typedef {{type: "say" | "note", c: string, mid: string, text: string}} Letter
 * @typedef {{connect?: (options: import("../shared/connection.js").Options) => Connection, now?: () => number,
 *   whoIsHere?: typeof me}} World
 */
export class DeskSession extends EventTarget {
  /** @type {Desk} */ desk = state.quietDesk;
  agent;
  drafts;
  /** Whether the person has moved or typed since the last beat. */
  isActive = true;
  #store;
  #now;
  #whoIsHere;
  #doubted = -doubt;
  /** @type {Outbox<Letter>} */ #outbox;
  #connection;
  /** Talks whose lines this connection has been asked for. @type {Set<string>} */ #opened = new Set();
  /** The talk whose visitor has been told that this agent types. */
  #typingIn = "";
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */ #repairs = new Map();

  /** @param {string} agent @param {Store} store @param {World} [world] */
  constructor(agent, store, { connect = (options) => new Connection(options), now = Date.now, whoIsHere = me } = {}) {
    super();
    this.agent = agent;
    this.#store = store;
    this.#now = now;
    this.#whoIsHere = whoIsHere;
    this.drafts = new Drafts(store, agent);
    this.#outbox = new Outbox(store, `secondring.console.${agent}.out.`);
    this.#connection = connect({
      url: () => new URL("/ws/agent", location.href).href.replace(/^http/, "ws"),
      interval: 5000,
      opened: () => this.#greet(),
      heard: (notice) => this.#hear(notice),
      changed: (link, refusal) => this.#linked(link, refusal),
      beat: () => this.#beat(),
    });
  }

  start() {
    this.#connection.start();
  }

  stop() {
    this.#connection.stop();
  }

  /** Whether this agent wants to be rung: kept on this browser, for a reload is no breather. */
  get isOnBell() {
    return this.#store.getItem(this.#bellKey) !== "off";
  }

  get #bellKey() {
    return `secondring.console.${this.agent}.bell`;
  }

  /** @param {boolean} on */
  setBell(on) {
    if (on) this.#store.removeItem(this.#bellKey);
    else this.#store.setItem(this.#bellKey, "off");
    this.#connection.send({ type: "bell", on });
    this.#changed();
  }

  /** @param {string} c empty for none */
  select(c) {
    const left = this.desk.talks.get(this.desk.selected);
    if (left && left.summary.c !== c && !isYours(this.desk, left)) this.#close(left.summary.c);
    this.#become(state.select(this.desk, c));
  }

  /** @param {string} c */
  pickUp(c) {
    if (!c || this.desk.link !== "online") return;
    this.select(c);
    this.#become(state.pickingUp(this.desk, c));
    this.#connection.send({ type: "pickup", c });
  }

  /** @param {string} c */
  decline(c) {
    this.#connection.send({ type: "decline", c });
    this.#become(state.declined(this.desk, c));
  }

  /** @param {string} c @param {string} text @param {"say"|"note"} type */
  write(c, text, type) {
    const [mid, at] = [newId(), this.#now()];
    if (type === "say") this.#typingIn = "";
    this.#outbox.add({ type, c, mid, text }, at);
    this.#become(state.wrote(this.desk, c, { mid, text, at, kind: type }));
    this.#flush();
  }

  /** Takes refused words back; whoever calls puts them where they can be changed. @param {string} c @param {string} mid */
  takeBack(c, mid) {
    this.#outbox.settle(mid);
    this.#become(state.tookBack(this.desk, c, mid));
  }

  /** @param {string} c @param {boolean} on */
  typing(c, on) {
    if (!on && this.#typingIn !== c) return; // nothing to take back
    this.#typingIn = on ? c : "";
    this.#connection.send({ type: "typing", c, on });
  }

  /** The person has the end of this talk before their eyes. @param {string} c */
  read(c) {
    const talk = this.desk.talks.get(c);
    if (!talk || !isYours(this.desk, talk) || this.desk.link !== "online") return;
    const seq = last(talk.words);
    if (seq <= talk.words.seenByMe) return;
    this.#connection.send({ type: "seen", c, seq });
    this.#become(state.read(this.desk, c, seq));
  }

  /** @param {string} c */
  end(c) {
    this.#connection.send({ type: "end", c });
  }

  /** @param {string} c @param {boolean} isBlocked */
  block(c, isBlocked) {
    this.#connection.send({ type: isBlocked ? "block" : "unblock", c });
  }

  /** @param {string} c @param {string} text @returns {boolean} whether it went out; facts are not queued */
  remember(c, text) {
    return this.#connection.send({ type: "remember", c, text });
  }

  /** Shows the new picture before the next `team` does. @param {string} face */
  faceChanged(face) {
    const { you } = this.desk;
    if (you) this.#become({ ...this.desk, you: { ...you, face } });
  }

  /** @param {string} text */
  remark(text) {
    this.#become(state.remark(this.desk, text, this.#now()));
  }

  pass() {
    this.#become(state.pass(this.desk, this.#now()));
  }

  /** Another tab of this agent wrote to the store. @param {string | null} key */
  stored(key) {
    if (this.#outbox.changed(key)) this.#adoptLetters();
    if (key === this.#bellKey) this.#changed();
  }

  /** Says what is held of the talks that are shown; the server answers with what came after. */
  #greet() {
    const shown = [...this.desk.talks.values()].filter((talk) => this.#isShown(talk));
    const resume = shown.flatMap(({ words }) => resumePoint(words) ?? []);
    this.#opened = new Set(resume.map(({ c }) => c));
    this.#typingIn = "";
    this.#outbox.lost();
    this.#connection.send({ type: "hello", v: 1, bell: this.isOnBell, resume });
  }

  /** @param {import("./types.js").Talk} talk */
  #isShown(talk) {
    const isLookedAt = talk.summary.c === this.desk.selected || isYours(this.desk, talk);
    return isLookedAt && talk.summary.state !== "ended";
  }

  /** @param {any} notice */
  #hear(notice) {
    if (notice.type === "ack") this.#outbox.settle(notice.mid);
    if (notice.type === "error") this.#refused(notice);
    if (notice.type === "ring") this.#connection.send({ type: "heard", c: notice.c, ring: notice.ring });
    this.desk = state.hear(this.desk, notice, this.#now());
    if (notice.type === "welcome") this.#adoptLetters();
    if (notice.type === "welcome" || notice.type === "ack") this.#flush();
    this.#openWhatIsShown();
    if (notice.c) this.#repairLater(notice.c);
    this.#changed();
  }

  /** @param {import("../shared/protocol.js").ErrorNotice} error */
  #refused({ ref, code }) {
    if (!ref) return;
    if (state.isPassing(code)) return void setTimeout(() => this.#again(), 3000);
    const letter = this.#outbox.settle(ref);
    // Words of a talk that is no longer listed would be seen nowhere: they go back to where they were written.
    if (letter && !this.desk.talks.has(letter.c)) this.drafts.write(letter.c, letter.type, letter.text);
  }

  #again() {
    this.#outbox.lost();
    this.#flush();
  }

  /** Shows what is on its way, from before a reload or from another tab. */
  #adoptLetters() {
    for (const { at, command } of this.#outbox.letters) {
      const { c, mid, text, type } = command;
      this.desk = state.wrote(this.desk, c, { mid, text, at, kind: type });
    }
    this.#changed();
  }

  #flush() {
    if (this.desk.link !== "online") return;
    for (const letter of this.#outbox.take()) this.#connection.send(letter);
  }

  #openWhatIsShown() {
    if (this.desk.link !== "online") return;
    for (const talk of this.desk.talks.values()) {
      const { c } = talk.summary;
      if (!this.#isShown(talk) || this.#opened.has(c)) continue;
      this.#opened.add(c);
      this.#connection.send({ type: "open", c, after: last(talk.words) });
    }
  }

  /** @param {string} c */
  #close(c) {
    if (this.#opened.delete(c)) this.#connection.send({ type: "close", c });
  }

  /** Asks for missing lines a moment later: an ack may overtake its line by a turn. @param {string} c */
  #repairLater(c) {
    if (this.#gap(c) === null || this.#repairs.has(c)) return;
    this.#repairs.set(c, setTimeout(() => this.#repair(c), 300));
  }

  /** @param {string} c */
  #repair(c) {
    this.#repairs.delete(c);
    const after = this.#gap(c);
    if (after !== null) this.#connection.send({ type: "sync", c, after });
  }

  /** @param {string} c @returns {number | null} */
  #gap(c) {
    const talk = this.desk.talks.get(c);
    return talk && this.#opened.has(c) ? missingAfter(talk.words) : null;
  }

  #beat() {
    const active = this.isActive;
    this.isActive = false;
    return { type: /** @type {const} */ ("beat"), active };
  }

  /** @param {import("../shared/connection.js").State} link @param {string} [refusal] */
  #linked(link, refusal) {
    if (link === "open") return void (this.desk = { ...this.desk, way: this.#connection.way });
    const hasBeenOn = this.desk.you !== null;
    if (link === "refused" && refusal !== "notSignedIn") return this.#become(state.linked(this.desk, "refused"));
    this.#become(state.linked(this.desk, hasBeenOn ? "offline" : "connecting"));
    if (link === "refused") this.#askAgain();
  }

  /** A new password ends every connection made with the old one: the cookie may be good, so it is asked first. */
  async #askAgain() {
    const isDoubtful = this.#now() - this.#doubted >= doubt;
    this.#doubted = this.#now();
    const answer = isDoubtful ? await this.#whoIsHere() : undefined;
    const isGone = !answer || (answer.ok ? answer.value.id !== this.agent : answer.status === 401);
    if (isGone) this.#become(state.linked(this.desk, "signedOut"));
    else this.#connection.start();
  }

  /** @param {Desk} desk */
  #become(desk) {
    if (desk === this.desk) return;
    this.desk = desk;
    this.#openWhatIsShown();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
