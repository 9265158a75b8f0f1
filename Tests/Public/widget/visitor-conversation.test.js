import { equal } from "../expect.js";
import { browser } from "./visitor-page.js";

/** @param {string} name @param {() => void} run */
const test = (name, run) => Deno.test({ name, fn: run, sanitizeOps: false, sanitizeResources: false });

test("words refused for the moment go again after a pause, and later ones wait behind them", () => {
  const { open, clock } = browser();
  const page = open().opens();
  page.session.say("one");
  page.session.say("two");
  const [{ mid }] = page.socket.heard.filter(({ type }) => type === "say");
  page.says({ type: "error", code: "disk_full", ref: mid, message: "" });
  equal([page.said, page.session.conversation.state.isFull], [["one"], true]);
  clock.pass(3100);
  equal(page.said, ["one", "one"]);
  page.says({ type: "ack", c: mid, mid, seq: 1, at: 1 });
  equal([page.said, page.session.conversation.state.isFull], [["one", "one", "two"], false]);
});

test("words refused for good stay on the screen, and the next ones go out", () => {
  const page = browser().open().opens();
  page.session.say("one");
  page.session.say("two");
  const [{ mid }] = page.socket.heard.filter(({ type }) => type === "say");
  page.says({ type: "error", code: "text_too_long", ref: mid, message: "" });
  equal([page.said, page.own], [["one", "two"], ["one", "two"]]);
  equal(page.session.conversation.takeBack(mid), "one");
  equal(page.own, ["two"]);
});

test("missing lines are asked for ever more rarely, and no more once somebody else uses the page", () => {
  const { open, clock } = browser();
  const page = open();
  page.session.identify({ id: "carla", name: "Carla", signature: "ab" });
  page.opens().isProved();
  const c = "c".repeat(26);
  const { socket } = page;
  const asked = () => socket.heard.filter(({ type }) => type === "sync").map(({ after }) => after);
  page.says({ type: "talk", c, seq: 4, state: "active", seen: 0 });
  equal(asked(), []);
  clock.pass(5000);
  equal(asked(), [0, 0, 0, 0]);
  page.session.logout();
  clock.pass(100_000);
  equal(asked().length, 4);
});

test("a message of another tab is sent here after 8 s, unless that tab has sent it", () => {
  const { open, clock, store, tells } = browser();
  const one = open().opens();
  one.session.say("first");
  const [{ mid }] = one.socket.heard.filter(({ type }) => type === "say");
  one.says({ type: "ack", c: mid, mid, seq: 1, at: 1 });
  const two = open().opens();
  /** @param {string} text */
  const write = (text) => {
    one.session.say(text);
    const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
    const key = keys.find((each) => store.getItem(each)?.includes(text)) ?? "";
    tells(key);
    return key;
  };
  const sent = write("sent by the other tab");
  store.removeItem(sent);
  tells(sent);
  write("of a tab that was closed");
  equal([two.own, two.said], [["sent by the other tab", "of a tab that was closed"], []]);
  clock.pass(8000);
  equal(two.said, ["of a tab that was closed"]);
});

test("an agent who types is shown until the notice, the words or 8 s end it", () => {
  const { open, clock } = browser();
  const page = open().opens();
  const c = "c".repeat(26);
  const agent = { id: "anna", name: "Anna", face: "" };
  const writing = () => page.session.conversation.state.writing.map(({ person }) => person.name);
  page.says({ type: "talk", c, seq: 0, state: "active", agent, seen: 0 });
  page.says({ type: "typing", c, on: true, agent });
  clock.pass(7000);
  page.says({ type: "typing", c, on: true, agent });
  clock.pass(7000);
  equal(writing(), ["Anna"]);
  clock.pass(1000);
  equal(writing(), []);
});
