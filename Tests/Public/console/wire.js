import { DeskSession } from "../../../Public/console/desk/desk-session.js";
import { memoryStore } from "../../../Public/shared/storage.js";
import { TestClock } from "../expect.js";
import { anna, tom } from "./desk.js";

export const signedOut = () => Promise.resolve({ ok: false, status: 401 });
export const signedIn = () => Promise.resolve({ ok: true, value: { id: "anna" } });

/**
 * A session on a wire that is a list.
 *
 * @param {import("../../../Public/shared/storage.js").Store} [store]
 * @param {() => Promise<any>} [whoIsHere]
 */
export function wired(store = memoryStore(), whoIsHere = signedOut, clock = new TestClock()) {
  /** @type {any[]} */ const sent = [];
  /** @type {number[]} */ const starts = [];
  /** @type {any} */ let line;
  const connect = (/** @type {any} */ options) => {
    line = options;
    return /** @type {any} */ ({
      start: () => starts.push(1),
      stop() {},
      send: (/** @type {any} */ command) => sent.push(command) > 0,
    });
  };
  const session = new DeskSession("anna", store, { connect, clock, whoIsHere });
  const welcome = (/** @type {any[]} */ ...talks) => {
    line.opened();
    line.heard({ type: "welcome", now: 0, you: anna, team: [anna, tom], ring: 6000, attention: 60_000, talks });
  };
  const drop = () => line.changed("waiting");
  return {
    session,
    sent,
    starts,
    welcome,
    drop,
    hear: line.heard,
    beat: line.beat,
    changed: line.changed,
    store,
    clock,
  };
}

/** Until what was asked over HTTP has been answered. */
export const answered = () => new Promise((done) => setTimeout(done));

/** @param {any[]} sent @param {string} type */
export const of = (sent, type) => sent.filter((command) => command.type === type);
