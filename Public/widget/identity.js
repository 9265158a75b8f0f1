import { labelLimit } from "../shared/limits.js";
import { clip } from "../shared/protocol.js";

/**
 * What a page says of its customer by `identify`, read before anything is sent. Pure.
 *
 * @typedef {{fields: Record<string, string>, person: string, claim: string}} Saying
 *   fields: what goes to the server, which alone can verify it; person: the fingerprint of who it is when the page
 *   brings a proof, else ""; claim: the fingerprint of who it is said to be without one, else ""
 */

const names = ["id", "name", "email", "website", "signature"];
/** The fields of `identify` that the server may refuse. */
export const fieldNames = [...names, "token"];
const utf8 = new TextEncoder();

/** @type {Saying} nobody is signed in */
export const nobody = { fields: {}, person: "", claim: "" };

/**
 * 64 bits of FNV-1a in base 36: tells people of one browser apart without writing their ids into its storage. It is no
 * secret and proves nothing. `crypto.subtle` would be asynchronous, and is missing on http.
 * @param {string} text
 */
export function fingerprint(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of utf8.encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36);
}

/**
 * Reads the object of `SecondRing("identify", …)`. A token goes alone: nothing beside it is proved by it.
 * @param {unknown} who
 * @returns {Saying}
 */
export function read(who) {
  if (who === null || typeof who !== "object") return nobody;
  const given = /** @type {Record<string, unknown>} */ (who);
  if (isSaid(given.token)) return { fields: { token: `${given.token}` }, person: subject(`${given.token}`), claim: "" };
  const known = names.filter((name) => isSaid(given[name])).map((name) => [name, clip(`${given[name]}`, labelLimit)]);
  const fields = Object.fromEntries(known);
  const person = key(fields.id, fields.email);
  if (person && fields.signature) return { fields, person, claim: "" };
  return { fields, person: "", claim: person || (fields.name ? fingerprint(`name:${fields.name}`) : "") };
}

/** A number is an id, 0 as well. @param {unknown} value */
const isSaid = (value) => value !== undefined && value !== null && value !== "" && value !== false;

/** @param {string | undefined} id @param {string | undefined} email */
const key = (id, email) => id ? fingerprint(`id:${id}`) : email ? fingerprint(`email:${email.toLowerCase()}`) : "";

/** Whom a JSON Web Token is about, as far as can be read without its secret. @param {string} token */
function subject(token) {
  try {
    const letters = atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    const { sub, email } = JSON.parse(new TextDecoder().decode(Uint8Array.from(letters, (each) => each.charCodeAt(0))));
    return key(isSaid(sub) ? `${sub}` : "", isSaid(email) ? `${email}` : "");
  } catch {
    // No token: the server refuses it, and says why.
    return "";
  }
}
