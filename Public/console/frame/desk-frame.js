import { Announcer } from "./announcer.js";
import { h, set } from "../../shared/dom.js";
import { keyed } from "../dom/dom.js";
import { PersonView } from "../person/person-view.js";
import { soundings } from "../desk/soundings.js";
import { TalkLists } from "../list/talk-lists.js";
import { TalkView } from "../talk/talk-view.js";
import { TopBar } from "./top-bar.js";

/**
 * The desk on the screen: its parts in their places, each handed what it shows. The parts know nothing of each other.
 *
 * @typedef {import("../desk/desk-session.js").DeskSession} DeskSession
 */
export class DeskFrame {
  lists = new TalkLists();
  talk = new TalkView();
  #top = new TopBar();
  #person = new PersonView();
  #remarks = h("div", { class: "remarks", role: "status" });
  #announcer = new Announcer();
  #places;

  /** @param {HTMLElement} closer puts the person's sheet away */
  constructor(closer) {
    this.#places = [
      h("header", { class: "top" }, this.#top),
      h(
        "main",
        { class: "desk" },
        h("nav", { class: "side", "aria-label": "Talks" }, this.lists),
        h("section", { class: "middle", "aria-label": "The talk" }, this.talk),
      ),
      h("aside", { class: "about", "aria-label": "Who this is" }, closer, this.#person),
    ];
  }

  /** To be put into the page. */
  get all() {
    return [...this.#places, this.#remarks, this.#announcer];
  }

  /** @param {boolean} isHidden nobody is signed in */
  hide(isHidden) {
    for (const place of this.#places) set(place, "hidden", isHidden);
  }

  /** @param {DeskSession} session @param {boolean} isSilent a ring would be seen only */
  show(session, isSilent) {
    const { desk, drafts } = session;
    const now = Date.now() + desk.skew;
    this.#top.show(desk, session.isOnBell, isSilent);
    this.lists.show(desk, now);
    this.talk.show(desk, now, { drafts, typing: (c, on, draft) => session.typing(c, on, draft) });
    this.#person.show(desk.talks.get(desk.selected), now, desk);
    keyed(this.#remarks, desk.remarks, ({ text }) => text, ({ text }) => h("p", {}, text));
    this.#announcer.show(soundings(desk));
  }
}
