/**
 * The same calm colour for the same person, everywhere and always; white letters have a contrast of 4.5 on each.
 * @param {string} id
 */
export function faceColour(id) {
  let hash = 7;
  for (const letter of id) hash = (hash * 31 + Number(letter.codePointAt(0))) % 359;
  return `hsl(${hash} 30% 36%)`;
}

/**
 * "Anna" → "A", "Jonas Lindqvist" → "JL".
 * @param {string} name
 */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = [words[0], words.length > 1 ? words.at(-1) : ""];
  const letters = first.map((word) => word?.match(/[\p{L}\p{N}]/u)?.[0] ?? "").join("");
  return letters.toLocaleUpperCase() || "?";
}

/**
 * A round face: the person's picture, or their initials where there is none or it does not load.
 * Decoration only, hence hidden from screen readers: the name always stands beside it in words.
 * @param {{id: string, name: string, face?: string}} person
 */
export function faceElement(person) {
  const face = document.createElement("span");
  face.className = "face";
  face.setAttribute("aria-hidden", "true");
  face.style.background = faceColour(person.id);
  face.textContent = initials(person.name);
  if (!person.face) return face;
  const picture = new Image();
  picture.alt = "";
  picture.onload = () => face.replaceChildren(picture);
  picture.src = person.face;
  return face;
}
