import { addressLimit, labelLimit } from "../shared/limits.js";
import { pageAddress } from "../shared/page-address.js";
import { clip } from "../shared/protocol.js";

/**
 * The shop's page: notices when a single-page shop shows another one, and marks the title while words wait unread.
 * @param {() => void} moved
 * @param {string[]} [secretParameters] the site's own
 */
export function watchPage(moved, secretParameters) {
  let [mark, url] = ["", location.href];
  const look = () => {
    // The title follows the address a moment later.
    setTimeout(() => {
      if (location.href === url) return;
      url = location.href;
      moved();
    }, 300);
  };
  for (const verb of /** @type {const} */ (["pushState", "replaceState"])) {
    const original = history[verb];
    history[verb] = function (...rest) {
      original.apply(this, rest);
      look();
    };
  }
  addEventListener("popstate", look);
  const title = () => mark && document.title.startsWith(mark) ? document.title.slice(mark.length) : document.title;
  const told = (/** @type {string} */ href) => clip(pageAddress(href, secretParameters), addressLimit);
  return {
    /** Where the person is and came from, without secrets, and without our mark in the title. */
    place: () => ({
      url: told(location.href),
      title: clip(title(), labelLimit),
      referrer: told(document.referrer),
    }),
    /** @param {number} unread */
    mark(unread) {
      const bare = title();
      mark = unread ? `(${unread}) ` : "";
      if (document.title !== mark + bare) document.title = mark + bare;
    },
  };
}
