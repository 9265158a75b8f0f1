import { tell } from "../events.js";
import { contextLine } from "../words/context-words.js";
import { h, set } from "../../shared/dom.js";
import { write } from "../dom/dom.js";
import { askedWords, secondsLeft } from "../words/introduction-words.js";
import { namingToYou, shownNameOf } from "../desk/reader.js";
import { siteName } from "../desk/sites.js";

/**
 * <invitation-card>: a colleague asks you into a talk. Events: "join", "decline", "look-at", each with the conversation.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 */
export class InvitationCard extends HTMLElement {
  #c = "";
  #asked = h("button", { class: "call-name", type: "button", onclick: () => this.#tell("look-at") });
  #time = h("span", { class: "call-time" });
  #words = h("p", { class: "call-words", dir: "auto" });
  #context = h("p", { class: "call-context" });
  #key = h("kbd", { "aria-hidden": "true" }, "P");
  #join = h("button", { class: "pick", type: "button", onclick: () => this.#tell("join") }, "Join", this.#key);
  #later = h("button", { class: "quiet", type: "button", onclick: () => this.#tell("decline") }, "Not now");

  connectedCallback() {
    if (this.firstChild) return;
    this.classList.add("call");
    this.append(
      h("div", { class: "call-head" }, this.#asked, this.#time),
      this.#words,
      this.#context,
      h("div", { class: "call-acts" }, this.#join, this.#later),
    );
  }

  /** @param {Talk} talk @param {Desk} desk @param {number} now the server's clock @param {boolean} isFirst has the key */
  show(talk, desk, now, isFirst) {
    const { summary, card, invitation } = talk;
    if (!invitation) return;
    this.#c = summary.c;
    this.classList.toggle("current", desk.selected === summary.c);
    const name = shownNameOf(talk, desk);
    write(this.#asked, askedWords(invitation.as, invitation.by.name));
    write(this.#time, `${secondsLeft(invitation.until, now)} s`);
    write(this.#words, invitation.text && `“${invitation.text}”`);
    set(this.#words, "hidden", !invitation.text);
    write(
      this.#context,
      [name, siteName(desk, summary.site), contextLine(summary, card, now, namingToYou(desk))].filter(Boolean).join(
        " · ",
      ),
    );
    this.#join.disabled = desk.picking === summary.c;
    set(this.#join, "aria-label", `Join ${name}`);
    set(this.#join, "aria-keyshortcuts", isFirst ? "P Alt+P" : false);
    set(this.#key, "hidden", !isFirst);
  }

  /** @param {import("../events.js").TextName} name */
  #tell(name) {
    tell(this, name, this.#c);
  }
}
