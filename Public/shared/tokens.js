/** One palette: [name, in light, in dark]. Text reaches a contrast of 4.5, field borders 3, on every surface. */
export const palette = [
  ["paper", "#faf7f2", "#191613"],
  ["sheet", "#fffdfa", "#211d19"],
  ["line", "#e6dfd4", "#38322b"],
  ["ink", "#221d18", "#f1ebe2"],
  ["ink-2", "#5f564b", "#b9afa2"],
  ["ink-3", "#6f665b", "#a89e91"],
  ["ring", "#c4501b", "#f08a4b"],
  ["ring-soft", "#fbe9df", "#3b261a"],
  ["ring-ink", "#ffffff", "#1d120b"],
  ["ring-text", "#a5400f", "#f5a06b"],
  ["field-line", "#8f8578", "#7d7468"],
  ["good", "#2a6148", "#7cc3a0"],
  ["good-soft", "#e5f0ea", "#1d2f27"],
  ["mine", "#2b3a4a", "#d9d0c3"],
  ["mine-ink", "#fdfcfa", "#201b16"],
  ["theirs", "#f1ebe1", "#2d2823"],
  ["note", "#fff6d6", "#3a321a"],
  ["focus", "#1f5fbf", "#8db8ff"],
  [
    "lift",
    "0 1px 2px rgb(34 29 24/.06),0 8px 28px rgb(34 29 24/.1)",
    "0 1px 2px rgb(0 0 0/.4),0 10px 34px rgb(0 0 0/.5)",
  ],
];

/** One type scale, one unit, two radii, two faces. */
const scale = `
--sans:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Georgia,"DejaVu Serif",serif;
--s-1:12px;--s0:14px;--s1:16px;--s2:19px;--s3:24px;--u:4px;--r:10px;--r-bubble:16px;`;

/** @param {1 | 2} column */
const colours = (column) => palette.map((row) => `--${row[0]}:${row[column]}`).join(";");

/**
 * The look's custom properties, light and dark, as style text.
 * @param {string} [scope] `:host` inside a shadow root, `:root` for a page
 */
export const tokens = (scope = ":host") => `
${scope}{color-scheme:light dark;${colours(1)};${scale}}
@media(prefers-color-scheme:dark){${scope}{${colours(2)}}}
*{box-sizing:border-box}
button,input,textarea{font:inherit;color:inherit}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
@media(prefers-reduced-motion:reduce){:host,*,::before,::after{animation:none!important;transition:none!important}}`;

/**
 * Style text as a sheet to adopt: no style element, so nothing for a strict policy to refuse.
 * @param {string[]} texts
 */
export function sheet(...texts) {
  const made = new CSSStyleSheet();
  made.replaceSync(texts.join("\n"));
  return made;
}
