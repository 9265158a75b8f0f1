import { textLimit } from "../../shared/limits.js";
import { byteLength } from "../../shared/protocol.js";
import { faceElement } from "../../shared/faces.js";
import { h, set } from "../../shared/dom.js";
import { tell } from "../events.js";
import { refill, write } from "../dom/dom.js";
import { presenceWords } from "../words/introduction-words.js";
import { candidates } from "../desk/introductions.js";
import { isPlainEnter } from "../dom/keyboard.js";
import { calledOf } from "../desk/reader.js";
import { Sheet } from "./sheet.js";

/**
 * <introduce-sheet>: whom to ask into the talk, and the line that introduces them.
 * Events: "invite" with the talk and the request; "asked-enough" when it is left.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {import("../../shared/protocol.js").Part} Part
 */
export class IntroduceSheet extends Sheet {
  #c = "";
  /** @type {Part} */ #as = "help";
  /** @type {import("../desk/drafts.js").Drafts | undefined} */ #drafts;
  #hasChosen = false;
  /** asking: the server is; unsure: it could not be, or the line was cut before it answered */
  #stage = /** @type {"writing" | "asking" | "unsure"} */ ("writing");
  #people = h("fieldset", { class: "colleagues" });
  #nobody = h("p");
  #label = h("span");
  #line = h("textarea", {
    class: "field",
    rows: "3",
    dir: "auto",
    oninput: () => this.#wrote(),
    onkeydown: (event) => this.#pressed(event),
  });
  #problem = h("p", { class: "problem-words", role: "alert" });
  #ask = h("button", { class: "loud", type: "submit" });
  #lines = h("label", {}, this.#label, this.#line);
  #end = h("div", { class: "introduce-end" }, h("span", { class: "hint" }, "Enter asks · Esc leaves"), this.#ask);
  #form = h(
    "form",
    { class: "introduce", novalidate: true, onsubmit: (event) => this.#submit(event) },
    this.#people,
    this.#nobody,
    this.#lines,
    this.#problem,
    this.#end,
  );

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    if (this.body.firstChild) return;
    this.body.append(this.#form);
    this.dialog.addEventListener("close", () => {
      if (this.dialog.open) return;
      this.#stage = "writing";
      tell(this, "asked-enough");
    });
  }

  /** @param {Talk} talk @param {Desk} desk @param {Part} as @param {import("../desk/drafts.js").Drafts} drafts */
  ask(talk, desk, as, drafts) {
    [this.#c, this.#as, this.#drafts] = [talk.summary.c, as, drafts];
    [this.#stage, this.#hasChosen] = ["writing", false];
    const name = calledOf(talk, desk);
    const isHandover = as === "owner";
    write(this.#label, isHandover ? `Your line of introduction. ${name} reads it.` : `A note. ${name} never sees it.`);
    set(this.#line, "placeholder", isHandover ? "What is it about, and why this colleague?" : "What is it about?");
    this.#line.value = drafts.read(this.#c, as);
    this.#complain("");
    this.show(desk);
    this.open(isHandover ? `Hand over the talk with ${name}` : "Call somebody in");
    this.#choose();
  }

  /** The desk has changed: somebody came or went, or the answer is here. @param {Desk} desk */
  show(desk) {
    const talk = desk.talks.get(this.#c);
    if (!talk) return;
    if (this.#stage !== "writing") this.#heard(desk);
    const found = candidates(desk, talk, this.#as);
    const chosen = this.#chosen;
    refill(this.#people, [this.#c, this.#as, found], () => [
      h("legend", { class: "only-heard" }, "Whom to ask"),
      ...found.map((each) => this.#person(each, each.colleague.id === chosen?.value)),
    ]);
    this.#showNobody(found);
    if (this.dialog.open) this.#choose();
  }

  /** The first who can come, once: when they go, the line meant for them must not go to somebody else. */
  #choose() {
    const first = /** @type {HTMLInputElement | null} */ (this.#people.querySelector("input:enabled"));
    if (first && !this.#hasChosen) {
      this.#hasChosen = first.checked = true;
      if (document.activeElement !== this.#line) first.focus();
    }
    this.#words();
  }

  /** @param {ReturnType<typeof candidates>} found */
  #showNobody(found) {
    const canAny = found.some(({ canCome }) => canCome);
    write(this.#nobody, found.length > 0 ? "Nobody else is on the bell right now." : "There is nobody else to ask.");
    set(this.#nobody, "hidden", canAny);
    // A line that somebody has begun is never taken from before their eyes.
    const isOff = !canAny && !this.#line.value;
    for (const part of [this.#lines, this.#end]) set(part, "hidden", isOff);
  }

  /** @returns {HTMLInputElement | null} */
  get #chosen() {
    return this.#people.querySelector("input:checked:enabled");
  }

  /** @param {Desk} desk */
  #heard({ asking }) {
    if (asking?.problem) {
      this.#stage = "unsure";
      return this.#complain(asking.problem);
    }
    if (asking) return;
    this.#drafts?.write(this.#c, this.#as, "");
    this.close();
  }

  /** @param {ReturnType<typeof candidates>[number]} candidate @param {boolean} isChosen */
  #person({ colleague, canCome }, isChosen) {
    const { id, name, presence } = colleague;
    const choice = h("input", { type: "radio", name: "colleague", value: id, "data-name": name, disabled: !canCome });
    choice.checked = isChosen && canCome;
    choice.addEventListener("change", () => this.#words());
    return h(
      "label",
      { class: "colleague-choice" },
      choice,
      faceElement(colleague),
      h("b", { dir: "auto" }, name),
      h("span", {}, presenceWords(presence)),
    );
  }

  #words() {
    const name = this.#chosen?.dataset.name;
    const isAsking = this.#stage === "asking";
    write(this.#ask, isAsking ? "Asking…" : name ? `Ask ${name}` : "Ask");
    this.#ask.disabled = isAsking || !name;
  }

  #wrote() {
    this.#drafts?.write(this.#c, this.#as, this.#line.value);
    if (this.#stage === "unsure") this.#stage = "writing";
    this.#complain("");
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (!isPlainEnter(event)) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const [chosen, text] = [this.#chosen, this.#line.value.trim()];
    if (!chosen || this.#stage === "asking") return;
    if (this.#as === "owner" && !text) {
      return this.#want("One line of introduction, please: it is what makes it a hello.");
    }
    if (byteLength(text) > textLimit) return this.#want("That is too long for one line of introduction.");
    this.#stage = "asking";
    const request = { agent: chosen.value, name: chosen.dataset.name ?? "", as: this.#as, text };
    tell(this, "invite", { c: this.#c, request });
    this.#words();
  }

  /** @param {string} problem */
  #want(problem) {
    this.#complain(problem);
    this.#line.focus();
  }

  /** @param {string} problem */
  #complain(problem) {
    write(this.#problem, problem);
    set(this.#problem, "hidden", !problem);
  }
}
