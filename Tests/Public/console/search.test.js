import { actionFor } from "../../../Public/console/dom/keyboard.js";
import { foundWords, nothing, pieces, together } from "../../../Public/console/desk/search.js";
import { equal } from "../expect.js";

/** @param {string} c @returns {any} */
const talk = (c) => ({ c, at: 0, site: "shop", name: { text: "", marks: [] }, line: { text: "", marks: [] } });

Deno.test("every second piece is marked, counted as browsers count", () => {
  equal(pieces({ text: "😀 a kettle, a café", marks: [[5, 11], [15, 19]] }), ["😀 a ", "kettle", ", a ", "café", ""]);
  equal(pieces({ text: "nothing", marks: [] }), ["nothing"]);
});

Deno.test("a next portion goes behind its own kind, and takes its mark away or moves it", () => {
  const first = { ...nothing, talks: [talk("a")], moreTalks: "talk-a", morePeople: "person-x" };
  const second = together(first, { ...nothing, talks: [talk("b")] });
  equal(second.talks.map(({ c }) => c), ["a", "b"]);
  equal([second.moreTalks, second.morePeople], [undefined, "person-x"]);
  const person = { person: "y", name: talk("").name, line: talk("").line };
  const third = together(first, { ...nothing, people: [person], morePeople: "person-y" });
  equal([third.moreTalks, third.morePeople, third.people.length], ["talk-a", "person-y", 1]);
});

Deno.test("what was found is said in words", () => {
  equal(foundWords({ ...nothing, talks: [talk("a")] }), "1 talk.");
  equal(foundWords({ ...nothing, talks: [talk("a")], moreTalks: "talk-a" }), "1 or more talks.");
  equal(foundWords(nothing), "Nothing was found. All words must be there.");
  equal(foundWords({ ...nothing, complete: false }).includes("still being read"), true);
});

Deno.test("Ctrl-K and a slash ask what to find, but not over a sheet, nor a slash in a field", () => {
  /** @param {string} key @param {Record<string, boolean>} [held] @returns {any} */
  const press = (key, held = {}) => ({
    key,
    code: "",
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    ...held,
  });
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    equal(["page", "field", "scroller"].map((place) => actionFor(press("k", held), /** @type {any} */ (place))), [
      "search",
      "search",
      "search",
    ]);
    equal(actionFor(press("k", held), "dialog"), null);
    equal(actionFor(press("k", { ...held, shiftKey: true }), "page"), null);
  }
  equal(actionFor(press("/", { shiftKey: true }), "page"), "search");
  equal(actionFor(press("/"), "field"), null);
});
