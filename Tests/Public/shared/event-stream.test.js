import { EventStreamSocket } from "../../../Public/shared/event-stream.js";
import { equal, TestClock } from "../expect.js";

/** Until what was begun has gone as far as it can without the other side. */
const settled = () => new Promise((done) => setTimeout(done, 5));

/** A socket whose server is the test. */
function scene() {
  const real = globalThis.fetch;
  /** @type {{url: string, body: string, answer: (status: number) => void}[]} */ const posts = [];
  /** @type {string[]} */ const heard = [];
  /** @type {ReadableStreamDefaultController<Uint8Array>} */ let down;
  /** @type {AbortSignal | null | undefined} */ let signal;
  /** @type {string} */ let opened = "";
  globalThis.fetch = (url, options) => {
    if (options?.method === "POST") {
      return new Promise((done) =>
        posts.push({
          url: `${url}`,
          body: `${options.body}`,
          answer: (status) => done(new Response(null, { status })),
        })
      );
    }
    [opened, signal] = [`${url}`, options?.signal];
    return Promise.resolve(new Response(new ReadableStream({ start: (controller) => void (down = controller) })));
  };
  const clock = new TestClock();
  const socket = new EventStreamSocket("wss://chat/ws/visitor?site=a", "secondring.1", clock);
  socket.onopen = () => heard.push("open");
  socket.onmessage = ({ data }) => heard.push(data);
  socket.onclose = ({ code }) => heard.push(`close ${code}`);
  const says = async (/** @type {string} */ text) => {
    down.enqueue(new TextEncoder().encode(text));
    await settled();
  };
  const end = async () => {
    down.close();
    await settled();
  };
  const done = () => {
    socket.close();
    globalThis.fetch = real;
  };
  return { clock, socket, posts, heard, says, end, done, opened: () => opened, signal: () => signal };
}

const first = 'data: {"type":"stream","stream":"name","protocol":"secondring.1"}\n\n';

Deno.test("is open once its stream has a name, and hears events however they are cut", async () => {
  const it = scene();
  equal(it.opened(), "https://chat/sse/visitor?site=a&protocol=secondring.1");
  await it.says(first.slice(0, 9));
  equal(it.heard, []);
  await it.says(first.slice(9) + ':\n\ndata: {"type":"be');
  await it.says('at"}\n\ndata: one\ndata: two\n');
  await it.says("\n");
  equal(it.heard, ["open", '{"type":"beat"}', "one\ntwo"]);
  it.done();
});

Deno.test("the last event says why it ended; a stream that just ends does not", async () => {
  const said = scene();
  await said.says(first + 'data: {"type":"bye","after":2000}\n\n');
  await said.says('data: {"type":"bye","code":4503,"reason":"blocked"}\n\n');
  await said.end();
  equal(said.heard, ["open", '{"type":"bye","after":2000}', "close 4503"]);
  said.done();
  const silent = scene();
  await silent.says(first);
  await silent.end();
  equal(silent.heard, ["open", "close 1006"]);
  silent.done();
});

Deno.test("what is said in one go is one request, and the next waits for its answer", async () => {
  const it = scene();
  await it.says(first);
  it.socket.send("hello");
  it.socket.send("say 1");
  await settled();
  it.socket.send("say 2");
  it.socket.send("say 3");
  await settled();
  equal(it.posts.map(({ body }) => body), ["hello\nsay 1"]);
  equal(it.posts[0]?.url, "https://chat/sse/visitor/name");
  it.posts[0]?.answer(204);
  await settled();
  equal(it.posts.map(({ body }) => body), ["hello\nsay 1", "say 2\nsay 3"]);
  it.done();
});

Deno.test("requests stay within what the server takes", async () => {
  const it = scene();
  await it.says(first);
  for (let number = 0; number < 100; number++) it.socket.send("x");
  for (let number = 0; number < 10; number++) it.socket.send("ü".repeat(10_000));
  for (let request = 0; request < 8; request++) {
    await settled();
    it.posts[request]?.answer(204);
  }
  await settled();
  const sizes = it.posts.map(({ body }) => [body.split("\n").length, new TextEncoder().encode(body).length]);
  equal(sizes.map(([count]) => count), [64, 36 + 2, 2, 2, 2, 2], "commands in each");
  equal(sizes.every(([, bytes]) => (bytes ?? 0) <= 65_536), true);
  it.done();
});

Deno.test("a server that asks us to read first gets the same words again", async () => {
  const it = scene();
  await it.says(first);
  it.socket.send("once");
  await settled();
  it.posts[0]?.answer(429);
  await settled();
  it.clock.pass(999);
  await settled();
  equal(it.posts.length, 1);
  it.clock.pass(1);
  await settled();
  equal(it.posts.map(({ body }) => body), ["once", "once"]);
  equal(it.heard, ["open"]);
  it.done();
});

Deno.test("a WebSocket is tried beside it every ten minutes, and taken once it brings a word", async () => {
  const real = globalThis.WebSocket;
  /** @type {any[]} */ const tried = [];
  globalThis.WebSocket = /** @type {any} */ (class {
    isClosed = false;
    onmessage = () => {};
    constructor() {
      tried.push(this);
    }
    close() {
      this.isClosed = true;
    }
  });
  const it = scene();
  try {
    await it.says(first);
    it.clock.pass(629_999);
    equal(tried.map(({ isClosed }) => isClosed), [false]);
    it.clock.pass(1);
    equal(tried.map(({ isClosed }) => isClosed), [true]);
    it.clock.pass(570_000);
    tried[1].onmessage();
    equal([it.heard, tried.map(({ isClosed }) => isClosed)], [["open", "close 4000"], [true, true]]);
    it.clock.pass(1_000_000);
    equal(tried.length, 2);
  } finally {
    globalThis.WebSocket = real;
    it.done();
  }
});

for (const status of [410, 403, 500]) {
  Deno.test(`an answer of ${status} ends it, and nothing more is sent`, async () => {
    const it = scene();
    await it.says(first);
    it.socket.send("one");
    await settled();
    it.socket.send("two");
    it.posts[0]?.answer(status);
    await settled();
    equal([it.heard, it.posts.length, it.signal()?.aborted], [["open", "close 1006"], 1, true]);
    it.done();
  });
}
