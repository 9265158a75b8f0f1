import { address, linkify } from "../../../Public/shared/linkify.js";
import { equal } from "../expect.js";

/** @param {string} text */
const links = (text) => linkify(text).filter((part) => part.href).map((part) => part.href);

const attacks = [
  "javascript:alert(1)",
  "JAVASCRIPT://example.com/%0Aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox",
  "file:///etc/passwd",
  "blob:https//example.com/1",
  "xhttps://example.com",
  "https://",
  "http:///",
  "https://bank.example@evil.example/",
  "https://user:secret@evil.example/",
  "www.",
  "//evil.example",
  "https://[::1",
];
for (const text of attacks) Deno.test(`no link: ${text}`, () => equal(links(text), []));

Deno.test("quotes and angle brackets end a link", () => {
  equal(links(`https://example.com/"onmouseover="alert(1)`), ["https://example.com/"]);
  equal(links("https://example.com/'><img src=x onerror=alert(1)>"), ["https://example.com/"]);
});

Deno.test("letters that turn the direction of text end a link", () => {
  equal(links("https://example.com/\u202Egpj.exe"), ["https://example.com/"]);
});

const kept = [
  ["see https://example.com.", "https://example.com/"],
  ["(https://example.com/a)", "https://example.com/a"],
  ["https://en.wikipedia.org/wiki/Nina_(singer), or", "https://en.wikipedia.org/wiki/Nina_(singer)"],
  ["HTTPS://EXAMPLE.COM/A?b=c&d=e#f!", "https://example.com/A?b=c&d=e#f"],
  ["www.example.com/x…", "https://www.example.com/x"],
  ["http://localhost:8080/a", "http://localhost:8080/a"],
];
for (const [text, href] of kept) Deno.test(`link in: ${text}`, () => equal(links(text ?? ""), [href]));

Deno.test("the parts, joined, are the text", () => {
  const pieces = [
    "https://a.example/b.",
    " ",
    "www.x.example",
    "(",
    ")",
    "\n",
    "javascript:x",
    "é",
    "🙂",
    "http://",
    "@",
    '"',
  ];
  let seed = 7;
  for (let round = 0; round < 500; round++) {
    let text = "";
    for (let index = 0; index < 8; index++) text += pieces[(seed = seed * 48271 % 2147483647) % pieces.length];
    equal(linkify(text).map((part) => part.text).join(""), text);
    for (const href of links(text)) if (!/^https?:\/\//.test(href ?? "")) throw new Error(`${href} from ${text}`);
  }
});

/**
 * How many letters are looked at while `work` runs: each call that looks through a text counts as long as the text is.
 * @param {() => void} work
 */
function lettersRead(work) {
  /** @type {any} */
  const texts = String.prototype;
  const [split, slice, test] = [texts.split, texts.slice, RegExp.prototype.test];
  let count = 0;
  texts.split = function (/** @type {any[]} */ ...given) {
    count += this.length;
    return split.apply(this, given);
  };
  texts.slice = function (/** @type {any[]} */ ...given) {
    const piece = slice.apply(this, given);
    count += piece.length;
    return piece;
  };
  RegExp.prototype.test = function (text) {
    count += text.length;
    return test.call(this, text);
  };
  try {
    work();
  } finally {
    [texts.split, texts.slice, RegExp.prototype.test] = [split, slice, test];
  }
  return count;
}

const long = {
  "closing brackets": (/** @type {number} */ n) => "http://a" + ")".repeat(n),
  "both kinds of brackets": (/** @type {number} */ n) => "http://a" + ")]".repeat(n / 2),
  "pairs, then closing ones": (/** @type {number} */ n) => "http://a" + ")(".repeat(n / 4) + ")".repeat(n / 2),
  "opening brackets": (/** @type {number} */ n) => "http://a" + "(".repeat(n),
  "dots": (/** @type {number} */ n) => "http://a" + ".".repeat(n),
  "many beginnings": (/** @type {number} */ n) => "www.".repeat(n / 4),
  "many addresses": (/** @type {number} */ n) => "http://a) ".repeat(n / 10),
  "letters with marks": (/** @type {number} */ n) => "a" + "\u0335".repeat(n),
};
for (const [what, text] of Object.entries(long)) {
  Deno.test(`the work grows with the length and no faster: ${what}`, () => {
    const [short, eightfold] = [1000, 8000].map((n) => lettersRead(() => linkify(text(n))));
    if ((eightfold ?? 0) > 10 * (short ?? 0) + 1000) throw new Error(`${short} letters read, then ${eightfold}`);
    equal(linkify(text(8000)).map((part) => part.text).join(""), text(8000));
  });
}

Deno.test("an address is a link only to the web", () => {
  equal(address("https://example.com"), "https://example.com/");
  equal(address("javascript:alert(1)"), undefined);
  equal(address("example"), undefined);
});
