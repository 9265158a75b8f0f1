import * as words from "./desk-words.js";
import { h, refill } from "./dom.js";
import { FactList } from "./fact-list.js";
import { part, purchases, websites } from "./person-parts.js";
import * as session from "./session.js";
import { Sheet } from "./sheet.js";

/**
 * <person-sheet>: somebody who is known and in no talk. To read, and to correct what is remembered.
 *
 * @typedef {import("./types.js").Card} Card
 */
export class PersonSheet extends Sheet {
  #person = "";
  #facts = new FactList();
  /** @type {(id: string) => string} */ #nameFor = (id) => id;

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.dialog.classList.add("known");
    this.#facts.addEventListener("facts-changed", () => this.#look());
  }

  /** @param {string} person @param {string} name @param {(id: string) => string} nameFor of an agent */
  async read(person, name, nameFor) {
    this.#person = person;
    this.#nameFor = nameFor;
    this.#say("Looking them up…");
    this.open(name || "A person");
    await this.#look();
  }

  async #look() {
    const person = this.#person;
    const answer = await session.person(person);
    if (person !== this.#person) return;
    if (!answer.ok) return this.#say(answer.problem);
    const [card, now] = [answer.value, Date.now()];
    this.#facts.show(card.facts, now, this.#nameFor);
    const { facts, ...rest } = card;
    refill(this.body, [rest, facts.length > 0], () => parts(card, now, this.#facts));
  }

  /** @param {string} text */
  #say(text) {
    refill(this.body, text, () => [h("p", { role: "status" }, text)]);
  }
}

/** @param {Card} card @param {number} now @param {FactList} facts of it */
function parts(card, now, facts) {
  const contact = [
    card.addressAs && `Call them “${card.addressAs}”`,
    [...card.emails, card.since && words.sinceWords(card.since, now)].filter(Boolean).join(" · "),
  ].filter(Boolean);
  const known = [
    contact.length > 0 && h("section", {}, ...contact.map((line) => h("p", {}, line))),
    websites(card.websites),
    (card.orderCount > 0 || card.ordersUnread) && purchases(card, now),
    card.facts.length > 0 && part("What we remember", facts),
  ].filter((each) => each instanceof Node);
  return known.length > 0 ? known : [h("p", {}, "A name, and nothing more.")];
}
