import { scene, welcome } from "./connection-scene.js";
import { equal, isTrue } from "../expect.js";

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

Deno.test("a socket without a word is given up soon", () => {
  const it = scene();
  it.connection.start();
  it.socket().open();
  it.clock.pass(3999);
  equal([it.connection.state, it.socket().readyState], ["connecting", 1]);
  it.clock.pass(1);
  equal([it.connection.state, it.sockets[0]?.readyState], ["waiting", 3]);
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
