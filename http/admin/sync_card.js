// The daily sync: when it last ran and whether that is recent enough, what the runs came to, and a button to run it now.

import { getJson, postJson } from "./api.js";
import { byId, element, setOptionalText, setText, whileBusy } from "./dom.js";
import { count, dateTime, milliseconds, relativeTime } from "./format.js";

const words = { ok: "Up to date", stale: "Overdue", failed: "The last sync failed", unknown: "Not run yet" };
const advice = {
  stale: "The last daily sync is more than 25 hours old. Check that its schedule is still active.",
  failed: "Put right what is named here; the next sync that succeeds clears this.",
};
const shownRuns = 10;
const whileRunning = 1000;  // milliseconds between two looks

export class SyncCard {
  #timer = 0;

  constructor() {
    byId("sync-run").addEventListener("click", () => this.#run());
  }

  async refresh() {
    clearTimeout(this.#timer);
    try {
      const [state, progress, { runs }] = await Promise.all([
        getJson("/api/v1/admin/sync-status"),
        getJson("/api/v1/admin/sync/progress"),
        getJson("/api/v1/admin/sync/runs", { limit: shownRuns }),
      ]);
      renderState(state);
      renderProgress(progress);
      renderRuns(runs);
      if (progress.running && !document.hidden) this.#timer = setTimeout(() => this.refresh(), whileRunning);
    } catch (error) {
      show("unknown", "Not known", error.message);
    }
  }

  async #run() {
    try {
      await whileBusy(byId("sync-run"), () => postJson("/api/v1/admin/sync", { wait: false }));
    } catch (error) {
      return show("failed", "No sync was started", error.message);
    }
    setTimeout(() => this.refresh(), whileRunning);
  }
}

function renderState({ status, last_sync: lastSync, error }) {
  const when = lastSync ? `Last finished ${relativeTime(lastSync)}, ${dateTime(lastSync)}.` : "No daily sync has finished so far.";
  show(status, words[status], when, [error, advice[status]].filter(Boolean).join(" "));
}

function show(state, text, facts, help = "") {
  byId("sync-dot").dataset.state = state;
  setText(byId("sync-text"), text);
  setText(byId("sync-facts"), facts);
  byId("sync-advice").dataset.state = state;
  setOptionalText(byId("sync-advice"), help);
}

function renderProgress({ running, step, done, total, current }) {
  byId("sync-run").disabled = running;
  const part = total > 0 ? `, ${done} of ${total}` : "";
  setOptionalText(byId("sync-progress"), running && `Running: ${step ?? "beginning"}${part}. ${current}`);
}

function renderRuns(runs) {
  byId("sync-history").hidden = runs.length === 0;
  setText(byId("sync-history-summary"), `The last ${count(runs.length, "run")}`);
  byId("sync-runs").replaceChildren(...runs.map(renderRun));
}

function renderRun({ command, trigger, started_at: startedAt, duration_ms: duration, status, error, steps }) {
  const state = status === "success" ? "ok" : "failed";
  return element("li", { "data-command": command, "data-status": status },
    element("span", {}, `${command === "all" ? "Full sync" : command}, ${dateTime(startedAt)}`),
    element("span", { class: "facts", title: `by ${trigger}` }, milliseconds(duration)),
    element("span", { class: "pill", "data-state": state }, state === "ok" ? "done" : "failed"),
    ...(error ? [element("p", { class: "advice", "data-state": "failed" }, error)] : []),
    element("ul", { class: "facts" }, ...steps.map(renderStep)));
}

function renderStep({ step, succeeded, summary, duration_ms: duration }) {
  return element("li", { "data-step": step, "data-succeeded": succeeded }, `${step}: ${summary} (${milliseconds(duration)})`);
}
