/** What a closed socket means. @typedef {"unknownSite" | "originNotAllowed" | "notSignedIn" | "blocked" | "badHello"} Refusal */

/** @type {Record<number, Refusal>} */
const refusals = {
  4500: "unknownSite",
  4501: "originNotAllowed",
  4502: "notSignedIn",
  4503: "blocked",
  4504: "badHello",
};

const [shortest, longest] = [500, 30_000];

/**
 * How long to wait before the next try; null: never, the server has refused.
 * Full jitter, so that ten thousand pages that lost the server together do not come back together.
 * @param {number} code of the close event
 * @param {number} attempt tries since the last success, from 0
 * @param {() => number} [random]
 * @returns {number | null}
 */
export function waitBeforeRetry(code, attempt, random = Math.random) {
  if (code >= 4500 && code <= 4999) return null;
  const ceiling = Math.min(longest, 2 * shortest * 2 ** attempt);
  return Math.round(shortest + random() * (ceiling - shortest));
}

/**
 * When a server that said goodbye wants to be called again.
 * @param {number} after what it asked for
 * @param {() => number} [random]
 */
export const waitAfterBye = (after, random = Math.random) => Math.round(after + random() * Math.max(1000, after));

/**
 * Why the server does not want this page; undefined when coming back is welcome.
 * @param {number} code
 * @returns {Refusal | undefined}
 */
export const refusal = (code) => refusals[code] ?? (code >= 4500 && code <= 4999 ? "badHello" : undefined);
