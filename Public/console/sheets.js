import { IntroduceSheet } from "./introduce-sheet.js";
import { mayDo } from "./introductions.js";
import { PromiseSheet } from "./promise-sheet.js";
import { ReadingSheet } from "./reading-sheet.js";
import { readerOf } from "./reader.js";
import { YouSheet } from "./you-sheet.js";

/**
 * What may lie over the desk, one at a time.
 *
 * @typedef {import("./types.js").Desk} Desk
 */
export class Sheets {
  you = new YouSheet();
  #reading = new ReadingSheet();
  #introduce = new IntroduceSheet();
  #promise = new PromiseSheet();

  /** To be put into the page. */
  get all() {
    return [this.you, this.#reading, this.#introduce, this.#promise];
  }

  close() {
    for (const sheet of this.all) sheet.close();
  }

  /** @param {Desk} desk */
  show(desk) {
    if (this.#introduce.dialog.open) this.#introduce.show(desk);
    this.#promise.show(desk);
  }

  /** An old talk of the person before us. @param {string} c @param {Desk} desk */
  read(c, desk) {
    const talk = desk.talks.get(desk.selected);
    if (talk) this.#reading.read(c, { ...readerOf(talk, desk, Date.now()), isOnline: true, isOver: true });
  }

  /** Whom to ask into the talk before us; nothing when nobody may be asked. @param {Desk} desk @param {import("../shared/protocol.js").Part} as */
  introduce(desk, as) {
    const talk = desk.talks.get(desk.selected);
    const may = talk && mayDo(desk, talk);
    if (as === "owner" ? may?.handOver : may?.callIn) this.#introduce.ask(/** @type {any} */ (talk), desk, as);
  }

  promise() {
    this.#promise.read();
  }
}
