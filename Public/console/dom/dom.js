import { isShown } from "../../shared/dom.js";

/**
 * Writes text, and only when it differs: a live region must not speak the same words again.
 *
 * @param {Node} node
 * @param {string} text
 */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes the children of `parent` those of `items`, in order, keeping the nodes (and so focus and scroll) of known keys.
 *
 * @template T
 * @template {HTMLElement} E
 * @param {HTMLElement} parent
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => E} make
 * @param {(element: E, item: T, index: number) => void} [update]
 */
export function keyed(parent, items, keyOf, make, update) {
  const known = new Map(Array.from(parent.children, (child) => [/** @type {E} */ (child).dataset.key, child]));
  /** @type {Set<string>} */
  const used = new Set();
  let at = parent.firstElementChild;
  items.forEach((item, index) => {
    let key = keyOf(item);
    // Two items of one key are two elements: the second would else take the first one's away.
    while (used.has(key)) key += "+";
    used.add(key);
    const element = /** @type {E} */ (known.get(key) ?? make(item));
    element.dataset.key = key;
    known.delete(key);
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
    update?.(element, item, index);
  });
  for (const gone of known.values()) gone.remove();
}

/**
 * Shows a node's content anew only when what it is made from has changed.
 *
 * @param {HTMLElement} parent
 * @param {unknown} source compared as JSON
 * @param {() => import("../../shared/dom.js").Child[]} make
 */
export function refill(parent, source, make) {
  const print = JSON.stringify(source);
  if (prints.get(parent) === print) return;
  prints.set(parent, print);
  parent.replaceChildren(...make().filter(isShown));
}

/** @type {WeakMap<HTMLElement, string>} */
const prints = new WeakMap();
