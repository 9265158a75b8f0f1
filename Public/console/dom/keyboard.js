/**
 * Which key means what. Pure, so that the whole keyboard can be read and tested in one place.
 *
 * @typedef {"pickUp"|"handOver"|"callIn"|"next"|"previous"|"leave"|"search"|"hold"} KeyAction
 * @typedef {{key: string, code: string, altKey: boolean, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean,
 *   isComposing?: boolean}} Press
 * @typedef {"page"|"scroller"|"field"|"dialog"} Place where the focus is
 */

const letters = { p: "pickUp", h: "handOver", c: "callIn", j: "next", k: "previous", w: "hold" };
/** None that writes a letter of somebody's language on a Mac, as Alt+C does. */
const withAltKeys = {
  KeyP: "pickUp",
  KeyH: "handOver",
  KeyW: "hold",
  ArrowDown: "next",
  ArrowUp: "previous",
};

/**
 * @param {Press} press
 * @param {Place} place
 * @returns {KeyAction|null}
 */
export function actionFor(press, place) {
  if (press.isComposing) return null;
  if (press.ctrlKey || press.metaKey) return isSearch(press) && place !== "dialog" ? "search" : null;
  if (press.altKey) return place === "dialog" && press.code !== "KeyP" ? null : withAlt(press);
  if (place === "dialog") return null;
  if (press.key === "Escape") return "leave";
  if (press.key === "/" && place !== "field") return "search";
  if (place === "field" || press.shiftKey) return null;
  return plain(press, place);
}

/** Ctrl-K, or ⌘K. @param {Press} press */
function isSearch(press) {
  return press.key.toLowerCase() === "k" && press.ctrlKey !== press.metaKey && !press.altKey && !press.shiftKey;
}

/** By code, for Alt changes the letter on some keyboards. @param {Press} press @returns {KeyAction|null} */
function withAlt(press) {
  if (press.shiftKey) return null;
  return /** @type {Record<string, KeyAction>} */ (withAltKeys)[press.code] ?? null;
}

/** @param {Press} press @param {Place} place @returns {KeyAction|null} */
function plain(press, place) {
  if (place !== "scroller" && press.key === "ArrowDown") return "next";
  if (place !== "scroller" && press.key === "ArrowUp") return "previous";
  return /** @type {Record<string, KeyAction>} */ (letters)[letter(press)] ?? null;
}

/** The letter on a Latin keyboard, or what lies in its place on another. @param {Press} press */
function letter(press) {
  if (/^[a-z]$/i.test(press.key)) return press.key.toLowerCase();
  return press.key.length === 1 && press.key > "\u007f" ? press.code.replace("Key", "").toLowerCase() : "";
}

/**
 * Whether this Enter is for us, and sends. 229: an input method takes it for itself, and not every browser says
 * isComposing.
 *
 * @param {Press & {keyCode?: number}} press
 */
export function isPlainEnter({ key, isComposing, keyCode, shiftKey, altKey, ctrlKey, metaKey }) {
  return key === "Enter" && !isComposing && keyCode !== 229 && !(shiftKey || altKey || ctrlKey || metaKey);
}

/**
 * @param {Element|null} focused
 * @returns {Place}
 */
export function placeOf(focused) {
  if (!focused) return "page";
  if (focused.closest("dialog[open]")) return "dialog";
  if (focused.matches("input, textarea, select, [contenteditable]")) return "field";
  return focused.matches("[data-scroller]") ? "scroller" : "page";
}

/**
 * Listens on the whole page.
 *
 * @param {Record<KeyAction, () => void>} acts
 * @param {() => boolean} isOn whether there is a desk to act on
 */
export function onKeys(acts, isOn) {
  addEventListener("keydown", (event) => {
    const action = isOn() ? actionFor(event, placeOf(document.activeElement)) : null;
    if (!action) return;
    if (action !== "leave") event.preventDefault();
    acts[action]();
  });
}
