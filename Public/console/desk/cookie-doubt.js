import { me } from "./session.js";

/** A server that turns us away again this soon means it. */
const again = 10_000;

/** A new password ends every connection made with the old one: the cookie may still be good, so it is asked first. */
export class CookieDoubt {
  #agent;
  #now;
  #whoIsHere;
  #asked = -again;

  /** @param {string} agent @param {() => number} now @param {typeof me} whoIsHere */
  constructor(agent, now, whoIsHere = me) {
    this.#agent = agent;
    this.#now = now;
    this.#whoIsHere = whoIsHere;
  }

  /** Whether this agent is signed in here no more. */
  async isSignedOut() {
    const isDoubtful = this.#now() - this.#asked >= again;
    this.#asked = this.#now();
    const answer = isDoubtful ? await this.#whoIsHere() : undefined;
    return !answer || (answer.ok ? answer.value.id !== this.#agent : answer.status === 401);
  }
}
