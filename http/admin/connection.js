// Says whether what the page shows is live, and if not, since when and when it tries again.

import { byId, setOptionalText, setText } from "./dom.js";
import { clockTime } from "./format.js";

export class Connection {
  #states = new Map();
  #lastLive = null;
  #ticker = 0;

  /** A stream reports how it is (see LiveFeed's onState). */
  report(name, state) {
    this.#states.set(name, state);
    clearInterval(this.#ticker);
    if (!this.#broken()) this.#lastLive = Date.now();
    else this.#ticker = setInterval(() => this.#render(), 1000);
    this.#render();
  }

  #broken() {
    return [...this.#states.values()].find(({ live }) => !live);
  }

  #render() {
    const broken = this.#broken();
    byId("connection").dataset.state = !broken ? "live" : broken.reachable ? "paused" : "lost";
    setText(byId("connection-text"), !broken ? "Live" : broken.reachable ? "Paused" : "Not connected");
    setOptionalText(byId("connection-note"), broken && this.#note(broken));
  }

  #note({ reachable, retryAt }) {
    const seconds = Math.max(0, Math.round((retryAt - Date.now()) / 1000));
    const next = seconds > 0 ? `Trying again in ${seconds} s.` : "Trying again now.";
    if (reachable) return `Live updates are paused: the service has no stream to spare. Close other pages that show it. ${next}`;
    const asOf = this.#lastLive ? ` What you see is from ${clockTime(this.#lastLive)}.` : "";
    return `The connection to SecondBrain is lost.${asOf} ${next}`;
  }
}
