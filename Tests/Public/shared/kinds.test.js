/** Kinds of lines, notices, commands and errors: the types, the published schema and the words name the same ones. */
import { eventWords } from "../../../Public/console/words/desk-words.js";
import { introductionWords } from "../../../Public/console/words/introduction-words.js";
import { isPassing } from "../../../Public/shared/delivery.js";
import { rows } from "../../../Public/widget/log-rows.js";
import { quiet } from "../../../Public/widget/visitor-state.js";
import { words } from "../../../Public/widget/words.js";
import { equal } from "../expect.js";

/** @param {string} path below the repository */
const read = (path) => Deno.readTextFileSync(new URL(`../../../${path}`, import.meta.url));

/** @type {Map<string, string>} each typedef's body by its name */
const types = new Map();
{
  const text = read("Public/shared/protocol-types.js").replaceAll(/\n \* ?/g, " ");
  for (const { index } of text.matchAll(/@typedef \{/g)) {
    let [end, depth] = [index + "@typedef {".length, 1];
    for (; depth; end++) depth += { "{": 1, "}": -1 }[text[end] ?? ""] ?? 0;
    const name = text.slice(end).match(/\w+/)?.[0] ?? "";
    types.set(name, text.slice(index + "@typedef {".length, end - 1));
  }
}

/** @param {string} body */
const literals = (body) => [...body.matchAll(/"(\w+)"/g)].map(([, literal]) => literal ?? "");

/** Every literal that a field has in a type and in those it is made of. @param {string} type @param {string} field */
function kinds(type, field, seen = new Set([type])) {
  const body = types.get(type) ?? "";
  const found = [...body.matchAll(new RegExp(`\\b${field}: ((?:"\\w+"(?: *\\| *)?)+|\\w+)`, "g"))].flatMap(([, kind]) =>
    literals(kind?.startsWith('"') ? kind : types.get(kind ?? "") ?? "")
  );
  for (const [name] of body.matchAll(/\b[A-Z]\w+/g)) {
    if (!types.has(name) || seen.has(name)) continue;
    seen.add(name);
    found.push(...kinds(name, field, seen));
  }
  return [...new Set(found)].sort();
}

const { channels, components: { schemas } } = JSON.parse(read("Public/api/asyncapi.json"));

/** @param {"visitor" | "agent"} side @param {"Command" | "Notice"} what */
const published = (side, what) =>
  Object.keys(channels[side].messages).filter((name) => name.startsWith(side + what)).map((name) => {
    const kind = name.slice((side + what).length);
    return kind.charAt(0).toLowerCase() + kind.slice(1);
  }).sort();

/** @type {string[]} */
const lineKinds = [...schemas.Entry.properties.kind.enum].sort();

Deno.test("the types name the commands, notices and lines of the published schema", () => {
  equal(kinds("VisitorCommand", "type"), published("visitor", "Command"));
  equal(kinds("VisitorNotice", "type"), published("visitor", "Notice"));
  equal(kinds("AgentCommand", "type"), published("agent", "Command"));
  equal(kinds("AgentNotice", "type"), published("agent", "Notice"));
  equal(kinds("Entry", "kind"), [...lineKinds, "lost"].sort());
});

Deno.test("the types name the errors of the published schema, and only such ones pass", () => {
  const errors = [...schemas.agentNoticeError.properties.code.enum].sort();
  equal(literals(types.get("ErrorCode") ?? "").sort(), errors);
  equal(errors.filter(isPassing), ["disk_full", "say_hello_first", "too_fast"]);
});

const anna = { agent: "anna", name: "Anna" };
const colleague = { id: "tom", name: "Tom" };

/** @type {Record<string, string>} */
const reasons = { released: "silent", uninvited: "declined", waited: "nobodyHere" };

/** A line of that kind, with all that any kind may hold. @param {string} kind @returns {any} */
const line = (kind) => ({
  ...{ seq: 1, mid: "m", at: 1, kind, by: "agent", ...anna, page: "https://shop.example/a", agents: ["anna"] },
  ...{
    why: reasons[kind] ?? "byAgent",
    ring: 1,
    to: colleague,
    colleague,
    as: "help",
    text: "",
    files: [],
    proof: "claimed",
  },
});

Deno.test("the console has words for every kind of line, or says that it has none", () => {
  const silent = ["hidden", "noted", "said"];
  const isSilent = (/** @type {string} */ kind) =>
    !(eventWords(line(kind), (id) => id) || introductionWords(line(kind), () => "Anna"));
  equal([...lineKinds, "lost"].filter(isSilent).sort(), silent);
});

Deno.test("the widget has words for every kind of line, or says that it has none", () => {
  const shown = ["ended", "joined", "left", "lost", "released", "said", "uninvited"];
  const silent = ["hidden", "hungUp", "identified", "invited", "noted", "opened", "pickedUp", "rang", "waited"];
  const isShown = (/** @type {string} */ kind) => {
    const log = { ...quiet.log, lines: [line(kind)] };
    const view = { past: [], log, talk: null, here: [], writing: [], isConnected: true, isFull: false, now: 2 };
    return rows(view, words).length > 0;
  };
  equal([...lineKinds, "lost"].filter(isShown).sort(), shown);
  equal([...shown, ...silent].sort(), [...lineKinds, "lost"].sort(), "a new kind is thought of here");
});
