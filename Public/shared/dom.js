/**
 * Makes an element. Text children become text nodes, so nothing typed is ever read as markup.
 * A prop that starts with "on" is a handler, one that starts with "--" a custom property, anything else an attribute.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.filter(isShown));
  return element;
}

/**
 * Sets one handler, property or attribute, and touches the document only when it differs.
 *
 * A handler is a property (`onclick`), because widget/page-shield.js calls it there. What it returns is dropped:
 * `false` would prevent the browser's own action.
 *
 * @param {HTMLElement} element
 * @param {string} name
 * @param {PropValue} value
 */
export function set(element, name, value) {
  if (typeof value === "function") {
    return void Object.assign(element, { [name]: (/** @type {Event} */ event) => void value(event) });
  }
  if (name.startsWith("--")) return element.style.setProperty(name, String(value));
  if (value === false || value === null || value === undefined) return element.removeAttribute(name);
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/**
 * @param {Child} child
 * @returns {child is Node|string}
 */
export const isShown = (child) => child !== null && child !== undefined && child !== false && child !== "";

/** @typedef {Node|string|null|false|undefined} Child */
/** @typedef {string|number|boolean|null|undefined|((event: any) => void)} PropValue */
/** @typedef {Record<string, PropValue>} Props */
