import * as talk from "../../../Public/shared/conversation.js";
import { ringSentence, rows } from "../../../Public/widget/log-rows.js";
import { words } from "../../../Public/widget/words.js";
import { equal } from "../expect.js";

const now = new Date(2026, 10, 22, 14, 30).getTime();
const [anna, tom, elif] = ["Anna", "Tom", "Elif"].map((name) => ({ id: name.toLowerCase(), name, face: "" }));

/** @typedef {import("../../../Public/widget/log-rows.js").View} View */

/** @param {any[]} lines what happened, as kind and the rest @returns {any[]} */
const lines = (...lines) => lines.map((line, index) => ({ seq: index + 1, mid: `m${index + 1}`, at: now, ...line }));
const opened = { kind: "opened", by: "visitor" };
/** @param {string} text */
const asked = (text) => ({ kind: "said", by: "visitor", text, files: [] });
/** @param {string} text */
const answered = (text, person = anna) => ({ kind: "said", by: "agent", agent: person?.id, name: person?.name, text });

/** @param {any[]} entries @param {Partial<View>} [more] @returns {View} */
const view = (entries, more = {}) => ({
  past: [],
  log: talk.receive(talk.empty("c"), entries),
  talk: null,
  here: [],
  writing: [],
  isConnected: true,
  isFull: false,
  now,
  ...more,
});
/** @param {View} view */
const shown = (view) => rows(view, words).map((row) => `${row.kind}: ${row.text}`);
/** @param {any} more @returns {any} */
const state = (more) => ({ c: "c", seq: 2, seen: 0, ...more });

Deno.test("a talk begins with its day, and a name stands over the words of each person once", () => {
  const all = lines(
    opened,
    asked("Hi"),
    answered("Hello"),
    answered("Tell me"),
    answered("Tom here", tom),
    asked("Ah"),
  );
  equal(shown(view(all)), [
    "day: Today, 14:30",
    "me: Hi",
    "who: Anna",
    "them: Hello",
    "them: Tell me",
    "who: Tom",
    "them: Tom here",
    "me: Ah",
    "tick: Sent ✓",
  ]);
});

Deno.test("another day has a line of its own", () => {
  const [first, second] = lines({ ...asked("Hi"), at: now - 86_400_000 }, answered("Hello"));
  equal(shown(view([first, second])).filter((row) => row.startsWith("day")), [
    "day: Yesterday, 14:30",
    "day: Today, 14:30",
  ]);
});

Deno.test("a mark stands below the last own words only, and says what is true of them", () => {
  const all = lines(opened, asked("one"), asked("two"));
  equal(shown(view(all)).slice(1), ["me: one", "me: two", "tick: Sent ✓"]);
  const log = talk.seenByThem(talk.receive(talk.empty("c"), all), 3);
  equal(shown(view(all, { log })).at(-1), "tick: Seen ✓✓");
});

Deno.test("words on their way say so, and say so when it takes too long", () => {
  const log = talk.write(talk.empty(), { mid: "a", text: "Hi", at: now, kind: "say" });
  equal(shown(view([], { log })).at(-1), "tick: Sending…");
  equal(shown(view([], { log, isConnected: false })).at(-1), "tick: Not sent, trying…");
  equal(shown(view([], { log, isFull: true })).at(-1), "tick: Not sent, trying…");
  equal(shown(view([], { log, now: now + 5000 })).at(-1), "tick: Not sent, trying…");
});

Deno.test("refused words say why, and can be taken back", () => {
  const written = talk.write(talk.empty(), { mid: "a", text: "Hi", at: now, kind: "say" });
  const log = talk.fail(written, "a", "text_too_long");
  equal(rows(view([], { log }), words).at(-1), {
    key: "a failed",
    kind: "failed",
    mid: "a",
    text: "Not sent: it is too long.",
  });
});

const rings = [[[anna], "Ringing Anna…"], [[anna, tom], "Ringing Anna and Tom…"], [
  [anna, tom, elif],
  "Ringing everybody here…",
], [[], "One moment, and it rings again…"]];
for (const [people, sentence] of rings) {
  Deno.test(`${sentence} (${people?.length})`, () => equal(ringSentence(/** @type {any} */ (people), words), sentence));
}

Deno.test("nobody here is said honestly", () => {
  const row = shown(view(lines(opened, asked("Hi")), { talk: state({ state: "waiting", why: "nobodyHere" }) })).at(-1);
  equal(row, `event: ${words.nobodyHere}`);
});

Deno.test("who comes, and when, is said in the visitor's own time while it lies ahead", () => {
  const waits = (/** @type {number} */ at) => {
    const talk = state({ state: "waiting", why: "nobodyHere", back: { name: "Anna", at } });
    return shown(view(lines(opened, asked("Hi")), { talk })).at(-1);
  };
  equal(waits(now + 3_600_000), `event: ${words.nobodyHere} Anna comes: Today, 15:30.`);
  equal(waits(now + 2 * 86_400_000)?.startsWith(`event: ${words.nobodyHere} Anna comes: `), true);
  equal(waits(now - 1), `event: ${words.nobodyHere}`);
});

Deno.test("without a connection nothing is claimed to ring", () => {
  const ringing = { talk: state({ state: "ringing", ring: 1, ringing: [anna] }), isConnected: false };
  equal(shown(view(lines(opened, asked("Hi")), ringing)).at(-1), "tick: Sent ✓");
});

Deno.test("a pick-up is told until there are words or typing", () => {
  const active = state({ state: "active", agent: anna });
  const picked = lines(opened, asked("Hi"), { kind: "pickedUp", by: "agent", agent: "anna", ring: 1 });
  equal(shown(view(picked, { talk: active })).at(-1), "event: Anna picked up");
  equal(shown(view(picked, { talk: active, writing: anna ? [anna] : [] })).at(-1), "typing: Anna is writing…");
  const more = lines(opened, asked("Hi"), { kind: "pickedUp", by: "agent", agent: "anna", ring: 1 }, answered("Hello"));
  equal(shown(view(more, { talk: active })).at(-1), "them: Hello");
});

Deno.test("an end is told with the name of who ended it", () => {
  const all = lines(opened, asked("Hi"), answered("Bye"), {
    kind: "ended",
    by: "agent",
    agent: "anna",
    why: "byAgent",
  });
  equal(shown(view(all)).at(-1), "event: Anna ended the talk. Write again and it rings anew.");
  const quiet = lines(opened, asked("Hi"), { kind: "ended", by: "desk", why: "silence" });
  equal(shown(view(quiet)).at(-1), `event: ${words.endedBySilence}`);
});

const colleague = { id: "tom", name: "Tom" };
const handover = {
  kind: "invited",
  by: "agent",
  agent: "anna",
  name: "Anna",
  colleague,
  as: "owner",
  text: "Tom built it.",
};

Deno.test("a handover is a hello: the line of introduction, who is asked, who takes over from whom", () => {
  const all = lines(opened, asked("Hi"), answered("Hello"), handover);
  const asking = { talk: state({ state: "active", agent: anna, asking: tom }) };
  equal(shown(view(all, asking)).slice(-3), [
    "them: Hello",
    "them: Tom built it.",
    "event: Anna is asking Tom to take over…",
  ]);
  const joined = {
    kind: "joined",
    by: "agent",
    agent: "tom",
    name: "Tom",
    as: "owner",
    from: { id: "anna", name: "Anna" },
  };
  equal(shown(view(lines(opened, asked("Hi"), handover, joined, answered("Hello", tom)))).slice(-3), [
    "event: Tom takes over from Anna",
    "who: Tom",
    "them: Hello",
  ]);
});

Deno.test("who cannot come, comes in, leaves or is given the talk is said, and who stays", () => {
  const after = (/** @type {any} */ line) => shown(view(lines(opened, asked("Hi"), handover, line))).at(-1);
  const no = { kind: "uninvited", by: "agent", agent: "tom", name: "Tom", colleague, as: "owner" };
  equal(after({ ...no, why: "unanswered" }), "event: Tom can’t come right now. Anna stays with you.");
  equal(after({ ...no, by: "agent", agent: "anna", name: "Anna", why: "withdrawn" }), "event: Anna stays with you");
  equal(after({ kind: "joined", by: "agent", agent: "tom", name: "Tom", as: "help" }), "event: Tom is here too");
  equal(after({ kind: "left", by: "desk", colleague }), "event: Tom has left the talk");
  equal(
    after({ kind: "released", by: "desk", agent: "anna", why: "absent", to: colleague }),
    "event: Tom takes over from Anna",
  );
  equal(after({ kind: "released", by: "desk", agent: "anna", why: "silent" }), "them: Tom built it.");
});

Deno.test("lines the visitor may not see, and kinds of a newer server, are passed over", () => {
  equal(shown(view(lines(opened, { kind: "hidden" }, { kind: "sang", by: "agent" }, asked("Hi")))).length, 3);
});

Deno.test("the keys of rows are different", () => {
  const all = lines(opened, asked("a"), answered("b"), asked("c"), answered("d"));
  const keys = rows(view(all, { writing: anna ? [anna] : [] }), words).map((row) => row.key);
  equal(new Set(keys).size, keys.length);
});
