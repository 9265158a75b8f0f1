import { idTime, newId, newSecret } from "../../../Public/shared/ids.js";
import { equal, isTrue } from "../expect.js";

Deno.test("an id is 26 letters, right-aligned, as the server reads them", () => {
  equal(newId(0, new Uint8Array(10)), "a".repeat(26));
  equal(newId(2 ** 48 - 1, new Uint8Array(10).fill(255)), "h" + "7".repeat(25));
  for (let round = 0; round < 100; round++) isTrue(/^[a-h][a-z2-7]{25}$/.test(newId()));
});

Deno.test("an id tells when it was made", () => {
  equal(idTime(newId(1_795_000_000_123)), 1_795_000_000_123);
});

Deno.test("ids of one millisecond differ", () => {
  equal(new Set(Array.from({ length: 1000 }, () => newId(5))).size, 1000);
});

Deno.test("a secret is 32 bytes in base64url without padding", () => {
  for (let round = 0; round < 100; round++) isTrue(/^[A-Za-z0-9_-]{43}$/.test(newSecret()));
});
