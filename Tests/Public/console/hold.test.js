/** The bar over the composer, what it sends, and how softly a full desk rings. */
import { ringsForYou } from "../../../Public/console/desk/desk-lists.js";
import { whyWords } from "../../../Public/console/words/desk-words.js";
import { declined } from "../../../Public/console/desk/desk-state.js";
import { holdWords } from "../../../Public/console/words/hold-words.js";
import { actionFor } from "../../../Public/console/dom/keyboard.js";
import { soundings } from "../../../Public/console/desk/soundings.js";
import { active, desk, hear, summary, talk, tom } from "./desk.js";
import { equal } from "../expect.js";

const held = (facts = {}) => desk(active("a", { holds: 6000, holdsAtMost: 30_000, ...facts }));

/** @param {import("../../../Public/console/types.js").Desk} from @param {number} now */
const bar = (from, now) => holdWords(talk(from, "a"), from, now);

Deno.test("the bar shows the time really left, and that more can be taken", () => {
  equal(bar(held(), 0), {
    seconds: 6,
    share: 0.2,
    mayRead: true,
    words: "It rings on in 6 s unless you send words",
    aloud: "6 seconds left to write. Alt W takes the full time.",
  });
  equal(bar(held(), 5001)?.seconds, 1);
  equal(bar(held({ holds: 30_000 }), 12_000)?.share, 0.6);
});

Deno.test("it is said aloud only when ten seconds are left, and offers no time that there is not", () => {
  const full = held({ holds: 30_000 });
  equal([bar(full, 19_999)?.aloud, bar(full, 20_000)?.aloud], ["", "10 seconds left to write."]);
  equal(bar(full, 0)?.mayRead, false);
});

Deno.test("nothing runs out once words are on their way, in a colleague's talk, or with the line down", () => {
  equal(bar(desk(active("a")), 0), null);
  equal(bar(held({ agent: tom }), 0), null);
  equal(bar({ ...held(), link: "offline" }, 0), null);
  const words = { ...talk(held(), "a").words, own: [{ mid: "m", text: "Hello", at: 0, kind: "say" }] };
  equal(holdWords({ ...talk(held(), "a"), words }, held(), 0), null);
});

Deno.test("one key takes the full time, in a field too", () => {
  const press = { key: "w", code: "KeyW", altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
  equal(actionFor(press, "page"), "hold");
  equal(actionFor(press, "field"), null);
  equal(actionFor({ ...press, key: "∑", altKey: true }, "field"), "hold");
});

Deno.test("a full desk rings softly, and aloud as soon as one of the calls is for somebody with room", () => {
  const soft = desk(summary("a", { soft: true }));
  equal(soundings(soft).map(({ isSoft }) => isSoft), [true]);
  const both = desk(summary("a", { soft: true }), summary("b"));
  equal(soundings(both).map(({ isSoft }) => isSoft), [true, false]);
  const rung = hear(desk(summary("a")), { type: "ring", c: "a", ring: 2, until: 12_000, soft: true });
  equal(talk(rung, "a").summary.soft, true);
});

Deno.test("not now is said to one ring, not to the first ring of another bell", () => {
  const quiet = declined(desk(summary("a")), "a");
  equal(ringsForYou(quiet, talk(quiet, "a")), false);
  const picked = hear(quiet, { type: "talk", ...active("a", { agent: tom, rests: true }) });
  const again = hear(picked, { type: "talk", ...summary("a") });
  equal(ringsForYou(again, talk(again, "a")), true);
});

Deno.test("a talk that nobody has and nobody waits in says so", () => {
  equal(
    whyWords({ why: "visitorAway", last: { by: "agent", text: "", at: 0 } }),
    "Nobody waits for an answer. New words ring.",
  );
  equal(
    whyWords({ why: "visitorAway", last: { by: "visitor", text: "", at: 0 } }),
    "They left before anybody answered. Their words are kept.",
  );
});
