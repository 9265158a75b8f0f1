import * as words from "../../../Public/console/words/promise-words.js";
import { equal } from "../expect.js";

const rings = { "1": 30, "2": 11, "3": 1, "4+": 0, "hungUp": 1 };

/** @param {number} day @param {number} hour */
const hour = (day, hour, second = 1, of = 2) => ({ day, hour, second, of });

Deno.test("the promise is as long as two of the house's rings", () => {
  equal([6000, 400].map((ring) => words.creedWords(ring).match(/within ([\d.]+) seconds/)?.[1]), ["12", "0.8"]);
});

Deno.test("the rings stand in their order, each measured against the longest", () => {
  const rows = words.ringRows({ second: 41, of: 43, rings });
  equal(rows.map(({ words, count }) => `${words} ${count}`), [
    "On the 1st ring 30",
    "On the 2nd ring 11",
    "On the 3rd ring 1",
    "Later 0",
    "No answer 1",
  ]);
  equal([rows[0]?.share, rows[3]?.share], [1, 0]);
});

Deno.test("the day is told in words, and an empty one too", () => {
  const told = (/** @type {number} */ second, /** @type {number} */ of) => words.todayWords({ second, of, rings });
  equal([told(0, 0), told(1, 1), told(3, 3), told(2, 3), told(41, 43)], [
    "Nobody has written yet today.",
    "The one who wrote today was answered in time.",
    "Everybody who wrote today was answered in time.",
    "One of 3 waited longer, or got no answer.",
    "2 of 43 waited longer, or got no answer.",
  ]);
});

Deno.test("the week has a row for each hour from the first to the last, Monday first", () => {
  const rows = words.hourRows([hour(7, 11), hour(1, 9), hour(3, 23, 0, 0)]);
  equal(rows.map((row) => row.hour), ["09:00", "10:00", "11:00"]);
  equal(rows.map(({ cells }) => cells.map((cell) => cell?.of ?? 0).join("")), ["2000000", "0000000", "0000002"]);
  equal(words.quietWords(rows), "Nobody wrote before 09:00 or after 12:00.");
});

Deno.test("a week without a word has no rows, and one round the clock leaves nothing out", () => {
  equal([words.hourRows([]), words.quietWords([])], [[], ""]);
  equal(words.quietWords(words.hourRows([hour(1, 0), hour(2, 23)])), "");
});

Deno.test("the weeks and the shop's clock are named", () => {
  equal(words.weeksWords(13, "Europe/Oslo"), "The last 13 weeks, by the hour somebody first wrote (Europe/Oslo).");
  equal(words.weeksWords(1, ""), "The last week, by the hour somebody first wrote.");
  equal(words.weekdays.map(({ short }) => short).join(" "), "Mon Tue Wed Thu Fri Sat Sun");
});
