import { pathOf } from "../../../Public/console/words/desk-words.js";
import { logRows } from "../../../Public/console/words/log-lines.js";
import { calledOf, readerOf, shownNameOf } from "../../../Public/console/desk/reader.js";
import { soundings } from "../../../Public/console/desk/soundings.js";
import { isolated, lookOf, visitorName } from "../../../Public/console/words/strangers.js";
import { receive } from "../../../Public/shared/conversation.js";
import { active, anna, desk, said, summary, talk, tom } from "./desk.js";
import { equal } from "../expect.js";

const team = [anna, tom];

Deno.test("text to the right stays as it is", () => {
  for (const text of ["", "Kim", "Zoë, 12 €", "山田"]) equal(isolated(text), text);
});

Deno.test("text that turns a line turns itself only", () => {
  equal(isolated("דוד"), "\u2068דוד\u2069");
  equal(isolated("say \u202eti"), "\u2068say \u202eti\u2069");
  equal(isolated("a\u2069b\u202e"), "\u2068ab\u202e\u2069");
  equal(isolated("a\u2067b\u2069c\u2069"), "\u2068a\u2067b\u2069c\u2069");
  equal(isolated("a\u2067b"), "\u2068a\u2067b\u2069\u2069");
});

Deno.test("nobody passes for the reader or a colleague", () => {
  const posers = [
    "You",
    "you",
    "ＹＯＵ",
    "Y o u",
    "Yоu",
    "𝐘𝐨𝐮",
    "Tom",
    "tom",
    "Тоm",
    "Tоm,",
    "Torn",
    "T0m",
    "Tóm",
    "Anna",
    "Аnna",
    "anna.",
  ];
  for (const name of posers) equal(visitorName(name, team), `${name} (visitor)`);
  const long = ["Tom, to colleagues only", "Anna (owner)"];
  for (const name of long) equal(visitorName(name, team), `${name} (visitor)`);
  equal(visitorName("You · 11:10", team), "You, 11:10 (visitor)");
  equal(visitorName("Kim · proved", team), "Kim, proved");
});

Deno.test("everybody else is called what they are called", () => {
  const names = ["Jonas Lindqvist", "Tomas", "Annabel", "Young", "Yu", "山田太郎", "علی‌رضا", "👩‍👩‍👧", "Zoë"];
  for (const name of names) equal(visitorName(name, team), isolated(name));
});

Deno.test("names look alike by their letters", () => {
  equal(lookOf("Ａｎｎａ-Ｍａｒｉａ"), lookOf("anna maria"));
  equal(lookOf("…"), "");
});

Deno.test("an address shows no letter that is not seen", () => {
  equal(pathOf("https://shop.example/a%E2%80%AEb%E2%80%8Bc"), "/abc");
  equal(pathOf("https://shop.example/%D7%93%D7%95%D7%93"), "\u2068/דוד\u2069");
});

Deno.test("a visitor called You speaks under another name than the agent", () => {
  const own = { c: "c", mid: "x", seq: 1, at: 1, kind: /** @type {const} */ ("said") };
  const from = desk(active("c", { who: { name: "You" } }));
  const held = talk(from, "c");
  const lines = [
    { ...said(1), mid: "a" },
    { ...said(2, "agent"), mid: "b" },
  ];
  const rows = logRows(receive({ ...held.words, c: own.c }, lines), readerOf(held, from, 3000));
  const by = rows.filter((row) => row.kind === "by").map((row) => row.text.split(" · ")[0]);
  equal(by, ["You (visitor)", "You"]);
});

Deno.test("lists, titles and by-lines name a poser in the same way", () => {
  const from = desk(summary("c", { who: { name: "Tom" } }));
  const held = talk(from, "c");
  equal([shownNameOf(held, from), calledOf(held, from)], ["Tom (visitor)", "Tom (visitor)"]);
  equal(soundings(from)[0]?.title, "Tom (visitor) is ringing");
});
