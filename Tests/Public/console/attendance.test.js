import { Attendance } from "../../../Public/console/desk/attendance.js";
import { bellWords } from "../../../Public/console/words/bell-words.js";
import { watchInput } from "../../../Public/console/dom/input-watch.js";
import * as state from "../../../Public/console/desk/desk-state.js";
import { anna, desk, hear } from "./desk.js";
import { equal } from "../expect.js";

/** A page that is told of events as if a person had made them. */
function page() {
  const [target, screen] = [new EventTarget(), Object.assign(new EventTarget(), { visibilityState: "visible" })];
  let count = 0;
  watchInput(() => count++, target, screen);
  const happens = (/** @type {string} */ name, /** @type {any} */ facts = {}) => {
    const event = new Event(name);
    for (const [key, value] of Object.entries({ isTrusted: true, ...facts })) {
      Object.defineProperty(event, key, { value });
    }
    (name === "visibilitychange" ? screen : target).dispatchEvent(event);
    return count;
  };
  return { happens };
}

Deno.test("a key, a touch, a wheel and a pointer that moved are input; a pointer at rest is none", () => {
  const { happens } = page();
  equal(["keydown", "pointerdown", "wheel", "touchstart"].map((name) => happens(name)), [1, 2, 3, 4]);
  equal(happens("pointermove", { screenX: 1, screenY: 1 }), 5);
  equal(happens("pointermove", { screenX: 1, screenY: 1 }), 5);
  equal(happens("pointermove", { screenX: 2, screenY: 1 }), 6);
});

Deno.test("what a script does is no input; the page brought to the front is", () => {
  const target = new EventTarget();
  const screen = Object.assign(new EventTarget(), { visibilityState: "hidden" });
  let count = 0;
  watchInput(() => count++, target, screen);
  for (const name of ["keydown", "pointerdown", "wheel"]) target.dispatchEvent(new Event(name));
  screen.dispatchEvent(new Event("visibilitychange"));
  equal(count, 0);
  screen.visibilityState = "visible";
  screen.dispatchEvent(new Event("visibilitychange"));
  equal(count, 1);
});

Deno.test("a touch is awaited only by a server that asked", () => {
  const here = new Attendance(() => 0);
  equal(here.touched(), false);
  here.heard("idle", 1000);
  equal([here.touched(), here.touched(), here.beat().active, here.beat().active], [true, false, true, false]);
});

Deno.test("the switch says what the server thinks", () => {
  const words = (/** @type {any} */ at, isOnBell = true) => bellWords(at, isOnBell).words;
  const idle = hear(desk(), { type: "team", team: [{ ...anna, presence: "idle" }] });
  equal([words(desk()), words(idle), words(desk(), false)], ["On the bell", "Are you there?", "Taking a breath"]);
  const before = hear(desk(), { type: "team", team: [{ ...anna, presence: "offBell" }] });
  equal(words(before), "One moment…", "the server has not put us there yet");
  equal(words(state.linked(desk(), "offline")), "Cut off");
});
