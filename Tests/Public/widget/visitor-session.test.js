import { fingerprint } from "../../../Public/widget/identity.js";
import { equal, isTrue } from "../expect.js";
import { browser, connections } from "./visitor-page.js";

const carla = { id: "carla", name: "Carla", signature: "ab" };
const dirk = { id: "dirk", name: "Dirk", signature: "cd" };
const keyOf = (/** @type {string} */ id) => `secondring.shop.p.${fingerprint(`id:${id}`)}`;

/** @param {string} name @param {() => void} run */
const test = (name, run) => Deno.test({ name, fn: run, sanitizeOps: false, sanitizeResources: false });

test("a stranger's words go out at once, and their secret is kept with the first of them", () => {
  const { open, store } = browser();
  const page = open().opens();
  equal(store.getItem("secondring.shop"), null);
  page.session.say("hello");
  equal(page.said, ["hello"]);
  equal(store.getItem("secondring.shop"), page.secret);
});

test("a customer's words wait until the server has verified who they are", () => {
  const page = browser().open();
  page.session.identify(carla);
  page.opens();
  page.session.say("mine");
  equal([page.said, page.own], [[], ["mine"]]);
  page.isProved();
  equal([page.said, page.own], [["mine"], ["mine"]]);
});

test("the first proof of a browser gives the customer its secret, its words and its draft", () => {
  const { open, store, kept } = browser();
  const guest = open().opens();
  guest.session.say("before I signed in");
  guest.session.conversation.memory.keep("draft", "half a sen");
  const { secret } = guest;
  const page = open();
  page.session.identify(carla);
  page.opens().isProved();
  equal(page.secret, secret);
  equal(page.said, ["before I signed in"]);
  equal(page.session.conversation.memory.recall("draft"), "half a sen");
  equal([store.getItem(keyOf("carla")), store.getItem("secondring.shop")], [secret, null]);
  isTrue(!kept.some((key) => key.startsWith("secondring.shop.out.") || key === "secondring.shop.draft"));
  isTrue(!kept.some((key) => key.includes("carla")), "no id is written into the browser");
});

test("the next customer sees nothing of the first, sends nothing of theirs, and has another secret", () => {
  const { open, store } = browser();
  const first = open();
  first.session.identify(carla);
  first.opens().isProved();
  first.session.say("words of Carla");
  first.session.conversation.memory.keep("draft", "draft of Carla");
  const second = open();
  second.session.identify(dirk);
  second.opens().isProved();
  equal([second.own, second.said, second.session.conversation.memory.recall("draft")], [[], [], ""]);
  isTrue(second.secret !== first.secret && store.getItem(keyOf("carla")) === first.secret);
});

test("signing out in the page empties it, keeps the unsent words for their author, and opens another connection", () => {
  const { open } = browser();
  const page = open();
  page.session.identify(carla);
  page.opens().isProved();
  const { secret } = page;
  page.session.say("not acked yet");
  page.session.logout();
  equal([page.own, page.turns.at(-1), page.session.conversation.state.talk], [[], "signOut", null]);
  page.opens();
  isTrue(page.secret !== secret);
  equal([page.said, page.identifies], [[], []]);
  page.session.identify(carla);
  page.opens();
  equal([page.secret, page.said, page.own], [secret, [], ["not acked yet"]]);
  page.proves();
  equal(page.said, ["not acked yet"]);
});

test("identify with nobody is a logout, in each way to write it", () => {
  for (const who of [null, undefined, {}, { id: "" }]) {
    const page = browser().open();
    page.session.identify(carla);
    page.opens().isProved();
    page.session.identify(who);
    equal(page.turns.at(-1), "signOut");
  }
});

test("late answers for the one before are not taken for the next one", () => {
  const { open } = browser();
  const page = open().opens();
  page.session.identify(carla);
  const old = page.socket;
  page.session.identify(dirk);
  old.onmessage({ data: JSON.stringify({ type: "identified", person: "c".repeat(26), proof: "proved" }) });
  old.onmessage({
    data: JSON.stringify({
      type: "entry",
      c: "c".repeat(26),
      entry: { seq: 1, mid: "m", at: 1, kind: "said", text: "x" },
    }),
  });
  equal([page.session.conversation.state.log.lines.length, page.session.conversation.state.log.ahead.length], [0, 0]);
  page.opens();
  equal(page.identifies.map(({ id }) => id), ["dirk"]);
  page.session.say("of Dirk");
  equal(page.said, []);
});

test("saying the same twice makes neither a new connection nor a second identify", () => {
  const page = browser().open();
  page.session.identify(carla);
  page.opens().isProved();
  const [before, asked] = [connections(), page.identifies.length];
  page.session.identify({ ...carla });
  equal([connections(), page.identifies.length], [before, asked]);
  page.session.identify({ ...carla, name: "Carla Renamed" });
  equal([connections(), page.identifies.length], [before, asked + 1]);
});

test("a secret that is somebody else's is changed for a fresh one, and the words wait so long", () => {
  const { open, store } = browser();
  const old = "of-somebody-since-the-version-before".padEnd(43, "_");
  store.setItem("secondring.shop", old);
  const page = open();
  page.session.identify(dirk);
  page.opens();
  equal(page.secret, old);
  page.session.say("of Dirk");
  page.says({ type: "error", code: "other_person", field: "id", message: "" });
  page.opens();
  isTrue(page.secret !== old && page.secret === store.getItem(keyOf("dirk")));
  page.proves();
  equal(store.getItem("secondring.shop"), old, "it waits for the one whose it is");
});

test("a wrong proof leaves a stranger, who can talk", () => {
  const { open } = browser();
  const known = open();
  known.session.identify(carla);
  known.opens().isProved();
  known.session.say("of Carla, not acked");
  const page = open();
  page.session.identify({ ...carla, signature: "forged" });
  page.opens();
  equal(page.own, ["of Carla, not acked"], "the shop's page says that it is Carla");
  page.says({ type: "error", code: "signature_wrong", field: "signature", message: "" });
  page.opens();
  equal([page.own, page.said], [[], []]);
  isTrue(page.secret !== known.secret);
  page.says({ type: "error", code: "signature_wrong", field: "signature", message: "" });
  page.session.say("of a stranger");
  equal(page.said, ["of a stranger"]);
});

test("an identify that the server cannot read makes a stranger, whose words do not wait for ever", () => {
  const page = browser().open();
  page.session.identify(carla);
  page.opens();
  page.session.say("help");
  equal(page.said, []);
  page.says({ type: "error", code: "bad_field", field: "token", message: "" });
  page.opens();
  equal([page.said, page.own, page.turns], [["help"], ["help"], ["signIn", "refused"]]);
});

test("a proof that runs out while the page is open hides nothing, and words wait for a new one", () => {
  const page = browser().open();
  page.session.identify(carla);
  page.opens().isProved();
  page.opens();
  page.session.say("after the token's end");
  page.says({ type: "error", code: "signature_wrong", field: "token", message: "" });
  equal([page.said, page.own, page.turns.at(-1)], [[], ["after the token's end"], "expired"]);
  page.session.identify({ ...carla, signature: "a new one" });
  page.proves();
  equal(page.said, ["after the token's end"]);
});

test("another tab's sign-out empties this one; its sign-in of another customer, too", () => {
  for (const act of ["logout", "identify"]) {
    const { open, tells } = browser();
    const [one, two] = [open(), open()];
    for (const page of [one, two]) page.session.identify(carla);
    two.opens().isProved();
    one.isProved();
    two.session.say("of Carla");
    if (act === "logout") one.session.logout();
    else {
      one.session.identify(dirk);
      one.opens().isProved();
    }
    tells("secondring.shop.last");
    equal([two.own, two.turns.at(-1)], [[], "signOut"], act);
  }
});

test("a page that slept while another tab signed out empties itself when it is gone back to", () => {
  const { open } = browser();
  const [one, two] = [open(), open()];
  for (const page of [one, two]) page.session.identify(carla);
  two.opens().isProved();
  one.session.logout();
  dispatchEvent(new Event("pageshow"));
  equal(two.turns.at(-1), "signOut");
});

test("a store that is cleared in the page itself loses nobody's place in the talk", () => {
  const { open, store, kept } = browser();
  const page = open().opens();
  page.session.say("one");
  for (const key of kept) store.removeItem(key);
  page.session.say("two");
  equal([page.own, store.getItem("secondring.shop")], [["one", "two"], page.secret]);
});

test("what a stranger left on a person's secret is not shown to the person", () => {
  const [strangers, own] = ["baaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaab"];
  const talk = (/** @type {string} */ c) => ({ type: "talk", c, seq: 1, state: "active", seen: 0 });
  const said = (/** @type {string} */ c) => ({
    ...{ type: "entries", c, after: 0 },
    entries: [{ seq: 1, mid: c, at: 1, by: "visitor", kind: "said", text: c, files: [] }],
  });
  const page = browser().open();
  page.session.identify(carla);
  page.opens();
  for (const notice of [talk(strangers), said(strangers)]) page.says(notice);
  page.isProved();
  for (const notice of [talk(own), said(own)]) page.says(notice);
  const { log, past } = page.session.conversation.state;
  equal([log.c, log.lines.length, past.length], [own, 1, 0]);
});

test("where nothing can be kept each page still keeps people apart", () => {
  const { open } = browser({ lasts: false });
  const page = open();
  page.session.identify(carla);
  page.opens().isProved();
  page.session.say("of Carla");
  const { secret } = page;
  page.session.identify(dirk);
  page.opens().isProved();
  equal([page.own, page.said], [[], []]);
  page.session.identify(carla);
  page.opens().isProved();
  equal([page.secret, page.own], [secret, ["of Carla"]]);
});

test("where the site lets pages identify nobody, they go on with the last customer until logout", () => {
  const { open } = browser({ identified: "somewhere" });
  const first = open();
  first.session.identify(carla);
  first.opens().isProved();
  const plain = open().opens();
  equal(plain.secret, first.secret);
  plain.session.say("on a plain page");
  equal(plain.said, ["on a plain page"]);
  plain.session.logout();
  plain.opens();
  isTrue(plain.secret !== first.secret && open().opens().secret !== first.secret);
});

test("an identify that came too fast is said again, and the words wait for it", () => {
  const { open, clock } = browser();
  const page = open();
  page.session.identify(carla);
  page.opens();
  page.session.say("mine");
  page.says({ type: "error", code: "too_fast", message: "" });
  clock.pass(4900);
  equal(page.identifies.length, 1);
  clock.pass(200);
  equal([page.identifies.length, page.said], [2, []]);
});

test("a person's open talk is shown also when the browser's own began later", () => {
  const page = browser().open().opens();
  const [older, newer] = ["aaaaaaaaaaaaaaaaaaaaaaaaab", "baaaaaaaaaaaaaaaaaaaaaaaaa"];
  const talk = (/** @type {string} */ c, /** @type {string} */ state) => ({ type: "talk", c, seq: 0, state, seen: 0 });
  page.says(talk(newer, "ended"));
  page.says(talk(older, "ended"));
  equal(page.session.conversation.state.log.c, newer);
  page.says(talk(older, "active"));
  equal(page.session.conversation.state.log.c, older);
});
