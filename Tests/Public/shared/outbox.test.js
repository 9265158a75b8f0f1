import { Outbox } from "../../../Public/shared/outbox.js";
import { memoryStore, openStore } from "../../../Public/shared/storage.js";
import { equal, isTrue } from "../expect.js";

/** @param {string} mid */
const say = (mid) => ({ mid, text: mid });
/** @param {{mid: string}[]} commands */
const mids = (commands) => commands.map((command) => command.mid).join(" ");

/** Everything, in the order in which it goes out when each message is acked at once. @param {Outbox<any>} outbox */
function drained(outbox) {
  const sent = [];
  for (let next; (next = outbox.take()).length;) {
    for (const { mid } of next) {
      sent.push(mid);
      outbox.settle(mid);
    }
  }
  return sent.join(" ");
}

Deno.test("messages go out in the order they were written, also within one millisecond", () => {
  const outbox = new Outbox(memoryStore(), "o.");
  for (const mid of ["z", "m", "a"]) outbox.add(say(mid), 1000);
  equal(drained(outbox), "z m a");
});

Deno.test("a later message waits for the earlier one of its conversation", () => {
  const outbox = new Outbox(memoryStore(), "o.");
  outbox.add(say("a"), 1);
  equal(mids(outbox.take()), "a");
  outbox.add(say("b"), 2);
  equal(mids(outbox.take()), "");
  outbox.settle("a");
  equal(mids(outbox.take()), "b");
});

Deno.test("words refused for a moment are not overtaken, however many wait", () => {
  const outbox = new Outbox(memoryStore(), "o.");
  for (let index = 0; index < 40; index++) outbox.add(say(`m${index}`), index);
  /** @type {string[]} */
  const taken = [];
  // A server that takes ten at a time, then refuses until it is asked again.
  for (let round = 0; round < 10 && taken.length < 40; round++) {
    let room = 10;
    for (let next; (next = outbox.take()).length && room > 0; room--) {
      for (const { mid } of next) {
        taken.push(mid);
        outbox.settle(mid);
      }
    }
    outbox.lost();
  }
  equal(taken, Array.from({ length: 40 }, (_, index) => `m${index}`));
});

Deno.test("conversations do not wait for each other, and at most 32 are in flight", () => {
  const outbox = new Outbox(memoryStore(), "o.");
  for (let index = 0; index < 40; index++) outbox.add({ ...say(`m${index}`), c: `c${index}` }, index);
  outbox.add({ ...say("second"), c: "c0" }, 100);
  equal(outbox.take().length, 32);
  equal(outbox.take().length, 0);
  outbox.settle("m5");
  equal(mids(outbox.take()), "m32");
  outbox.settle("m0");
  outbox.settle("m6");
  equal(mids(outbox.take()), "m33 m34");
  for (let index = 1; index < 40; index++) outbox.settle(`m${index}`);
  equal(drained(outbox), "second");
});

Deno.test("after a lost connection everything unacked goes again, in order", () => {
  const outbox = new Outbox(memoryStore(), "o.");
  for (const mid of ["a", "b", "c"]) outbox.add(say(mid));
  outbox.take();
  outbox.settle("b");
  outbox.lost();
  equal(drained(outbox), "a c");
});

Deno.test("it survives a reload, in order", () => {
  const store = memoryStore();
  const before = new Outbox(store, "o.");
  for (const mid of ["c", "a", "b"]) before.add(say(mid), 5);
  before.take();
  before.settle("a");
  equal(drained(new Outbox(store, "o.")), "c b");
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
  equal(drained(new Outbox(store, "o.")), "a b c");
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
