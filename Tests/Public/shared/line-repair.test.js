import { LineRepair } from "../../../Public/shared/line-repair.js";
import { equal, TestClock } from "../expect.js";

/** A repair on a clock of its own. @param {() => number | null} gap */
function repairing(gap) {
  const clock = new TestClock();
  /** @type {[string, number, number][]} */
  const asked = [];
  const repair = new LineRepair(gap, (c, after) => asked.push([c, after, clock.time]), clock);
  return { clock, asked, repair };
}

Deno.test("a line that never comes is asked for ever more rarely", () => {
  const { clock, asked, repair } = repairing(() => 4);
  repair.later("c");
  clock.pass(100_000);
  equal(asked.map(([, , at]) => at), [300, 900, 2100, 4500, 9300, 18_900, 38_100, 68_100, 98_100]);
});

Deno.test("another gap is asked for at once", () => {
  let gap = 4;
  const { clock, asked, repair } = repairing(() => gap);
  repair.later("c");
  clock.pass(1000);
  gap = 7;
  clock.pass(2000);
  equal(asked, [["c", 4, 300], ["c", 4, 900], ["c", 7, 2100], ["c", 7, 2400], ["c", 7, 3000]]);
});

Deno.test("nothing is asked for once the lines are here, nor when they come within the first moment", () => {
  /** @type {number | null} */ let gap = 4;
  const { clock, asked, repair } = repairing(() => gap);
  repair.later("c");
  gap = null;
  clock.pass(100_000);
  equal([asked, clock.timers], [[], []]);
  gap = 4;
  repair.later("c");
  repair.later("c");
  clock.pass(300);
  gap = null;
  clock.pass(100_000);
  equal([asked, clock.timers], [[["c", 4, 100_300]], []]);
});

Deno.test("each conversation has a wait of its own", () => {
  const { clock, asked, repair } = repairing(() => 0);
  repair.later("a");
  clock.pass(2000);
  repair.later("b");
  clock.pass(300);
  equal(asked, [["a", 0, 300], ["a", 0, 900], ["a", 0, 2100], ["b", 0, 2300]]);
});
