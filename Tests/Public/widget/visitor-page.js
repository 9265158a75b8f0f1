/** A page with the visitor's session on it, and a desk at the other end of its sockets. For tests. */
import { TestClock } from "../expect.js";
import { memoryStore } from "../../../Public/shared/storage.js";
import { SiteMemory } from "../../../Public/widget/site-memory.js";
import { VisitorSession } from "../../../Public/widget/visitor-session.js";

/** A socket whose other end is the test. */
class DeskSocket {
  /** @type {DeskSocket[]} */ static all = [];
  readyState = 1;
  /** @type {any[]} */ heard = [];
  onopen = () => {};
  /** @type {(event: any) => void} */ onmessage = () => {};
  onclose = () => {};
  constructor() {
    DeskSocket.all.push(this);
  }
  /** @param {string} text */
  send(text) {
    this.heard.push(JSON.parse(text));
  }
  close() {
    this.readyState = 3;
  }
}

/** A browser: its pages share what is kept. */
export function browser({ identified = /** @type {"somewhere" | undefined} */ (undefined), lasts = true } = {}) {
  const store = memoryStore();
  const clock = new TestClock();

  function open() {
    const world = Object.assign(globalThis, {
      window: globalThis,
      WebSocket: DeskSocket,
      document: Object.assign(new EventTarget(), { referrer: "", visibilityState: "visible" }),
    });
    Object.defineProperty(world, "location", { value: { href: "https://shop.example/" }, configurable: true });
    /** @type {string[]} */ const turns = [];
    const site = { id: "shop", name: "Shop", ...(identified && { identified }) };
    const session = new VisitorSession(
      { base: "https://chat.example", v: "", at: 0, here: [], site },
      {
        changed: () => {},
        place: () => ({ url: "https://shop.example/", title: "", referrer: "" }),
        turned: (turn) => turns.push(turn),
        expired: () => turns.push("expired"),
      },
      new SiteMemory("shop", "", lasts ? { store, lasts } : { store: memoryStore(), lasts }),
      clock,
    );
    session.start();
    const own = { first: DeskSocket.all.length - 1, last: /** @type {DeskSocket | undefined} */ (undefined) };
    const page = {
      session,
      turns,
      /** The socket of this page's last connection. */
      get socket() {
        return /** @type {DeskSocket} */ (own.last ?? DeskSocket.all[own.first]);
      },
      /** The page's newest connection opens. */
      opens() {
        own.last = /** @type {DeskSocket} */ (DeskSocket.all.at(-1));
        own.last.onopen();
        page.says({ type: "welcome", now: 0, site: { id: "shop", name: "Shop" }, here: [] });
        return page;
      },
      /** @param {unknown} notice what the desk says */
      says: (notice) => page.socket.onmessage({ data: JSON.stringify(notice) }),
      proves: () => page.says({ type: "identified", person: "p".repeat(26), proof: "proved" }),
      /** Proved, and connected anew when that made the browser's own secret the person's. */
      isProved() {
        page.proves();
        if (DeskSocket.all.at(-1) !== page.socket) page.opens().proves();
        return page;
      },
      /** Texts that have reached the desk on this page's connection. */
      get said() {
        return page.socket.heard.filter(({ type }) => type === "say").map(({ text }) => text);
      },
      /** What is on the screen and not yet a line. */
      get own() {
        return session.conversation.state.log.own.map(({ text }) => text);
      },
      get secret() {
        return page.socket.heard.find(({ type }) => type === "hello")?.secret;
      },
      get identifies() {
        return page.socket.heard.filter(({ type }) => type === "identify");
      },
    };
    return page;
  }

  return {
    store,
    open,
    clock,
    /** What the store holds. */
    get kept() {
      return Array.from({ length: store.length }, (_, index) => store.key(index) ?? "").sort();
    },
    /** Tells a page that another tab has changed this. @param {string | null} key */
    tells: (key) => void dispatchEvent(Object.assign(new Event("storage"), { key, storageArea: store })),
  };
}

/** How many connections there have been. */
export const connections = () => DeskSocket.all.length;
