import { problemWords } from "../../../Public/console/desk/session.js";
import { contextLine, isKnown } from "../../../Public/console/words/context-words.js";
import * as words from "../../../Public/console/words/desk-words.js";
import { siteName } from "../../../Public/console/desk/sites.js";
import { agoWords, spanWords } from "../../../Public/console/words/time-words.js";
import { summary } from "./desk.js";
import { equal } from "../expect.js";

const now = Date.UTC(2026, 10, 22, 12);
const days = 86_400_000;

/** @param {Record<string, unknown>} [facts] @returns {any} */
const card = (facts = {}) => ({
  name: "Jonas Lindqvist",
  addressAs: "",
  emails: [],
  websites: [],
  proof: "proved",
  orders: [],
  orderCount: 0,
  talks: [],
  facts: [],
  ...facts,
});

Deno.test("rings are counted as one counts them aloud", () => {
  equal(
    [1, 2, 3, 4, 11, 12, 13, 21, 22, 103].map(words.ordinal).join(" "),
    "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 103rd",
  );
});

Deno.test("the ring clock says ring and seconds, and never less than none", () => {
  equal(words.ringWords(2, 1000, 9900), "2nd ring · 8 s");
  equal(words.ringWords(1, 5000, 1000), "1st ring · 0 s");
  equal(words.ringWords(9, 0, 762_000), "9th ring · 12 min");
});

Deno.test("how long is said in one way everywhere", () => {
  const spans = [0, 59, 60, 119, 120, 3599, 3600, 86_399, 86_400, 400_000].map((seconds) => spanWords(seconds * 1000));
  equal(spans, ["0 s", "59 s", "1 min", "1 min", "2 min", "59 min", "1 h", "23 h", "1 d", "4 d"]);
  equal([agoWords(now - 59_999, now), agoWords(now - 60_000, now), agoWords(now + 5, now)], ["now", "1 min", "now"]);
});

Deno.test("somebody who was served waits since the words that nobody has answered", () => {
  equal(words.waitingSince(summary("a", { since: 5, last: undefined })), 5);
  equal(
    words.waitingSince(summary("a", { since: 5, unanswered: 700_000, last: { by: "visitor", text: "", at: 9 } })),
    700_000,
  );
  equal(words.waitingSince(summary("a", { since: 5, last: { by: "agent", text: "", at: 600_000 } })), 600_000);
});

Deno.test("somebody without a name is called by where they are", () => {
  equal(words.nameOf(summary("a", { tz: "America/Argentina/Buenos_Aires" })), "Someone in Buenos Aires");
  equal(words.nameOf(summary("a", { tz: "UTC" })), "Someone new");
  equal(words.nameOf(summary("a", { who: { email: "j@x.example" } })), "j@x.example");
  equal(words.nameOf(summary("a", { who: { name: "J" } }), card()), "Jonas Lindqvist");
});

Deno.test("a first name takes no comma along", () => {
  equal(words.firstNameOf(summary("a", { who: { name: "Tom, to colleagues only" } })), "Tom");
  equal(words.firstNameOf(summary("a", { who: { name: ", Kim" } })), ", Kim");
});

Deno.test("the context line says what is known before the first word", () => {
  const name = (/** @type {string} */ id) => id;
  const line = (/** @type {any} */ known, facts = {}) => contextLine(summary("a", facts), known, now, name);
  const past = [{ c: "x", at: Date.UTC(2026, 2, 3), agent: "Tom", words: "" }];
  equal(line(card({ orderCount: 3, talks: past })), "3 orders · talked with Tom in March · on /records");
  equal(line(card()), "new here · on /records");
  equal(line(undefined), "on /records");
});

Deno.test("nobody is new of whom something is known", () => {
  const fact = { date: "2026-11-02", agent: "anna", text: "Plays bass" };
  const kept = [{ c: "x", at: now, words: "Anybody?" }];
  const known = [
    card({ facts: [fact], since: now }),
    card({ talks: kept }),
    card({ orderCount: 1 }),
    card({ since: now }),
  ];
  equal(known.map(isKnown), [true, true, true, true]);
  equal(isKnown(card()), false);
  const line = (/** @type {any} */ of, facts = {}) => contextLine(summary("a", facts), of, now, (id) => id);
  equal(line(known[0]), "with us since November · on /records");
  equal(line(known[1]), "known to us · on /records");
  equal(line(card(), { spokeLast: { id: "anna", name: "Anna", face: "" } }), "anna wrote last · on /records");
});

Deno.test("a page is where they are, or where they were", () => {
  const line = contextLine(summary("a", { here: false }), card(), now, (id) => id);
  equal(line, "new here · was on /records, not on the site now");
});

Deno.test("who was served and left was not left alone from the start", () => {
  equal(words.whyWords({ why: "visitorAway" }).startsWith("They left before anybody answered."), true);
  const spokeLast = { id: "anna", name: "Anna", face: "" };
  equal(
    words.whyWords({ why: "visitorAway", spokeLast }).startsWith("They left before anybody was back with them."),
    true,
  );
});

Deno.test("a site is named where the shop has another", () => {
  const [one, two] = [{ id: "shop", name: "Harbour" }, { id: "outlet", name: "Outlet" }];
  equal(siteName({ sites: [one] }, "shop"), "");
  equal(siteName({ sites: [] }, "shop"), "");
  equal(siteName({ sites: [one, two] }, "outlet"), "Outlet");
  equal(siteName({ sites: [one] }, "outlet"), "outlet", "of a site that was added since, its id");
});

Deno.test("when something was is said as one says it", () => {
  const said = [0, 1, 3, 40, 700].map((ago) => words.whenWords(now - ago * days, now));
  equal(said, ["today", "yesterday", "on Thursday", "in October", "in December 2024"]);
});

Deno.test("an address that cannot be read is shown as it is", () => {
  equal(words.pathOf("https://shop.example/"), "shop.example");
  equal(words.pathOf("https://shop.example/caf%C3%A9?x=1"), "/café");
  equal(words.pathOf("https://shop.example/%E0%A4"), "https://shop.example/%E0%A4");
  equal(words.pathOf("nonsense"), "nonsense");
});

Deno.test("every kind of line has its words, and an unknown one none", () => {
  const name = (/** @type {string} */ id) => ({ anna: "Anna", tom: "Tom" })[id] ?? id;
  const line = (/** @type {any} */ facts) => words.eventWords({ seq: 1, mid: "m", at: 0, by: "desk", ...facts }, name);
  equal(line({ kind: "rang", ring: 1, agents: ["anna", "tom"] }), "Rang Anna and Tom");
  equal(line({ kind: "pickedUp", ring: 2, agent: "anna" }), "Anna picked up on the 2nd ring");
  equal(line({ kind: "pickedUp", ring: 0, agent: "anna" }), "Anna picked up");
  equal(
    line({ kind: "released", agent: "tom", why: "silent" }),
    "Tom picked up and had not written yet, so it rang on",
  );
  equal(
    line({ kind: "released", agent: "tom", why: "absent", to: { id: "anna", name: "Anna" } }),
    "Tom was cut off, so Anna has the talk now",
  );
  equal(line({ kind: "ended", why: "silence" }), "The talk ended after a day without words");
  equal(line({ kind: "identified", name: "Jonas", proof: "claimed" }), "“Jonas”, they say");
  equal(line({ kind: "identified", website: "x.example", proof: "claimed" }), "");
  equal(line({ kind: "identified", proof: "proved" }), "This is somebody we know: the shop’s page says so");
  equal(line({ kind: "invented" }), "");
});

Deno.test("purchases are shown for proved people, and the reason when they are not", () => {
  equal(words.purchaseWords(card({ orderCount: 14, since: Date.UTC(2019, 3, 1) })), "Past purchases · 14 since 2019");
  equal(words.purchaseWords(card({ proof: "claimed", orderCount: 14 })), "Past purchases");
  equal(words.noPurchasesWords(card({ proof: "claimed" })).includes("proved who this is"), true);
});

Deno.test("the window's title says who rings, or what waits to be read", () => {
  equal(words.titleWords(["Maren is ringing"], 3), "☎ Maren is ringing");
  equal(words.titleWords(["Maren", "Jonas"], 0), "☎ 2 people are calling");
  equal([words.titleWords([], 2), words.titleWords([], 0)], ["(2) Second Ring", "Second Ring"]);
});

Deno.test("their clock is shown when their zone is known", () => {
  equal(words.thereWords("Europe/Stockholm", now), "13:00 there");
  equal([words.thereWords("Mars/Olympus", now), words.thereWords("", now)], ["", ""]);
});

Deno.test("a refused sign-in says what to do", () => {
  equal(problemWords(401, "", NaN), "That name and password do not match.");
  equal(problemWords(429, "", 140), "Too many tries. Try again in 3 minutes.");
  equal(problemWords(429, "", 20), "Too many tries. Try again in 20 seconds.");
  equal(problemWords(500, "The disk is full.", NaN), "The disk is full.");
});
