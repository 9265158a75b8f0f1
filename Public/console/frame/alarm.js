import { Bell } from "../../shared/sound.js";
import { unreadTalks } from "../desk/desk-lists.js";
import { titleWords } from "../words/desk-words.js";
import { soundings } from "../desk/soundings.js";

const stillIcon = "icon.svg";
const ringingIcon = "icon-ringing.svg";
const quietKey = "secondring.console.quiet";

/**
 * Makes a ring heard, felt and seen wherever the person is: sound, a phone that shakes, the window's title and mark, a
 * notice of the system when they have asked for one. Stops at once when somebody has picked up.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../desk/soundings.js").Sounding} Sounding
 * @typedef {import("../../shared/storage.js").Store} Store
 */
export class Alarm {
  /** Called when sound becomes possible or impossible. */
  changed = () => {};
  #store;
  #bell = new Bell();
  #isTicked = false;
  #unread = 0;
  /** @type {Map<string, Notification | null>} the soundings told of, by key */ #told = new Map();

  /** @param {Store} store where it is kept that a person wants it quiet */
  constructor(store) {
    this.#store = store;
  }

  /** Whether a ring would be seen only: the browser waits for a touch, or the person wants it so. */
  get isSilent() {
    return this.isQuiet || this.#bell.isBlocked;
  }

  /** Whether the person wants rings to be seen only, on this browser. */
  get isQuiet() {
    return this.#store.getItem(quietKey) !== null;
  }

  set isQuiet(isQuiet) {
    if (isQuiet) this.#store.setItem(quietKey, "yes");
    else this.#store.removeItem(quietKey);
    if (isQuiet) this.#bell.stop();
    else this.unlock();
    this.changed();
  }

  /** Call from a click or a key. */
  async unlock() {
    // Not every key counts as a touch: Escape does not, and asking in vain would only fill the browser's log.
    if (!this.#bell.isBlocked || navigator.userActivation?.isActive === false) return;
    await this.#bell.unlock();
    this.#bell.again();
    this.changed();
  }

  /** @param {Desk} desk */
  show(desk) {
    const sounding = soundings(desk);
    const isSoft = sounding.every((each) => each.isSoft);
    if (sounding.length > 0 && !this.isQuiet) this.#bell.ring(desk.ring, isSoft);
    else if (this.#bell.isRinging) this.#bell.stop();
    this.#tell(sounding);
    this.#chime(desk);
    this.#isTicked = sounding.length > 0 && !this.#isTicked;
    this.#mark(sounding, desk);
  }

  /** Once a second while it rings: the title says by turns who rings and what they said. @param {Desk} desk */
  tick(desk) {
    this.#isTicked = !this.#isTicked;
    this.#mark(soundings(desk), desk);
  }

  /** Nothing rings any more: the person has signed out. */
  stop() {
    this.#bell.stop();
    this.#tell([]);
    document.title = "Second Ring";
  }

  /** @param {Sounding[]} sounding @param {Desk} desk */
  #mark(sounding, desk) {
    const words = sounding[0]?.text;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const title = titleWords(sounding.map((each) => each.title), unreadTalks(desk));
    const text = words && this.#isTicked && !isStill ? `“${words}”` : title;
    if (document.title !== text) document.title = text;
    const icon = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=icon]"));
    const href = sounding.length > 0 ? ringingIcon : stillIcon;
    if (icon && icon.getAttribute("href") !== href) icon.setAttribute("href", href);
  }

  /** @param {Sounding[]} sounding */
  #tell(sounding) {
    const now = new Set(sounding.map(({ key }) => key));
    for (const [key, notice] of this.#told) {
      if (now.has(key)) continue;
      notice?.close();
      this.#told.delete(key);
    }
    for (const each of sounding) {
      if (!this.#told.has(each.key)) this.#told.set(each.key, notify(each));
    }
  }

  /** One soft tone when somebody you talk with has written and you look elsewhere. @param {Desk} desk */
  #chime(desk) {
    const unread = unreadTalks(desk);
    if (unread > this.#unread && !this.#bell.isRinging && !this.isQuiet) this.#bell.chime();
    this.#unread = unread;
  }
}

/** @param {Sounding} sounding @returns {Notification | null} */
function notify({ key, full, text }) {
  if (!("Notification" in globalThis) || Notification.permission !== "granted" || document.hasFocus()) return null;
  try {
    const notice = new Notification(full, { body: text, tag: key, icon: "icon-ringing.svg" });
    notice.onclick = () => globalThis.focus();
    return notice;
  } catch {
    return null; // phones allow this only to service workers
  }
}
