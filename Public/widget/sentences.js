import { unread } from "../shared/conversation.js";
import { fill } from "./words.js";

/**
 * "Anna and Tom are here".
 * @param {{name: string}[]} here
 * @param {import("./words.js").Words} words
 */
export function hereSentence(here, words) {
  const names = here.slice(0, here.length > 3 ? 2 : 3).map((person) => person.name);
  if (here.length > 3) names.push(fill(words.others, here.length - 2));
  const list = new Intl.ListFormat(words.lang).format(names);
  return fill(here.length > 1 ? words.manyHere : words.oneHere, list);
}

/**
 * How many words wait to be read, and from whom the last ones are.
 * @param {import("../shared/conversation.js").Conversation} log
 */
export function unreadOf(log) {
  const last = log.lines.findLast((line) => line.kind === "said" && line.by === "agent");
  const [id, name] = [last?.agent ?? "", last?.name || last?.agent || ""];
  return { count: unread(log, "agent"), from: { id, name, face: "" } };
}
