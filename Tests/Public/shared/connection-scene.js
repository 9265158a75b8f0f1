import { Connection } from "../../../Public/shared/connection.js";
import { TestClock } from "../expect.js";

/** A socket whose other end is the test. */
export class FakeSocket {
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

export function scene() {
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
export function welcome({ connection, socket }) {
  connection.start();
  socket().open();
  socket().says({ type: "welcome" });
}

/** What has been awaited so far is done. */
export const settled = () => new Promise((done) => setTimeout(done));

/** The other way, which is taken after so many failures. @param {number} after */
export function detour(after) {
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
