import * as conversation from "../shared/conversation.js";
import { idTime, newId } from "../shared/ids.js";
import { Outbox } from "../shared/outbox.js";
import { TypingIn, TypingOut } from "../shared/typing.js";

const day = 86_400_000;

/**
 * What one holder of a secret sees and says: the log, and the words on their way. Knows no socket and draws nothing.
 * With another holder it is closed and another one is made, so that nothing of the one is ever shown or sent as the other's.
 *
 * @typedef {import("./site-memory.js").SiteMemory} SiteMemory
 * @typedef {{send: (command: import("../shared/protocol.js").VisitorCommand) => boolean, maySay: () => boolean,
 *   changed: () => void}} Line
 *   maySay: whether the server knows by now in whose name words go out
 */
export class VisitorConversation {
  log = conversation.empty();
  /** @type {import("../shared/protocol.js").Entry[]} lines of talks that ended while this page was open */ past = [];
  /** @type {import("../shared/protocol.js").VisitorTalk | null} */ talk = null;
  isFull = false;
  #line;
  #outbox;
  #isClosed = false;
  /** @type {string[]} messages that were written on this page */ #spoken = [];
  /** @type {Map<string, import("./types.js").Person>} */ #people = new Map();
  /** @type {any} */ #repair;
  #incoming = new TypingIn(() => this.#line.changed());
  typing = new TypingOut((on) => void (this.isOpen && this.#line.send({ type: "typing", on })));

  /** @param {SiteMemory} memory @param {Line} line */
  constructor(memory, line) {
    this.memory = memory;
    this.#line = line;
    this.#outbox =
      /** @type {Outbox<{type: "say", mid: string, text: string}>} */ (new Outbox(memory.store, memory.key("out.")));
    this.#recall();
    this.#showLetters();
  }

  /** Whether there is a talk that typing and reading belong to. */
  get isOpen() {
    return !this.#isClosed && this.talk !== null && this.talk.state !== "ended";
  }

  /** Agents who type now. @returns {import("./types.js").Person[]} */
  get writing() {
    return this.#incoming.who.map((id) => this.#people.get(id)).filter((person) => person !== undefined);
  }

  /** Somebody else uses the page: nothing of this is sent any more. Unsent words wait in the store. */
  close() {
    this.#isClosed = true;
    clearTimeout(this.#repair);
    this.typing.sent();
    this.#incoming.clear();
  }

  /** @param {string} text */
  say(text) {
    const [mid, at] = [newId(), Date.now()];
    this.#spoken.push(mid);
    if (!this.#outbox.add({ type: "say", mid, text })) this.memory.lasts = false;
    this.log = conversation.write(this.log, { mid, text, at, kind: "say" });
    this.typing.sent();
    this.flush();
    this.#line.changed();
  }

  /** Takes refused words out of the log. @param {string} mid @returns {string} what they were */
  takeBack(mid) {
    const text = this.log.own.find((own) => own.mid === mid)?.text ?? "";
    this.log = conversation.forget(this.log, mid);
    this.#line.changed();
    return text;
  }

  /** Takes back what was written on this page and has not gone out. @returns {string[]} */
  takeSpoken() {
    return this.#spoken.flatMap((mid) => this.#outbox.settle(mid)?.text ?? []);
  }

  /** The person sees everything that is here. */
  read() {
    const seq = conversation.last(this.log);
    if (seq <= this.log.seenByMe) return;
    this.log = conversation.seenByMe(this.log, seq);
    this.#remember();
    if (this.isOpen) this.#line.send({ type: "seen", seq });
  }

  /** A connection has come: nothing is on its way any more. */
  connected() {
    this.#outbox.lost();
    this.flush();
  }

  /** The connection is gone, and with it what was known of who types. */
  disconnected() {
    this.#incoming.clear();
  }

  /** Sends what waits, as soon as it is known in whose name. */
  flush() {
    if (this.#isClosed || !this.#line.maySay()) return;
    for (const command of this.#outbox.take()) this.#line.send(command);
  }

  /** @param {import("../shared/protocol.js").VisitorNotice} notice */
  hear(notice) {
    switch (notice.type) {
      case "welcome":
        if (notice.talk) this.#adopt(notice.talk);
        if (this.isOpen && this.log.seenByMe) this.#line.send({ type: "seen", seq: this.log.seenByMe });
        break;
      case "talk":
        this.#adopt(notice);
        break;
      case "entry":
      case "entries":
        this.#take(notice);
        break;
      case "ack":
        this.isFull = false;
        this.#outbox.settle(notice.mid);
        this.#turnTo(notice.c);
        if (notice.c === this.log.c) this.log = conversation.acknowledge(this.log, notice, { by: "visitor" });
        break;
      case "typing":
        this.#people.set(notice.agent.id, notice.agent);
        this.#incoming.heard(notice.agent.id, notice.on);
        break;
      case "seen":
        if (notice.c === this.log.c) this.log = conversation.seenByThem(this.log, notice.seq);
        break;
      case "error":
        this.#refused(notice);
        break;
      default:
        return;
    }
    this.flush();
    this.#remember();
    this.#repairLater();
  }

  /** Another tab of the same holder changed the store. @param {string} key */
  otherTab(key) {
    if (key === this.memory.key("talk")) this.#recall();
    if (!this.#outbox.changed(key)) return;
    this.#showLetters();
    // The tab that wrote it sends it. Should it be closed first, this one does: to the server it is one message.
    setTimeout(() => this.flush(), 8000);
  }

  /** @param {import("../shared/protocol.js").VisitorTalk} talk */
  #adopt(talk) {
    this.#turnTo(talk.c, talk.state !== "ended");
    if (talk.c !== this.log.c) return;
    this.talk = talk;
    if (talk.state !== "active") this.#incoming.clear();
    this.log = conversation.seenByThem(conversation.expect(this.log, talk.seq), talk.seen ?? 0);
  }

  /** @param {Extract<import("../shared/protocol.js").VisitorNotice, {type: "entry" | "entries"}>} notice */
  #take(notice) {
    this.#turnTo(notice.c);
    if (notice.c !== this.log.c) return;
    this.log = conversation.hear(this.log, notice);
    for (const entry of notice.type === "entry" ? [notice.entry] : notice.entries) {
      if (entry.kind !== "hidden") this.#outbox.settle(entry.mid);
      if (entry.kind === "said" && entry.agent) this.#incoming.heard(entry.agent, false);
    }
  }

  /**
   * Later words than the end of a talk open a new one; notices of an older one are passed over, unless it is open: a
   * person may have begun it elsewhere.
   * @param {string} c
   * @param {boolean} [isOpen]
   */
  #turnTo(c, isOpen = false) {
    if (c === this.log.c || !isOpen && idTime(c) < idTime(this.log.c)) return;
    this.past = [...this.past, ...this.log.lines];
    this.log = { ...conversation.empty(c), own: this.log.own };
    this.talk = null;
  }

  /** @param {import("../shared/protocol.js").ErrorNotice} notice */
  #refused({ code, ref }) {
    if (!ref) return;
    if (code === "too_fast" || code === "disk_full") {
      this.isFull = code === "disk_full";
      setTimeout(() => {
        this.#outbox.lost();
        this.flush();
      }, 5000);
    } else {
      this.#outbox.settle(ref);
      this.log = conversation.fail(this.log, ref, code);
    }
  }

  /** Asks for missing lines a moment later, and again while they are missing. */
  #repairLater() {
    clearTimeout(this.#repair);
    const after = conversation.missingAfter(this.log);
    if (after === null || this.#isClosed) return;
    this.#repair = setTimeout(() => {
      this.#line.send({ type: "sync", after });
      this.#repair = setTimeout(() => this.#repairLater(), 3000);
    }, 300);
  }

  #showLetters() {
    for (const { at, command: { mid, text } } of this.#outbox.letters) {
      this.log = conversation.write(this.log, { mid, text, at, kind: "say" });
    }
  }

  /** The talk's first line is enough to ask for all the others after the next page has loaded. */
  #recall() {
    try {
      const { c, first, seen, ended } = JSON.parse(this.memory.recall("talk"));
      if (ended && Date.now() - ended > day) return;
      if (!this.log.c) this.log = conversation.receive({ ...this.log, c }, [first]);
      if (c === this.log.c) this.log = conversation.seenByMe(this.log, seen);
    } catch {
      // Nothing is kept, or nothing that can be read: the server says what there is.
    }
  }

  #remember() {
    const { c, lines: [first], seenByMe: seen } = this.log;
    const last = this.log.lines.at(-1);
    if (!first || this.#isClosed) return;
    const record = JSON.stringify({ c, first, seen, ended: last?.kind === "ended" ? last.at : 0 });
    if (record !== this.memory.recall("talk")) this.memory.keep("talk", record);
  }
}
