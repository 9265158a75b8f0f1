/**
 * The bell, made in code: two soft tones, twice, like a telephone in the next room.
 * Browsers keep a page silent until somebody touches it: `isBlocked` says so, `unlock` from a gesture ends it.
 * A phone that can shake does so with each ring.
 */
export class Bell {
  /** @type {AudioContext | undefined} */ #audio;
  /** @type {ReturnType<typeof setInterval> | undefined} */ #again;
  #every = 6000;
  #isSoft = false;

  /** Whether a ring would not be heard. */
  get isBlocked() {
    return this.#audio?.state !== "running";
  }

  get isRinging() {
    return this.#again !== undefined;
  }

  /** Call from a click or a key. @returns {Promise<boolean>} whether it can be heard now */
  async unlock() {
    try {
      this.#audio ??= new AudioContext();
      await this.#audio.resume();
    } catch {
      // No sound device: the page still rings in words.
    }
    return !this.isBlocked;
  }

  /**
   * Rings until stopped.
   *
   * @param {number} [every] milliseconds from ring to ring
   * @param {boolean} [isSoft] one low tone a ring, for somebody in the middle of other talks
   */
  ring(every = 6000, isSoft = false) {
    if (this.#again !== undefined && isSoft === this.#isSoft) return;
    if (this.#again !== undefined) this.stop();
    [this.#every, this.#isSoft] = [every, isSoft];
    this.#ringOnce();
    this.#again = setInterval(() => this.#ringOnce(), every);
  }

  /** Sound has become possible: what rings begins anew. */
  again() {
    if (!this.isRinging) return;
    this.stop();
    this.ring(this.#every, this.#isSoft);
  }

  stop() {
    clearInterval(this.#again);
    this.#again = undefined;
    this.#audio?.dispatchEvent(new Event("hush"));
    shake(0);
  }

  /** One quiet tone: new words in a talk that is not in view. */
  chime() {
    this.#tone(660, 0, 0.35, 0.08);
  }

  #ringOnce() {
    if (this.#isSoft) return this.#tone(392, 0, 1.1, 0.07);
    shake([280, 120, 280]);
    for (const start of [0, 0.9]) {
      this.#tone(523.25, start, 0.75, 0.16);
      this.#tone(659.25, start + 0.12, 0.7, 0.12);
    }
  }

  /**
   * @param {number} pitch
   * @param {number} start seconds from now
   * @param {number} length
   * @param {number} loudness
   */
  #tone(pitch, start, length, loudness) {
    const audio = this.#audio;
    if (!audio || audio.state !== "running") return;
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const from = audio.currentTime + start;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(loudness, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + length);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + length);
    const hush = () => tone.stop();
    audio.addEventListener("hush", hush);
    tone.onended = () => audio.removeEventListener("hush", hush);
  }
}

/** A page that nobody has touched may not shake a phone, and asking in vain fills the browser's log. @param {VibratePattern} pattern */
function shake(pattern) {
  if ("vibrate" in navigator && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate(pattern);
}
