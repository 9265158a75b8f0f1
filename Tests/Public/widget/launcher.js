/** The launcher as it lies in the folder, and what its tests ask of it. It is a classic script: nothing can be imported. */

export const source = Deno.readTextFileSync(new URL("../../../Public/widget.js", import.meta.url));

const end = "})();\n";
if (!source.endsWith(end)) throw new Error(`the launcher must end with ${end}`);
const opened = source.slice(0, -end.length).replace("(() => {", "return (() => {");

/**
 * @type {{
 *   words: Record<string, string>,
 *   faceColour: (id: string) => string,
 *   hereSentence: (here: {name: string}[]) => string,
 * }}
 */
export const launcher = new Function("window", `${opened}return { words, faceColour, hereSentence };})()`)({});

/** What travels: as the server sends it, without comments and indentation. */
export const lean = source.replace(/\/\*\*.*?\*\//gs, "").replace(/^\s*\/\/.*$/gm, "").replace(/^\s+/gm, "");
