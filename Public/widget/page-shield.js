/**
 * Events by which a shop's modal traps the focus, catches keys, or closes on a click outside. Listeners of the page do
 * not receive them when their target is inside the chat.
 */
// deno-fmt-ignore
const shielded = ["focus", "focusin", "focusout", "pointerdown", "mousedown", "touchstart", "click", "keydown", "keyup",
  "paste", "dragenter", "dragover", "drop"];

/**
 * Keeps the page's focus traps and shortcuts from acting on events inside the chat.
 *
 * A capturing listener on the window runs before every listener of the page, except older ones on the window. It stops
 * the event, and calls the handlers of the chat's elements itself. So these handlers must be properties (`onclick`).
 * @param {HTMLElement} host
 * @param {HTMLElement} panel its shadow root has the focus when the chat has it
 * @returns {() => void} call it after the host was moved: it restores the focus inside the chat
 */
export function shield(host, panel) {
  const root = /** @type {ShadowRoot} */ (panel.shadowRoot);
  /** @type {HTMLElement | undefined} */
  let focused;

  const focusedInside = () => /** @type {HTMLElement | undefined} */ (root.activeElement ?? undefined);

  /** @param {any} event */
  function follow({ type, target }) {
    if (type === "focusin") focused = target;
    // A removed element loses the focus. The launcher puts it back, and restores the focus, before this timer runs.
    else if (type === "focusout") setTimeout(() => focused = focusedInside());
  }

  /** @param {any} event */
  function hear(event) {
    const path = event.composedPath();
    const at = path.indexOf(host);
    // A background window gets no focus events, but keyboard and pointer events.
    if (event.type === "keydown" || event.type === "pointerdown") focused = focusedInside();
    if (at < 0) return void (isDraggedBack(event) && event.stopImmediatePropagation());
    event.stopImmediatePropagation();
    if (path.includes(root)) follow({ type: event.type, target: path[0] });
    for (const node of path.slice(0, at)) node[`on${event.type}`]?.(event);
  }

  /**
   * A focusout towards the chat, by which some traps pull the focus back. Forms use that event as well, so it is stopped
   * only while a modal is shown.
   * @param {any} event
   */
  const isDraggedBack = ({ type, relatedTarget }) =>
    type === "focusout" && relatedTarget === host && document.querySelector("[aria-modal=true]") !== null;

  for (const name of shielded) addEventListener(name, hear, true);
  // Focus that moves within the shadow root fires events in that root only.
  for (const name of ["focusin", "focusout"]) root.addEventListener(name, follow);
  return () => {
    if (!root.activeElement) focused?.focus({ preventScroll: true });
  };
}
