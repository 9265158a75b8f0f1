import { actionFor } from "../../../Public/console/dom/keyboard.js";
import { equal } from "../expect.js";

/** @param {string} key @param {Record<string, unknown>} [facts] @returns {any} */
const press = (key, facts = {}) => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...facts,
});

Deno.test("letters act on the page, and are letters in a field", () => {
  equal(["p", "j", "k", "x"].map((key) => actionFor(press(key), "page")), ["pickUp", "next", "previous", null]);
  equal(["p", "j", "k"].map((key) => actionFor(press(key), "field")), [null, null, null]);
});

Deno.test("with Alt the pick-up works anywhere, by the key's place", () => {
  for (const place of /** @type {const} */ (["page", "field", "scroller", "dialog"])) {
    equal(actionFor(press("π", { code: "KeyP", altKey: true }), place), "pickUp");
  }
  equal(actionFor(press("h"), "page"), "handOver");
  equal(actionFor(press("˙", { code: "KeyH", altKey: true }), "field"), "handOver");
  equal(actionFor(press("c"), "page"), "callIn");
  equal(actionFor(press("ç", { code: "KeyC", altKey: true }), "field"), null);
  equal(actionFor(press("ArrowDown", { altKey: true }), "field"), "next");
  equal(actionFor(press("ArrowDown", { altKey: true }), "dialog"), null);
});

Deno.test("another script's letters act by their place on the keyboard", () => {
  equal(actionFor(press("з", { code: "KeyP" }), "page"), "pickUp");
  equal(actionFor(press("j", { code: "KeyC" }), "page"), "next");
});

Deno.test("the browser keeps its own keys, and an input method its own", () => {
  equal(actionFor(press("p", { ctrlKey: true }), "page"), null);
  equal(actionFor(press("p", { metaKey: true }), "page"), null);
  equal(actionFor(press("p", { isComposing: true }), "page"), null);
  equal(actionFor(press("P", { shiftKey: true }), "page"), null);
});

Deno.test("arrows scroll what scrolls, and else go through the talks", () => {
  equal(actionFor(press("ArrowDown"), "scroller"), null);
  equal(actionFor(press("ArrowUp"), "page"), "previous");
});

Deno.test("Escape leaves, except that a dialog closes itself", () => {
  equal(actionFor(press("Escape"), "field"), "leave");
  equal(actionFor(press("Escape"), "dialog"), null);
});
