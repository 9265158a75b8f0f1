import { Outbox } from "../../Public/shared/outbox.js";
import { memoryStore, openStore } from "../../Public/shared/storage.js";
import { equal, isTrue } from "./expect.js";

/** @param {string} mid */
const say = (mid) => ({ mid, text: mid });
/** @param {{mid: string}[]} commands */
const mids = (commands) => commands.map((command) => command.mid).join(" ");

Deno.test("messages go out in the order they were written, also within one millisecond", () => {
  const outbox = new Outbox(memoryStore(), "o.");
  for (const mid of ["z", "m", "a"]) outbox.add(say(mid), 1000);
  equal(mids(outbox.take()), "z m a");
});

Deno.test("what is in flight is not sent twice on one connection", () => {
  const outbox = new Outbox(memoryStore(), "o.");
  outbox.add(say("a"), 1);
  equal(mids(outbox.take()), "a");
  outbox.add(say("b"), 2);
  equal(mids(outbox.take()), "b");
  equal(mids(outbox.take()), "");
});

Deno.test("at most 32 are in flight; each ack lets the next one go", () => {
  const outbox = new Outbox(memoryStore(), "o.");
  for (let index = 0; index < 40; index++) outbox.add(say(`m${index}`), index);
  equal(outbox.take().length, 32);
  equal(outbox.take().length, 0);
  outbox.settle("m0");
  equal(mids(outbox.take()), "m32");
});

Deno.test("after a lost connection everything unacked goes again, in order", () => {
  const outbox = new Outbox(memoryStore(), "o.");
  for (const mid of ["a", "b", "c"]) outbox.add(say(mid));
  outbox.take();
  outbox.settle("b");
  outbox.lost();
  equal(mids(outbox.take()), "a c");
});

Deno.test("it survives a reload, in order", () => {
  const store = memoryStore();
  const before = new Outbox(store, "o.");
  for (const mid of ["c", "a", "b"]) before.add(say(mid), 5);
  before.take();
  before.settle("a");
  equal(mids(new Outbox(store, "o.").take()), "c b");
});

Deno.test("a settled message leaves nothing behind", () => {
  const store = memoryStore();
  const outbox = new Outbox(store, "o.");
  outbox.add(say("a"));
  equal(outbox.settle("a"), say("a"));
  equal(outbox.settle("a"), undefined);
  equal(store.length, 0);
});

Deno.test("two tabs writing at once lose nothing", () => {
  const store = memoryStore();
  const [one, two] = [new Outbox(store, "o."), new Outbox(store, "o.")];
  one.add(say("a"), 1);
  two.add(say("b"), 2);
  one.add(say("c"), 3);
  equal(mids(new Outbox(store, "o.").take()), "a b c");
});

Deno.test("a tab hears of another's message and of its ack", () => {
  const store = memoryStore();
  const [one, two] = [new Outbox(store, "o."), new Outbox(store, "o.")];
  one.add(say("a"));
  isTrue(two.changed("o.a"));
  equal(mids(two.letters.map((letter) => letter.command)), "a");
  one.settle("a");
  isTrue(two.changed("o.a"));
  equal(two.letters, []);
  isTrue(!two.changed("other.a"));
  isTrue(!two.changed(null));
});

Deno.test("broken and foreign records are passed over and left alone", () => {
  const store = memoryStore();
  store.setItem("o.a", "{");
  store.setItem("o.b", JSON.stringify({ at: 1, command: say("another") }));
  store.setItem("o.c", "null");
  store.setItem("shop", "cart");
  equal(new Outbox(store, "o.").letters, []);
  equal(store.length, 4);
});

Deno.test("a full store keeps the message in memory and says so", () => {
  const store = {
    ...memoryStore(),
    length: 0,
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
  };
  const outbox = new Outbox(store, "o.");
  equal(outbox.add(say("a")), false);
  equal(mids(outbox.take()), "a");
});

Deno.test("blocked storage becomes memory", () => {
  const opened = openStore(() => {
    throw new Error("SecurityError");
  });
  equal(opened.lasts, false);
  opened.store.setItem("a", "1");
  equal(opened.store.getItem("a"), "1");
  equal(openStore(memoryStore).lasts, true);
});
