import { LineRepair } from "../../../Public/shared/line-repair.js";
import { equal } from "../expect.js";

/** @param {(asked: {after: number, at: number}[], repair: LineRepair, clock: {pass: (ms: number) => void}) => void} play @param {() => number | null} gap */
function withClock(gap, play) {
  const [real, later] = [globalThis.setTimeout, /** @type {{at: number, run: () => void}[]} */ ([])];
  let now = 0;
  // @ts-ignore the clock of this test
  globalThis.setTimeout = (/** @type {() => void} */ run, /** @type {number} */ wait) =>
    later.push({ at: now + wait, run });
  try {
    /** @type {{after: number, at: number}[]} */
    const asked = [];
    const repair = new LineRepair(gap, (_, after) => {
      asked.push({ after, at: now });
      repair.later("c");
    });
    const pass = (/** @type {number} */ ms) => {
      for (const end = now + ms; later.length > 0 && later[0].at <= end;) {
        const { at, run } = /** @type {{at: number, run: () => void}} */ (later.shift());
        now = at;
        run();
      }
    };
    play(asked, repair, { pass });
  } finally {
    globalThis.setTimeout = real;
  }
}

Deno.test("a line that never comes is asked for ever more rarely", () => {
  withClock(() => 4, (asked, repair, clock) => {
    repair.later("c");
    clock.pass(100_000);
    equal(asked.slice(0, 4).map(({ at }) => at), [300, 900, 2100, 4500]);
    equal(asked.length, 9);
  });
});

Deno.test("another gap is asked for at once", () => {
  let gap = 4;
  withClock(() => gap, (asked, repair, clock) => {
    repair.later("c");
    clock.pass(1000);
    gap = 7;
    clock.pass(3000);
    equal(asked.map(({ after, at }) => [after, at]), [[4, 300], [4, 900], [7, 2100], [7, 2400], [7, 3000]]);
  });
});
