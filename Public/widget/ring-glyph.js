/** The ring: two arcs over a dot. */
export function ringGlyph() {
  const space = "http://www.w3.org/2000/svg";
  const glyph = document.createElementNS(space, "svg");
  glyph.setAttribute("viewBox", "0 0 22 22");
  glyph.setAttribute("aria-hidden", "true");
  for (const d of ["M11 11h.01", "M5 11a6 6 0 0 1 12 0", "M2 11a9 9 0 0 1 18 0"]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    glyph.append(path);
  }
  return glyph;
}
