// One Server-Sent Events stream that stays open while the page is visible and comes back by itself when it breaks.
// A hidden page lets go of its streams: browsers allow six connections to a host, and the service counts them too.

const firstDelay = 1000;  // milliseconds, doubled after each failure
const longestDelay = 15_000;

export class LiveFeed {
  #options;
  #source = null;
  #retryTimer = 0;
  #silenceTimer = 0;
  #failures = 0;
  #generation = 0;

  /**
   * @param {object} options
   * @param {string} options.url the stream
   * @param {string} options.event the name of its events
   * @param {() => Promise<object>} options.snapshot reads the same data once; used while the stream is refused
   * @param {(data: object) => void} options.onData
   * @param {(state: {live: boolean, reachable: boolean, retryAt?: number}) => void} options.onState
   * @param {number} [options.silenceLimit] milliseconds without an event after which the stream counts as dead
   */
  constructor(options) {
    this.#options = options;
  }

  start() {
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#close() : this.reconnect()));
    addEventListener("online", () => this.reconnect());
    if (!document.hidden) this.#open();
  }

  /** Tries now instead of when the back-off ends. A stream that works is left alone. */
  reconnect() {
    if (this.#source?.readyState !== EventSource.OPEN) this.#open();
  }

  #open() {
    this.#close();
    this.#source = new EventSource(this.#options.url);
    this.#source.addEventListener("open", () => this.#alive());
    this.#source.addEventListener("error", () => this.#retry());
    this.#source.addEventListener(this.#options.event, ({ data }) => {
      this.#alive();
      this.#options.onData(JSON.parse(data));
    });
    this.#watchSilence();
  }

  #close() {
    this.#generation += 1;
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#silenceTimer);
  }

  #alive() {
    this.#failures = 0;
    this.#watchSilence();
    this.#options.onState({ live: true, reachable: true });
  }

  #watchSilence() {
    clearTimeout(this.#silenceTimer);
    if (this.#options.silenceLimit) this.#silenceTimer = setTimeout(() => this.#retry(), this.#options.silenceLimit);
  }

  async #retry() {
    this.#close();
    const generation = this.#generation;
    const reachable = await this.#readOnce();
    if (generation !== this.#generation) return;
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.#failures) * (0.75 + Math.random() / 2);
    this.#failures += 1;
    const brief = reachable && this.#failures === 1;  // the server has just been replaced: not worth a word
    if (!brief) this.#options.onState({ live: false, reachable, retryAt: Date.now() + delay });
    this.#retryTimer = setTimeout(() => this.#open(), delay);
  }

  async #readOnce() {
    try {
      this.#options.onData(await this.#options.snapshot());
      return true;
    } catch {
      return false;  // what it means is said through onState
    }
  }
}
