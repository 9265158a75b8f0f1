/**
 * The console's HTTP calls. Each answers `{ok}` or `{problem}` in words a person can act on; none throws.
 *
 * @typedef {{id: string, name: string, role: string, face: string, hasPassword: boolean}} Me
 * @typedef {{ok: true, value: any} | {ok: false, status: number, code: string, problem: string}} Answer
 */

/** Who is signed in on this browser. */
export const me = () => call("GET", "/api/v1/me");

/** @param {string} name @param {string} password */
export const signIn = (name, password) => call("POST", "/api/v1/session", { name, password });

/** @param {string} token from the address bar's fragment */
export const spendLink = (token) => call("POST", "/api/v1/session/link", { token });

/** Whom a link would sign in; it is not spent. @param {string} token */
export const linkOwner = (token) => call("POST", "/api/v1/session/link/owner", { token });

/** Ends the session on this browser. */
export const signOut = () => call("DELETE", "/api/v1/session");

/** @param {string} next @param {string} old empty when there is none yet */
export const setPassword = (next, old) => call("POST", "/api/v1/me/password", old ? { old, new: next } : { new: next });

/** @param {Blob} picture */
export const putFace = (picture) => call("PUT", "/api/v1/me/face", picture);

/** @param {string} conversation */
export const transcript = (conversation) => call("GET", `/api/v1/transcripts/${encodeURIComponent(conversation)}`);

/** Their card. @param {string} person @param {string} [order] the number of one that must be on it */
export function person(person, order = "") {
  const query = order ? `?${new URLSearchParams({ order })}` : "";
  return call("GET", `/api/v1/people/${encodeURIComponent(person)}${query}`);
}

/** Where all that is held on a person comes from, as one archive. @param {string} person */
export const exportAddress = (person) => `/api/v1/people/${encodeURIComponent(person)}/export`;

/** @param {string} person @param {string} name as it was typed to confirm it @param {string} c the talk with them that is before us */
export const erasePerson = (person, name, c) =>
  call("POST", `/api/v1/people/${encodeURIComponent(person)}/erase`, { name, c });

/** Gives a fact other words. @param {string} person in whose file it stands @param {string} key @param {string} text */
export const correctFact = (person, key, text) => call("PUT", factAddress(person, key), { text });

/** Takes a fact out of a person's file. @param {string} person @param {string} key */
export const strikeFact = (person, key) => call("DELETE", factAddress(person, key));

/** @param {string} person @param {string} key */
const factAddress = (person, key) => `/api/v1/people/${encodeURIComponent(person)}/facts/${encodeURIComponent(key)}`;

/** How the house keeps its promise. */
export const promise = () => call("GET", "/api/v1/promise");

/**
 * @param {string} method
 * @param {string} path
 * @param {Blob|Record<string, string>} [body]
 * @returns {Promise<Answer>}
 */
export async function call(method, path, body) {
  /** @type {RequestInit} */
  const request = { method, credentials: "same-origin", headers: { accept: "application/json" } };
  if (body instanceof Blob) Object.assign(request, { body, headers: { "content-type": body.type } });
  else if (body) {
    Object.assign(request, { body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  }
  try {
    const response = await fetch(path, request);
    const value = await response.json().catch(() => ({}));
    if (response.ok) return { ok: true, value };
    return refusal(response, value);
  } catch {
    return { ok: false, status: 0, code: "unreachable", problem: "The server does not answer. Is the network up?" };
  }
}

/** @param {Response} response @param {any} value @returns {Answer} */
function refusal(response, value) {
  const { code = "", message = "" } = value?.error ?? {};
  const after = Number(response.headers.get("retry-after") ?? NaN);
  return { ok: false, status: response.status, code, problem: problemWords(response.status, message, after) };
}

/**
 * @param {number} status
 * @param {string} message the server's own
 * @param {number} after seconds to wait, or NaN
 */
export function problemWords(status, message, after) {
  if (status === 429) {
    return `Too many tries. ${Number.isNaN(after) ? "Wait a little" : `Try again ${inWords(after)}`}.`;
  }
  if (message) return message;
  if (status === 401) return "That name and password do not match.";
  if (status === 413) return "That is too large.";
  return "That did not work. Please try again.";
}

/** @param {number} seconds */
function inWords(seconds) {
  if (seconds < 90) return `in ${Math.max(1, Math.ceil(seconds))} seconds`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}
