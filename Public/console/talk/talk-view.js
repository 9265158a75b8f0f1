import { tell } from "../events.js";
import { AskingStrip } from "./asking-strip.js";
import { pageWords } from "../words/context-words.js";
import { callToPickUp, isYours, mayWrite, owesAnswer } from "../desk/desk-lists.js";
import { beganWords, whyWords } from "../words/desk-words.js";
import { h, set } from "../../shared/dom.js";
import { write } from "../dom/dom.js";
import { HoldBar } from "./hold-bar.js";
import { holdWords } from "../words/hold-words.js";
import { back, mark, person } from "../dom/icons.js";
import { askedWords, peopleWords } from "../words/introduction-words.js";
import { invitations, partOf } from "../desk/introductions.js";
import { calledOf, readerOf, shownFirstNameOf, shownNameOf } from "../desk/reader.js";
import { siteName } from "../desk/sites.js";
import { TalkActs } from "./talk-acts.js";
import { TalkComposer } from "./talk-composer.js";
import { TalkLog } from "./talk-log.js";

/**
 * <talk-view>: the talk in the middle.
 * Events: "pick-up", "end", "to-list", "to-person", and those of its parts.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 * @typedef {import("../desk/drafts.js").Drafts} Drafts
 * @typedef {{drafts: Drafts, typing: (c: string, on: boolean, draft: boolean) => void}} Means
 */
export class TalkView extends HTMLElement {
  log = new TalkLog();
  composer = new TalkComposer();
  #c = "";
  #isAsking = false;
  /** Whether the visitor waits for an answer. */
  #isOwed = false;
  #name = h("h2", { dir: "auto" });
  #began = h("p");
  #people = h("p", { class: "people" });
  #acts = new TalkActs();
  #asking = new AskingStrip();
  #end = h("button", { class: "quiet", type: "button", onclick: () => this.#askOrEnd() }, "End");
  #question = h("p");
  #sure = h("button", { class: "plain", type: "button", onclick: () => this.#tell("end") }, "End the talk");
  #ask = h(
    "div",
    { class: "ask", role: "alertdialog", "aria-label": "End the talk?", onkeydown: (event) => this.#askKey(event) },
    this.#question,
    this.#sure,
    h("button", { class: "quiet", type: "button", onclick: () => this.#unask() }, "Keep talking"),
  );
  #calledWords = h("p");
  #pick = h("button", { class: "pick", type: "button", onclick: () => this.#tell("pick-up") }, "Pick up");
  #called = h("div", { class: "ask" }, this.#calledWords, this.#pick);
  #hold = new HoldBar();
  #over = h("div", { class: "ask" }, h("p", {}, "The talk is over. What they write next rings anew."));
  #parts = [h("header", { class: "who" }), this.log, h("div", { class: "foot" })];
  #rest = new RestView();

  connectedCallback() {
    if (this.firstChild) return;
    const [head, , foot] = /** @type {[HTMLElement, HTMLElement, HTMLElement]} */ (this.#parts);
    const toList = this.#glyph("to-list", "Back to the talks", back());
    const toPerson = this.#glyph("to-person", "Who this is", person());
    const words = h("div", { class: "who-words" }, this.#name, this.#began, this.#people);
    head.append(toList, words, h("div", { class: "acts" }, this.#acts, this.#end), toPerson);
    foot.append(this.#asking, this.#called, this.#over, this.#ask, this.#hold, this.composer);
    this.append(this.#rest, ...this.#parts);
  }

  /** @param {Desk} desk @param {number} now @param {Means} means */
  show(desk, now, means) {
    const talk = desk.talks.get(desk.selected);
    this.classList.toggle("empty", !talk);
    this.#rest.hidden = talk !== undefined;
    for (const part of this.#parts) part.hidden = !talk;
    if (!talk) return this.#showRest(desk);
    if (this.#c !== talk.summary.c) this.#isAsking = false;
    this.#c = talk.summary.c;
    this.#isOwed = owesAnswer(talk);
    this.#showHead(talk, desk);
    this.#asking.show(talk, desk, now);
    this.#showFoot(talk, desk, means);
    const left = holdWords(talk, desk, now);
    this.#hold.show(talk.summary.c, left, left !== null && !left.mayRead);
    this.composer.holds(left !== null);
    this.log.show(talk.words, readerOf(talk, desk, now), typingWords(talk, desk));
  }

  /** @returns {boolean} whether there was a question to leave */
  leave() {
    if (!this.#isAsking) return false;
    this.#unask();
    return true;
  }

  /** @param {Desk} desk */
  #showRest(desk) {
    this.#c = "";
    this.#rest.show(desk);
  }

  /** @param {Talk} talk @param {Desk} desk */
  #showHead(talk, desk) {
    const { summary } = talk;
    write(this.#name, shownNameOf(talk, desk));
    const isPicking = desk.picking === summary.c;
    write(this.#began, isPicking ? summary.state === "active" ? "joining…" : "picking up…" : headWords(talk, desk));
    const people = summary.state === "active" ? peopleWords(summary, desk.you?.id ?? "") : "";
    write(this.#people, people);
    set(this.#people, "hidden", !people);
    this.#acts.show(talk, desk);
    const isAnothers = summary.state === "active" && partOf(desk, talk) !== "owner";
    set(this.#end, "hidden", isAnothers || mayWrite(desk, talk) !== "words");
    this.#end.disabled = desk.link !== "online" || desk.picking !== "";
  }

  /** @param {Talk} talk @param {Desk} desk @param {Means} means */
  #showFoot(talk, desk, { drafts, typing }) {
    const { summary } = talk;
    const may = mayWrite(desk, talk);
    const isPicking = desk.picking === summary.c;
    const isCall = !isPicking && (summary.state === "ringing" || summary.state === "waiting");
    const name = shownFirstNameOf(talk, desk);
    if (may !== "words") this.#isAsking = false;
    set(this.#called, "hidden", !isCall);
    set(this.#over, "hidden", summary.state !== "ended");
    set(this.#ask, "hidden", !this.#isAsking);
    set(this.composer, "hidden", may === "nothing" || isCall);
    if (may !== "nothing" && !isCall) this.composer.show({ c: summary.c, name, may, drafts, typing });
    write(this.#question, `${name} wrote last. End the talk without an answer?`);
    if (isCall) this.#showCall(talk, desk);
  }

  /** @param {Talk} talk @param {Desk} desk */
  #showCall({ summary }, desk) {
    write(this.#calledWords, summary.state === "ringing" ? "Ringing. Pick up to answer." : whyWords(summary));
    this.#pick.disabled = desk.link !== "online";
  }

  #askOrEnd() {
    if (!this.#isOwed) return this.#tell("end");
    this.#isAsking = true;
    set(this.#ask, "hidden", false);
    this.#sure.focus();
  }

  #unask() {
    this.#isAsking = false;
    set(this.#ask, "hidden", true);
    this.composer.focus();
  }

  /** @param {KeyboardEvent} event */
  #askKey(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#unask();
  }

  /** @param {"to-list" | "to-person"} name @param {string} label @param {Node} icon */
  #glyph(name, label, icon) {
    const onclick = () => tell(this, name);
    return h("button", { class: `glyph ${name}`, type: "button", "aria-label": label, onclick }, icon);
  }

  /** @param {import("../events.js").TextName} name */
  #tell(name) {
    if (name === "end") this.#isAsking = false;
    tell(this, name, this.#c);
  }
}

/** <rest-view>: nothing is open. Calm, and in words. */
export class RestView extends HTMLElement {
  #title = h("h2");
  #words = h("p");

  connectedCallback() {
    if (this.firstChild) return;
    this.classList.add("rest");
    this.append(mark(), this.#title, this.#words);
  }

  /** @param {Desk} desk */
  show(desk) {
    const talks = [...desk.talks.values()];
    const isRinging = talks.some(({ summary }) => summary.state === "ringing");
    const isWaiting = callToPickUp(desk) !== "";
    const hasTalks = talks.some((talk) => isYours(desk, talk));
    const [asked] = invitations(desk);
    const [title, words] = asked?.invitation && !isRinging
      ? [`${askedWords(asked.invitation.as, asked.invitation.by.name)}.`, "P joins."]
      : restWords({ isRinging, isWaiting, hasTalks }, desk.you?.presence);
    write(this.#title, title);
    write(this.#words, words);
  }
}

/**
 * @param {{isRinging: boolean, isWaiting: boolean, hasTalks: boolean}} who
 * @param {import("../types.js").Colleague["presence"] | undefined} presence
 * @returns {[string, string]}
 */
function restWords({ isRinging, isWaiting, hasTalks }, presence) {
  if (isRinging) return ["Somebody is ringing.", "P picks up."];
  if (presence === "offBell") {
    return ["You are taking a breath.", "No bell rings for you until you are back. Nobody counts."];
  }
  if (presence === "idle") {
    return ["Are you there?", "Nothing has moved here for a while, so others are rung first. Press any key."];
  }
  if (isWaiting) return ["Somebody is waiting.", "P picks up."];
  if (hasTalks) return ["Nobody is ringing.", "Your talks are on the left: J and K go through them."];
  const words = "When somebody writes, it rings here, and you will see who it is before your first word. P picks up.";
  return ["Nobody is ringing.", words];
}

/** @param {Talk} talk @param {Desk} desk */
function headWords(talk, desk) {
  const { summary } = talk;
  const began = tookOverWords(talk, desk) || beganWords(summary, desk.you?.id ?? "");
  const page = summary.state === "ended" ? "" : pageWords(summary);
  return [siteName(desk, summary.site), began, page].filter(Boolean).join(" · ");
}

/** How the talk came to its present agent, when it was not by a pick-up. @param {Talk} talk @param {Desk} desk */
function tookOverWords({ summary, words }, { you }) {
  const line = words.lines.findLast(({ kind }) => kind === "joined" || kind === "released" || kind === "pickedUp");
  if (line?.kind !== "joined" || !line.from || line.agent !== summary.agent?.id) return "";
  return `${line.agent === you?.id ? "" : `${line.name} `}took over from ${line.from.name}`;
}

/** @param {Talk} talk @param {Desk} desk */
function typingWords(talk, desk) {
  return talk.typing > 0 ? `${talk.typist || calledOf(talk, desk)} is writing…` : "";
}
