import { h, set } from "../../shared/dom.js";
import { tell } from "../events.js";
import { write } from "../dom/dom.js";
import { mark } from "../dom/icons.js";
import * as session from "../desk/session.js";

/**
 * <sign-in>: asks for name and password, or for one press when a sign-in link was opened. Event: "signed-in" with the
 * account.
 */
export class SignIn extends HTMLElement {
  #name = field("name", "text", "username");
  #password = field("password", "password", "current-password");
  #why = h("p");
  #problem = h("p", { class: "problem-words", role: "alert" });
  #button = h("button", { class: "loud", type: "submit" }, "Sign in");
  #link = h("button", { class: "loud", type: "button", hidden: true });
  #fields = [h("label", {}, "Name", this.#name), h("label", {}, "Password", this.#password), this.#button];

  connectedCallback() {
    if (this.firstChild) return;
    const form = h(
      "form",
      { class: "sign-in", onsubmit: (event) => this.#submit(event) },
      h("h1", {}, "Second Ring"),
      this.#why,
      ...this.#fields.slice(0, 2),
      this.#problem,
      this.#button,
      this.#link,
    );
    form.prepend(mark());
    this.append(h("main", {}, form));
  }

  /**
   * Asks for name and password.
   * @param {string} why shown above the fields
   * @param {string} [problem] what went wrong
   * @param {string} [name] put into an empty name field: the account that was signed in before
   */
  ask(why, problem = "", name = "") {
    this.#offers(false);
    this.#name.value ||= name;
    write(this.#why, why);
    this.#say(problem);
    const first = this.#name.value ? this.#password : this.#name;
    first.focus();
  }

  /** Shows one button in place of the fields. @param {string} name of the account @returns {Promise<unknown>} settles on the press */
  offer(name) {
    this.#offers(true);
    write(this.#why, "");
    this.#say("");
    write(this.#link, `Sign in as ${name}`);
    this.#link.focus();
    return new Promise((press) => this.#link.addEventListener("click", press, { once: true }));
  }

  /** @param {boolean} isLink */
  #offers(isLink) {
    for (const field of this.#fields) set(field, "hidden", isLink);
    set(this.#link, "hidden", !isLink);
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    if (!this.#name.value.trim()) return this.#complain("Your name, as the owner wrote it.", this.#name);
    if (!this.#password.value) return this.#complain("Your password, please.", this.#password);
    this.#button.disabled = true;
    const answer = await session.signIn(this.#name.value.trim(), this.#password.value);
    this.#button.disabled = false;
    if (!answer.ok) return this.#complain(answer.problem, this.#password);
    this.#password.value = "";
    this.#say("");
    tell(this, "signed-in", answer.value);
  }

  /** @param {string} problem @param {HTMLInputElement} input */
  #complain(problem, input) {
    this.#say(problem);
    input.focus();
    input.select();
  }

  /** @param {string} problem */
  #say(problem) {
    write(this.#problem, problem);
    set(this.#problem, "hidden", !problem);
  }
}

/** @param {string} name @param {string} type @param {AutoFill} autocomplete */
function field(name, type, autocomplete) {
  return h("input", { class: "field", name, type, autocomplete, autocapitalize: "none", spellcheck: "false" });
}
