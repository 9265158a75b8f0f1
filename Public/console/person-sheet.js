import * as words from "./desk-words.js";
import { h, refill } from "./dom.js";
import { factItem, part, pastTalks, purchases, websites } from "./person-parts.js";
import { namingToYou } from "./reader.js";
import * as session from "./session.js";
import { Sheet } from "./sheet.js";
import { isolated, visitorName } from "./strangers.js";

/**
 * <person-sheet>: somebody the shop knows, found by the search: what is known, the order that was found marked, and
 * their talks to read.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Desk} Desk
 * @typedef {{now: number, nameFor: (id: string) => string, order: string, read: (c: string) => void}} Facts
 *   nameFor: of an agent; order: the number of the order to mark
 */
export class PersonSheet extends Sheet {
  #person = "";
  #read;

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

  /** @param {import("./search.js").PersonHit} hit @param {Desk} desk */
  async read({ person, name: { text: name }, order = "" }, desk) {
    this.#person = person;
    this.#nameFor = nameFor;
    this.#say("Looking them up…");
    this.open(visitorName(name || "A person", desk.team));
    const answer = await session.person(person, order);
    if (person !== this.#person) return;
    if (!answer.ok) return this.#say(answer.problem);
    const read = (/** @type {string} */ c) => this.#read(c, name);
    const facts = { now: Date.now(), nameFor: namingToYou(desk), order, read };
    refill(this.body, [answer.value, order], () => parts(answer.value, facts));
    this.body.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  }

  /** @param {string} text */
  #say(text) {
    refill(this.body, text, () => [h("p", { role: "status" }, text)]);
  }
}

/** @param {Card} card @param {Facts} facts */
function parts(card, { now, nameFor, order, read }) {
  const contact = [
    card.addressAs && `Call them “${card.addressAs}”`,
    [...card.emails.map(isolated), card.since && words.sinceWords(card.since, now)].filter(Boolean).join(" · "),
  ].filter(Boolean);
  const known = [
    contact.length > 0 && h("section", {}, ...contact.map((line) => h("p", {}, line))),
    websites(card.websites),
    card.orderCount > 0 && purchases(card, now, order),
    pastTalks(card, now, nameFor, read),
    facts.length > 0 && part("What we remember", h("ul", { role: "list" }, ...facts)),
  ].filter((each) => each instanceof Node);
  return known.length > 0 ? known : [h("p", {}, "A name, and nothing more.")];
}
