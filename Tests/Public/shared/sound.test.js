import { Bell } from "../../../Public/shared/sound.js";
import { equal } from "../expect.js";

/** What a phone was asked for while `act` ran. @param {() => void} act @param {boolean} [isTouched] */
function shaken(act, isTouched = true) {
  /** @type {any[]} */ const asked = [];
  const facts = {
    vibrate: (/** @type {any} */ pattern) => asked.push(pattern),
    userActivation: { hasBeenActive: isTouched },
  };
  for (const [name, value] of Object.entries(facts)) {
    Object.defineProperty(navigator, name, { value, configurable: true });
  }
  try {
    act();
  } finally {
    for (const name of Object.keys(facts)) delete (/** @type {any} */ (navigator))[name];
  }
  return asked;
}

Deno.test("a ring shakes a phone, and picking up stops it", () => {
  const bell = new Bell();
  const asked = shaken(() => {
    bell.ring();
    bell.stop();
  });
  equal([Array.isArray(asked[0]), asked[1]], [true, 0]);
});

Deno.test("a page nobody has touched does not ask in vain, and one that cannot shake still rings", () => {
  const bell = new Bell();
  equal(shaken(() => bell.ring(), false), []);
  equal(bell.isRinging, true);
  bell.stop();
  bell.ring();
  bell.stop();
});

Deno.test("a soft ring shakes no phone, and one that grows loud rings anew", () => {
  const bell = new Bell();
  const asked = shaken(() => {
    bell.ring(6000, true);
    bell.ring(6000, true);
    bell.ring(6000, false);
    bell.stop();
  });
  equal(asked.map((pattern) => Array.isArray(pattern)), [false, true, false]);
});
