/**
 * Tells of every real sign that a person is at this page: a key, a touch, a pointer that moved, the page brought to the
 * front. Nothing that a script or the page itself does counts.
 *
 * @param {() => void} touched
 * @param {EventTarget} [page]
 * @param {EventTarget & {visibilityState: string}} [screen]
 */
export function watchInput(touched, page = globalThis, screen = document) {
  for (const name of ["keydown", "pointerdown", "wheel", "touchstart"]) {
    page.addEventListener(name, (event) => event.isTrusted && touched(), { passive: true, capture: true });
  }
  let where = "";
  page.addEventListener("pointermove", (event) => {
    const { screenX, screenY, isTrusted } = /** @type {PointerEvent} */ (event);
    // A page that changes under a pointer at rest is told of moves that nobody made.
    const isMoved = where !== (where = `${screenX} ${screenY}`);
    if (isMoved && isTrusted) touched();
  }, { passive: true, capture: true });
  screen.addEventListener("visibilitychange", () => screen.visibilityState === "visible" && touched());
}
