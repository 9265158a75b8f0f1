import { equal } from "../expect.js";

let instances = 0;

/** The module as a page has it that has just loaded, with a server that answers or does not. @param {boolean} isThere */
async function loaded(isThere) {
  const real = globalThis.fetch;
  /** @type {string[]} */ const asked = [];
  globalThis.fetch = (url) => {
    asked.push(`${url}`);
    return isThere ? Promise.resolve(new Response("alive")) : Promise.reject(new TypeError("no network"));
  };
  const module = await import(`../../../Public/shared/detour.js?${++instances}`);
  return { ...module, asked, isNeeded: module.isNeeded, restore: () => void (globalThis.fetch = real) };
}

Deno.test("two failures in a row, with the server there, mean that the way is blocked; the tab knows it", async () => {
  sessionStorage.clear();
  const { failed, isNeeded, asked, restore } = await loaded(true);
  equal([await failed("wss://chat/ws/visitor?site=a", "websocket"), isNeeded()], [false, false]);
  equal([await failed("wss://chat/ws/visitor?site=a", "websocket"), isNeeded()], [true, true]);
  equal(asked, ["https://chat/livez", "https://chat/livez"]);
  restore();
  const next = await loaded(true);
  equal(next.isNeeded(), true, "the next page of the tab");
  next.restore();
});

Deno.test("a server that is away blocks nothing", async () => {
  sessionStorage.clear();
  const { failed, isNeeded, restore } = await loaded(false);
  for (let times = 0; times < 5; times++) {
    equal(await failed("ws://chat/ws/agent", "websocket").catch(() => "away"), "away");
  }
  equal(isNeeded(), false);
  restore();
});

Deno.test("when the other way fails too, a WebSocket is tried again", async () => {
  sessionStorage.clear();
  const { failed, isNeeded, restore } = await loaded(true);
  await failed("ws://chat/ws/agent", "websocket");
  await failed("ws://chat/ws/agent", "websocket");
  equal([await failed("ws://chat/ws/agent", "sse"), isNeeded()], [false, false]);
  equal(await failed("ws://chat/ws/agent", "websocket"), false, "counted anew");
  restore();
});
