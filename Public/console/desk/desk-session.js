import { browserClock } from "../../shared/clock.js";
import { Connection } from "../../shared/connection.js";
import { last } from "../../shared/conversation.js";
import { Delivery } from "../../shared/delivery.js";
import { newId } from "../../shared/ids.js";
import { Outbox } from "../../shared/outbox.js";
import { Attendance } from "./attendance.js";
import { BellSwitch } from "./bell-switch.js";
import { CookieDoubt } from "./cookie-doubt.js";
import { isYours } from "./desk-lists.js";
import { hear } from "./desk-notices.js";
import * as state from "./desk-state.js";
import { Drafts } from "./drafts.js";
import { KeptFacts } from "./kept-facts.js";
import { OpenTalks } from "./open-talks.js";

const notAsked = "Not connected: nobody has been asked.";

/**
 * One agent at the desk: holds the desk's state, the connection and the words on their way, and carries out what the
 * person does. Tells of every change by a "change" event; shows nothing itself.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../../shared/storage.js").Store} Store
 * @typedef {{type: "say" | "note", c: string, mid: string, text: string}} Letter
 * @typedef {{agent: string, name: string, as: import("../../shared/protocol.js").Part, text: string}} Request
 * @typedef {{connect?: (options: import("../../shared/connection.js").Options) => Connection,
 *   clock?: import("../../shared/clock.js").Clock, whoIsHere?: typeof import("./session.js").me}} World
 */
export class DeskSession extends EventTarget {
  /** @type {Desk} */ desk = state.quietDesk;
  agent;
  drafts;
  #attendance;
  #bell;
  #clock;
  #doubt;
  /** @type {Outbox<Letter>} */ #outbox;
  #delivery;
  #connection;
  /** The talk whose visitor has been told that this agent types. */
  #typingIn = "";
  #facts = new KeptFacts((command) => this.#connection.send(command));
  #talks;

  /** @param {string} agent @param {Store} store @param {World} [world] */
  constructor(agent, store, { connect = (options) => new Connection(options), clock = browserClock, whoIsHere } = {}) {
    super();
    const { now } = clock;
    this.agent = agent;
    this.#clock = clock;
    this.#bell = new BellSwitch(store, agent);
    this.#attendance = new Attendance(now);
    this.#doubt = new CookieDoubt(agent, now, whoIsHere);
    this.drafts = new Drafts(store, agent);
    this.#outbox = new Outbox(store, `secondring.console.${agent}.out.`);
    const send = (/** @type {import("./open-talks.js").AgentCommand} */ command) => this.#connection.send(command);
    this.#delivery = new Delivery(this.#outbox, send, () => this.desk.link === "online", clock);
    this.#talks = new OpenTalks(() => this.desk, send, clock);
    this.#connection = connect({
      url: () => new URL("/ws/agent", location.href).href.replace(/^http/, "ws"),
      interval: 5000,
      opened: () => this.#greet(),
      heard: (notice) => this.#hear(notice),
      changed: (link, refusal) => this.#linked(link, refusal),
      beat: () => this.#attendance.beat(),
    });
  }

  start() {
    this.#connection.start();
  }

  stop() {
    this.#connection.stop();
  }

  /** Whether this agent wants to be rung: what the server holds, and what it will be told when the line is back. */
  get isOnBell() {
    return this.#bell.isOn;
  }

  /** @param {boolean} on */
  setBell(on) {
    this.#connection.send({ type: "bell", on: this.#bell.wish(on) });
    this.#changed();
  }

  /** The person has moved or typed; a server that asked whether anybody is there hears of it at once. */
  touched() {
    if (this.#attendance.touched()) this.#connection.send(this.#attendance.beat());
  }

  /** @param {string} c empty for none */
  select(c) {
    this.#talks.leave(c);
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
    const [mid, at] = [newId(), this.#clock.now()];
    if (type === "say") this.#typingIn = "";
    this.#outbox.add({ type, c, mid, text }, at);
    this.#become(state.wrote(this.desk, c, { mid, text, at, kind: type }));
    this.#delivery.flush();
  }

  /** Removes refused words; the caller puts their text back into the field. @param {string} c @param {string} mid */
  takeBack(c, mid) {
    this.#outbox.settle(mid);
    this.#delivery.flush();
    this.#become(state.tookBack(this.desk, c, mid));
  }

  /** @param {string} c @param {boolean} on @param {boolean} [draft] words that are not sent yet stand in the field */
  typing(c, on, draft = false) {
    if (!on && !draft && this.#typingIn !== c) return; // nothing to take back
    this.#typingIn = on || draft ? c : "";
    this.#connection.send({ type: "typing", c, on, ...(draft && { draft }) });
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

  /** An act that needs no more than its name. @param {import("../../shared/protocol-types.js").Act} type @param {string} c */
  tell(type, c) {
    this.#connection.send({ type, c });
  }

  /** Comes into a colleague's talk: asked in, or as the owner of the shop. @param {string} c */
  join(c) {
    if (this.desk.link !== "online") return;
    this.select(c);
    this.#become(state.pickingUp(this.desk, c));
    this.#connection.send({ type: "join", c });
  }

  /** Asks a colleague in; not queued, for a call for help that comes late is none. @param {string} c @param {Request} request */
  invite(c, { agent, name, as, text }) {
    const mid = newId();
    const isOnline = this.desk.link === "online";
    const isSent = isOnline && this.#connection.send({ type: "invite", c, mid, agent, as, text });
    this.#become(state.asking(this.desk, { c, mid, name, problem: isSent ? "" : notAsked }));
  }

  /** The person no longer wants to ask. */
  askedEnough() {
    this.#become(state.askedEnough(this.desk));
  }

  /** @param {string} c @param {string} text @param {import("./kept-facts.js").Answered} answered */
  remember(c, text, answered) {
    this.#facts.remember(c, text, answered);
  }

  /** Shows the new picture before the next `team` does. @param {string} face */
  faceChanged(face) {
    const { you } = this.desk;
    if (you) this.#become({ ...this.desk, you: { ...you, face } });
  }

  /** @param {string} text */
  remark(text) {
    this.#become(state.remark(this.desk, text, this.#clock.now()));
  }

  pass() {
    this.#become(state.pass(this.desk, this.#clock.now()));
  }

  /** Another tab of this agent wrote to the store. @param {string | null} key */
  stored(key) {
    if (this.#outbox.changed(key)) this.#adoptLetters();
    if (this.#bell.owns(key)) this.#changed();
  }

  #greet() {
    this.#typingIn = "";
    this.#outbox.lost();
    const resume = this.#talks.resume();
    this.#connection.send({ type: "hello", v: 1, bell: this.#bell.wish(), active: this.#attendance.isHere, resume });
  }

  /** @param {any} notice */
  #hear(notice) {
    if (notice.type === "ack") this.#outbox.settle(notice.mid);
    if (notice.type === "error") this.#refused(this.#delivery.refused(notice));
    this.#facts.hear(notice);
    if (notice.type === "ring") this.#connection.send({ type: "heard", c: notice.c, ring: notice.ring });
    this.desk = hear(this.desk, notice, this.#clock.now());
    // Said once it is shown: an invitation into a talk unknown here would be heard by nobody.
    if (notice.type === "invitation" && this.desk.talks.has(notice.c)) {
      this.#connection.send({ type: "heard", c: notice.c, ring: 0 });
    }
    if (notice.type === "team") this.#bell.answered(this.desk);
    if (notice.type === "team" || notice.type === "welcome") {
      this.#attendance.heard(this.desk.you?.presence, notice.attention);
    }
    if (notice.type === "welcome") this.#adoptLetters();
    if (notice.type === "welcome" || notice.type === "ack") this.#delivery.flush();
    this.#talks.open();
    if (notice.c) this.#talks.mend(notice.c);
    this.#changed();
  }

  /** Words of a talk that is no longer listed would be seen nowhere: they become its draft again. @param {Letter} [letter] */
  #refused(letter) {
    if (letter && !this.desk.talks.has(letter.c)) this.drafts.write(letter.c, letter.type, letter.text);
  }

  /** Shows what is on its way, from before a reload or from another tab. */
  #adoptLetters() {
    for (const { at, command } of this.#outbox.letters) {
      const { c, mid, text, type } = command;
      this.desk = state.wrote(this.desk, c, { mid, text, at, kind: type });
    }
    this.#changed();
  }

  /** @param {import("../../shared/connection.js").State} link @param {string} [refusal] */
  #linked(link, refusal) {
    if (link === "open") return void (this.desk = { ...this.desk, way: this.#connection.way });
    this.#facts.lost();
    const hasBeenOn = this.desk.you !== null;
    if (link === "refused" && refusal !== "notSignedIn") return this.#become(state.linked(this.desk, "refused"));
    this.#become(state.linked(this.desk, hasBeenOn ? "offline" : "connecting"));
    if (link === "refused") this.#askAgain();
  }

  async #askAgain() {
    if (await this.#doubt.isSignedOut()) this.#become(state.linked(this.desk, "signedOut"));
    else this.#connection.start();
  }

  /** @param {Desk} desk */
  #become(desk) {
    if (desk === this.desk) return;
    this.desk = desk;
    this.#talks.open();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
