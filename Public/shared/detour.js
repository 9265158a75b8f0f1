/** Whether words go by event-stream.js, because no WebSocket comes through to a server that is there. */

import { openStore } from "./storage.js";

/** Where this tab keeps until when it goes this way: pages come and go, and each would try in vain again. */
const key = "secondring.sse";
/** How long no WebSocket is tried on the way; then one is, beside the stream. */
export const pause = 600_000;
const { store } = openStore(() => sessionStorage);

/** No WebSocket comes through. */
export const need = () => store.setItem(key, `${Date.now() + pause}`);

/** This way leads nowhere either, or a WebSocket comes through again. */
export const forget = () => store.removeItem(key);

/** Whether this tab goes this way for now. */
export const isNeeded = () => Number(store.getItem(key)) > Date.now();

/** What failed this long ago tells nothing of now. */
const forgetAfter = 60_000;
let [failures, lastFailure] = [0, 0];

/**
 * A connection ended before its first word. That is the server's doing unless it answers otherwise; when it does, twice
 * in a row, something in between lets no WebSocket through.
 * @param {string} url of the WebSocket
 * @param {"websocket" | "sse"} way
 * @returns {Promise<boolean>} whether to go this way now
 */
export async function failed(url, way) {
  if (way === "sse") {
    failures = 0;
    forget();
  } else if (!isNeeded()) {
    await fetch(new URL("/livez", url.replace("ws", "http")), { mode: "no-cors" });
    if (Date.now() - lastFailure > forgetAfter) failures = 0;
    lastFailure = Date.now();
    if (++failures >= 2) need();
  }
  return isNeeded();
}
