const letters = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * A new id: 48 bits of milliseconds, then 80 random bits, as 26 letters of lower-case base32.
 * @param {number} [now]
 * @param {Uint8Array} [random] ten bytes
 */
export function newId(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))) {
  let value = BigInt(now);
  for (const byte of random) value = value << 8n | BigInt(byte);
  let id = "";
  for (let place = 0; place < 26; place++, value >>= 5n) id = letters[Number(value & 31n)] + id;
  return id;
}

/**
 * When an id was made, in milliseconds since 1970.
 * @param {string} id
 */
export function idTime(id) {
  let value = 0n;
  for (const letter of id) value = value << 5n | BigInt(letters.indexOf(letter));
  return Number(value >> 80n);
}

/** A new visitor's secret: 32 random bytes in base64url without padding. */
export function newSecret() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
