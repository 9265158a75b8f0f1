import * as words from "../words/desk-words.js";
import { h } from "../../shared/dom.js";
import { refill } from "../dom/dom.js";
import { FactList } from "../person/fact-list.js";
import { part, pastTalks, purchases, websites } from "../person/person-parts.js";
import { namingToYou } from "../desk/reader.js";
import * as session from "../desk/session.js";
import { Sheet } from "./sheet.js";
import { isolated, visitorName } from "../words/strangers.js";

/**
 * <person-sheet>: somebody the shop knows, found by the search: what is known, the order that was found marked, what is
 * remembered, to be corrected, and their talks to read.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Desk} Desk
 * @typedef {{now: number, nameFor: (id: string) => string, order: string, read: (c: string) => void,
 *   facts: FactList | null}} About
 *   nameFor: of an agent; order: the number of the order to mark; facts: null for none
 */
export class PersonSheet extends Sheet {
  #person = "";
  #facts = new FactList();
  #read;
  /** @type {(() => Promise<void>)} */ #look = async () => {};

  /** @param {(c: string, name: string) => void} read shows a talk with somebody of that name */
  constructor(read) {
    super();
    this.#read = read;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.dialog.classList.add("known");
    this.#facts.addEventListener("facts-changed", () => this.#look());
  }

  /** @param {import("../desk/search.js").PersonHit} hit @param {Desk} desk */
  async read({ person, name: { text: name }, order = "" }, desk) {
    this.#person = person;
    this.#say("Looking them up…");
    this.open(visitorName(name || "A person", desk.team));
    const read = (/** @type {string} */ c) => this.#read(c, name);
    const nameFor = namingToYou(desk);
    this.#look = async () => {
      const answer = await session.person(person, order);
      if (person !== this.#person) return;
      if (!answer.ok) return this.#say(answer.problem);
      const [{ facts, ...card }, now] = [answer.value, Date.now()];
      this.#facts.show(facts, now, nameFor);
      const about = { now, nameFor, order, read, facts: facts.length > 0 ? this.#facts : null };
      refill(this.body, [card, order, facts.length > 0], () => parts(answer.value, about));
    };
    await this.#look();
    this.body.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  }

  /** @param {string} text */
  #say(text) {
    refill(this.body, text, () => [h("p", { role: "status" }, text)]);
  }
}

/** @param {Card} card @param {About} about */
function parts(card, { now, nameFor, order, read, facts }) {
  const contact = [
    card.addressAs && `Call them “${card.addressAs}”`,
    [...card.emails.map(isolated), card.since && words.sinceWords(card.since, now)].filter(Boolean).join(" · "),
  ].filter(Boolean);
  const known = [
    contact.length > 0 && h("section", {}, ...contact.map((line) => h("p", {}, line))),
    websites(card.websites),
    (card.orderCount > 0 || card.ordersUnread) && purchases(card, now, order),
    pastTalks(card, now, nameFor, read),
    facts && part("What we remember", facts),
  ].filter((each) => each instanceof Node);
  return known.length > 0 ? known : [h("p", {}, "A name, and nothing more.")];
}
