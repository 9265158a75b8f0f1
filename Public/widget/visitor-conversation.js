import { browserClock } from "../shared/clock.js";
import { last, missingAfter } from "../shared/conversation.js";
import { Delivery } from "../shared/delivery.js";
import { newId } from "../shared/ids.js";
import { LineRepair } from "../shared/line-repair.js";
import { Outbox } from "../shared/outbox.js";
import { TypingOut } from "../shared/typing.js";
import * as visitor from "./visitor-state.js";

/** How long an ended conversation is shown on later pages, in milliseconds. */
const day = 86_400_000;

/** How long a message of another tab waits for that tab to send it, in milliseconds. */
const patience = 8000;

/**
 * What one holder of a secret says and is told: keeps the state, the words on their way and the store. Knows no socket
 * and draws nothing. Another holder gets another object, so nothing of the one is ever shown or sent as the other's.
 *
 * @typedef {import("./site-memory.js").SiteMemory} SiteMemory
 * @typedef {{send: (command: import("../shared/protocol.js").VisitorCommand) => boolean, maySay: () => boolean,
 *   changed: () => void}} Line
 *   maySay: whether the server knows in whose name words go out
 */
export class VisitorConversation {
  state = visitor.quiet;
  #line;
  #clock;
  /** @type {Outbox<{type: "say", mid: string, text: string}>} */ #outbox;
  #delivery;
  #repair;
  #isClosed = false;
  /** @type {string[]} ids of messages written on this page */ #spoken = [];
  /** @type {any} */ #pass;
  typing;

  /** @param {SiteMemory} memory @param {Line} line @param {import("../shared/clock.js").Clock} [clock] */
  constructor(memory, line, clock = browserClock) {
    this.memory = memory;
    this.#line = line;
    this.#clock = clock;
    this.#outbox = new Outbox(memory.store, memory.key("out."));
    this.#delivery = new Delivery(this.#outbox, line.send, () => !this.#isClosed && line.maySay(), clock);
    const gap = () => this.#isClosed ? null : missingAfter(this.state.log);
    this.#repair = new LineRepair(gap, (_, after) => line.send({ type: "sync", after }), clock);
    this.typing = new TypingOut((on) => void (this.#isOpen && line.send({ type: "typing", on })), clock);
    this.#recall();
    this.#showLetters();
  }

  get #isOpen() {
    return !this.#isClosed && visitor.isOpen(this.state);
  }

  /** Somebody else uses the page: nothing of this is sent any more. Unsent words wait in the store. */
  close() {
    this.#isClosed = true;
    this.typing.sent();
    this.disconnected();
  }

  /** @param {string} text */
  say(text) {
    const at = this.#clock.now();
    const mid = newId(at);
    this.#spoken.push(mid);
    if (!this.#outbox.add({ type: "say", mid, text }, at)) this.memory.lasts = false;
    this.#become(visitor.wrote(this.state, { mid, text, at, kind: "say" }));
    this.typing.sent();
    this.flush();
    this.#line.changed();
  }

  /** Takes refused words out of the log. @param {string} mid @returns {string} what they were */
  takeBack(mid) {
    const text = this.state.log.own.find((own) => own.mid === mid)?.text ?? "";
    this.#become(visitor.tookBack(this.state, mid));
    this.#line.changed();
    return text;
  }

  /** Takes back what was written on this page and has not gone out. @returns {string[]} */
  takeSpoken() {
    return this.#spoken.flatMap((mid) => this.#outbox.settle(mid)?.text ?? []);
  }

  /** The person sees everything that is here. */
  read() {
    const seq = last(this.state.log);
    if (seq <= this.state.log.seenByMe) return;
    this.#become(visitor.read(this.state, seq));
    this.#remember();
    this.#tellSeen();
  }

  /** A connection has come: nothing is on its way any more. */
  connected() {
    this.#outbox.lost();
    this.flush();
  }

  disconnected() {
    this.#become(visitor.stilled(this.state));
  }

  /** Sends what waits, as soon as the server knows in whose name. */
  flush() {
    this.#delivery.flush();
  }

  /** @param {import("../shared/protocol.js").VisitorNotice} notice */
  hear(notice) {
    this.#settle(notice);
    this.#become(visitor.hear(this.state, notice, this.#clock.now()));
    if (notice.type === "welcome") this.#tellSeen();
    if (notice.type === "error") this.#delivery.refused(notice);
    this.flush();
    this.#remember();
    this.#repair.later(this.state.log.c);
  }

  /** Another tab of the same holder changed the store. @param {string} key */
  otherTab(key) {
    if (key === this.memory.key("talk")) this.#recall();
    if (!this.#outbox.changed(key)) return;
    this.#showLetters();
    // The tab that wrote a message sends it. If that tab is closed, this one does: the server takes an id once.
    this.#clock.setTimeout(() => this.flush(), patience);
  }

  /** The server has these messages on disk. @param {import("../shared/protocol.js").VisitorNotice} notice */
  #settle(notice) {
    if (notice.type === "ack") this.#outbox.settle(notice.mid);
    const entries = notice.type === "entry" ? [notice.entry] : notice.type === "entries" ? notice.entries : [];
    for (const { kind, mid } of entries) if (kind !== "hidden") this.#outbox.settle(mid);
  }

  #tellSeen() {
    const seq = this.state.log.seenByMe;
    if (seq && this.#isOpen) this.#line.send({ type: "seen", seq });
  }

  /** @param {visitor.VisitorState} state */
  #become(state) {
    this.state = state;
    this.#clock.clearTimeout(this.#pass);
    const due = visitor.nextPass(state);
    if (due === undefined) return;
    this.#pass = this.#clock.setTimeout(() => {
      this.#become(visitor.pass(this.state, this.#clock.now()));
      this.#line.changed();
    }, due - this.#clock.now());
  }

  #showLetters() {
    for (const { at, command: { mid, text } } of this.#outbox.letters) {
      this.#become(visitor.wrote(this.state, { mid, text, at, kind: "say" }));
    }
  }

  #recall() {
    try {
      const kept = JSON.parse(this.memory.recall("talk"));
      if (!kept.ended || this.#clock.now() - kept.ended <= day) this.#become(visitor.recalled(this.state, kept));
    } catch {
      // Nothing is kept, or nothing that can be read: the server says what there is.
    }
  }

  #remember() {
    const { c, lines: [first], seenByMe: seen } = this.state.log;
    const end = this.state.log.lines.at(-1);
    if (!first || this.#isClosed) return;
    const record = JSON.stringify({ c, first, seen, ended: end?.kind === "ended" ? end.at : 0 });
    if (record !== this.memory.recall("talk")) this.memory.keep("talk", record);
  }
}
