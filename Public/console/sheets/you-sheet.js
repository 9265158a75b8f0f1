import { faceElement } from "../../shared/faces.js";
import { h, set } from "../../shared/dom.js";
import { tell } from "../events.js";
import { refill, write } from "../dom/dom.js";
import { facePicture } from "./face-picture.js";
import * as session from "../desk/session.js";
import { Sheet } from "./sheet.js";

/** Shorter passwords are guessed; the server takes none either. */
const shortest = 8;

/**
 * <you-sheet>: your picture, your password, notices of the system, the way out.
 * Events: "signed-out", "password-set", "face-changed" with the new path, "sound" with whether it shall be quiet.
 *
 * @typedef {import("../desk/session.js").Me} Me
 */
export class YouSheet extends Sheet {
  #face = h("span");
  #pictureWords = h("p", { role: "status" });
  #file = h("input", { type: "file", accept: "image/*", hidden: true, onchange: () => this.#upload() });
  #name = h("input", { type: "text", autocomplete: "username", hidden: true, readonly: true });
  #old = secret("current-password");
  #new = secret("new-password");
  #oldLabel = h("label", {}, "Your password now", this.#old);
  #passwordWords = h("p", { role: "status" });
  #noticeWords = h("p", { role: "status" });
  #notices = h(
    "button",
    { class: "plain", type: "button", onclick: () => this.#allow() },
    "Show a notice when it rings",
  );
  #loud = h("input", { type: "checkbox", onchange: () => tell(this, "sound", !this.#loud.checked) });
  #hasPassword = true;

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    if (this.body.firstChild) return;
    this.body.append(this.#pictureSection(), this.#passwordSection(), this.#noticeSection(), this.#leaveSection());
  }

  /** @param {Me} me who has no password yet has come by a first link, and is welcomed @param {boolean} isQuiet */
  show(me, isQuiet) {
    this.#loud.checked = !isQuiet;
    const isFirst = !me.hasPassword;
    this.#hasPassword = me.hasPassword;
    this.showFace(me);
    this.#name.value = me.id;
    set(this.#oldLabel, "hidden", isFirst);
    for (const line of [this.#passwordWords, this.#pictureWords]) write(line, "");
    if (isFirst) write(this.#passwordWords, "Choose one, so that you can come back without a new link.");
    this.#showNotices();
    this.open(isFirst ? `Welcome, ${me.name}` : me.name);
  }

  /** @param {Me} me */
  showFace(me) {
    refill(this.#face, [me.id, me.name, me.face], () => [faceElement(me)]);
  }

  #pictureSection() {
    const choose = h(
      "button",
      { class: "plain", type: "button", onclick: () => this.#file.click() },
      "Choose a picture",
    );
    return h(
      "section",
      {},
      h("h3", {}, "Your face"),
      h("p", {}, "Visitors see who they are talking to. A picture of you, nothing else."),
      h("div", { class: "picture" }, this.#face, choose, this.#file),
      this.#pictureWords,
    );
  }

  #passwordSection() {
    return h(
      "section",
      {},
      h("h3", {}, "Your password"),
      h(
        "form",
        { class: "fact-form", onsubmit: (event) => this.#setPassword(event) },
        this.#name,
        this.#oldLabel,
        h("label", {}, "A new one", this.#new),
        h("div", {}, h("button", { class: "plain", type: "submit" }, "Set password")),
      ),
      this.#passwordWords,
    );
  }

  #noticeSection() {
    const loud = h("label", { class: "choice" }, this.#loud, "Sound when it rings, and shake a phone");
    return h("section", {}, h("h3", {}, "When it rings"), loud, this.#notices, this.#noticeWords);
  }

  #leaveSection() {
    const leave = h("button", { class: "plain", type: "button", onclick: () => this.#leave() }, "Sign out");
    return h("section", {}, h("h3", {}, "Going home"), leave);
  }

  async #upload() {
    const file = this.#file.files?.[0];
    this.#file.value = "";
    if (!file) return;
    write(this.#pictureWords, "One moment…");
    try {
      const answer = await session.putFace(await facePicture(file));
      if (!answer.ok) return write(this.#pictureWords, answer.problem);
      write(this.#pictureWords, "That is your face now.");
      tell(this, "face-changed", answer.value?.face ?? "");
    } catch {
      write(this.#pictureWords, "This file cannot be read as a picture. A JPEG or PNG works everywhere.");
    }
  }

  /** @param {Event} event */
  async #setPassword(event) {
    event.preventDefault();
    if (this.#new.value.length < shortest) {
      this.#new.focus();
      return write(this.#passwordWords, `At least ${shortest} letters: a short sentence is easy to keep in mind.`);
    }
    const answer = await session.setPassword(this.#new.value, this.#hasPassword ? this.#old.value : "");
    if (!answer.ok) return write(this.#passwordWords, passwordProblem(answer));
    this.#old.value = this.#new.value = "";
    this.#hasPassword = true;
    tell(this, "password-set");
    set(this.#oldLabel, "hidden", false);
    write(this.#passwordWords, "Your password is set.");
  }

  async #allow() {
    await Notification.requestPermission();
    this.#showNotices();
  }

  #showNotices() {
    const permission = "Notification" in globalThis ? Notification.permission : "denied";
    set(this.#notices, "hidden", permission !== "default");
    const words = { granted: "This computer shows a notice when somebody rings.", default: "" }[String(permission)];
    write(
      this.#noticeWords,
      words ?? "This browser shows no notices for this page. The sound and the title still ring.",
    );
  }

  async #leave() {
    const answer = await session.signOut();
    if (!answer.ok && answer.status === 0) return write(this.#noticeWords, answer.problem);
    this.close();
    tell(this, "signed-out");
  }
}

/** @param {AutoFill} autocomplete */
const secret = (autocomplete) => h("input", { class: "field", type: "password", autocomplete });

/** @param {{status: number, problem: string}} answer */
const passwordProblem = ({ status, problem }) => status === 401 ? "Your password now is not that one." : problem;
