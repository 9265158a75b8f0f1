import { fieldNames } from "./identity.js";

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
 *                 the same, once proved on this page: expired; words wait for a new proof
 *     any      -- logout, here or in another tab --> nobody
 *
 * @typedef {"nobody" | "waiting" | "proved" | "refused" | "expired"} Standing
 * @typedef {{standing: Standing, person: string, claim: string, holder: string, secret: string, isKept: boolean,
 *   isRenewed: boolean, wasProved: boolean}} Keyring
 *   person, claim: as in identity.js; isKept: the store has held this secret; isRenewed: it was made because the server
 *   said that the one before is another person's; wasProved: on this page, on whichever connection
 * @typedef {"signIn" | "signOut" | "refused" | "same" | "other"} Turn  same: only the secret is another one
 * @typedef {{kept: (name: string) => string, fresh: () => string, isSomewhere: boolean}} World
 *   kept: what the store holds under a name; fresh: a new secret; isSomewhere: pages that identify nobody go on with the
 *   last person's secret
 * @typedef {{keep: string, value: string} | {move: string, to: string}} Change
 * @typedef {{keyring: Keyring, changes?: Change[]}} Step  once the changes are made, `settle` says what follows from them
 */

/** The name under which the one is noted whom a page identified last. */
const last = "last";

/** @param {string} person */
const holderOf = (person) => `p.${person}`;

/** @param {string} claim where the browser's own things lie after a claimed customer has signed out */
const parked = (claim) => `c.${claim}`;

/** @param {string} value @returns {Change} */
const note = (value) => ({ keep: last, value });

/** Whether a note names somebody who was identified with a proof. @param {string} noted */
const isPerson = (noted) => noted !== "" && !noted.startsWith("c.");

/** Nobody is identified. */
const stranger = {
  standing: /** @type {Standing} */ ("nobody"),
  person: "",
  claim: "",
  isRenewed: false,
  wasProved: false,
};

/** A page on which nobody is identified yet. @param {World} world */
export const open = (world) => settled({ ...stranger, holder: "", secret: "", isKept: false }, world);

/**
 * The page says who its customer is.
 * @param {Keyring} keyring
 * @param {{person: string, claim: string}} saying
 * @param {World} world
 * @returns {Step}
 */
export function identify(keyring, { person, claim }, { kept }) {
  if (person && person === keyring.person && keyring.standing !== "refused") {
    const standing = keyring.standing === "expired" ? "waiting" : keyring.standing;
    return { keyring: { ...keyring, standing }, changes: keyring.wasProved ? [note(person)] : [] };
  }
  const next = { ...keyring, ...stranger, person, claim };
  if (person) return { keyring: { ...next, standing: "waiting" } };
  /** @type {Change[]} */
  const changes = claim && !kept("") && kept(parked(claim)) ? [{ move: parked(claim), to: "" }] : [];
  if (claim && !isPerson(kept(last))) changes.push(note(parked(claim)));
  return { keyring: next, changes };
}

/**
 * The page says that nobody is signed in any more. What a merely claimed customer left on the browser's own secret is
 * put away under the claim, or the next one would read it.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function signOut(keyring, { kept }) {
  const noted = kept(last);
  const claim = keyring.claim || (noted.startsWith("c.") ? noted.slice(2) : "");
  /** @type {Change[]} */
  const changes = claim && !keyring.holder ? [{ move: "", to: parked(claim) }] : [];
  if (noted) changes.push(note(""));
  return { keyring: { ...keyring, ...stranger }, changes };
}

/**
 * What a notice says of who is here. An error without `ref` is no message's, so it is about `identify`.
 * @param {Keyring} keyring
 * @param {import("../shared/protocol.js").VisitorNotice} notice
 * @param {World} world
 * @returns {Step | null} null: nothing
 */
export function hear(keyring, notice, world) {
  if (notice.type === "identified" && notice.proof === "proved") return proved(keyring, world);
  if (notice.type !== "error" || notice.ref) return null;
  if (notice.code === "other_person") return takenByAnother(keyring, world);
  const isRefusal = notice.code !== "too_fast" && fieldNames.includes(notice.field ?? "");
  return isRefusal ? refused(keyring) : null;
}

/**
 * The server has verified the proof on this connection. One that took over the browser's own secret begins anew with it.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function proved(keyring, world) {
  const { person, holder, secret } = keyring;
  const name = holderOf(person);
  const kept = secretAt(name, world);
  // Another tab was faster: there is one secret for each person.
  if (!person || kept && kept !== secret) return { keyring };
  /** @type {Change[]} */
  const changes = holder === name ? [] : [{ move: "", to: name }];
  if (!kept) changes.push({ keep: name, value: secret });
  const standing = holder === name ? "proved" : "waiting";
  return { keyring: { ...keyring, standing, holder: name, wasProved: true }, changes: [...changes, note(person)] };
}

/**
 * The server did not accept the proof: the page's customer is a stranger. A proof that has run out while the page was
 * open takes nothing off its screen, but no words go out on it.
 * @param {Keyring} keyring
 * @returns {Step}
 */
export const refused = (keyring) => ({
  keyring: keyring.person ? { ...keyring, standing: keyring.wasProved ? "expired" : "refused" } : keyring,
});

/**
 * The server says that this secret is another person's.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function takenByAnother(keyring, { fresh }) {
  if (!keyring.person || keyring.isRenewed) return refused(keyring);
  const holder = holderOf(keyring.person);
  return { keyring: { ...keyring, isRenewed: true }, changes: [{ keep: holder, value: fresh() }] };
}

/**
 * Another tab has changed the store, or this page has slept. Who was signed out there is signed out here.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export const look = (keyring, { kept }) => ({
  keyring: keyring.wasProved && kept(last) !== keyring.person ? { ...keyring, ...stranger } : keyring,
});

/**
 * The first words make this browser somebody: from here on the secret is kept. Another tab may have spoken first: then
 * this one is the same visitor.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export const keep = (keyring, world) => ({
  keyring,
  changes: secretAt(keyring.holder, world) ? [] : [{ keep: keyring.holder, value: keyring.secret }],
});

/** Another connection: what was proved on the last one is to be proved again. @param {Keyring} keyring @returns {Keyring} */
export const connected = (keyring) => keyring.wasProved ? { ...keyring, standing: "waiting" } : keyring;

/** Whether the server knows in whose name words go out. @param {Keyring} keyring */
export const maySay = ({ standing }) => standing !== "waiting" && standing !== "expired";

/** Whether a page before identified a person, and this one nobody. @param {Keyring} keyring @param {World} world */
export const isForgotten = (keyring, world) =>
  !world.isSomewhere && !keyring.person && !keyring.claim && isPerson(world.kept(last));

/**
 * What follows from a step. A connection on which somebody may have been proved is never used for anybody else.
 * @param {Keyring} before
 * @param {Keyring} next
 * @param {World} world as it is once the step's changes are made
 * @returns {{keyring: Keyring, turn: Turn | null}} turn: what it is to the page; null: nobody else uses it
 */
export function settle(before, next, world) {
  const keyring = settled(next, world);
  const isNew = before.holder !== keyring.holder || before.secret !== keyring.secret ||
    before.person !== "" && before.person !== keyring.person;
  return isNew ? { keyring: connected(keyring), turn: turnOf(before, keyring) } : { keyring, turn: null };
}

/** @param {Keyring} before @param {Keyring} after @returns {Turn} */
function turnOf(before, after) {
  const wasSomebody = before.person || before.claim || before.holder;
  if (wasSomebody && !after.person && !after.claim && !after.holder) return "signOut";
  if (after.standing === "refused") return "refused";
  if (before.holder === after.holder && before.person === after.person) return "same";
  return before.holder === "" && ["", after.person].includes(before.person) ? "signIn" : "other";
}

/** The holder and the secret that fit who is said to be here. @param {Keyring} keyring @param {World} world @returns {Keyring} */
function settled(keyring, world) {
  const holder = holderNow(keyring, world);
  const kept = secretAt(holder, world);
  const own = holder === keyring.holder && !keyring.isKept ? keyring.secret : "";
  return { ...keyring, holder, secret: kept || own || world.fresh(), isKept: kept !== "" };
}

/** @param {Keyring} keyring @param {World} world */
function holderNow({ standing, person, holder, isKept }, world) {
  const isProven = standing !== "nobody" && standing !== "refused";
  const name = holderOf(isProven ? person : world.isSomewhere ? world.kept(last) : "");
  if (secretAt(name, world)) return name;
  // The browser's own secret becomes the person's only where there is anything of a stranger's to take over.
  const isNothingToTake = holder === name && !isKept || ["", "open", "draft"].every((each) => !world.kept(each));
  return isProven && isNothingToTake ? name : "";
}

/** @param {string} holder @param {World} world */
function secretAt(holder, { kept }) {
  const secret = kept(holder);
  return /^[\w-]{43}$/.test(secret) ? secret : "";
}
