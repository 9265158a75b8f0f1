import { mayDecide } from "../../../Public/console/desk/rights.js";
import { receive } from "../../../Public/shared/conversation.js";
import { active, desk, said, summary, talk, tom } from "./desk.js";
import { equal } from "../expect.js";

/** @param {any} held @param {"owner" | "agent"} [role] of Anna */
function may(held, role = "agent", facts = {}) {
  const from = desk(held);
  const you = from.you && { ...from.you, role };
  return mayDecide({ you }, { ...talk(from, held.c), ...facts });
}

Deno.test("the agent whose talk it is decides on its visitor, and owners do", () => {
  equal(may(active("a")), true);
  equal(may(active("a", { agent: tom })), false);
  equal(may(active("a", { agent: tom, with: [{ id: "anna", name: "Anna", face: "" }] })), false, "a helper");
  equal([may(summary("a")), may(summary("a"), "owner")], [false, true]);
  equal(may(active("a", { agent: tom }), "owner"), true);
});

Deno.test("a talk that is over is the one's who wrote last", () => {
  const over = summary("a", { state: "ended", ringing: undefined });
  const words = (/** @type {any[]} */ ...lines) => ({ words: receive({ ...talk(desk(over), "a").words }, lines) });
  const byTom = { agent: "tom", name: "Tom" };
  equal(may(over, "agent", words(said(1), said(2, "agent", byTom), said(3, "agent"))), true);
  equal(may(over, "agent", words(said(1), said(2, "agent"), said(3, "agent", byTom))), false);
  equal(may(over, "agent", words(said(1))), false);
});
