import { tell } from "../events.js";
import { ringsForYou } from "../desk/desk-lists.js";
import { contextLine } from "../words/context-words.js";
import { ringWords, together, waitingSince } from "../words/desk-words.js";
import { h, set } from "../../shared/dom.js";
import { write } from "../dom/dom.js";
import { naming, namingToYou, shownNameOf } from "../desk/reader.js";
import { siteName } from "../desk/sites.js";
import { isolated } from "../words/strangers.js";

/**
 * <call-card>: somebody rings. Events: "pick-up", "decline", "look-at", each with the conversation.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 */
export class CallCard extends HTMLElement {
  #c = "";
  #name = h("button", { class: "call-name", type: "button", dir: "auto", onclick: () => this.#tell("look-at") });
  #time = h("span", { class: "call-time" });
  #words = h("p", { class: "call-words", dir: "auto" });
  #dots = [h("i"), h("i"), h("i")];
  #context = h("p", { class: "call-context" });
  #full = h("p", { class: "call-context" }, "Everybody has as many talks as they hold, so it rings softly.");
  #key = h("kbd", { "aria-hidden": "true" }, "P");
  #pickWords = h("span", {}, "Pick up");
  #pick = h(
    "button",
    { class: "pick", type: "button", onclick: () => this.#tell("pick-up") },
    this.#pickWords,
    this.#key,
  );
  #later = h("button", { class: "quiet", type: "button", onclick: () => this.#tell("decline") }, "Not now");

  connectedCallback() {
    if (this.firstChild) return;
    this.classList.add("call");
    this.append(
      h("div", { class: "call-head" }, this.#name, this.#time),
      this.#words,
      h("div", { class: "dots", "aria-hidden": "true" }, ...this.#dots),
      this.#context,
      this.#full,
      h("div", { class: "call-acts" }, this.#pick, this.#later),
    );
  }

  /** @param {Talk} talk @param {Desk} desk @param {number} now the server's clock @param {boolean} isFirst has the key */
  show(talk, desk, now, isFirst) {
    const { summary, card } = talk;
    const isForYou = ringsForYou(desk, talk);
    this.#c = summary.c;
    this.classList.toggle("elsewhere", !isForYou);
    this.classList.toggle("soft", isForYou && summary.soft === true);
    this.classList.toggle("current", desk.selected === summary.c);
    write(this.#name, shownNameOf(talk, desk));
    write(this.#time, ringWords(summary.ring ?? 1, waitingSince(summary), now));
    write(this.#words, summary.last ? `“${isolated(summary.last.text)}”` : "");
    const about = isForYou ? contextLine(summary, card, now, namingToYou(desk)) : elsewhereWords(talk, desk);
    write(this.#context, [siteName(desk, summary.site), about].filter(Boolean).join(" · "));
    set(this.#full, "hidden", !isForYou || !summary.soft);
    this.#showActs(desk, isForYou, isFirst);
    this.#showDots(talk, desk.ring, now);
  }

  /** @param {Desk} desk @param {boolean} isForYou @param {boolean} isFirst */
  #showActs(desk, isForYou, isFirst) {
    const isPicking = desk.picking === this.#c;
    this.#pick.disabled = isPicking || desk.link !== "online";
    this.#pick.classList.toggle("soft", !isForYou || this.classList.contains("soft"));
    set(this.#pick, "aria-label", `${isPicking ? "Picking up" : "Pick up"} ${this.#name.textContent}`);
    set(this.#pick, "aria-keyshortcuts", isFirst ? "P Alt+P" : false);
    write(this.#pickWords, isPicking ? "Picking up…" : "Pick up");
    set(this.#key, "hidden", !isFirst || isPicking);
    set(this.#later, "hidden", !isForYou);
  }

  /** @param {Talk} talk @param {number} length @param {number} now */
  #showDots({ summary }, length, now) {
    const ring = summary.ring ?? 1;
    const done = summary.until ? Math.min(1, Math.max(0, 1 - (summary.until - now) / length)) : 0;
    this.#dots.forEach((dot, index) => {
      const full = index + 1 < ring ? 1 : index + 1 === ring ? done : 0;
      set(dot, "--full", Math.min(1, full).toFixed(2));
    });
  }

  /** @param {import("../events.js").TextName} name */
  #tell(name) {
    tell(this, name, this.#c);
  }
}

/** @param {Talk} talk @param {Desk} desk */
function elsewhereWords({ summary }, desk) {
  const others = (summary.ringing ?? []).filter((id) => id !== desk.you?.id);
  const names = others.map(naming(desk));
  return names.length > 0 ? `Ringing ${together(names)}` : "";
}
