import { day } from "../../shared/time-format.js";
import { empty, replay } from "../../shared/conversation.js";
import { speech } from "../words/desk-words.js";
import { h } from "../../shared/dom.js";
import * as session from "../desk/session.js";
import { Sheet } from "./sheet.js";
import { TalkLog } from "../talk/talk-log.js";

/** <reading-sheet>: an old talk, to read. */
export class ReadingSheet extends Sheet {
  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.dialog.classList.add("reading");
    this.body.className = "reading-body";
  }

  /** @param {string} c @param {import("../words/log-lines.js").Reader} reader */
  async read(c, reader) {
    this.#say("Fetching it…");
    this.open(`A talk with ${reader.visitor}`);
    const answer = await session.transcript(c);
    if (!answer.ok) return this.#say(answer.status === 404 ? "This talk is no longer there." : answer.problem);
    const words = replay(empty(c), 0, answer.value.entries ?? []);
    const log = new TalkLog();
    this.body.replaceChildren(log);
    log.show(words, reader, "");
    const begun = words.lines[0]?.at;
    if (begun) this.open(`A talk with ${reader.visitor} · ${day(begun, reader.now, speech)}`);
    this.dialog.scrollTop = 0;
  }

  /** @param {string} words */
  #say(words) {
    this.body.replaceChildren(h("div", { class: "sheet-body" }, h("p", { role: "status" }, words)));
  }
}
