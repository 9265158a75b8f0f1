import { openStore } from "../shared/storage.js";
import { hearing } from "./events.js";
import { Alarm } from "./frame/alarm.js";
import { carryOut } from "./frame/carry-out.js";
import { DeskFrame } from "./frame/desk-frame.js";
import { callToPickUp, mayWrite, neighbour } from "./desk/desk-lists.js";
import { DeskSession } from "./desk/desk-session.js";
import { set } from "../shared/dom.js";
import { holdWords } from "./words/hold-words.js";
import { watchInput } from "./dom/input-watch.js";
import { onKeys, placeOf } from "./dom/keyboard.js";
import { Panes } from "./dom/panes.js";
import { lookOn } from "./desk/last-look.js";
import { Sheets } from "./sheets/sheets.js";
import { SignIn } from "./frame/sign-in.js";
import { soundings } from "./desk/soundings.js";
import { Ticker } from "./dom/ticker.js";

/**
 * <agent-console>: the whole page. Shows the desk, or asks who this is, and carries what the person does to the session.
 *
 * @typedef {import("./desk/session.js").Me} Me
 */
export class AgentConsole extends HTMLElement {
  #store = openStore().store;
  /** @type {DeskSession | undefined} */ #session;
  /** @type {Me | undefined} */ #me;
  #panes = new Panes(this);
  #alarm = new Alarm(this.#store);
  #ticker = new Ticker(() => this.#isRinging || this.#isHolding, (isSlow) => this.#tick(isSlow));
  #signIn = new SignIn();
  #frame = new DeskFrame(this.#panes.closer());
  #lists = this.#frame.lists;
  #talk = this.#frame.talk;
  #sheets = new Sheets();

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.#signIn, ...this.#frame.all, ...this.#sheets.all);
    this.#listen();
    this.#alarm.changed = () => this.#show();
    this.#talk.log.reached = () => this.#read();
    this.#ticker.start();
  }

  /** Shows nothing but the question who this is. @param {string} why @param {string} [problem] */
  askWho(why, problem) {
    this.dataset.link = "signedOut";
    this.#place();
    this.#signIn.ask(why, problem);
  }

  /** Shows the button of a one-time link; resolves when it is pressed. @param {string} name of its agent */
  offer(name) {
    this.dataset.link = "signedOut";
    this.#place();
    return this.#signIn.offer(name);
  }

  /** @param {Me} me @param {boolean} [isByLink] then a missing password is asked for */
  enter(me, isByLink = false) {
    this.#me = me;
    if (this.#session?.agent !== me.id) this.#begin(me.id);
    this.#session?.start();
    this.#show();
    if (isByLink && !me.hasPassword) this.#sheets.you.show(me, this.#alarm.isQuiet);
  }

  /** @param {string} agent */
  #begin(agent) {
    this.#session?.stop();
    this.#session = new DeskSession(agent, this.#store);
    lookOn(this.#session, openStore(() => sessionStorage).store);
    this.#session.addEventListener("change", () => this.#showLater());
  }

  #listen() {
    const to = hearing(this);
    to("signed-in", (me) => this.enter(me));
    to("signed-out", () => this.#leave());
    to("sound", (isQuiet) => this.#alarm.isQuiet = isQuiet === true);
    to("promise", () => this.#sheets.promise());
    to("find", () => this.#sheets.search.ask());
    to(
      "you",
      () => this.#me && this.#sheets.you.show({ ...this.#me, ...this.#session?.desk.you }, this.#alarm.isQuiet),
    );
    to("password-set", () => this.#me && (this.#me = { ...this.#me, hasPassword: true }));
    to("face-changed", (face) => this.#faceChanged(face));
    to("look-at", (c) => this.#lookAt(c));
    to("pick-up", (c) => this.#pickUp(c));
    to("join", (c) => this.#pickUp(c));
    to("hand-over", () => this.#introduce("owner"));
    to("call-in", () => this.#introduce("help"));
    to("take-back", (mid) => this.#takeBack(mid));
    to("to-list", () => this.#toList());
    to("to-person", () => this.#panes.openPerson(!this.#panes.isPersonOpen));
    to("read-talk", (c) => this.#session && this.#sheets.read(c, this.#session.desk));
    carryOut(this, () => this.#session);
    this.#listenAround();
  }

  #listenAround() {
    const acts = {
      pickUp: () => this.#pickUpFirst(),
      handOver: () => this.#introduce("owner"),
      callIn: () => this.#introduce("help"),
      next: () => this.#step(1),
      previous: () => this.#step(-1),
      leave: () => this.#stepOut(),
      search: () => this.#sheets.search.ask(),
      hold: () => this.#isHolding && this.#session?.tell("hold", this.#c),
    };
    onKeys(acts, () => this.#session !== undefined && this.dataset.link !== "signedOut");
    addEventListener("storage", (event) => this.#stored(event.key));
    addEventListener("focus", () => this.#read());
    document.addEventListener("visibilitychange", () => this.#read());
    watchInput(() => this.#session?.touched());
    // Any touch of the page lets it sound: nobody has to know about the browser's rule.
    for (const name of ["keydown", "pointerdown"]) addEventListener(name, () => this.#alarm.unlock());
  }

  get #isRinging() {
    return this.#session !== undefined && soundings(this.#session.desk).length > 0;
  }

  /** Whether a pick-up without words runs out here. */
  get #isHolding() {
    const { desk } = this.#session ?? {};
    const talk = desk?.talks.get(desk.selected);
    return talk !== undefined && desk !== undefined && holdWords(talk, desk, Date.now() + desk.skew) !== null;
  }

  /** The talk being looked at. */
  get #c() {
    return this.#session?.desk.selected ?? "";
  }

  #isDue = false;

  #showLater() {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#show();
    });
  }

  #show() {
    const session = this.#session;
    if (!session) return;
    const { desk } = session;
    const wasSignedOut = this.dataset.link === "signedOut";
    this.dataset.link = desk.link;
    this.#place();
    this.#alarm.show(desk);
    if (desk.link === "signedOut") {
      if (!wasSignedOut) this.#signIn.ask("You have been signed out. What you wrote is kept.", "", session.agent);
      return;
    }
    this.#frame.show(session, this.#alarm.isSilent);
    this.#sheets.show(desk);
    const isResting = !desk.talks.has(desk.selected);
    this.classList.toggle("resting", isResting);
    if (isResting) this.#panes.showList();
    this.#read();
  }

  #place() {
    const isSignedOut = this.dataset.link === "signedOut";
    set(this.#signIn, "hidden", !isSignedOut);
    this.#frame.hide(isSignedOut);
    // What lies over the desk would lie over the question who this is.
    if (isSignedOut) this.#sheets.close();
  }

  /** @param {string} c */
  #lookAt(c) {
    this.#session?.select(c);
    this.#panes.showTalk();
    this.#show();
    this.#talk.log.toEnd();
    if (this.#panes.isForTyping && this.#isYoursToAnswer) this.#talk.composer.focus();
  }

  get #isYoursToAnswer() {
    const { desk } = this.#session ?? {};
    const talk = desk?.talks.get(desk.selected);
    return desk && talk && mayWrite(desk, talk) === "words";
  }

  /** Picks a visitor's call up, or comes into a colleague's talk. @param {string} c */
  #pickUp(c) {
    const talk = this.#session?.desk.talks.get(c);
    if (!talk) return;
    this.#panes.showTalk();
    this.#panes.openPerson(false);
    if (talk.summary.state === "active") this.#session?.join(c);
    else this.#session?.pickUp(c);
    this.#show();
    this.#talk.composer.focus();
  }

  /** @param {string} mid */
  #takeBack(mid) {
    const talk = this.#session?.desk.talks.get(this.#c);
    const own = talk?.words.own.find((each) => each.mid === mid);
    if (!talk || !own) return;
    this.#session?.takeBack(this.#c, mid);
    this.#show();
    if (talk.summary.state !== "ended") this.#talk.composer.put(own.text, own.kind);
  }

  #read() {
    const isSeen = document.visibilityState === "visible" && document.hasFocus() && this.#talk.log.isAtEnd;
    if (this.#c && isSeen && this.#panes.isTalkShown) this.#session?.read(this.#c);
  }

  /** @param {string} face */
  #faceChanged(face) {
    if (!this.#me) return;
    this.#me = { ...this.#me, face };
    this.#session?.faceChanged(face);
    this.#sheets.you.showFace(this.#me);
  }

  /** @param {string | null} key */
  #stored(key) {
    this.#session?.stored(key);
    if (key && key === this.#session?.drafts.keyOf(this.#c, this.#talk.composer.kind)) this.#talk.composer.reload();
  }

  #leave() {
    this.#session?.stop();
    this.#session = undefined;
    this.#me = undefined;
    this.#alarm.stop();
    this.askWho("Signed out. See you at the next ring.");
  }

  #pickUpFirst() {
    const c = this.#session ? callToPickUp(this.#session.desk) : "";
    if (!c) return this.#session?.remark("Nobody is ringing for you.");
    this.#sheets.close();
    this.#pickUp(c);
  }

  /** @param {import("../shared/protocol.js").Part} as */
  #introduce(as) {
    if (this.#session) this.#sheets.introduce(this.#session, as);
  }

  /** @param {1|-1} step */
  #step(step) {
    const c = this.#session ? neighbour(this.#session.desk, step) : "";
    if (!c) return;
    this.#session?.select(c);
    if (!this.#panes.isNarrow) this.#panes.showTalk();
    this.#show();
    this.#lists.focusOn(c);
  }

  /** Escape leaves the innermost thing one is in. */
  #stepOut() {
    if (this.#talk.leave()) return;
    if (this.#panes.isPersonOpen) return this.#panes.openPerson(false);
    if (placeOf(document.activeElement) === "field") return this.#lists.focusOn(this.#c);
    if (this.#panes.isNarrow && this.#panes.isTalkShown) this.#toList();
  }

  #toList() {
    const c = this.#c;
    this.#panes.showList();
    this.#lists.focusOn(c);
  }

  /** @param {boolean} isSlow */
  #tick(isSlow) {
    if (!this.#session) return;
    this.#session.pass();
    if (isSlow) this.#alarm.tick(this.#session.desk);
    this.#showLater();
  }
}
