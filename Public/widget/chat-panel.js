import { h } from "../shared/dom.js";
import { sheet, tokens } from "../shared/tokens.js";
import { rows } from "./log-rows.js";
import { MessageComposer } from "./message-composer.js";
import { MessageLog } from "./message-log.js";
import { style } from "./panel-style.js";
import { fill } from "./words.js";

/** @typedef {import("../shared/protocol.js").Person} Person */

/** What the person sees of the talk. Knows the session only to draw it and to hand over what was typed. */
export class ChatPanel extends HTMLElement {
  #session;
  #state;
  #words;
  #launcher;
  #faces = h("span", { class: "faces", "aria-hidden": "true" });
  #title = h("h2");
  #under = h("p");
  #bar = h("div", { class: "bar", role: "status" });
  #note = h("p", { class: "note" });
  #log;
  #composer;
  /** @type {any} */ #again;
  #shown = "";
  /** Whether the draft was changed on this page since the holder last changed. */
  #isTyped = false;

  /**
   * @param {import("./visitor-session.js").VisitorSession} session
   * @param {import("./types.js").State} state
   * @param {import("./words.js").Words} words
   * @param {Pick<import("./types.js").Launcher, "sentence" | "face">} launcher
   * @param {() => void} close
   */
  constructor(session, state, words, launcher, close) {
    super();
    this.#session = session;
    this.#state = state;
    this.#words = words;
    this.#launcher = launcher;
    this.#log = new MessageLog(words, (mid) => this.#takeBack(mid));
    this.#composer = new MessageComposer(words, {
      send: (text) => this.#send(text),
      typed: (text) => this.#typed(text),
    });
    this.role = "dialog";
    this.ariaLabel = fill(words.panel, state.site.name);
    this.hidden = true;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet(tokens(), style)];
    const closer = h(
      "button",
      { class: "close", type: "button", onclick: close, "aria-label": words.close },
      "✕",
    );
    const title = h("div", { class: "title" }, this.#title, this.#under);
    const header = h("header", {}, this.#faces, title, closer);
    root.append(header, this.#bar, this.#log.element, this.#composer.element, this.#note);
    this.onkeydown = (/** @type {KeyboardEvent} */ event) => {
      // A dialog of the shop around it must not take the same key for its own end.
      if (event.key === "Escape" && !event.isComposing) {
        event.preventDefault();
        close();
      }
      event.stopPropagation();
    };
    this.ondragover = this.ondrop = this.onpaste = (/** @type {any} */ event) => this.#refuseFiles(event);
    if (state.site.color && /^#[\da-f]{6}$/i.test(state.site.color)) this.#accent(state.site.color);
    this.#composer.text = session.conversation.memory.recall("draft");
    const view = globalThis.visualViewport;
    for (const event of ["resize", "scroll"]) view?.addEventListener(event, () => this.#fit());
  }

  /** @param {boolean} withFocus not when the panel was open on the page before: nobody asked for it here */
  open(withFocus) {
    this.hidden = false;
    this.#fit();
    this.render();
    this.#composer.fit();
    this.#log.toEnd();
    if (withFocus) this.#composer.field.focus();
  }

  close() {
    this.hidden = true;
  }

  /**
   * The holder has changed: nothing of the one before stays in the document, hidden or not.
   * @param {boolean} isSameHand the same person goes on typing, now as a stranger
   */
  turn(isSameHand) {
    const { memory } = this.#session.conversation;
    clearTimeout(this.#again);
    this.#log.clear();
    this.#bar.textContent = "";
    if (isSameHand && this.#isTyped) memory.keep("draft", this.#composer.text);
    this.#isTyped = false;
    this.#composer.text = memory.recall("draft");
    this.#head(this.#session.here, undefined);
  }

  render() {
    if (this.hidden) return;
    const { here, isConnected, refusal, conversation } = this.#session;
    const { memory, state } = conversation;
    const { talk, log, past, isFull } = state;
    const writing = state.writing.map(({ person }) => person);
    const agent = talk?.state === "active" ? talk.agent : undefined;
    this.#head(agent ? [agent, ...talk?.with ?? []] : here, agent);
    this.#bar.textContent = this.#barSentence();
    this.#note.textContent = memory.lasts ? "" : this.#words.notKept;
    this.#note.hidden = memory.lasts;
    this.#composer.field.placeholder = agent ? fill(this.#words.writeTo, agent.name) : this.#words.writeToUs;
    const greeting = here.length ? this.#words.greeting : this.#words.greetingNobody;
    this.#log.element.dataset.greeting = refusal ? "" : greeting;
    this.#composer.isOff = refusal !== undefined;
    const now = Date.now();
    this.#log.show(rows({ past, log, talk, here, writing, isConnected, isFull, now }, this.#words));
    if (isConnected) this.#log.speak();
    clearTimeout(this.#again);
    // "Sending…" becomes "trying" with time alone.
    if (log.own.length) this.#again = setTimeout(() => this.render(), 5000);
  }

  /** @param {Person[]} people @param {Person | undefined} agent */
  #head(people, agent) {
    const { name } = this.#state.site;
    const words = this.#words;
    const [, second] = people;
    const names = new Intl.ListFormat(words.lang).format(people.map((person) => person.name));
    const title = agent
      ? fill(second ? words.areWith : this.#session.conversation.state.talk?.away ? words.isAway : words.isWith, names)
      : people.length
      ? this.#launcher.sentence(people)
      : words.write;
    const under = people.length ? words.realPeople : words.answers;
    const shown = JSON.stringify([people, title, under]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#title.textContent = title;
    this.#under.textContent = fill(under, name);
    this.#faces.replaceChildren(...people.slice(0, 4).map(this.#launcher.face));
  }

  #barSentence() {
    const { connection, refusal, conversation } = this.#session;
    const words = this.#words;
    if (refusal) return refusal === "blocked" ? words.refused : words.notSetUp;
    if (this.#session.isExpired) return words.expired;
    if (connection.state === "offline") return words.offline;
    if (connection.state === "waiting") return words.reconnecting;
    // A try that follows a failed one is still "not connected"; the very first is nothing to speak of.
    if (connection.state === "connecting") return this.#bar.textContent ?? "";
    return conversation.state.isFull ? words.diskFull : "";
  }

  /** @param {string} text */
  #send(text) {
    this.#session.say(text);
    this.#session.conversation.memory.keep("draft", "");
    this.#log.toEnd();
  }

  /** @param {string} text */
  #typed(text) {
    if (text === this.#session.conversation.memory.recall("draft")) return;
    this.#session.conversation.memory.keep("draft", text);
    this.#isTyped = true;
    this.#session.conversation.typing.typed(text.trim() !== "");
  }

  /** @param {string} mid */
  #takeBack(mid) {
    const text = this.#session.conversation.takeBack(mid);
    this.#composer.text = [this.#composer.text, text].filter(Boolean).join("\n");
    this.#composer.field.focus();
  }

  /** Left to the browser, a dropped file would take the place of the shop's page. @param {DragEvent & ClipboardEvent} event */
  #refuseFiles(event) {
    const { types = [] } = event.dataTransfer ?? event.clipboardData ?? {};
    // A piece of an office document comes as text and as a picture: it is pasted as text.
    if (!types.includes("Files") || types.includes("text/plain")) return;
    event.preventDefault();
    if (event.type !== "dragover") this.#composer.tell(this.#words.noFiles);
  }

  /** On a phone the panel is what the keyboard leaves of the screen. */
  #fit() {
    const view = globalThis.visualViewport;
    if (!view || this.hidden) return;
    this.style.setProperty("--top", `${view.offsetTop}px`);
    this.style.setProperty("--height", `${view.height}px`);
  }

  /** The shop's colour, with letters that can be read on it. @param {string} colour */
  #accent(colour) {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
    const isLight = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18;
    this.style.setProperty("--ring", colour);
    this.style.setProperty("--ring-ink", isLight ? "#000" : "#fff");
  }
}
