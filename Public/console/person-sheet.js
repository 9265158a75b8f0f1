import * as words from "./desk-words.js";
import { h, refill } from "./dom.js";
import { factItem, part, purchases, websites } from "./person-parts.js";
import * as session from "./session.js";
import { Sheet } from "./sheet.js";

/**
 * <person-sheet>: somebody who is known and in no talk. To read only.
 *
 * @typedef {import("./types.js").Card} Card
 */
export class PersonSheet extends Sheet {
  #person = "";

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.dialog.classList.add("known");
  }

  /** @param {string} person @param {string} name @param {(id: string) => string} nameFor of an agent */
  async read(person, name, nameFor) {
    this.#person = person;
    this.#say("Looking them up…");
    this.open(name || "A person");
    const answer = await session.person(person);
    if (person !== this.#person) return;
    if (!answer.ok) return this.#say(answer.problem);
    refill(this.body, answer.value, () => parts(answer.value, Date.now(), nameFor));
  }

  /** @param {string} text */
  #say(text) {
    refill(this.body, text, () => [h("p", { role: "status" }, text)]);
  }
}

/** @param {Card} card @param {number} now @param {(id: string) => string} nameFor */
function parts(card, now, nameFor) {
  const contact = [
    card.addressAs && `Call them “${card.addressAs}”`,
    [...card.emails, card.since && words.sinceWords(card.since, now)].filter(Boolean).join(" · "),
  ].filter(Boolean);
  const facts = card.facts.map((fact) => factItem(fact, now, nameFor));
  const known = [
    contact.length > 0 && h("section", {}, ...contact.map((line) => h("p", {}, line))),
    websites(card.websites),
    card.orderCount > 0 && purchases(card, now),
    facts.length > 0 && part("What we remember", h("ul", { role: "list" }, ...facts)),
  ].filter((each) => each instanceof Node);
  return known.length > 0 ? known : [h("p", {}, "A name, and nothing more.")];
}
