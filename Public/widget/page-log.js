/**
 * Writes to the browser's log what goes wrong, for the shop's developers. The panel tells the visitor in other words.
 * @param {import("./types.js").State} state
 */
export function pageLog({ base, site: { id } }) {
  let said = "";
  /** @param {string} text once, until something else is said */
  const say = (text) => {
    if (text !== said) console.warn(`Second Ring: ${said = text}`);
  };
  /** @type {Partial<Record<import("../shared/reconnect-policy.js").Refusal, string>>} */
  const reasons = {
    unknownSite: `${base} knows no site "${id}".`,
    originNotAllowed: `the site "${id}" takes no visitors from ${location.origin}; that is up to "origins" in ` +
      `sites/${id}.json on the server.`,
    badHello: `${base} does not understand this page; it may be newer or older.`,
  };
  return {
    /** @param {import("../shared/reconnect-policy.js").Refusal | undefined} reason */
    refused: (reason) => reason && reasons[reason] && say(reasons[reason]),
    unreached: () =>
      navigator.onLine && say(
        `${base} is not reached, neither by WebSocket nor by HTTP. It is down, or this page's Content-Security-Policy ` +
          "(connect-src) or an extension forbids it.",
      ),
  };
}
