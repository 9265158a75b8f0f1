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
  ["shade", "rgb(34 29 24/.08)", "rgb(0 0 0/.5)"],
];

/** One type scale, one unit, two radii, two faces. */
const scale = `
--sans:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Georgia,"DejaVu Serif",serif;
--lift:0 1px 2px var(--shade),0 8px 30px var(--shade);
--s-1:12px;--s0:14px;--s1:16px;--s2:19px;--s3:24px;--u:4px;--r:10px;--r-bubble:16px;`;

/**
 * The look's custom properties as style text: dark wherever the colour scheme in force is, light in browsers from before 2024.
 * @param {string} [scope] `:host` inside a shadow root, there as the page around it has it; `:root` for a page
 */
export const tokens = (scope = ":host") => `
${scope}{${palette.map(([name, light]) => `--${name}:${light};`).join("")}${scale}}
@supports(color:light-dark(red,red)){${scope}{${
  palette.map(([name, light, dark]) => `--${name}:light-dark(${light},${dark})`).join(";")
}}}
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
