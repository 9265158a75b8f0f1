import * as conversation from "../shared/conversation.js";
import { Connection } from "../shared/connection.js";
import { idTime, newId, newSecret } from "../shared/ids.js";
import { Outbox } from "../shared/outbox.js";
import { clip } from "../shared/protocol.js";
import { TypingIn, TypingOut } from "../shared/typing.js";
import { SiteMemory } from "./site-memory.js";

const day = 86_400_000;
const labelBytes = 256;

/** The visitor's side of the talk: what is known, what is on its way, what to tell the server. Draws nothing. */
export class VisitorSession {
  log = conversation.empty();
  /** @type {import("../shared/protocol.js").Entry[]} lines of talks that ended while this page was open */ past = [];
  /** @type {import("../shared/protocol.js").VisitorTalk | null} */ talk = null;
  /** @type {import("./types.js").Person[]} */ here;
  /** @type {import("../shared/reconnect-policy.js").Refusal | undefined} */ refusal;
  isFull = false;
  #changed;
  #secret;
  #place;
  /** @type {Record<string, string> | undefined} */ #who;
  /** @type {Map<string, import("./types.js").Person>} */ #people = new Map();
  /** @type {any} */ #repair;

  /**
   * @param {import("./types.js").State} site
   * @param {{
   *   changed: () => void,
   *   place: () => import("../shared/protocol.js").Page & {referrer: string},
   *   unreached?: () => void,
   * }} page
   */
  constructor(site, { changed, place, unreached }) {
    this.#changed = changed;
    this.#place = place;
    this.memory = new SiteMemory(site.site.id);
    this.here = site.here;
    const { store } = this.memory;
    const kept = this.memory.recall();
    this.#secret = /^[\w-]{43}$/.test(kept) ? kept : newSecret();
    this.outbox =
      /** @type {Outbox<{type: "say", mid: string, text: string}>} */ (new Outbox(store, this.memory.key("out.")));
    this.#recall();
    this.#showLetters();
    this.connection = new Connection({
      url: () => `${site.base.replace(/^http/, "ws")}/ws/visitor?site=${encodeURIComponent(site.site.id)}`,
      interval: 20_000,
      opened: () => this.#hello(),
      heard: (notice) => this.#hear(notice),
      unreached,
      changed: (_, refusal) => {
        this.refusal = refusal;
        if (this.connection.state !== "open") this.#incoming.clear();
        changed();
      },
    });
    addEventListener("storage", (event) => event.storageArea === store && this.#otherTab(event.key));
  }

  #incoming = new TypingIn(() => this.#changed());
  typing = new TypingOut((on) => void (this.isOpen && this.connection.send({ type: "typing", on })));

  get isConnected() {
    return this.connection.state === "open";
  }

  /** Whether there is a talk that typing and reading belong to. */
  get isOpen() {
    return this.talk !== null && this.talk.state !== "ended";
  }

  /** Agents who type now. @returns {import("./types.js").Person[]} */
  get writing() {
    return this.#incoming.who.map((id) => this.#people.get(id)).filter((person) => person !== undefined);
  }

  start() {
    this.connection.start();
  }

  /** @param {string} text */
  say(text) {
    this.#keepSecret();
    const [mid, at] = [newId(), Date.now()];
    if (!this.outbox.add({ type: "say", mid, text })) this.memory.lasts = false;
    this.log = conversation.write(this.log, { mid, text, at, kind: "say" });
    this.typing.sent();
    this.#flush();
    this.#changed();
  }

  /** Takes refused words out of the log. @param {string} mid @returns {string} what they were */
  takeBack(mid) {
    const text = this.log.own.find((own) => own.mid === mid)?.text ?? "";
    this.log = conversation.forget(this.log, mid);
    this.#changed();
    return text;
  }

  /** The person sees everything that is here. */
  read() {
    const seq = conversation.last(this.log);
    if (seq <= this.log.seenByMe) return;
    this.log = conversation.seenByMe(this.log, seq);
    this.#remember();
    if (this.isOpen) this.connection.send({ type: "seen", seq });
  }

  page() {
    const { url, title } = this.#place();
    this.connection.send({ type: "page", url, title });
  }

  /** @param {Record<string, unknown> | undefined} who as the shop's page says */
  identify(who) {
    const fields = ["id", "name", "email", "website", "signature"];
    const known = fields.filter((field) => who?.[field]).map((field) => [field, clip(`${who?.[field]}`, labelBytes)]);
    this.#who = known.length ? Object.fromEntries(known) : undefined;
    if (this.isConnected) this.#introduce();
  }

  #hello() {
    const lang = navigator.language;
    const { timeZone: tz } = new Intl.DateTimeFormat().resolvedOptions();
    const resume = conversation.resumePoint(this.log);
    const { referrer, ...page } = this.#place();
    const hello = { v: 1, secret: this.#secret, page, referrer, lang, tz };
    this.connection.send(/** @type {any} */ ({ type: "hello", ...hello, ...(resume && { resume }) }));
    this.#introduce();
    this.outbox.lost();
    this.#flush();
  }

  #introduce() {
    if (this.#who) this.connection.send({ type: "identify", ...this.#who });
  }

  #flush() {
    for (const command of this.outbox.take()) this.connection.send(command);
  }

  /** @param {import("../shared/protocol.js").VisitorNotice} notice */
  #hear(notice) {
    switch (notice.type) {
      case "welcome":
        this.here = notice.here ?? [];
        if (notice.talk) this.#adopt(notice.talk);
        if (this.isOpen && this.log.seenByMe) this.connection.send({ type: "seen", seq: this.log.seenByMe });
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
        this.outbox.settle(notice.mid);
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
      case "here":
        this.here = notice.here;
        break;
      case "error":
        this.#refused(notice);
        break;
      case "beat":
      case "bye":
        return;
    }
    this.#flush();
    this.#remember();
    this.#repairLater();
    this.#changed();
  }

  /** @param {import("../shared/protocol.js").VisitorTalk} talk */
  #adopt(talk) {
    this.#turnTo(talk.c);
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
      if (entry.kind !== "hidden") this.outbox.settle(entry.mid);
      if (entry.kind === "said" && entry.agent) this.#incoming.heard(entry.agent, false);
    }
  }

  /** Later words than the end of a talk open a new one; notices of an older one are passed over. @param {string} c */
  #turnTo(c) {
    if (c === this.log.c || idTime(c) < idTime(this.log.c)) return;
    this.past = [...this.past, ...this.log.lines];
    this.log = { ...conversation.empty(c), own: this.log.own };
    this.talk = null;
  }

  /** @param {import("../shared/protocol.js").ErrorNotice} notice */
  #refused({ code, ref, message }) {
    if (!ref) return console.warn(`Second Ring: ${code}`, message);
    if (code === "too_fast" || code === "disk_full") {
      this.isFull = code === "disk_full";
      setTimeout(() => {
        this.outbox.lost();
        this.#flush();
      }, 5000);
    } else {
      this.outbox.settle(ref);
      this.log = conversation.fail(this.log, ref, code);
    }
  }

  /** Asks for missing lines a moment later, and again while they are missing. */
  #repairLater() {
    clearTimeout(this.#repair);
    const after = conversation.missingAfter(this.log);
    if (after === null) return;
    this.#repair = setTimeout(() => {
      this.connection.send({ type: "sync", after });
      this.#repair = setTimeout(() => this.#repairLater(), 3000);
    }, 300);
  }

  /** The first words make this browser somebody: from here on the secret is kept. */
  #keepSecret() {
    const kept = this.memory.recall();
    if (kept === this.#secret) return;
    if (kept) this.#become(kept);
    else this.memory.keep("", this.#secret);
  }

  /** Another tab of this browser has spoken first: this one is the same visitor. @param {string} secret */
  #become(secret) {
    this.#secret = secret;
    this.connection.stop();
    this.connection.start();
  }

  /** @param {string | null} key of what another tab changed */
  #otherTab(key) {
    if (!key?.startsWith(this.memory.key())) return;
    if (key === this.memory.key() && this.memory.recall()) this.#keepSecret();
    if (key === this.memory.key("talk")) this.#recall();
    if (this.outbox.changed(key)) {
      this.#showLetters();
      // The tab that wrote it sends it. Should it be closed first, this one does: to the server it is one message.
      setTimeout(() => this.#flush(), 8000);
    }
    this.#changed();
  }

  #showLetters() {
    for (const { at, command: { mid, text } } of this.outbox.letters) {
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
    if (!first) return;
    const record = JSON.stringify({ c, first, seen, ended: last?.kind === "ended" ? last.at : 0 });
    if (record !== this.memory.recall("talk")) this.memory.keep("talk", record);
  }
}
