import { h, set } from "../../shared/dom.js";
import { tell } from "../events.js";
import { mayDo } from "../desk/introductions.js";

/**
 * <talk-acts>: what may be done about colleagues in this talk.
 * Events: "hand-over", "call-in", "leave", "join", each with the conversation.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 */
export class TalkActs extends HTMLElement {
  #c = "";
  #handOver = this.#button("hand-over", "Hand over…", "H Alt+H");
  #callIn = this.#button("call-in", "Call in…", "C");
  #join = this.#button("join", "Join");
  #leave = this.#button("leave", "Leave");

  connectedCallback() {
    if (!this.firstChild) this.append(this.#handOver, this.#callIn, this.#join, this.#leave);
  }

  /** @param {Talk} talk @param {Desk} desk */
  show(talk, desk) {
    const may = mayDo(desk, talk);
    this.#c = talk.summary.c;
    set(this.#handOver, "hidden", !may.handOver);
    set(this.#callIn, "hidden", !may.callIn);
    set(this.#join, "hidden", !may.join);
    set(this.#leave, "hidden", !may.leave);
  }

  /** @param {import("../events.js").TextName} name @param {string} words @param {string} [keys] */
  #button(name, words, keys) {
    const onclick = () => tell(this, name, this.#c);
    return h("button", { class: "quiet", type: "button", "aria-keyshortcuts": keys, onclick }, words);
  }
}
