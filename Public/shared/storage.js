/**
 * What of the browser's Storage we use.
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Store
 */

/** A store that lasts as long as the page. @returns {Store} */
export function memoryStore() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

/**
 * The browser's store where it may be used, else memory. Blocked storage throws already when it is looked at.
 * @param {() => Store} [open]
 * @returns {{store: Store, lasts: boolean}}
 */
export function openStore(open = () => localStorage) {
  try {
    const store = open();
    const probe = "secondring.probe";
    store.setItem(probe, "1");
    store.removeItem(probe);
    return { store, lasts: true };
  } catch {
    return { store: memoryStore(), lasts: false };
  }
}
