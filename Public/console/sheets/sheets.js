import { IntroduceSheet } from "./introduce-sheet.js";
import { mayDo } from "../desk/introductions.js";
import { PersonSheet } from "./person-sheet.js";
import { PromiseSheet } from "./promise-sheet.js";
import { ReadingSheet } from "./reading-sheet.js";
import { naming, readerOf } from "../desk/reader.js";
import { SearchSheet } from "./search-sheet.js";
import { siteName } from "../desk/sites.js";
import { visitorName } from "../words/strangers.js";
import { YouSheet } from "./you-sheet.js";

/**
 * What may lie over the desk, one at a time.
 *
 * @typedef {import("../types.js").Desk} Desk
 */
export class Sheets {
  you = new YouSheet();
  #reading = new ReadingSheet();
  #introduce = new IntroduceSheet();
  #promise = new PromiseSheet();
  #person = new PersonSheet((c, name) => this.#readFound(c, name));
  search = new SearchSheet({
    talk: (c, name) => this.#readFound(c, name),
    person: (hit) => this.#desk && this.#person.read(hit, this.#desk),
    site: (id) => this.#desk ? siteName(this.#desk, id) : id,
  });
  /** @type {Desk | undefined} */ #desk;

  /** To be put into the page. */
  get all() {
    return [this.you, this.#reading, this.#introduce, this.#promise, this.search, this.#person];
  }

  close() {
    for (const sheet of this.all) sheet.close();
  }

  /** @param {Desk} desk */
  show(desk) {
    this.#desk = desk;
    if (this.#introduce.dialog.open) this.#introduce.show(desk);
    this.#promise.show(desk);
  }

  /** An old talk of the person before us. @param {string} c @param {Desk} desk */
  read(c, desk) {
    const talk = desk.talks.get(desk.selected);
    if (talk) this.#reading.read(c, { ...readerOf(talk, desk, Date.now()), isOnline: true, isOver: true });
  }

  /** A talk that was found, of anybody. @param {string} c @param {string} name */
  #readFound(c, name) {
    if (!this.#desk) return;
    const facts = { nameFor: naming(this.#desk), now: Date.now(), isOnline: true, isOver: true };
    const visitor = visitorName(name || "A visitor", this.#desk.team);
    this.#reading.read(c, { you: this.#desk.you?.id ?? "", visitor, ...facts });
  }

  /** Whom to ask into the talk before us; nothing when nobody may be asked. @param {import("../desk/desk-session.js").DeskSession} session @param {import("../../shared/protocol.js").Part} as */
  introduce({ desk, drafts }, as) {
    const talk = desk.talks.get(desk.selected);
    const may = talk && mayDo(desk, talk);
    if (as === "owner" ? may?.handOver : may?.callIn) this.#introduce.ask(/** @type {any} */ (talk), desk, as, drafts);
  }

  promise() {
    this.#promise.read();
  }
}
