const namespace = "http://www.w3.org/2000/svg";

/** The mark: two arcs over a dot, the second ring. */
export const mark = () =>
  svg("0 0 22 22", 2.2, [
    ["circle", { cx: "11", cy: "15", r: "2.6", fill: "currentColor", stroke: "none" }],
    ["path", { d: "M6 14a5.4 5.4 0 0 1 10 0M2.5 13a9 9 0 0 1 17 0", "stroke-linecap": "round" }],
  ]);

/** An arrow to the list one came from. */
export const back = () => svg("0 0 20 20", 2, [["path", { d: "M12 4 6 10l6 6", "stroke-linecap": "round" }]]);

/** A person's head and shoulders. */
export const person = () =>
  svg("0 0 20 20", 1.8, [
    ["circle", { cx: "10", cy: "7", r: "3.2" }],
    ["path", { d: "M3.5 17c.8-3.4 3.3-5 6.5-5s5.7 1.6 6.5 5", "stroke-linecap": "round" }],
  ]);

/** A glass to look through, for finding. */
export const glass = () =>
  svg("0 0 20 20", 2, [
    ["circle", { cx: "8.5", cy: "8.5", r: "5" }],
    ["path", { d: "M12.5 12.5 17 17", "stroke-linecap": "round" }],
  ]);

/** A cross that closes. */
export const cross = () => svg("0 0 20 20", 2, [["path", { d: "M5 5l10 10M15 5 5 15", "stroke-linecap": "round" }]]);

/** A bell that makes no sound. */
export const hushed = () =>
  svg("0 0 20 20", 1.8, [
    ["path", { d: "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3M3 3l14 14", "stroke-linecap": "round" }],
  ]);

/**
 * @param {string} viewBox
 * @param {number} width of the stroke
 * @param {[string, Record<string, string>][]} shapes
 */
function svg(viewBox, width, shapes) {
  const root = document.createElementNS(namespace, "svg");
  const attributes = {
    viewBox,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": `${width}`,
    "aria-hidden": "true",
  };
  for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, value);
  for (const [tag, properties] of shapes) {
    const shape = document.createElementNS(namespace, tag);
    for (const [name, value] of Object.entries(properties)) shape.setAttribute(name, value);
    root.append(shape);
  }
  return root;
}
