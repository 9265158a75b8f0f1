/**
 * The address of a page as it is told to the desk and kept in a transcript: without what gives its reader a way in.
 * `ChatDomain/PageAddress.swift` does the same on the server, for pages that don't; both pass Tests/Public/addresses.json.
 */

/** A parameter with one of these in its name is a secret. */
// deno-fmt-ignore
const parts = ["token", "secret", "passw", "passphrase", "passcode", "pwd", "session", "sessid", "signature", "apikey",
  "credential", "jwt", "hmac", "email", "e-mail", "e_mail"];
/** A parameter is a secret when its name, or a word of it, is one of these. */
// deno-fmt-ignore
const words = new Set(["key", "code", "auth", "oauth", "authorization", "pass", "pin", "otp", "sid", "sig", "hash", "nonce",
  "ticket", "mail"]);
/** What stands in a secret's place. */
const removed = "removed";

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/**
 * @param {string} name as it stands in the address
 * @param {string[]} own the site's own list
 */
function isSecret(name, own) {
  const plain = decoded(decoded(name));
  const low = plain.toLowerCase();
  if (own.some((each) => each.toLowerCase() === low) || parts.some((part) => low.includes(part))) return true;
  return plain.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z]+/).some((word) => words.has(word));
}

/** Whether a value is an address of its own with a secret in it. @param {string} value @param {string[]} own */
function holdsSecret(value, own) {
  const plain = decoded(decoded(value));
  return plain.split(/[?&#;]/).some((pair) => pair.includes("=") && isSecret(pair.slice(0, pair.indexOf("=")), own));
}

/** @param {string} pair @param {string[]} own */
function cleaned(pair, own) {
  const at = pair.indexOf("=");
  if (at < 0) return pair;
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  return value && (isSecret(name, own) || holdsSecret(value, own)) ? `${name}=${removed}` : pair;
}

/**
 * @param {string} address
 * @param {string[]} [own] further names of secret parameters
 */
export function pageAddress(address, own = []) {
  const [bare = ""] = address.split("#");
  const at = bare.indexOf("?");
  const [path, query] = at < 0 ? [bare, undefined] : [bare.slice(0, at), bare.slice(at + 1)];
  const clean = (/** @type {string} */ text, /** @type {RegExp} */ between) =>
    text.split(between).map((each) => between.test(each) ? each : cleaned(each, own)).join("");
  const [first = "", ...rest] = path.replace(/^([a-z]*:\/\/)[^/]*@/i, "$1").split(";");
  const bound = [first, ...rest.map((each) => cleaned(each, own))].join(";");
  return query === undefined ? bound : `${bound}?${clean(query, /([&;])/)}`;
}
