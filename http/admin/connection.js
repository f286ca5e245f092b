// Says whether what the page shows is live, and if not, since when and when it tries again. When a lost connection is
// back, the document hears `reconnected`, so that whatever failed meanwhile is read again.

import { byId, setOptionalText, setText } from "./dom.js";
import { clockTime } from "./format.js";

const words = { live: "Live", paused: "Paused", locked: "Token needed", lost: "Not connected" };

export class Connection {
  #states = new Map();
  #lastLive = null;
  #shown = "connecting";
  #missed = false;  // something may have failed since the page was live
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
    this.#shown = stateOf(broken);
    if (this.#shown === "lost" || this.#shown === "locked") this.#missed = true;
    byId("connection").dataset.state = this.#shown;
    setText(byId("connection-text"), words[this.#shown]);
    setOptionalText(byId("connection-note"), broken && this.#note(broken));
    if (this.#shown !== "live" || !this.#missed) return;
    this.#missed = false;
    document.dispatchEvent(new Event("reconnected"));
  }

  #note({ retryAt }) {
    if (this.#shown === "locked") return "SecondBrain asks for its token and shows nothing without it. Choose “Enter the token” above.";
    const seconds = Math.max(0, Math.round((retryAt - Date.now()) / 1000));
    const next = seconds > 0 ? `Trying again in ${seconds} s.` : "Trying again now.";
    if (this.#shown === "paused") return `Live updates are paused because too many pages are open. Close other pages that show SecondBrain. ${next}`;
    const asOf = this.#lastLive ? ` What you see is from ${clockTime(this.#lastLive)}.` : "";
    return `The connection to SecondBrain is lost.${asOf} ${next}`;
  }
}

function stateOf(broken) {
  if (!broken) return "live";
  if (broken.locked) return "locked";
  return broken.reachable ? "paused" : "lost";
}
