/** Fails with both values when they differ; compares by what they say. @param {unknown} got @param {unknown} wanted */
export function equal(got, wanted, why = "") {
  const [one, two] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (one !== two) throw new Error(`${why}\n   got ${one}\nwanted ${two}`);
}

/** @param {unknown} fact */
export function isTrue(fact, why = "expected to hold") {
  if (!fact) throw new Error(why);
}

/** A clock that moves only when told. */
export class TestClock {
  time = 0;
  /** @type {{at: number, run: () => void}[]} */ timers = [];

  now = () => this.time;
  /** @param {() => void} run @param {number} ms */
  setTimeout = (run, ms) => {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return timer;
  };
  /** @param {any} timer */
  clearTimeout = (timer) => {
    this.timers = this.timers.filter((each) => each !== timer);
  };

  /** @param {number} ms */
  pass(ms) {
    const end = this.time + ms;
    for (;;) {
      const due = this.timers.filter((timer) => timer.at <= end).sort((one, two) => one.at - two.at)[0];
      if (!due) break;
      this.clearTimeout(due);
      this.time = due.at;
      due.run();
    }
    this.time = end;
  }
}
