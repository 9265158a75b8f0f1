/**
 * What a shop's modal listens to in order to hold the focus, to catch keys, or to close itself on a click outside. None
 * of it is told to the page when it happens inside the chat.
 */
// deno-fmt-ignore
const shielded = ["focus", "focusin", "focusout", "pointerdown", "mousedown", "touchstart", "click", "keydown", "keyup",
  "paste", "dragenter", "dragover", "drop"];

/**
 * Keeps the page's focus traps and shortcuts away from the chat, and what is typed there in it.
 *
 * The window hears of an event before every listener of the page, unless that one stands on the window and is older.
 * The chat's own handlers for these events are properties (`onclick`), since they are called from here.
 * @param {HTMLElement} host
 * @param {HTMLElement} panel its shadow root has the focus when the chat has it
 * @returns {() => void} to be called when the host has left its place: the focus goes back to where it was in the chat
 */
export function shield(host, panel) {
  const root = /** @type {ShadowRoot} */ (panel.shadowRoot);
  /** @type {HTMLElement | undefined} */
  let focused;

  const focusedInside = () => /** @type {HTMLElement | undefined} */ (root.activeElement ?? undefined);

  /** @param {any} event */
  function follow({ type, target }) {
    if (type === "focusin") focused = target;
    // The browser takes the focus away together with the element: whoever puts the element back is sooner than this.
    else if (type === "focusout") setTimeout(() => focused = focusedInside());
  }

  /** @param {any} event */
  function hear(event) {
    const path = event.composedPath();
    const at = path.indexOf(host);
    // A window in the background tells nobody of its focus, but of its keys.
    if (event.type === "keydown" || event.type === "pointerdown") focused = focusedInside();
    if (at < 0) return void (isDraggedBack(event) && event.stopImmediatePropagation());
    event.stopImmediatePropagation();
    if (path.includes(root)) follow({ type: event.type, target: path[0] });
    for (const node of path.slice(0, at)) node[`on${event.type}`]?.(event);
  }

  /** Some traps ask where the focus goes to. Forms ask, too, so only while a modal is shown. @param {any} event */
  const isDraggedBack = ({ type, relatedTarget }) =>
    type === "focusout" && relatedTarget === host && document.querySelector("[aria-modal=true]") !== null;

  for (const name of shielded) addEventListener(name, hear, true);
  // From one place of the chat to another: this never leaves it.
  for (const name of ["focusin", "focusout"]) root.addEventListener(name, follow);
  return () => {
    if (!root.activeElement) focused?.focus({ preventScroll: true });
  };
}
