import * as keyring from "../../../Public/widget/keyring.js";

/** A browser's store, the tabs on it, and what each has to do. */
export function browser({ isSomewhere = false } = {}) {
  /** @type {Map<string, string>} */ const store = new Map();
  let made = 0;
  const world = {
    kept: (/** @type {string} */ name) => store.get(name) ?? "",
    fresh: () => `secret${++made}`.padEnd(43, "_"),
    isSomewhere,
  };
  const move = (/** @type {string} */ from, /** @type {string} */ to) => {
    for (const name of ["", "talk", "draft"]) {
      const key = (/** @type {string} */ holder) => [holder, name].filter(Boolean).join(".");
      const value = store.get(key(from));
      if (value && !store.has(key(to))) store.set(key(to), value);
      store.delete(key(from));
    }
  };
  const tab = () => {
    const page = { now: keyring.open(world), isNew: false, turn: "" };
    const take = (/** @type {keyring.Step} */ { keyring: next, changes = [] }) => {
      for (const change of changes) {
        if ("move" in change) move(change.move, change.to);
        else if (change.value) store.set(change.keep, change.value);
        else store.delete(change.keep);
      }
      const { keyring: now, turn } = keyring.settle(page.now, next, world);
      page.isNew = turn !== null;
      page.turn = turn ?? "";
      page.now = now;
    };
    return {
      is: page,
      identify: (/** @type {string} */ person) => take(keyring.identify(page.now, { person, claim: "" }, world)),
      claim: (/** @type {string} */ claim) => take(keyring.identify(page.now, { person: "", claim }, world)),
      proved: () => take(keyring.proved(page.now, world)),
      refused: () => take(keyring.refused(page.now)),
      taken: () => take(keyring.takenByAnother(page.now, world)),
      logout: () => take(keyring.signOut(page.now, world)),
      look: () => take(keyring.look(page.now, world)),
      speak: () => take(keyring.keep(page.now, world)),
      reconnect: () => void (page.now = keyring.connected(page.now)),
      isForgotten: () => keyring.isForgotten(page.now, world),
    };
  };
  return { store, tab };
}

/** A page on which somebody is proved. @param {ReturnType<typeof browser>} where @param {string} person */
export function signedIn({ tab }, person) {
  const page = tab();
  page.identify(person);
  for (let times = 0; page.is.now.standing !== "proved" && times < 3; times++) page.proved();
  return page;
}
