import { browserClock } from "../shared/clock.js";
import { resumePoint } from "../shared/conversation.js";
import { Connection } from "../shared/connection.js";
import { newSecret } from "../shared/ids.js";
import { nobody, read } from "./identity.js";
import * as keyring from "./keyring.js";
import { SiteMemory } from "./site-memory.js";
import { VisitorConversation } from "./visitor-conversation.js";

/** How long a page has for saying who is signed in, and how long a refused `identify` waits, in milliseconds. */
const [patience, pause] = [3000, 5000];

/**
 * The visitor's side of the line: who the page says they are, with which secret it speaks, and the connection.
 * What is said and heard is kept by the VisitorConversation of the present holder.
 */
export class VisitorSession {
  /** @type {import("./types.js").Person[]} */ here;
  /** @type {import("../shared/reconnect-policy.js").Refusal | undefined} */ refusal;
  #page;
  #memory;
  #world;
  #clock;
  #keyring;
  /** What the present holder of the secret says and is told. Another holder gets another one. */
  conversation;
  /** @type {import("./identity.js").Saying} */ #said = nobody;

  /**
   * @param {import("./types.js").State} site
   * @param {{changed: () => void, place: () => import("../shared/protocol.js").Page & {referrer: string},
   *   turned: (turn: keyring.Turn) => void, expired: () => void, unreached?: () => void}} page
   *   turned: another holder uses the page from here on; expired: its proof has run out
   * @param {SiteMemory} [memory]
   * @param {import("../shared/clock.js").Clock} [clock]
   */
  constructor(site, page, memory = new SiteMemory(site.site.id), clock = browserClock) {
    this.#clock = clock;
    this.#page = page;
    this.#memory = memory;
    this.here = site.here;
    const isSomewhere = site.site.identified === "somewhere";
    this.#world = { kept: (/** @type {string} */ name) => memory.recall(name), fresh: newSecret, isSomewhere };
    this.#keyring = keyring.open(this.#world);
    this.conversation = this.#converse();
    this.connection = new Connection({
      url: () => `${site.base.replace(/^http/, "ws")}/ws/visitor?site=${encodeURIComponent(site.site.id)}`,
      interval: 20_000,
      opened: () => this.#hello(),
      heard: (notice) => this.#hear(notice),
      unreached: page.unreached,
      changed: (_, refusal) => {
        this.refusal = refusal;
        if (this.connection.state !== "open") this.conversation.disconnected();
        page.changed();
      },
    });
    addEventListener("storage", (event) => event.storageArea === memory.store && this.#otherTab(event.key));
    // A page that slept, or was left and gone back to, has not heard of what other tabs did.
    addEventListener("pageshow", () => this.#look());
    document.addEventListener("visibilitychange", () => this.#look());
  }

  /** Whether the page's proof has run out while it was open: words wait for the shop's page to bring another one. */
  get isExpired() {
    return this.#keyring.standing === "expired";
  }

  get isConnected() {
    return this.connection.state === "open";
  }

  start() {
    this.connection.start();
    this.#clock.setTimeout(() => keyring.isForgotten(this.#keyring, this.#world) && this.#advise(), patience);
  }

  /** @param {string} text */
  say(text) {
    this.#take(keyring.keep(this.#keyring, this.#world));
    this.conversation.say(text);
  }

  page() {
    const { url, title } = this.#page.place();
    this.connection.send({ type: "page", url, title });
  }

  /** @param {unknown} who as the shop's page says; nothing: nobody is signed in */
  identify(who) {
    const said = read(who);
    if (!Object.keys(said.fields).length) return this.logout();
    const isSame = JSON.stringify(said) === JSON.stringify(this.#said);
    if (isSame && this.#keyring.standing === "refused") return;
    this.#said = said;
    this.#memory.keep("told", "");
    const isNew = this.#take(keyring.identify(this.#keyring, said, this.#world));
    if (!isSame && !isNew && this.isConnected) this.#introduce();
  }

  /** The customer has signed out. */
  logout() {
    this.#said = nobody;
    this.#take(keyring.signOut(this.#keyring, this.#world));
  }

  #converse() {
    const line = {
      send: (/** @type {import("../shared/protocol.js").VisitorCommand} */ command) => this.connection.send(command),
      maySay: () => keyring.maySay(this.#keyring),
      changed: () => this.#page.changed(),
    };
    return new VisitorConversation(this.#memory.of(this.#keyring.holder), line, this.#clock);
  }

  #hello() {
    this.#keyring = keyring.connected(this.#keyring);
    const lang = navigator.language;
    const { timeZone: tz } = new Intl.DateTimeFormat().resolvedOptions();
    const resume = resumePoint(this.conversation.state.log);
    const { referrer, ...page } = this.#page.place();
    const hello = { v: 1, secret: this.#keyring.secret, page, referrer, lang, tz };
    this.connection.send(/** @type {any} */ ({ type: "hello", ...hello, ...(resume && { resume }) }));
    this.#introduce();
    this.conversation.connected();
  }

  #introduce() {
    if (this.#said !== nobody) this.connection.send({ type: "identify", ...this.#said.fields });
  }

  /** @param {import("../shared/protocol.js").VisitorNotice} notice */
  #hear(notice) {
    if (notice.type === "beat" || notice.type === "bye") return;
    // Before the proof is verified the server shows what a stranger left on this secret, and afterwards the person's.
    const isStrangers = this.#keyring.standing === "waiting" && this.#keyring.holder && !this.#world.isSomewhere;
    const wasExpired = this.isExpired;
    if (notice.type === "welcome" || notice.type === "here") this.here = notice.here ?? [];
    const step = keyring.hear(this.#keyring, notice, this.#world);
    if (step) this.#take(step);
    if (notice.type === "error" && !notice.ref) this.#refused(notice);
    if (this.isExpired && !wasExpired) this.#page.expired();
    if (step) this.conversation.flush();
    if (!isStrangers) this.conversation.hear(notice);
    this.#page.changed();
  }

  /** `identify` was refused. @param {import("../shared/protocol.js").ErrorNotice} error */
  #refused({ code, message }) {
    if (code === "other_person") return;
    console.warn(`Second Ring: ${code}`, message);
    if (code === "too_fast") this.#clock.setTimeout(() => this.#introduceAgain(), pause);
  }

  #introduceAgain() {
    if (this.isConnected && this.#keyring.standing === "waiting") this.#introduce();
  }

  /** Makes the changes of a step. @returns {boolean} whether the holder changed @param {keyring.Step} step */
  #take({ keyring: next, changes = [] }) {
    for (const change of changes) {
      if ("keep" in change) this.#memory.keep(change.keep, change.value);
      else this.#memory.of(change.move).moveTo(this.#memory.of(change.to));
    }
    const { keyring: now, turn } = keyring.settle(this.#keyring, next, this.#world);
    this.#keyring = now;
    if (turn) this.#turn(turn);
    return turn !== null;
  }

  /** @param {keyring.Turn} turn */
  #turn(turn) {
    const old = this.conversation;
    old.close();
    this.conversation = this.#converse();
    // What was typed on this page under a name that the server does not believe goes on under none.
    if (turn === "refused") { for (const text of old.takeSpoken()) this.say(text); }
    if (this.connection.state !== "stopped") {
      this.connection.stop();
      this.connection.start();
    }
    this.#page.turned(turn);
    this.#page.changed();
  }

  /** @param {string | null} key of what another tab changed; null: everything is gone */
  #otherTab(key) {
    if (key !== null && !key.startsWith(this.#memory.key())) return;
    this.#look();
    if (key) this.conversation.otherTab(key);
    this.#page.changed();
  }

  #look() {
    if (!this.#memory.lasts) return;
    this.#take(keyring.look(this.#keyring, this.#world));
    if (!this.#keyring.person && !this.#keyring.claim) this.#said = nobody;
  }

  #advise() {
    const noted = this.#memory.recall("last");
    if (this.#memory.recall("told") === noted) return;
    this.#memory.keep("told", noted);
    import("./advice.js").then(({ advice }) => console.warn(advice));
  }
}
