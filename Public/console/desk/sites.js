/**
 * What the shop's sites are called. Pure.
 *
 * @typedef {import("../types.js").Desk} Desk
 */

/**
 * The site's name, to stand beside what happens there; empty while the shop has no other.
 *
 * @param {Pick<Desk, "sites">} desk
 * @param {string} id
 */
export function siteName({ sites }, id) {
  const isOnly = sites.length < 2 && (sites[0]?.id ?? id) === id;
  return isOnly ? "" : sites.find((each) => each.id === id)?.name || id;
}
