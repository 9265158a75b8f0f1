import { faceColour, initials } from "../../Public/shared/faces.js";
import { palette } from "../../Public/shared/tokens.js";
import { equal, isTrue } from "./expect.js";

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

Deno.test("initials can be read on every face colour, and one id has one colour", () => {
  for (let index = 0; index < 200; index++) isTrue(contrast("#ffffff", faceColour(`agent${index}`)) >= 4.5);
  equal(faceColour("anna"), faceColour("anna"));
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
