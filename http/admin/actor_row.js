// One actor's row: what it is doing now, its recent past as sparklines, its restarts, and a button to restart it.

import { postJson } from "./api.js";
import { confirmAction } from "./confirm.js";
import { element, setOptionalText, setText, whileBusy } from "./dom.js";
import { count, dateTime, integer, microseconds, milliseconds, preciseTime, relativeTime } from "./format.js";
import { Sparkline } from "./sparkline.js";

export const stateWords = { hung: "not answering", backing_off: "about to start again" };

const quietWaiting = 4;     // messages: fewer draw a low line
const quietLatency = 1000;  // microseconds

export class ActorRow {
  #name;
  #title;
  #state = field("state", "pill");
  #queue = field("queue");
  #mailbox = field("mailbox");
  #times = field("times");
  #handled = field("handled");
  #waitingLine = new Sparkline(quietWaiting, (now, highest) => `Waiting: ${now} now, at most ${highest} lately`);
  #latencyLine = new Sparkline(quietLatency, (now, highest) => `Slowest: ${microseconds(now)} now, at most ${microseconds(highest)} lately`);
  #restarts = element("button", { type: "button", class: "quiet disclosure", "data-field": "restarts", "aria-expanded": "false" });
  #note = element("p", { class: "actor-note", "data-field": "note" });
  #failure = element("p", { class: "advice", "data-state": "failed", role: "alert" });
  #facts = element("p", { class: "facts" });
  #history = element("ul", { class: "restart-history" });
  #details = element("div", { class: "actor-details" }, this.#facts, this.#history);

  constructor({ name, title, kind }) {
    this.#name = name;
    this.#title = title;
    const path = name.split("/");
    this.#failure.hidden = true;
    this.#details.hidden = true;
    this.#details.id = `details-${path.join("-")}`;
    this.#restarts.setAttribute("aria-controls", this.#details.id);
    this.#restarts.addEventListener("click", () => this.#toggleDetails());
    const cells = [
      element("span", { class: "actor-name", title: name }, title),
      element("span", { class: "actor-state" }, this.#state),
      element("span", { class: "actor-waiting" }, this.#waitingLine.node, element("span", {}, this.#queue, this.#mailbox)),
      element("span", { class: "actor-times", title: "half of the answers took at most the first time, 99 of 100 at most the second" },
        this.#latencyLine.node, element("span", {}, element("span", { class: "label" }, "Usual / slowest time "), this.#times)),
      element("span", { class: "actor-handled" }, this.#handled, element("span", { class: "label" }, " answered")),
      this.#restarts,
    ];
    if (kind === "worker") cells.push(this.#restartButton());
    this.node = element("li", { "data-actor": name, "data-kind": kind },
      element("div", { class: "actor-row" }, ...cells), this.#note, this.#failure, this.#details);
    this.node.style.setProperty("--depth", path.length - 1);
  }

  /** `now` is when the snapshot was taken, in milliseconds. */
  update(actor, now) {
    this.node.dataset.state = actor.state;
    this.#state.dataset.state = actor.state;
    setText(this.#state, stateWords[actor.state] ?? actor.state);
    setText(this.#queue, actor.queue_capacity > 0 ? `${integer(actor.queue_depth)} of at most ${count(actor.queue_capacity, "request")} waiting` : "no queue");
    setText(this.#mailbox, `${integer(actor.mailbox_depth)} internal messages`);
    setText(this.#times, actor.handled > 0 ? `${microseconds(actor.p50_us)} / ${microseconds(actor.p99_us)}` : "–");
    setText(this.#handled, integer(actor.handled));
    setText(this.#restarts, count(actor.restarts, "restart"));
    this.#restarts.dataset.restarts = actor.restarts;
    this.#waitingLine.push(actor.queue_depth + actor.mailbox_depth);
    this.#latencyLine.push(actor.p99_us);
    setOptionalText(this.#note, note(actor, now));
    setText(this.#facts, facts(actor));
    this.#renderHistory(actor.recent_restarts);
  }

  #restartButton() {
    const button = element("button", { type: "button", class: "restart", "aria-label": `Restart ${this.#title}` }, "Restart");
    button.addEventListener("click", () => this.#restart(button));
    return button;
  }

  async #restart(button) {
    const confirmed = await confirmAction({
      title: `Restart ${this.#title}?`,
      text: "Requests that are waiting are kept and answered after the restart.",
      action: "Restart",
    });
    if (!confirmed) return;
    try {
      await whileBusy(button, () => postJson(`/api/v1/admin/actors/${this.#name}/restart`));
      this.#failure.hidden = true;
    } catch (error) {
      setOptionalText(this.#failure, `It was not restarted: ${error.message}`);
    }
  }

  #toggleDetails() {
    this.#details.hidden = !this.#details.hidden;
    this.#restarts.setAttribute("aria-expanded", String(!this.#details.hidden));
  }

  /** Rebuilt only when a restart was added. */
  #renderHistory(restarts) {
    const key = restarts.map(({ at }) => at).join();
    if (this.#history.dataset.key === key) return;
    this.#history.dataset.key = key;
    this.#history.replaceChildren(
      ...restarts.map(({ at, reason }) =>
        element("li", {}, element("time", { datetime: at }, preciseTime(at)), element("span", {}, reason))));
  }
}

function field(name, style = "") {
  return element("span", { class: style, "data-field": name });
}

/** What needs saying without opening the details. */
function note({ note: own, next_retry: nextRetry }, now) {
  const retry = nextRetry ? `Starts again ${relativeTime(nextRetry, now)}.` : "";
  return [own, retry].filter(Boolean).join(" ");
}

function facts(actor) {
  return [
    actor.recovery && `${dateTime(actor.recovery.at)}: ${actor.recovery.message}`,
    actor.started_at && `Running since ${dateTime(actor.started_at)}`,
    actor.failed > 0 && `${integer(actor.failed)} answered with an error`,
    actor.queue_age_ms >= 1 && `oldest request waits ${milliseconds(actor.queue_age_ms)}`,
    actor.mailbox_age_ms >= 1 && `silent for ${milliseconds(actor.mailbox_age_ms)}`,
  ].filter(Boolean).join(" · ");
}
