import { active } from "./desk.js";
import { of, wired } from "./wire.js";
import { equal } from "../expect.js";

Deno.test("a fact is kept when the server says so, and not before", () => {
  const { session, sent, welcome, hear } = wired();
  welcome(active("a"));
  /** @type {string[]} */ const answers = [];
  session.remember("a", "plays bass", (problem) => answers.push(problem));
  const [{ ref, ...asked }] = of(sent, "remember");
  equal(asked, { type: "remember", c: "a", text: "plays bass" });
  hear({ type: "kept", c: "a", ref: "another" });
  equal(answers, []);
  hear({ type: "kept", c: "a", ref });
  hear({ type: "kept", c: "a", ref });
  equal(answers, [""]);
});

Deno.test("a fact that is refused, or whose answer is lost, is given back with the reason", () => {
  const { session, sent, welcome, hear, drop } = wired();
  welcome(active("a"));
  /** @type {string[]} */ const answers = [];
  const answered = (/** @type {string} */ problem) => answers.push(problem);
  session.remember("a", "plays bass", answered);
  hear({ type: "error", code: "not_kept", c: "a", ref: of(sent, "remember")[0].ref, message: "The disk is full." });
  equal(answers, ["Not kept. The disk is full."]);
  session.remember("a", "plays bass", answered);
  drop();
  equal(answers.length, 2);
  equal(answers[1].includes("broke"), true);
  equal(session.desk.remarks, []);
});
