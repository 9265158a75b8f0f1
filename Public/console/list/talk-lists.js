import { callToPickUp, lists, unreadWords } from "../desk/desk-lists.js";
import { together } from "../words/desk-words.js";
import { h, set } from "../../shared/dom.js";
import { keyed, refill } from "../dom/dom.js";
import { CallCard } from "./call-card.js";
import { InvitationCard } from "./invitation-card.js";
import { invitations } from "../desk/introductions.js";
import { TalkRow } from "./talk-row.js";
import { WaitingCard } from "./waiting-card.js";

/**
 * <talk-lists>: the bell above the talks, and who is at the desk.
 *
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {import("../types.js").Talk} Talk
 */
export class TalkLists extends HTMLElement {
  #calm = h("p", { class: "calm" }, "Nobody is ringing.");
  #ringing = section("Ringing", "calls");
  #asked = section("A colleague asks", "calls");
  #waiting = section("Waiting", "calls");
  #yours = section("Your talks", "rows");
  #theirs = section("Colleagues’ talks", "rows theirs");
  #team = h("p", { class: "team" });

  connectedCallback() {
    if (this.firstChild) return;
    this.#ringing.part.append(this.#calm);
    for (const { part } of [this.#ringing, this.#asked, this.#waiting, this.#yours, this.#theirs]) this.append(part);
    this.parentElement?.append(this.#team);
  }

  /** @param {Desk} desk @param {number} now the server's clock */
  show(desk, now) {
    const { ringing, waiting, yours, theirs } = lists(desk);
    const first = callToPickUp(desk);
    set(this.#calm, "hidden", ringing.length > 0);
    fill(this.#ringing, ringing, () => new CallCard(), (card, talk) => {
      card.show(talk, desk, now, talk.summary.c === first);
    });
    fill(this.#asked, invitations(desk), () => new InvitationCard(), (card, talk) => {
      card.show(talk, desk, now, talk.summary.c === first);
    });
    fill(this.#waiting, waiting, () => new WaitingCard(), (card, talk) => {
      card.show(talk, desk, now, talk.summary.c === first);
    });
    fill(this.#yours, yours, () => new TalkRow(), (row, talk) => row.show(talk, desk, now, unreadWords(talk) > 0));
    fill(this.#theirs, theirs, () => new TalkRow(), (row, talk) => row.show(talk, desk, now, false));
    set(this.#ringing.part, "hidden", false);
    this.#showTeam(desk);
  }

  /** Puts the focus where the keys go on from. @param {string} c */
  focusOn(c) {
    const item = this.querySelector(`[data-key="${CSS.escape(c)}"]`);
    const button = /** @type {HTMLElement | null | undefined} */ (item?.querySelector("button"));
    button?.focus();
    button?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Desk} desk */
  #showTeam({ team, you }) {
    const others = team.filter((each) => each.id !== you?.id);
    const [on, still, off] = [named(others, "onBell"), named(others, "idle"), named(others, "offBell")];
    refill(this.#team, [on, still, off, you?.presence], () => [
      you && bellWords(on, you.presence),
      still.length > 0 && ` Not at the keyboard: ${together(still)}.`,
      off.length > 0 && ` Taking a breath: ${together(off)}.`,
    ]);
  }
}

/** @param {string[]} others on the bell @param {import("../types.js").Colleague["presence"]} presence yours */
function bellWords(others, presence) {
  if (presence === "offBell") return others.length > 0 ? `On the bell: ${together(others)}.` : "Nobody is on the bell.";
  return others.length > 0 ? `On the bell with you: ${together(others)}.` : "You are alone at the desk.";
}

/** @param {import("../types.js").Colleague[]} team @param {string} presence */
const named = (team, presence) => team.filter((each) => each.presence === presence).map(({ name }) => name);

/** @param {string} title @param {string} kind */
function section(title, kind) {
  const list = h("ul", { class: kind, role: "list" });
  return { list, part: h("section", {}, h("h2", {}, title), list) };
}

/**
 * @template {HTMLElement} E
 * @param {{list: HTMLElement, part: HTMLElement}} section
 * @param {Talk[]} talks
 * @param {() => E} make
 * @param {(element: E, talk: Talk) => void} update
 */
function fill({ list, part }, talks, make, update) {
  set(list, "hidden", talks.length === 0);
  set(part, "hidden", talks.length === 0);
  const item = () => h("li", {}, make());
  keyed(
    list,
    talks,
    ({ summary }) => summary.c,
    item,
    (each, talk) => update(/** @type {E} */ (each.firstChild), talk),
  );
}
