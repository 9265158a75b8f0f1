import { faceElement } from "../../shared/faces.js";
import { tell } from "../events.js";
import { bellWords } from "../words/bell-words.js";
import { h, set } from "../../shared/dom.js";
import { refill, write } from "../dom/dom.js";
import { glass, hushed, mark } from "../dom/icons.js";

/**
 * <top-bar>: the name of the house, its promise, the line's state when it is down, the bell's switch and your face.
 * Events: "promise", "bell", "find", "sound", "you".
 *
 * @typedef {import("../types.js").Desk} Desk
 */
export class TopBar extends HTMLElement {
  #promise = h("button", { class: "promise", type: "button", onclick: () => tell(this, "promise") });
  #link = h("p", { class: "link-words", role: "status" });
  #sound = h(
    "button",
    { class: "sound", type: "button", "aria-label": "Turn on the sound", onclick: () => tell(this, "sound") },
    hushed(),
    h("span", {}, "Turn on the sound"),
  );
  #find = h(
    "button",
    {
      class: "glyph",
      type: "button",
      "aria-label": "Find",
      title: "Find (Ctrl-K or /)",
      onclick: () => tell(this, "find"),
    },
    glass(),
  );
  #bellWords = h("span");
  #bell = h(
    "button",
    {
      class: "bell",
      type: "button",
      onpointerdown: () => this.#pressed(),
      onkeydown: () => this.#pressed(),
      onclick: () => tell(this, "bell", this.#isAsked ? true : undefined),
    },
    h("i"),
    this.#bellWords,
  );
  /** Whether the switch asked "are you there?" when it was pressed: the answer is no wish for a breath. */
  #isAsked = false;
  #you = h("button", { class: "you", type: "button", onclick: () => tell(this, "you") });

  connectedCallback() {
    if (this.firstChild) return;
    const brand = h("h1", { class: "brand" }, h("span", {}, "Second Ring"));
    brand.prepend(mark());
    this.append(
      brand,
      this.#promise,
      this.#link,
      // The sound's button goes at the first touch: nothing that is touched may move with it.
      h("div", { class: "top-end" }, this.#sound, this.#find, this.#bell, this.#you),
    );
  }

  /** @param {Desk} desk @param {boolean} isOnBell @param {boolean} isSilent */
  show(desk, isOnBell, isSilent) {
    write(this.#link, linkWords(desk));
    set(this.#link, "data-quiet", desk.link === "online");
    this.#showPromise(desk.promise);
    set(this.#sound, "hidden", !isSilent);
    const { words, label, state } = bellWords(desk, isOnBell);
    set(this.#bell, "aria-pressed", isOnBell ? "true" : "false");
    set(this.#bell, "aria-label", label);
    set(this.#bell, "data-state", state);
    write(this.#bellWords, words);
    const you = desk.you;
    set(this.#you, "hidden", !you);
    if (!you) return;
    set(this.#you, "aria-label", `You, ${you.name}: picture, password, sign out`);
    refill(this.#you, [you.id, you.name, you.face], () => [faceElement(you)]);
  }

  /** On a phone the figure alone has room. @param {Desk["promise"]} promise */
  #showPromise({ second, all }) {
    const figure = `${second} of ${all}`;
    const words = all === 0 ? "Our promise" : `Answered by the 2nd ring: ${figure} today`;
    set(this.#promise, "aria-label", `${words}. Press to see more`);
    refill(this.#promise, [second, all], () => [
      h(
        "span",
        { class: "at-length" },
        ...(all === 0 ? [words] : ["Answered by the 2nd ring: ", h("b", {}, figure), " today"]),
      ),
      h("span", { class: "in-short" }, all === 0 ? "Promise" : figure),
    ]);
  }

  #pressed() {
    this.#isAsked = this.#bell.dataset.state === "idle";
  }
}

/** @param {Desk} desk */
function linkWords({ link, way, you }) {
  if (link === "online") {
    return way === "sse" ? "Connected by a detour: something between here and the server blocks WebSockets." : "";
  }
  if (link === "offline") return "Not connected. Trying again… What you write is kept.";
  if (link === "connecting" && !you) return "Connecting…";
  if (link === "refused") return "The server does not take this page. Please reload it.";
  return "";
}
