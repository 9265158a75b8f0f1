import { faceElement } from "../../shared/faces.js";
import { tell } from "../events.js";
import { nameOf } from "../words/desk-words.js";
import { h, set } from "../../shared/dom.js";
import { refill, write } from "../dom/dom.js";
import { shownNameOf } from "../desk/reader.js";
import { siteName } from "../desk/sites.js";
import { isolated, self } from "../words/strangers.js";
import { agoWords } from "../words/time-words.js";

/**
 * <talk-row>: one talk in a list. Event: "look-at" with the conversation.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 */
export class TalkRow extends HTMLElement {
  #c = "";
  #face = h("span", { class: "face-frame" });
  #name = h("b", { class: "row-name", dir: "auto" });
  #when = h("span", { class: "row-when" });
  #text = h("span", { dir: "auto" });
  #new = h("span", { class: "only-heard" }, "New words. ");
  #words = h("span", { class: "row-words" }, this.#new, this.#text);
  #button = h(
    "button",
    { class: "row", type: "button", onclick: () => this.#select() },
    this.#face,
    this.#name,
    this.#when,
    this.#words,
  );

  connectedCallback() {
    if (!this.firstChild) this.append(this.#button);
  }

  /** @param {Talk} talk @param {Desk} desk @param {number} now @param {boolean} isUnread */
  show(talk, desk, now, isUnread) {
    const { summary, card } = talk;
    const name = shownNameOf(talk, desk);
    const hasName = Boolean(card?.name || summary.who?.name);
    this.#c = summary.c;
    const initials = hasName ? nameOf(summary, card) : "?";
    refill(this.#face, [initials, summary.c], () => [faceElement({ id: summary.c, name: initials })]);
    write(this.#name, name);
    write(this.#when, whenWords(talk, desk, now));
    write(this.#text, lastWords(talk, desk));
    this.#text.classList.toggle("typing", talk.typing > 0);
    this.#button.classList.toggle("unread", isUnread);
    this.#button.classList.toggle("rests", summary.rests === true);
    set(this.#new, "hidden", !isUnread);
    set(this.#button, "aria-current", summary.c === desk.selected ? "true" : false);
  }

  #select() {
    tell(this, "look-at", this.#c);
  }
}

/** On which site, when the last words came, and whether the visitor is still there. @param {Talk} talk @param {Desk} desk @param {number} now */
function whenWords(talk, desk, now) {
  const { site, state, here } = talk.summary;
  const said = lastSaid(talk);
  const hasLeft = state !== "ended" && !here;
  return [siteName(desk, site), said && agoWords(said.at, now), hasLeft && "left the site"].filter(Boolean).join(" · ");
}

/** @param {Talk} talk @param {Desk} desk */
function lastWords(talk, { you, team }) {
  const { summary, typing, typist, words } = talk;
  if (typing > 0) return typist ? `${typist} is writing…` : "Writing…";
  if (summary.state === "ended") return "The talk is over";
  // A colleague's words are not sent here before somebody opens the talk.
  if (isElsewhere(talk, you?.id)) return `with ${summary.agent?.name}`;
  const said = lastSaid(talk);
  const own = words.own.at(-1);
  if (own) return `${self}: ${own.text}`;
  if (!said) return "";
  if (said.by !== "agent") return isolated(said.text);
  const author = said.agent === you?.id ? self : team.find((each) => each.id === said.agent)?.name;
  return author ? `${author}: ${said.text}` : said.text;
}

/** @param {Talk} talk @param {string | undefined} you */
function isElsewhere({ summary, words }, you) {
  return summary.state === "active" && summary.agent?.id !== you && words.lines.length === 0;
}

/** The summary's last words, or the newer ones of a talk that is open here. @param {Talk} talk */
function lastSaid({ summary, words }) {
  const line = words.lines.findLast((each) => each.kind === "said");
  return line?.kind === "said" && line.at >= (summary.last?.at ?? 0) ? line : summary.last;
}
