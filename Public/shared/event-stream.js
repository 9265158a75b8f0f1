/**
 * The connection for pages that no WebSocket reaches, with a WebSocket's face: the server's frames come as server-sent
 * events, ours go by POST. Fetched only where it is needed.
 */

import { browserClock } from "./clock.js";
import { forget, need, pause } from "./detour.js";
export { failed, isNeeded } from "./detour.js";

/** How long a request may take on a bad line; how long words wait that the server has no room for, in milliseconds. */
const [patience, breath] = [10_000, 1000];
/** How long a WebSocket that is tried beside the stream has for its first word, in milliseconds. */
const trial = 30_000;
/** What one POST takes: so many commands, and bytes of UTF-8 with room to spare. */
const [mostCommands, mostBytes] = [64, 60_000];

const utf8 = new TextEncoder();

export class EventStreamSocket {
  readyState = 0;
  onopen = () => {};
  /** @type {(event: {data: string}) => void} */ onmessage = () => {};
  /** @type {(event: {code: number}) => void} */ onclose = () => {};
  #address;
  #name = "";
  /** @type {string[]} */ #waiting = [];
  #isPosting = false;
  #end = new AbortController();
  #clock;
  /** @type {any} */ #probe;

  /** @param {string} url of the WebSocket @param {string} protocol @param {import("./clock.js").Clock} [clock] */
  constructor(url, protocol, clock = browserClock) {
    this.#clock = clock;
    this.#address = new URL(url.replace(/^ws/, "http").replace("/ws/", "/sse/"));
    this.#address.searchParams.set("protocol", protocol);
    this.#probeLater(url, protocol);
    this.#listen();
  }

  /** @param {string} text */
  send(text) {
    this.#waiting.push(text);
    this.#post();
  }

  close() {
    this.readyState = 3;
    this.#clock.clearTimeout(this.#probe);
    this.#end.abort();
  }

  async #listen() {
    try {
      const { ok, body } = await fetch(this.#address, { cache: "no-store", signal: this.#end.signal });
      const reader = ok && body?.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (let piece; reader && !(piece = await reader.read()).done;) {
        const events = (rest + piece.value).split("\n\n");
        rest = events.pop() ?? "";
        for (const event of events) this.#hear(event);
      }
    } catch {
      // However it ended, it is over.
    }
    this.#over(1006);
  }

  /** @param {string} event */
  #hear(event) {
    const lines = event.split("\n").filter((line) => line.startsWith("data: "));
    const data = lines.map((line) => line.slice(6)).join("\n");
    if (!data || this.readyState === 3) return;
    if (!this.#name) return this.#opened(JSON.parse(data));
    const bye = data.startsWith('{"type":"bye"') && JSON.parse(data);
    if (bye.code) return this.#over(bye.code);
    this.onmessage({ data });
  }

  /** @param {{type: string, stream?: string}} first */
  #opened({ stream = "" }) {
    this.#name = stream;
    this.#address.pathname += `/${stream}`;
    this.#address.search = "";
    this.readyState = 1;
    this.onopen();
  }

  /** One request at a time, or the second might overtake the first; what is said meanwhile goes with the next. */
  async #post() {
    if (this.#isPosting) return;
    this.#isPosting = true;
    // What is said in one go goes in one request.
    await undefined;
    while (this.#waiting.length && this.readyState === 1) {
      const batch = this.#batch();
      const status = await this.#say(batch.join("\n"));
      if (status === 429) {
        // So much waits to be heard that the server takes no more words before.
        await new Promise((done) => this.#clock.setTimeout(() => done(0), breath));
        this.#waiting.unshift(...batch);
      } else if (status !== 204) this.#over(1006);
    }
    this.#isPosting = false;
  }

  /** As many commands as go into one request; one at least. */
  #batch() {
    let [count, bytes] = [0, 0];
    for (const text of this.#waiting.slice(0, mostCommands)) {
      bytes += utf8.encode(text).length + 1;
      if (count && bytes > mostBytes) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  /** @param {string} body a plain text, for which no browser asks permission first @returns {Promise<number>} */
  async #say(body) {
    try {
      const signal = AbortSignal.timeout(patience);
      const { status } = await fetch(this.#address, { method: "POST", body, signal });
      return status;
    } catch {
      return 0;
    }
  }

  /** @param {string} url @param {string} protocol */
  #probeLater(url, protocol) {
    this.#probe = this.#clock.setTimeout(() => {
      this.#probeLater(url, protocol);
      this.#tryDirectly(url, protocol);
    }, pause);
  }

  /** The straight way may be open by now; its beat comes without a hello. @param {string} url @param {string} protocol */
  #tryDirectly(url, protocol) {
    if (!globalThis.WebSocket) return need();
    const socket = new WebSocket(url, protocol);
    socket.onmessage = () => {
      socket.close();
      forget();
      this.#over(4000);
    };
    this.#clock.setTimeout(() => socket.close(), trial);
    need();
  }

  /** @param {number} code */
  #over(code) {
    if (this.readyState === 3) return;
    this.close();
    this.onclose({ code });
  }
}
