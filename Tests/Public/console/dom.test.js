import { keyed } from "../../../Public/console/dom/dom.js";
import { equal } from "../expect.js";

/** As much of an element as `keyed` uses. */
class Element {
  /** @type {Element[]} */ children = [];
  /** @type {Element | null} */ parent = null;
  /** @type {Record<string, string>} */ dataset = {};
  text = "";

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get nextElementSibling() {
    const siblings = this.parent?.children ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  /** @param {Element} child @param {Element | null} before */
  insertBefore(child, before) {
    child.remove();
    const at = before ? this.children.indexOf(before) : this.children.length;
    this.children.splice(at, 0, child);
    child.parent = this;
  }

  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((each) => each !== this);
    this.parent = null;
  }
}

/** @param {any} parent @param {string[][]} items keys and texts @returns {string[]} what is shown */
function show(parent, items) {
  const make = () => /** @type {any} */ (new Element());
  keyed(parent, items, ([key]) => key ?? "", make, (/** @type {any} */ element, [, text]) => element.text = text ?? "");
  return parent.children.map((/** @type {Element} */ child) => child.text);
}

Deno.test("items of one key are shown one by one", () => {
  const parent = new Element();
  const items = [["a", "1"], ["b", "2"], ["a", "3"], ["a", "4"]];
  equal(show(parent, items), ["1", "2", "3", "4"]);
  equal(show(parent, [...items, ["c", "5"]]), ["1", "2", "3", "4", "5"]);
  equal(show(parent, [...items, ["c", "5"], ["a", "6"]]).length, 6);
  equal(show(parent, items.slice(0, 2)), ["1", "2"]);
});

Deno.test("elements of known keys are kept where they are", () => {
  const parent = new Element();
  show(parent, [["a", "1"], ["b", "2"]]);
  const [first, second] = parent.children;
  show(parent, [["x", "0"], ["b", "2"], ["a", "1"]]);
  equal([parent.children[2] === first, parent.children[1] === second], [true, true]);
});
