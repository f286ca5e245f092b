// One Server-Sent Events stream that stays open while the page is visible and comes back by itself when it breaks.
// A hidden page lets go of its streams: browsers allow six connections to a host, and the service counts them too.

import { streamEvents } from "./api.js";

const firstDelay = 1000;  // milliseconds, doubled after each failure
const longestDelay = 15_000;

export class LiveFeed {
  #options;
  #closing = null;  // ends the stream that is open, or being opened
  #live = false;
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
   * @param {(state: {live: boolean, reachable?: boolean, locked?: boolean, retryAt?: number}) => void} options.onState
   *   `reachable`: the service answers, but has no stream to spare; `locked`: it wants a token that nobody has entered
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
    if (!this.#live) this.#open();
  }

  async #open() {
    this.#close();
    const closing = new AbortController();
    this.#closing = closing;
    this.#watchSilence();
    try {
      await streamEvents(this.#options.url, { signal: closing.signal }, {
        opened: () => this.#alive(),
        event: (name, data) => name === this.#options.event && this.#take(data),
      });
    } catch {
      // what it means is said through onState
    }
    if (!closing.signal.aborted) this.#retry();
  }

  #take(data) {
    this.#alive();
    this.#options.onData(JSON.parse(data));
  }

  #close() {
    this.#generation += 1;
    this.#live = false;
    this.#closing?.abort();
    this.#closing = null;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#silenceTimer);
  }

  #alive() {
    this.#live = true;
    this.#failures = 0;
    this.#watchSilence();
    this.#options.onState({ live: true });
  }

  #watchSilence() {
    clearTimeout(this.#silenceTimer);
    if (this.#options.silenceLimit) this.#silenceTimer = setTimeout(() => this.#retry(), this.#options.silenceLimit);
  }

  async #retry() {
    this.#close();
    const generation = this.#generation;
    const state = await this.#readOnce();
    if (generation !== this.#generation) return;
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.#failures) * (0.75 + Math.random() / 2);
    this.#failures += 1;
    const brief = state.reachable && this.#failures === 1;  // the server has just been replaced: not worth a word
    if (!brief) this.#options.onState({ live: false, ...state, retryAt: Date.now() + delay });
    this.#retryTimer = setTimeout(() => this.#open(), delay);
  }

  async #readOnce() {
    try {
      this.#options.onData(await this.#options.snapshot());
      return { reachable: true };
    } catch (error) {
      return { locked: error.status === 401 };  // what it means is said through onState
    }
  }
}
