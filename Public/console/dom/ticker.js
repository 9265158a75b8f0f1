/** Calls four times a second while something rings, else once a second; every fourth call is a slow one. */
export class Ticker {
  #isRinging;
  #tick;
  #count = 0;

  /** @param {() => boolean} isRinging @param {(isSlow: boolean) => void} tick */
  constructor(isRinging, tick) {
    this.#isRinging = isRinging;
    this.#tick = tick;
  }

  start() {
    setTimeout(() => this.#beat(), this.#isRinging() ? 250 : 1000);
  }

  #beat() {
    this.#count += 1;
    this.#tick(this.#count % 4 === 0);
    this.start();
  }
}
