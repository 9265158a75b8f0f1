import { fingerprint, nobody, read } from "../../../Public/widget/identity.js";
import { equal, isTrue } from "../expect.js";

/** @param {unknown} claims */
const token = (claims) => `e30.${btoa(JSON.stringify(claims)).replaceAll("=", "").replaceAll("+", "-")}.c2ln`;

Deno.test("a signed id is a person; the signature says nothing of the address beside it", () => {
  const { person, claim } = read({ id: "17", email: "a@x.example", signature: "ab" });
  equal([person, claim], [fingerprint("id:17"), ""]);
  equal(read({ id: "17", email: "b@x.example", signature: "cd" }).person, person);
});

Deno.test("a signed address is a person, in whatever case it is written", () => {
  equal(read({ email: "A@X.example", signature: "ab" }).person, read({ email: "a@x.example", signature: "cd" }).person);
  isTrue(
    read({ id: "a@x.example", signature: "ab" }).person !== read({ email: "a@x.example", signature: "ab" }).person,
  );
});

Deno.test("without a proof somebody is said to be here, and is no person", () => {
  equal(read({ id: "17" }), { fields: { id: "17" }, person: "", claim: fingerprint("id:17") });
  equal(read({ name: "Kim", signature: "ab" }).person, "");
  isTrue(read({ name: "Kim" }).claim !== "");
});

Deno.test("numbers are ids, zero as well", () => {
  equal(read({ id: 0, signature: "ab" }), {
    fields: { id: "0", signature: "ab" },
    person: fingerprint("id:0"),
    claim: "",
  });
  equal(read({ id: 17, signature: "ab" }).person, fingerprint("id:17"));
});

Deno.test("a token is read for its subject, else for its address, and goes alone and whole", () => {
  const long = token({ sub: "17", name: "x".repeat(600) });
  equal(read({ token: long, id: "18", name: "beside" }), {
    fields: { token: long },
    person: fingerprint("id:17"),
    claim: "",
  });
  equal(read({ token: token({ sub: 0 }) }).person, fingerprint("id:0"));
  equal(read({ token: token({ email: "A@x.example" }) }).person, fingerprint("email:a@x.example"));
  equal(read({ token: token({ sub: "17" }) }).person, read({ id: "17", signature: "ab" }).person);
});

Deno.test("letters beyond Latin in a token are read as they were written", () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ sub: "Ærø-東京" }));
  const payload = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  equal(read({ token: `e30.${payload}.x` }).person, fingerprint("id:Ærø-東京"));
});

Deno.test("what is no token is nobody here, and is left for the server to refuse", () => {
  for (const wrong of ["", ".", "a.b", "a.%%%.c", "a.bnVsbA.c", token([]), token({})]) {
    equal(read({ token: wrong || "x" }).person, "");
  }
});

Deno.test("nothing said, or nothing that could be said, is nobody", () => {
  for (const who of [undefined, null, 0, "jonas", {}, { id: "" }, { id: null, name: undefined }, []]) {
    equal(Object.keys(read(who).fields).length, 0);
  }
  equal(read(null), nobody);
});

Deno.test("fingerprints are short, steady, and another one for another text", () => {
  equal(fingerprint(""), (0xcbf29ce484222325n).toString(36));
  equal(fingerprint("a"), (0xaf63dc4c8601ec8cn).toString(36));
  const many = new Set(Array.from({ length: 20_000 }, (_, id) => fingerprint(`id:${id}`)));
  equal(many.size, 20_000);
});
