import { h, set } from "../../shared/dom.js";
import { refill, write } from "../dom/dom.js";
import * as words from "../words/promise-words.js";
import * as session from "../desk/session.js";
import { Sheet } from "./sheet.js";

/**
 * <promise-sheet>: how the house keeps its promise, today and by the hours of the week.
 *
 * @typedef {import("../words/promise-words.js").Promise} Promised
 */
export class PromiseSheet extends Sheet {
  /** The count of the day that is shown, so that a new one is fetched. */
  #shown = "";
  #creed = h("p");
  #problem = h("p", { role: "status" });
  #today = h("section", { class: "promise-today" });
  #weeks = h("section");

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    if (this.body.firstChild) return;
    this.dialog.classList.add("promised");
    this.body.append(this.#creed, this.#problem, this.#today, this.#weeks);
  }

  /** Opens, with what is true now. */
  async read() {
    this.open("Our promise");
    const answer = await session.promise();
    write(this.#problem, answer.ok ? "" : answer.problem);
    set(this.#problem, "hidden", answer.ok);
    if (answer.ok) this.#fill(answer.value);
  }

  /** While it lies open it stays true. @param {import("../types.js").Desk} desk */
  show({ promise, ring }) {
    write(this.#creed, words.creedWords(ring));
    const count = JSON.stringify(promise);
    const isNews = this.dialog.open && count !== this.#shown;
    this.#shown = count;
    if (isNews) this.read();
  }

  /** @param {Promised} promised */
  #fill({ today, timezone, weeks, hours }) {
    refill(this.#today, today, () => dayParts(today));
    refill(this.#weeks, [weeks, timezone, hours], () => weekParts(hours, weeks, timezone));
  }
}

/** @param {import("../words/promise-words.js").Today} today */
function dayParts(today) {
  const rows = words.ringRows(today).map(({ words, count, share }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, words),
      h("td", { class: "count" }, `${count}`),
      h("td", { class: "bar-cell" }, h("i", { class: "bar", "--share": share.toFixed(3), "aria-hidden": "true" })),
    )
  );
  return [
    h("h3", {}, "Today"),
    today.of > 0 &&
    h("p", { class: "kept" }, h("b", {}, `${today.second} of ${today.of}`), " answered by the 2nd ring"),
    h("p", {}, words.todayWords(today)),
    today.of > 0 && h("table", { class: "rings" }, h("caption", { class: "only-heard" }, "How soon, today"), ...rows),
  ];
}

/** @param {import("../words/promise-words.js").Hour[]} hours @param {number} weeks @param {string} timezone */
function weekParts(hours, weeks, timezone) {
  const rows = words.hourRows(hours);
  if (rows.length === 0) {
    return [h("h3", {}, "By the hour of the week"), h("p", {}, "Nothing yet: it fills as people write.")];
  }
  const head = words.weekdays.map(({ long, short }) => h("th", { scope: "col", abbr: long }, short));
  return [
    h("h3", {}, "By the hour of the week"),
    h("p", {}, words.weeksWords(weeks, timezone), " ", words.quietWords(rows)),
    h(
      "table",
      { class: "hours" },
      h("caption", { class: "only-heard" }, "Answered by the 2nd ring, by hour and day"),
      h("thead", {}, h("tr", {}, h("td"), ...head)),
      h(
        "tbody",
        {},
        ...rows.map(({ hour, cells }) => h("tr", {}, h("th", { scope: "row" }, hour), ...cells.map(cell))),
      ),
    ),
  ];
}

/** @param {import("../words/promise-words.js").Hour | undefined} hour */
function cell(hour) {
  if (!hour) return h("td");
  const { second, of } = hour;
  return h("td", { "--kept": (second / of).toFixed(3) }, h("b", {}, `${second}`), h("span", {}, ` of ${of}`));
}
