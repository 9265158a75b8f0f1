import { fieldNames } from "./identity.js";

/**
 * Chooses the secret that a page sends in `hello`. Pure: stored values come in; the next state and the values to store
 * go out.
 *
 * A holder owns one secret. The browser itself is the holder "". Each person whom a page of the shop identified with a
 * proof is the holder "p.K" (K: the person's fingerprint). Messages, drafts and unsent words are stored under their
 * holder's name. The server decides who may read what; this module only keeps a page from using another person's secret.
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
 *   person, claim: as in identity.js; isKept: the secret was in the store; isRenewed: the secret replaces one that the
 *   server called another person's; wasProved: the server verified this person's proof on an earlier or this connection
 *   of the page
 * @typedef {"signIn" | "signOut" | "refused" | "same" | "other"} Turn  how the holder changed; same: only the secret did
 * @typedef {{kept: (name: string) => string, fresh: () => string, isSomewhere: boolean}} World
 *   kept: the stored value of a name; fresh: makes a new secret; isSomewhere: a page that identifies nobody uses the last
 *   person's secret
 * @typedef {{keep: string, value: string} | {move: string, to: string}} Change
 * @typedef {{keyring: Keyring, changes?: Change[]}} Step  the caller makes the changes, then calls `settle`
 */

/** Under this name the store holds the last identified person, or "c." and the claim. */
const last = "last";

/** @param {string} person */
const holderOf = (person) => `p.${person}`;

/** The holder under which the browser's own values are put away when a claimed customer signs out. @param {string} claim */
const parked = (claim) => `c.${claim}`;

/** @param {string} value @returns {Change} */
const note = (value) => ({ keep: last, value });

/** Whether the value of `last` is a person identified with a proof, not a claim. @param {string} noted */
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
 * The page says that nobody is signed in any more. A claimed customer used the browser's own secret: its values are put
 * away under the claim, so that the next user of the browser does not read them.
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
 * The server has verified the proof on this connection. If the page spoke with the browser's own secret, that secret
 * becomes the person's, and the page connects again with it.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export function proved(keyring, world) {
  const { person, holder, secret } = keyring;
  const name = holderOf(person);
  const kept = secretAt(name, world);
  // Another tab has stored a secret for this person: each person has one, so `settle` changes to that.
  if (!person || kept && kept !== secret) return { keyring };
  /** @type {Change[]} */
  const changes = holder === name ? [] : [{ move: "", to: name }];
  if (!kept) changes.push({ keep: name, value: secret });
  const standing = holder === name ? "proved" : "waiting";
  return { keyring: { ...keyring, standing, holder: name, wasProved: true }, changes: [...changes, note(person)] };
}

/**
 * The server did not accept the proof, so the page's customer counts as a stranger. If an earlier proof was accepted on
 * this page, it has expired: the panel keeps what it shows, and unsent words wait for a new proof.
 * @param {Keyring} keyring
 * @returns {Step}
 */
export const refused = (keyring) => ({
  keyring: keyring.person ? { ...keyring, standing: keyring.wasProved ? "expired" : "refused" } : keyring,
});

/**
 * The server says that this secret belongs to another person. The person gets a fresh one, once.
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
 * Another tab has changed the store, or this page was suspended. A person signed out in another tab is signed out here.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export const look = (keyring, { kept }) => ({
  keyring: keyring.wasProved && kept(last) !== keyring.person ? { ...keyring, ...stranger } : keyring,
});

/**
 * The first message is written: from now on the secret is stored. If another tab has stored one meanwhile, `settle`
 * changes to that one, and both tabs are the same visitor.
 * @param {Keyring} keyring
 * @param {World} world
 * @returns {Step}
 */
export const keep = (keyring, world) => ({
  keyring,
  changes: secretAt(keyring.holder, world) ? [] : [{ keep: keyring.holder, value: keyring.secret }],
});

/** A new connection: the server must verify the proof again. @param {Keyring} keyring @returns {Keyring} */
export const connected = (keyring) => keyring.wasProved ? { ...keyring, standing: "waiting" } : keyring;

/** Whether messages may be sent: the server knows whose they are. @param {Keyring} keyring */
export const maySay = ({ standing }) => standing !== "waiting" && standing !== "expired";

/** Whether an earlier page identified a person and this page has identified nobody. @param {Keyring} keyring @param {World} world */
export const isForgotten = (keyring, world) =>
  !world.isSomewhere && !keyring.person && !keyring.claim && isPerson(world.kept(last));

/**
 * Chooses holder and secret after a step, and says whether the page needs a new connection. A connection on which one
 * person may have been proved is never used for another.
 * @param {Keyring} before
 * @param {Keyring} next
 * @param {World} world after the step's changes
 * @returns {{keyring: Keyring, turn: Turn | null}} turn: null when holder, secret and person stay the same
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

/** Sets the holder and its secret. @param {Keyring} keyring @param {World} world @returns {Keyring} */
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
  // The person takes over the browser's own secret only if something is stored under it.
  const isNothingToTake = holder === name && !isKept || ["", "open", "draft"].every((each) => !world.kept(each));
  return isProven && isNothingToTake ? name : "";
}

/** @param {string} holder @param {World} world */
function secretAt(holder, { kept }) {
  const secret = kept(holder);
  return /^[\w-]{43}$/.test(secret) ? secret : "";
}
