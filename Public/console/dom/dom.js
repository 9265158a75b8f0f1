/**
 * Makes an element. Text children become text nodes, so nothing typed is ever read as markup.
 * A prop that starts with "on" is a listener, one that starts with "--" a custom property, anything else an attribute.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props} [props]
 * @param {...(Node|string|null|false|undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.filter(isShown));
  return element;
}

/**
 * Sets one property or attribute, and touches the document only when it differs.
 *
 * @param {HTMLElement} element
 * @param {string} name
 * @param {PropValue} value
 */
export function set(element, name, value) {
  if (typeof value === "function") return element.addEventListener(name.slice(2), value);
  if (name.startsWith("--")) return element.style.setProperty(name, String(value));
  if (value === false || value === null || value === undefined) return element.removeAttribute(name);
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

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
 * Listens for what the parts of a page tell it, by what they carry.
 *
 * @param {EventTarget} page
 * @returns {(name: string, act: (detail: any) => void) => void}
 */
export function hearing(page) {
  return (name, act) => page.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));
}

/**
 * Shows a node's content anew only when what it is made from has changed.
 *
 * @param {HTMLElement} parent
 * @param {unknown} source compared as JSON
 * @param {() => (Node|string|null|false|undefined)[]} make
 */
export function refill(parent, source, make) {
  const print = JSON.stringify(source);
  if (prints.get(parent) === print) return;
  prints.set(parent, print);
  parent.replaceChildren(...make().filter(isShown));
}

/** @type {WeakMap<HTMLElement, string>} */
const prints = new WeakMap();

/**
 * @param {Node|string|null|false|undefined} child
 * @returns {child is Node|string}
 */
function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

/** @typedef {string|number|boolean|null|undefined|((event: any) => void)} PropValue */
/** @typedef {Record<string, PropValue>} Props */
