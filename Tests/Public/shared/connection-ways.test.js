import { detour, FakeSocket, scene, settled } from "./connection-scene.js";
import { equal, isTrue } from "../expect.js";

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
