import { address, linkify } from "../../Public/shared/linkify.js";
import { equal } from "./expect.js";

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

Deno.test("a long line of brackets takes no long time", () => {
  equal(linkify("https://example.com/" + ")".repeat(8000)).length, 2);
  equal(linkify("www.".repeat(2000)).map((part) => part.text).join("").length, 8000);
});

Deno.test("an address is a link only to the web", () => {
  equal(address("https://example.com"), "https://example.com/");
  equal(address("javascript:alert(1)"), undefined);
  equal(address("example"), undefined);
});
