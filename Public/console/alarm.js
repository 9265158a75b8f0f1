import { Bell } from "../shared/sound.js";
import { callsForYou, unreadTalks } from "./desk-lists.js";
import { nameOf, titleWords } from "./desk-words.js";
import { calledOf } from "./reader.js";

const stillIcon = "icon.svg";
const ringingIcon = "icon-ringing.svg";

/**
 * Makes a ring heard and seen wherever the person is: sound, the window's title and mark, a notice of the system when
 * they have asked for one. Stops at once when somebody has picked up.
 *
 * @typedef {import("./types.js").Desk} Desk
 * @typedef {import("./types.js").Talk} Talk
 */
export class Alarm {
  /** Called when sound becomes possible or impossible. */
  changed = () => {};
  #bell = new Bell();
  #isTicked = false;
  #unread = 0;
  /** @type {Map<string, Notification | null>} the calls told of, by conversation */ #told = new Map();

  /** Whether the browser keeps this page silent until somebody touches it. */
  get isSilent() {
    return this.#bell.isBlocked;
  }

  /** Call from a click or a key. */
  async unlock() {
    // Not every key counts as a touch: Escape does not, and asking in vain would only fill the browser's log.
    if (!this.#bell.isBlocked || navigator.userActivation?.isActive === false) return;
    const wasRinging = this.#bell.isRinging;
    await this.#bell.unlock();
    if (wasRinging) this.#bell.stop();
    if (wasRinging) this.#bell.ring();
    this.changed();
  }

  /** @param {Desk} desk */
  show(desk) {
    const calls = callsForYou(desk);
    if (calls.length > 0) this.#bell.ring(desk.ring);
    else if (this.#bell.isRinging) this.#bell.stop();
    this.#tell(calls);
    this.#chime(desk);
    this.#isTicked = calls.length > 0 && !this.#isTicked;
    this.#mark(calls, desk);
  }

  /** Once a second while it rings: the title says by turns who rings and what they said. @param {Desk} desk */
  tick(desk) {
    this.#isTicked = !this.#isTicked;
    this.#mark(callsForYou(desk), desk);
  }

  /** Nothing rings any more: the person has signed out. */
  stop() {
    this.#bell.stop();
    this.#tell([]);
    document.title = "Second Ring";
  }

  /** @param {Talk[]} calls @param {Desk} desk */
  #mark(calls, desk) {
    const words = calls[0]?.summary.last?.text;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const title = titleWords(calls.map(calledOf), unreadTalks(desk));
    const text = words && this.#isTicked && !isStill ? `“${words}”` : title;
    if (document.title !== text) document.title = text;
    const icon = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=icon]"));
    const href = calls.length > 0 ? ringingIcon : stillIcon;
    if (icon && icon.getAttribute("href") !== href) icon.setAttribute("href", href);
  }

  /** @param {Talk[]} calls */
  #tell(calls) {
    const now = new Set(calls.map(({ summary }) => summary.c));
    for (const [c, notice] of this.#told) {
      if (now.has(c)) continue;
      notice?.close();
      this.#told.delete(c);
    }
    for (const call of calls) {
      if (!this.#told.has(call.summary.c)) this.#told.set(call.summary.c, notify(call));
    }
  }

  /** One soft tone when somebody you talk with has written and you look elsewhere. @param {Desk} desk */
  #chime(desk) {
    const unread = unreadTalks(desk);
    if (unread > this.#unread && !this.#bell.isRinging) this.#bell.chime();
    this.#unread = unread;
  }
}

/** @param {Talk} call @returns {Notification | null} */
function notify(call) {
  const { summary, card } = call;
  if (!("Notification" in globalThis) || Notification.permission !== "granted" || document.hasFocus()) return null;
  try {
    const options = { body: summary.last?.text ?? "", tag: summary.c, icon: "icon-ringing.svg" };
    const notice = new Notification(`${nameOf(summary, card)} is ringing`, options);
    notice.onclick = () => globalThis.focus();
    return notice;
  } catch {
    return null; // phones allow this only to service workers
  }
}
