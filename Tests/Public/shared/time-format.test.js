import { clock, date, day, daysBetween } from "../../../Public/shared/time-format.js";
import { equal } from "../expect.js";

const noon = new Date(2026, 10, 22, 12).getTime();
const hour = 3_600_000;

Deno.test("days are counted by date, not by hours", () => {
  equal(daysBetween(new Date(2026, 10, 21, 23, 59).getTime(), new Date(2026, 10, 22, 0, 1).getTime()), 1);
  equal(daysBetween(new Date(2026, 2, 1).getTime(), new Date(2026, 3, 1).getTime()), 31);
});

Deno.test("a day is called as people call it", () => {
  equal(day(noon, noon, "en"), "Today");
  equal(day(noon - 24 * hour, noon, "de"), "Gestern");
  equal(day(noon - 72 * hour, noon, "en-GB"), "Thursday 19 November");
  equal(day(new Date(2025, 0, 2).getTime(), noon, "en-GB"), "Thursday, 2 January 2025");
});

Deno.test("a clock in a zone, and none in a zone unknown", () => {
  equal(clock(Date.UTC(2026, 0, 1, 13, 5), "en-GB", "Europe/Oslo"), "14:05");
  equal(clock(0, "en", "Nowhere/Land"), "");
});

Deno.test("a date", () => equal(date(noon, "en-GB"), "22 Nov 2026"));
