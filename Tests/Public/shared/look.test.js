import { faceColour, initials } from "../../../Public/shared/faces.js";
import { palette } from "../../../Public/shared/tokens.js";
import { words } from "../../../Public/widget/words.js";
import { equal, isTrue } from "../expect.js";
import { launcher, lean, source } from "../widget/launcher.js";

/** WCAG 2.2 relative luminance. @param {string} colour */
function luminance(colour) {
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} one @param {string} two */
function contrast(one, two) {
  const [dark = 0, light = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ["paper", "sheet", "theirs", "note", "ring-soft"];
const pairs = [
  ...surfaces.flatMap((surface) => ["ink", "ink-2"].map((ink) => [ink, surface, 4.5])),
  ...["paper", "sheet"].flatMap((
    surface,
  ) => [["ink-3", surface, 4.5], ["ring-text", surface, 4.5], ["good", surface, 4.5], ["field-line", surface, 3], [
    "focus",
    surface,
    3,
  ]]),
  ["ring-text", "ring-soft", 4.5],
  ["ring-ink", "ring", 4.5],
  ["mine-ink", "mine", 4.5],
  ["good", "good-soft", 4.5],
];
for (const [ink, surface, least] of pairs) {
  Deno.test(`${ink} can be read on ${surface}, light and dark`, () => {
    const [front, back] = [ink, surface].map((name) => palette.find((row) => row[0] === name) ?? []);
    for (const column of [1, 2]) {
      const found = contrast(front?.[column] ?? "", back?.[column] ?? "");
      isTrue(found >= Number(least), `${found.toFixed(2)} in column ${column}`);
    }
  });
}

/** @param {string} text hsl(…), as CSS Color 4, section 7 has it @returns {string} #rrggbb */
function hex(text) {
  const [hue = 0, saturation = 0, lightness = 0] = (text.match(/\d+/g) ?? []).map(Number);
  const spread = saturation / 100 * Math.min(lightness / 100, 1 - lightness / 100);
  const channel = (/** @type {number} */ n) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness / 100 - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return "#" + [0, 8, 4].map((n) => channel(n).toString(16).padStart(2, "0")).join("");
}

Deno.test("initials can be read on every face colour", () => {
  equal(hex("hsl(120 100% 25%)"), "#008000");
  for (let index = 0; index < 2000; index++) isTrue(contrast("#ffffff", hex(faceColour(`agent${index}`))) >= 4.5);
});

Deno.test("one person has one colour, on the launcher as in the panel", () => {
  for (const id of ["anna", "tom", "", "élodie", "🙂"]) equal(launcher.faceColour(id), faceColour(id));
});

const here = ["Anna", "Tom", "Elif", "Bo"].map((name) => ({ name }));
for (
  const [count, sentence] of [[1, "Anna is here"], [2, "Anna and Tom are here"], [3, "Anna, Tom and Elif are here"], [
    4,
    "Anna, Tom and 2 others are here",
  ]]
) {
  Deno.test(`the launcher says: ${sentence}`, () =>
    equal(launcher.hereSentence(here.slice(0, Number(count))), sentence));
}

Deno.test("a name with a dollar sign is a name", () => {
  equal(launcher.hereSentence([{ name: "$& Co" }]), "$& Co is here");
});

for (
  const [name, wanted] of [
    ["Anna", "A"],
    ["Jonas Lindqvist", "JL"],
    ["  Elif  Aydın ", "EA"],
    ["", "?"],
    ["🙂", "?"],
    ["(new) person", "NP"],
    ["李 小龙", "李小"],
    ["Ana María de la Cruz", "AC"],
  ]
) {
  Deno.test(`initials of "${name}"`, () => equal(initials(name ?? ""), wanted));
}

Deno.test("the launcher's words are those of the panel", () => {
  for (const [name, text] of Object.entries(launcher.words)) equal(/** @type {any} */ (words)[name], text, name);
});

Deno.test("the launcher's colours are those of the palette", () => {
  const [old = "", both = ""] = source.match(/:host\{[^}]*\}/g) ?? [];
  for (const [, name, value] of old.matchAll(/--([\w-]+):([^;}]+)/g)) {
    const [, light, dark] = palette.find((row) => row[0] === name) ?? [];
    equal(value, light, `${name}`);
    isTrue(both.includes(`--${name}:light-dark(${light},${dark})`), `${name} in both schemes`);
  }
});

Deno.test("the launcher has one place for the server to fill, and is small", async () => {
  equal(source.split("/*STATE*/null/*STATE*/").length, 2);
  const packed = new Blob([lean]).stream().pipeThrough(new CompressionStream("gzip"));
  const size = (await new Response(packed).arrayBuffer()).byteLength;
  // 4 KB on the wire, of which the site's name, words and people have a fifth of a kilobyte and more.
  isTrue(size <= 3700, `${size} bytes`);
});

Deno.test("the launcher can be read as a module and as a classic script, and leaves no name behind", () => {
  isTrue(!/\b(import\.meta|export)\b/.test(lean));
  isTrue(/^"use strict";\s*\(\(\) => \{/.test(lean));
});
