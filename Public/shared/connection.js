import { browserClock } from "./clock.js";
import { decode, encode, subprotocol } from "./protocol.js";
import { refusal, waitAfterBye, waitBeforeRetry } from "./reconnect-policy.js";

/**
 * One lasting connection made of many sockets: reconnects with jitter, answers beats, notices a half-open line, wakes
 * up with the network and the screen. Where the server is there but no WebSocket reaches it, it goes by event-stream.js.
 *
 * @typedef {import("./protocol.js").VisitorCommand | import("./protocol.js").AgentCommand} Command
 * @typedef {"connecting" | "open" | "waiting" | "offline" | "refused" | "stopped"} State
 *   open: the server has said welcome; waiting: until the next try; offline: the browser has no network
 * @typedef {{
 *   url: () => string,
 *   interval: number,
 *   opened: () => void,
 *   heard: (notice: any) => void,
 *   changed?: (state: State, refusal?: import("./reconnect-policy.js").Refusal) => void,
 *   beat?: () => Command,
 *   unreached?: () => void,
 * }} Options
 *   interval: of the server's beats; opened: say hello now, then what is in the outbox; beat: the answer to a beat;
 *   unreached: neither a WebSocket nor a plain request came through
 * @typedef {import("./clock.js").Clock & {
 *   WebSocket: typeof WebSocket | undefined,
 *   detour: (times: number) => Promise<typeof import("./event-stream.js")>,
 *   isBlocked: () => boolean | undefined,
 *   random: () => number,
 *   isOnline: () => boolean,
 *   wake?: EventTarget,
 *   screen?: EventTarget & {visibilityState: string},
 * }} World
 *   detour: the module for where WebSockets are blocked, under a new name each time, since browsers do not fetch again
 *   what failed once; isBlocked: whether this tab has found that they are
 */

/** @returns {World} the browser's own */
const browser = () => ({
  // Some hardened browsers and extensions leave pages without it.
  WebSocket: globalThis.WebSocket,
  detour: (times) => import(`./event-stream.js?${times}`),
  isBlocked: () => {
    try {
      return sessionStorage["secondring.sse"] > Date.now();
    } catch {
      // Blocked storage: nothing is known.
    }
  },
  ...browserClock,
  // A clock that is never set back.
  now: () => performance.now(),
  random: Math.random,
  isOnline: () => navigator.onLine !== false,
  wake: window,
  screen: document,
});

export class Connection {
  /** @type {State} */ state = "stopped";
  /** @type {"websocket" | "sse"} how the words travel */ way = "websocket";
  #options;
  #world;
  /** @type {WebSocket | import("./event-stream.js").EventStreamSocket | undefined} */ #socket;
  /** @type {typeof import("./event-stream.js") | undefined} */ #detour;
  /** Whether this socket has brought a word. */
  #isHeard = false;
  /** @type {any} */ #retry;
  /** @type {any} */ #watch;
  #attempt = 0;
  #lastHeard = 0;
  #lastWatch = 0;
  #lastTry = -Infinity;
  /** @type {number | null} */ #bye = null;

  /**
   * @param {Options} options
   * @param {World} [world]
   */
  constructor(options, world = browser()) {
    this.#options = options;
    this.#world = world;
    for (const event of ["online", "pageshow"]) world.wake?.addEventListener(event, () => this.wake());
    world.wake?.addEventListener("offline", () => this.#drop(1006));
    world.screen?.addEventListener(
      "visibilitychange",
      () => world.screen?.visibilityState === "visible" && this.wake(),
    );
  }

  /** Connects; also again after a refusal, once its reason is gone (somebody signed in). */
  start() {
    if (this.#socket) return;
    this.#attempt = 0;
    this.#become("connecting");
    if (!this.#world.WebSocket || this.#world.isBlocked()) {
      this.#consult().then(() => this.state === "connecting" && this.#connect());
    } else this.#connect();
  }

  /** Goes away for good, or until the next start. */
  stop() {
    const socket = this.#release();
    this.#become("stopped");
    socket?.close(1000);
  }

  /**
   * @param {Command} command
   * @returns {boolean} whether a socket took it; nothing is kept here
   */
  send(command) {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(encode(command));
    return true;
  }

  /** Something changed for the better: try now rather than later. At most once a second, or events could hammer. */
  wake() {
    if (this.#socket) return void (this.#isHeard && this.#look());
    if (this.state !== "waiting" && this.state !== "offline") return;
    if (this.#world.now() - this.#lastTry < 1000) return;
    this.#connect();
  }

  #connect() {
    this.#release()?.close();
    this.#become("connecting");
    this.#isHeard = false;
    const isDetour = !this.#world.WebSocket || this.#detour?.isNeeded();
    const Socket = isDetour ? this.#detour?.EventStreamSocket : this.#world.WebSocket;
    this.way = isDetour ? "sse" : "websocket";
    this.#lastTry = this.#lastHeard = this.#lastWatch = this.#world.now();
    const socket = Socket && this.#opened(Socket);
    if (!socket) return this.#drop(1006);
    this.#socket = socket;
    socket.onopen = () => socket === this.#socket && this.#options.opened();
    socket.onmessage = (/** @type {{data: unknown}} */ event) => socket === this.#socket && this.#hear(event.data);
    socket.onclose = (/** @type {{code: number}} */ event) => socket === this.#socket && this.#drop(event.code);
    this.#watchLater();
  }

  /** @param {typeof WebSocket | typeof import("./event-stream.js").EventStreamSocket} Socket */
  #opened(Socket) {
    try {
      return new Socket(this.#options.url(), subprotocol);
    } catch {
      // A page's policy may forbid it already here.
    }
  }

  /** @param {unknown} frame */
  #hear(frame) {
    this.#lastHeard = this.#world.now();
    this.#isHeard = true;
    const notice = decode(frame);
    if (!notice) return;
    if (notice.type === "beat") this.send(this.#options.beat?.() ?? { type: "beat" });
    if (notice.type === "bye") this.#bye = Math.max(0, Number(notice.after) || 0);
    if (notice.type === "welcome") {
      this.#attempt = 0;
      this.#bye = null;
      this.#become("open");
    }
    this.#options.heard(notice);
  }

  /** @param {number} code */
  #drop(code) {
    if (this.state === "refused" || this.state === "stopped") return;
    this.#release()?.close();
    if (!this.#isHeard && code === 1006) this.#consult();
    const wait = waitBeforeRetry(code, this.#attempt++, this.#world.random);
    if (wait === null) return this.#become("refused", refusal(code));
    const after = this.#bye === null ? wait : waitAfterBye(this.#bye, this.#world.random);
    this.#bye = null;
    // `isOnline` may be wrong: it changes what is said, not whether it is tried.
    this.#become(this.#world.isOnline() ? "waiting" : "offline");
    this.#retry = this.#world.setTimeout(() => this.#connect(), after);
  }

  /** Was it the server that said no word, or does something in between let no WebSocket through? */
  async #consult() {
    try {
      this.#detour ??= await this.#world.detour(this.#attempt);
      if (await this.#detour.failed(this.#options.url(), this.way)) this.wake();
    } catch {
      // The server, or a policy of the page: it is waited for as ever.
      this.#options.unreached?.();
    }
  }

  /** Lets go of the socket and of every timer. */
  #release() {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#world.clearTimeout(this.#retry);
    this.#world.clearTimeout(this.#watch);
    return socket;
  }

  #watchLater() {
    this.#world.clearTimeout(this.#watch);
    // The first word must come soon: a proxy that lets no WebSocket through may say nothing at all.
    const first = this.way === "sse" ? 10_000 : 4000;
    this.#watch = this.#world.setTimeout(() => this.#look(), this.#isHeard ? this.#options.interval / 2 : first);
  }

  /** No beat for two and a half intervals: the line is dead, though nobody has said so. */
  #look() {
    if (!this.#isHeard) return this.#drop(1006);
    const { now } = this.#world;
    const { interval } = this.#options;
    // A page that was frozen has not had its messages yet: it gets one interval to hear them.
    if (now() - this.#lastWatch > 1.5 * interval) this.#lastHeard = Math.max(this.#lastHeard, now() - 1.5 * interval);
    this.#lastWatch = now();
    if (now() - this.#lastHeard > 2.5 * interval) return this.#drop(4002);
    this.#watchLater();
  }

  /**
   * @param {State} state
   * @param {import("./reconnect-policy.js").Refusal} [refusal]
   */
  #become(state, refusal) {
    if (state === this.state) return;
    this.state = state;
    this.#options.changed?.(state, refusal);
  }
}
