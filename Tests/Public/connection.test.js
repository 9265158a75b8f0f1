import { Connection } from "../../Public/shared/connection.js";
import { equal, isTrue, TestClock } from "./expect.js";

/** A socket whose other end is the test. */
class FakeSocket {
  /** @type {FakeSocket[]} */ static all = [];
  readyState = 0;
  /** @type {string[]} */ sent = [];
  onopen = () => {};
  /** @type {(event: any) => void} */ onmessage = () => {};
  /** @type {(event: any) => void} */ onclose = () => {};
  /** @param {string} url @param {string} protocol */
  constructor(url, protocol) {
    this.url = url;
    this.protocol = protocol;
    FakeSocket.all.push(this);
  }
  /** @param {string} text */
  send(text) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
  open() {
    this.readyState = 1;
    this.onopen();
  }
  /** @param {unknown} notice */
  says(notice) {
    this.onmessage({ data: JSON.stringify(notice) });
  }
  /** @param {number} code */
  cut(code) {
    this.readyState = 3;
    this.onclose({ code });
  }
}

function scene() {
  const clock = new TestClock();
  FakeSocket.all = [];
  /** @type {string[]} */ const states = [];
  /** @type {string[]} */ const heard = [];
  const [wake, screen] = [new EventTarget(), Object.assign(new EventTarget(), { visibilityState: "visible" })];
  const world = {
    WebSocket: /** @type {any} */ (FakeSocket),
    detour: /** @type {() => Promise<any>} */ (() => Promise.reject(new Error("nothing can be fetched"))),
    isBlocked: () => false,
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
    now: clock.now,
    random: () => 0.5,
    isOnline: () => world.online,
    online: true,
    wake,
    screen,
  };
  const connection = new Connection({
    url: () => "ws://shop/ws",
    interval: 20_000,
    opened: () => void connection.send({ type: "sync", after: 0 }),
    heard: (notice) => heard.push(notice.type),
    changed: (state, refusal) => states.push(refusal ? `${state} ${refusal}` : state),
    unreached: () => heard.push("unreached"),
  }, world);
  const socket = () => /** @type {FakeSocket} */ (FakeSocket.all.at(-1));
  return { clock, states, heard, world, wake, screen, connection, socket, sockets: FakeSocket.all };
}

/** @param {ReturnType<typeof scene>} scene */
function welcome({ connection, socket }) {
  connection.start();
  socket().open();
  socket().says({ type: "welcome" });
}

Deno.test("says hello first, and is open once welcomed", () => {
  const it = scene();
  it.connection.start();
  isTrue(!it.connection.send({ type: "beat" }), "nothing is taken before the socket is open");
  it.socket().open();
  equal(it.socket().sent, ['{"type":"sync","after":0}']);
  it.socket().says({ type: "welcome" });
  equal([it.states, it.heard], [["connecting", "open"], ["welcome"]]);
});

Deno.test("answers a beat in the message handler", () => {
  const it = scene();
  welcome(it);
  it.socket().says({ type: "beat", now: 1 });
  equal(it.socket().sent.at(-1), '{"type":"beat"}');
});

Deno.test("comes back after a cut, later each time, until welcomed", () => {
  const it = scene();
  welcome(it);
  it.socket().cut(1006);
  equal(it.connection.state, "waiting");
  it.clock.pass(750);
  equal(it.sockets.length, 2);
  it.socket().cut(1006);
  it.clock.pass(1249);
  equal(it.sockets.length, 2);
  it.clock.pass(1);
  equal(it.sockets.length, 3);
  it.socket().open();
  it.socket().says({ type: "welcome" });
  it.socket().cut(1006);
  it.clock.pass(750);
  equal(it.sockets.length, 4);
});

Deno.test("stays away when refused, until started again", () => {
  const it = scene();
  welcome(it);
  it.socket().cut(4502);
  equal(it.states.at(-1), "refused notSignedIn");
  it.wake.dispatchEvent(new Event("online"));
  it.clock.pass(600_000);
  equal(it.sockets.length, 1);
  it.connection.start();
  equal(it.sockets.length, 2);
});

Deno.test("a half-open line is noticed after two and a half intervals", () => {
  const it = scene();
  welcome(it);
  it.clock.pass(40_000);
  it.socket().says({ type: "beat" });
  it.clock.pass(50_000);
  equal(it.sockets.length, 1);
  it.clock.pass(8000);
  equal(it.sockets.length, 2);
});

Deno.test("a page that slept gets one interval to hear what waits for it", () => {
  const it = scene();
  welcome(it);
  it.clock.time += 3_600_000;
  it.screen.dispatchEvent(new Event("visibilitychange"));
  equal(it.sockets.length, 1);
  it.clock.pass(32_000);
  equal(it.sockets.length, 2);
});

/** What has been awaited so far is done. */
const settled = () => new Promise((done) => setTimeout(done));

/** The other way, which is taken after so many failures. @param {number} after */
function detour(after) {
  class Roundabout extends FakeSocket {}
  const asked = /** @type {string[]} */ ([]);
  const module = {
    EventStreamSocket: Roundabout,
    isNeeded: () => asked.length >= after,
    failed: (/** @type {string} */ url, /** @type {string} */ way) => {
      asked.push(`${way} ${url}`);
      return Promise.resolve(module.isNeeded());
    },
  };
  return { asked, Roundabout, load: () => Promise.resolve(/** @type {any} */ (module)) };
}

Deno.test("a socket without a word is given up soon", () => {
  const it = scene();
  it.connection.start();
  it.socket().open();
  it.clock.pass(3999);
  equal([it.connection.state, it.socket().readyState], ["connecting", 1]);
  it.clock.pass(1);
  equal([it.connection.state, it.sockets[0]?.readyState], ["waiting", 3]);
});

Deno.test("goes the other way when no WebSocket comes through, and stays there", async () => {
  const it = scene();
  const { asked, Roundabout, load } = detour(2);
  it.world.detour = load;
  it.connection.start();
  it.clock.pass(4000);
  await settled();
  it.clock.pass(750);
  equal([it.connection.way, it.sockets.length], ["websocket", 2]);
  it.clock.pass(4000);
  await settled();
  equal([it.connection.way, it.sockets.length, it.connection.state], ["sse", 3, "connecting"]);
  isTrue(it.socket() instanceof Roundabout);
  it.clock.pass(9000);
  it.socket().open();
  it.socket().says({ type: "welcome" });
  it.socket().cut(1006);
  it.clock.pass(750);
  equal([it.connection.way, it.sockets.length], ["sse", 4]);
  equal(asked, ["websocket ws://shop/ws", "websocket ws://shop/ws"]);
});

Deno.test("what the server itself says is no reason for another way", async () => {
  const it = scene();
  const { asked, load } = detour(1);
  it.world.detour = load;
  it.connection.start();
  it.socket().open();
  it.socket().cut(1013);
  await settled();
  equal(asked, []);
});

Deno.test("a tab that has found the way blocked goes the other one at once", async () => {
  const it = scene();
  it.world.detour = detour(1).load;
  it.world.isBlocked = () => true;
  it.connection.start();
  await settled();
  equal([it.connection.way, it.sockets.length], ["sse", 1]);
});

Deno.test("a tab that is stopped while it fetches the other way stays stopped", async () => {
  const it = scene();
  it.world.detour = detour(1).load;
  it.world.isBlocked = () => true;
  it.connection.start();
  it.connection.stop();
  await settled();
  equal([it.sockets.length, it.connection.state], [0, "stopped"]);
});

Deno.test("a tab that can't fetch the other way goes on as ever", async () => {
  const it = scene();
  it.world.isBlocked = () => true;
  it.connection.start();
  await settled();
  equal([it.connection.way, it.sockets.length], ["websocket", 1]);
});

Deno.test("a browser without WebSocket goes the other way at once", async () => {
  const it = scene();
  const { Roundabout, load } = detour(5);
  it.world.WebSocket = /** @type {any} */ (undefined);
  it.world.detour = load;
  it.connection.start();
  await settled();
  equal([it.connection.way, it.sockets.length], ["sse", 1]);
  isTrue(it.socket() instanceof Roundabout);
});

Deno.test("a browser that has neither way waits, says so, and tries again", async () => {
  const it = scene();
  it.world.WebSocket = /** @type {any} */ (undefined);
  it.connection.start();
  await settled();
  equal(it.connection.state, "waiting");
  isTrue(it.heard.includes("unreached"));
  it.world.detour = detour(1).load;
  it.clock.pass(750);
  await settled();
  it.clock.pass(1250);
  equal([it.connection.way, it.sockets.length], ["sse", 1]);
});

Deno.test("a policy that forbids the WebSocket already as it is made stops nothing", async () => {
  const it = scene();
  it.world.WebSocket = /** @type {any} */ (class {
    constructor() {
      throw new Error("SecurityError");
    }
  });
  it.connection.start();
  equal(it.connection.state, "waiting");
  it.world.WebSocket = /** @type {any} */ (FakeSocket);
  await settled();
  it.clock.pass(750);
  equal(it.sockets.length, 1);
  equal(it.heard, ["unreached"]);
});

Deno.test("a network that comes back is used at once", () => {
  const it = scene();
  welcome(it);
  it.world.online = false;
  it.clock.pass(5000);
  it.wake.dispatchEvent(new Event("offline"));
  equal(it.connection.state, "offline");
  it.world.online = true;
  it.wake.dispatchEvent(new Event("online"));
  equal([it.connection.state, it.sockets.length], ["connecting", 2]);
});

Deno.test("a browser that wrongly believes itself offline still comes back", () => {
  const it = scene();
  welcome(it);
  it.world.online = false;
  it.wake.dispatchEvent(new Event("offline"));
  it.clock.pass(1000);
  equal(it.sockets.length, 2);
});

Deno.test("events cannot make it hammer the server", () => {
  const it = scene();
  welcome(it);
  it.clock.pass(5000);
  for (let index = 0; index < 50; index++) {
    it.socket().cut(1006);
    it.wake.dispatchEvent(new Event("online"));
  }
  equal(it.sockets.length, 2);
});

Deno.test("a server that said goodbye is called when it asked to be", () => {
  const it = scene();
  welcome(it);
  it.socket().says({ type: "bye", after: 4000 });
  it.socket().cut(4000);
  it.clock.pass(5999);
  equal(it.sockets.length, 1);
  it.clock.pass(1);
  equal(it.sockets.length, 2);
});

Deno.test("what an old socket still says is not heard", () => {
  const it = scene();
  welcome(it);
  const old = it.socket();
  it.wake.dispatchEvent(new Event("offline"));
  old.says({ type: "entry" });
  old.cut(4500);
  equal([it.heard, it.connection.state], [["welcome"], "waiting"]);
});

Deno.test("stopped is stopped", () => {
  const it = scene();
  welcome(it);
  it.connection.stop();
  it.socket().cut(1006);
  it.clock.pass(600_000);
  equal([it.sockets.length, it.connection.state], [1, "stopped"]);
});
