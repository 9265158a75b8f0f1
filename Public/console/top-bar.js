import { faceElement } from "../shared/faces.js";
import { h, refill, set, write } from "./dom.js";
import { glass, mark } from "./icons.js";

/**
 * <top-bar>: the name of the house, the line's state when it is down, the bell's switch and your face.
 * Events: "bell", "find", "sound", "you".
 *
 * @typedef {import("./types.js").Desk} Desk
 */
export class TopBar extends HTMLElement {
  #promise = h("p", { class: "promise" });
  #link = h("p", { class: "link-words", role: "status" });
  #sound = h("button", { class: "sound", type: "button", onclick: () => this.#tell("sound") }, "Turn on the sound");
  #find = h(
    "button",
    {
      class: "glyph",
      type: "button",
      "aria-label": "Find",
      title: "Find (Ctrl-K or /)",
      onclick: () => this.#tell("find"),
    },
    glass(),
  );
  #bellWords = h("span");
  #bell = h("button", { class: "bell", type: "button", onclick: () => this.#tell("bell") }, h("i"), this.#bellWords);
  #you = h("button", { class: "you", type: "button", onclick: () => this.#tell("you") });

  connectedCallback() {
    if (this.firstChild) return;
    const brand = h("h1", { class: "brand" }, h("span", {}, "Second Ring"));
    brand.prepend(mark());
    this.append(
      brand,
      this.#promise,
      this.#link,
      h("div", { class: "top-end" }, this.#find, this.#sound, this.#bell, this.#you),
    );
  }

  /** @param {Desk} desk @param {boolean} isOnBell @param {boolean} isSilent */
  show(desk, isOnBell, isSilent) {
    write(this.#link, linkWords(desk));
    const { second, all } = desk.promise;
    set(this.#promise, "hidden", all === 0);
    refill(
      this.#promise,
      [second, all],
      () => ["Answered by the 2nd ring: ", h("b", {}, `${second} of ${all}`), " today"],
    );
    set(this.#sound, "hidden", !isSilent);
    set(this.#bell, "aria-pressed", isOnBell ? "true" : "false");
    set(
      this.#bell,
      "aria-label",
      isOnBell ? "On the bell. Press to take a breath" : "Taking a breath. Press to go on the bell",
    );
    write(this.#bellWords, isOnBell ? "On the bell" : "Taking a breath");
    const you = desk.you;
    set(this.#you, "hidden", !you);
    if (!you) return;
    set(this.#you, "aria-label", `You, ${you.name}: picture, password, sign out`);
    refill(this.#you, [you.id, you.name, you.face], () => [faceElement(you)]);
  }

  /** @param {string} name */
  #tell(name) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  }
}

/** @param {Desk} desk */
function linkWords({ link, you }) {
  if (link === "offline") return "Not connected. Trying again… What you write is kept.";
  if (link === "connecting" && !you) return "Connecting…";
  if (link === "refused") return "The server does not take this page. Please reload it.";
  return "";
}
