import { lookOn } from "../../../Public/console/desk/last-look.js";
import { memoryStore } from "../../../Public/shared/storage.js";
import { equal } from "../expect.js";

/** As much of a session as is looked at. */
class Session extends EventTarget {
  agent = "anna";
  desk = { link: "connecting", selected: "", talks: new Map() };

  /** @param {object} change */
  become(change) {
    this.desk = { ...this.desk, ...change };
    this.dispatchEvent(new Event("change"));
  }

  /** @param {string} c */
  select(c) {
    this.become({ selected: c });
  }
}

/** @param {import("../../../Public/shared/storage.js").Store} tab @param {string[]} talks */
function opened(tab, talks) {
  const session = new Session();
  lookOn(/** @type {any} */ (session), tab);
  session.become({ link: "online", talks: new Map(talks.map((c) => [c, {}])) });
  return session;
}

Deno.test("a reload opens the talk that was open", () => {
  const tab = memoryStore();
  opened(tab, ["one", "two"]).select("two");
  equal(opened(tab, ["one", "two"]).desk.selected, "two");
});

Deno.test("a talk that is gone is not opened, and a first look opens none", () => {
  const tab = memoryStore();
  opened(tab, ["one"]).select("one");
  equal(opened(tab, ["two"]).desk.selected, "");
  equal(opened(memoryStore(), ["one"]).desk.selected, "");
});

Deno.test("what was left on purpose stays left", () => {
  const tab = memoryStore();
  const session = opened(tab, ["one"]);
  session.select("one");
  session.select("");
  session.become({ talks: new Map([["one", {}], ["two", {}]]) });
  equal(session.desk.selected, "");
  equal(opened(tab, ["one"]).desk.selected, "");
});
