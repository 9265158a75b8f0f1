/**
 * Which of a browser's secrets a page speaks with. Pure: what is kept comes in; the next state and what to keep go out.
 *
 * The browser itself has one secret, the holder "". Each person whom a page of the shop has identified with a proof has
 * one of their own, the holder "p.K" (K: their fingerprint). What a holder writes, drafts and leaves unsent lies under
 * the holder's name. The server decides who may read what; this keeps a page from asking in another's name.
 *
 *     nobody   -- identify ------------------------> waiting
 *     waiting  -- the server: proved --------------> proved; the browser's own secret becomes the person's
 *     waiting  -- the server: other_person --------> waiting, with a fresh secret for the person
 *     waiting  -- the server: signature_wrong -----> refused; back to the browser's own secret
 *     any      -- logout, here or in another tab --> nobody
 *
 * @typedef {"nobody" | "waiting" | "proved" | "refused"} Standing
 * @typedef {{standing: Standing, person: string, claim: string, holder: string, secret: string, isKept: boolean,
 *   isRenewed: boolean}} Keyring
 *   person, claim: as in identity.js; isKept: the store has held this secret; isRenewed: it was made because the server
 *   said that the one before is another person's
 * @typedef {"signIn" | "signOut" | "same" | "other"} Turn  same: only the secret is another one
 * @typedef {{kept: (name: string) => string, fresh: () => string, isSomewhere: boolean}} World
 *   kept: what the store holds under a name; fresh: a new secret; isSomewhere: pages that identify nobody go on with the
 *   last person's secret
 * @typedef {{keep: string, value: string} | {move: string, to: string}} Change
 * @typedef {{keyring: Keyring, changes: Change[], isNew: boolean}} Step
 *   isNew: another visitor from here on, so another connection and another log
 */

/**
 * What a change of the holder is to the page.
 * @param {Keyring} before
 * @param {Keyring} after
 * @returns {Turn}
 */
export function turn(before, after) {
  const isSignedOut = !after.person && !after.claim && (before.person || before.claim || before.holder);
  if (isSignedOut && after.holder === "") return "signOut";
  if (before.holder === after.holder && before.person === after.person) return "same";
  return before.holder === "" && ["", after.person].includes(before.person) ? "signIn" : "other";
}

/** The name under which the one is noted whom a page identified last. */
const last = "last";

/** Whether the page before identified a person, and this one nobody. @param {Keyring} keyring @param {World} world */
export const isForgotten = (keyring, world) =>
  !world.isSomewhere && !keyring.person && !keyring.claim && isPerson(world.kept(last));

/** @param {string} person */
const holderOf = (person) => `p.${person}`;

/** @param {string} claim where the browser's own things lie after a claimed customer has signed out */
const parked = (claim) => `c.${claim}`;

/** A page on which nobody is identified yet. @param {World} world @returns {Keyring} */
export const open = (world) =>
  settled({
    standing: "nobody",
    person: "",
    claim: "",
    holder: "",
    secret: "",
    isKept: false,
    isRenewed: false,
  }, world);

/**
 * The page says who its customer is.
 * @param {Keyring} keyring
 * @param {{person: string, claim: string}} saying
 * @param {World} world
 * @returns {Step}
 */
export function identify(keyring, { person, claim }, world) {
  const isSame = person === keyring.person && keyring.standing !== "refused";
  if (isSame && person) return step(keyring, keyring, [note(person)]);
  const standing = person ? "waiting" : "nobody";
  const next = { ...keyring, standing: /** @type {Standing} */ (standing), person, claim, isRenewed: false };
  if (person) return step(keyring, settled(next, world), [note(person)]);
  /** @type {Change[]} */
  const changes = claim && !world.kept("") && world.kept(parked(claim)) ? [{ move: parked(claim), to: "" }] : [];
  if (claim && !isPerson(world.kept(last))) changes.push(note(parked(claim)));
  return step(keyring, settled(next, after(world, changes)), changes);
}

/** @param {string} value @returns {Change} */
const note = (value) => ({ keep: last, value });

/** Whether a note names somebody who was identified with a proof. @param {string} noted */
const isPerson = (noted) => noted !== "" && !noted.startsWith("c.");

/**
 * The page says that nobody is signed in any more. What a merely claimed customer left on the browser's own secret is
 * put away under the claim, or the next one would read it.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function signOut(keyring, world) {
  const noted = world.kept(last);
  const claim = keyring.claim || (noted.startsWith("c.") ? noted.slice(2) : "");
  /** @type {Change[]} */
  const changes = claim && keyring.holder === "" ? [{ move: "", to: parked(claim) }] : [];
  if (noted) changes.push(note(""));
  const left = { ...keyring, standing: /** @type {Standing} */ ("nobody"), person: "", claim: "", isRenewed: false };
  const next = claim ? { ...left, secret: "" } : left;
  return step(keyring, settled(next, after(world, changes)), changes);
}

/**
 * The server has verified the proof on this connection.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function proved(keyring, world) {
  const { person, holder, secret } = keyring;
  if (!person) return step(keyring, keyring, []);
  const name = holderOf(person);
  const kept = secretAt(name, world);
  // Another tab was faster: there is one secret for each person.
  if (kept && kept !== secret) return step(keyring, settled({ ...keyring, standing: "waiting" }, world), []);
  if (holder === name) {
    const changes = kept ? [] : [{ keep: name, value: secret }];
    return step(keyring, { ...keyring, standing: "proved", isKept: true }, changes);
  }
  const changes = [{ move: "", to: name }, { keep: name, value: secret }];
  return step(keyring, { ...keyring, standing: "waiting", holder: name, isKept: true }, changes);
}

/**
 * The server did not accept the proof: the page's customer is a stranger.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function refused(keyring, world) {
  if (!keyring.person) return step(keyring, keyring, []);
  const changes = world.kept(last) === keyring.person ? [note("")] : [];
  return step(keyring, settled({ ...keyring, standing: "refused" }, after(world, changes)), changes);
}

/**
 * The server says that this secret is another person's.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function takenByAnother(keyring, world) {
  if (!keyring.person || keyring.isRenewed) return refused(keyring, world);
  const [holder, secret] = [holderOf(keyring.person), world.fresh()];
  const changes = [{ keep: holder, value: secret }];
  return step(keyring, { ...keyring, standing: "waiting", holder, secret, isKept: true, isRenewed: true }, changes);
}

/**
 * Another tab has changed the store, or this page has slept. Who was signed out there is signed out here.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function look(keyring, world) {
  const isProven = keyring.standing === "waiting" || keyring.standing === "proved";
  const isLeft = isProven && world.kept(last) !== keyring.person;
  const next = isLeft ? { ...keyring, standing: /** @type {Standing} */ ("nobody"), person: "", claim: "" } : keyring;
  return step(keyring, settled(next, world), []);
}

/**
 * The first words make this browser somebody: from here on the secret is kept. Another tab may have spoken first: then
 * this one is the same visitor.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function keep(keyring, world) {
  const { holder } = keyring;
  const secret = secretAt(holder, world) || keyring.secret;
  return step(keyring, { ...keyring, secret, isKept: true }, [{ keep: holder, value: secret }]);
}

/** Another connection: what was proved on the last one is to be proved again. @param {Keyring} keyring @returns {Keyring} */
export const connected = (keyring) => keyring.standing === "proved" ? { ...keyring, standing: "waiting" } : keyring;

/** The holder and the secret that fit who is said to be here. @param {Keyring} keyring @param {World} world @returns {Keyring} */
function settled(keyring, world) {
  const holder = holderNow(keyring, world);
  const kept = secretAt(holder, world);
  const isGone = keyring.isKept && !kept;
  const own = holder === keyring.holder && !isGone ? keyring.secret : "";
  return { ...keyring, holder, secret: kept || own || world.fresh(), isKept: kept !== "" };
}

/** @param {Keyring} keyring @param {World} world */
function holderNow({ standing, person, holder, isKept }, world) {
  const isProven = standing === "waiting" || standing === "proved";
  const noted = world.isSomewhere && !isProven ? world.kept(last) : "";
  const name = holderOf(isProven ? person : noted);
  if (secretAt(name, world)) return name;
  // The browser's own secret becomes the person's only where there is anything of a stranger's to take over.
  const isNothingToTake = ["", "open", "draft"].every((each) => !world.kept(each)) || holder === name && !isKept;
  return isProven && isNothingToTake ? name : "";
}

/** @param {string} holder @param {World} world */
function secretAt(holder, { kept }) {
  const secret = kept(holder);
  return /^[\w-]{43}$/.test(secret) ? secret : "";
}

/** What the store will hold once the changes are made. @param {World} world @param {Change[]} changes @returns {World} */
function after(world, changes) {
  /** @param {string} name */
  const kept = (name) => {
    for (const change of changes) {
      if ("keep" in change && change.keep === name) return change.value;
      if ("move" in change && change.to === name) return world.kept(change.move);
      if ("move" in change && change.move === name) return "";
    }
    return world.kept(name);
  };
  return { ...world, kept };
}

/**
 * A connection on which somebody may have been proved is never used for anybody else.
 * @param {Keyring} before
 * @param {Keyring} keyring
 * @param {Change[]} changes
 * @returns {Step}
 */
function step(before, keyring, changes) {
  const isNew = before.holder !== keyring.holder || before.secret !== keyring.secret ||
    before.person !== "" && before.person !== keyring.person;
  return { keyring, changes, isNew };
}
