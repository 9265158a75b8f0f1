import { equal } from "../expect.js";

const console_ = new URL("../../../Public/console/", import.meta.url);

/** @param {URL} folder @returns {Map<string, string>} */
function scripts(folder, found = new Map()) {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) scripts(new URL(`${name}/`, folder), found);
    else if (name.endsWith(".js")) found.set(name, Deno.readTextFileSync(new URL(name, folder)));
  }
  return found;
}

const sources = scripts(console_);
const table = sources.get("events.js") ?? "";
const names = [...table.matchAll(/^ \* {3}"([a-z-]+)": /gm)].map(([, name]) => name ?? "");
const listeners = ["agent-console.js", "carry-out.js", "person-sheet.js"];

Deno.test("each event of the table is told by a part and heard by the page", () => {
  equal(names.length, 29);
  const text = (/** @type {boolean} */ isListener) =>
    [...sources].filter(([file]) => file !== "events.js" && listeners.includes(file) === isListener).map(([, source]) =>
      source
    ).join("\n");
  for (const isListener of [true, false]) {
    const source = text(isListener);
    equal(names.filter((name) => !source.includes(`"${name}"`)), [], isListener ? "not heard" : "not told");
  }
});

Deno.test("no part makes an event past the table", () => {
  const makers = [...sources].filter(([, source]) => /new CustomEvent\(/.test(source)).map(([file]) => file);
  equal(makers, ["events.js"]);
});
