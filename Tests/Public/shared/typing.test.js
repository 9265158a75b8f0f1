import { TypingOut } from "../../../Public/shared/typing.js";
import { equal, TestClock } from "../expect.js";

Deno.test("typing is told at most every 3 s, and its end after 5 s without a key", () => {
  const clock = new TestClock();
  /** @type {string[]} */ const sent = [];
  const typing = new TypingOut((on) => sent.push(`${clock.time} ${on}`), clock);
  for (let key = 0; key < 10; key++, clock.pass(500)) typing.typed(true);
  clock.pass(20_000);
  equal(sent, ["0 true", "3000 true", "9500 false"]);
});

Deno.test("an emptied field ends it at once; sent words need no end", () => {
  const clock = new TestClock();
  /** @type {boolean[]} */ const sent = [];
  const typing = new TypingOut((on) => sent.push(on), clock);
  typing.typed(true);
  typing.typed(false);
  typing.typed(true);
  typing.sent();
  clock.pass(60_000);
  equal(sent, [true, false, true]);
});
