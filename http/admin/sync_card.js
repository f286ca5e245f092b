// The daily sync: when it last ran and whether that is recent enough, what the runs came to, and a button to run it now.

import { getJson, postJson } from "./api.js";
import { byId, element, setOptionalText, setStale, setText, whileBusy } from "./dom.js";
import { count, dateTime, milliseconds, relativeTime } from "./format.js";

const words = { ok: "Up to date", stale: "Overdue", failed: "The last sync failed", unknown: "Not run yet" };
const advice = {
  stale: "The last daily sync is more than 25 hours old. Check that its schedule is still active. Search goes on working.",
  failed: "A sync that succeeds clears this, and so does the step that failed when it succeeds on its own.",
};
const stepWords = {
  all: "Full sync", inbox: "Filing captures", tasks: "Updating the task lists", projects: "Updating the project notes",
  index: "Reading notes", extract: "Extracting people, dates and topics", weekly: "Writing the weekly review",
};
const stepUnits = { inbox: "capture", extract: "note" };
const triggerWords = { schedule: "by the schedule", api: "on this page or by a program", command_line: "on the command line" };
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
      setStale(false, "sync-history");
      if (progress.running && !document.hidden) this.#timer = setTimeout(() => this.refresh(), whileRunning);
    } catch (error) {
      show("unknown", "Not known", error.message);
      setStale(true, "sync-history");
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

function renderState({ status, last_sync: lastSync, error, trouble }) {
  const when = lastSync ? `Last finished ${relativeTime(lastSync)}, ${dateTime(lastSync)}.` : "No daily sync has finished so far.";
  const [state, text] = status === "ok" && trouble ? ["stale", "Done, but no note could be read by the language model"] : [status, words[status]];
  show(state, text, when, [error, trouble, advice[status]].filter(Boolean).join(" "));
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
  const part = total > 0 ? `, ${done} of ${count(total, stepUnits[step] ?? "item")}` : "";
  setOptionalText(byId("sync-progress"), running && `${stepWords[step] ?? "Starting"}${part}. ${current}`);
}

function renderRuns(runs) {
  byId("sync-history").hidden = runs.length === 0;
  setText(byId("sync-history-summary"), runs.length === 1 ? "The last run" : `The last ${count(runs.length, "run")}`);
  byId("sync-runs").replaceChildren(...runs.map(renderRun));
}

function renderRun({ command, trigger, started_at: startedAt, duration_ms: duration, status, error, steps }) {
  const state = status === "success" ? "ok" : "failed";
  return element("li", { "data-command": command, "data-status": status },
    element("span", {}, `${stepWords[command] ?? command}, ${dateTime(startedAt)}`),
    element("span", { class: "facts", title: `Started ${triggerWords[trigger] ?? trigger}` }, milliseconds(duration)),
    element("span", { class: "pill", "data-state": state }, state === "ok" ? "done" : "failed"),
    ...(error ? [element("p", { class: "advice", "data-state": "failed" }, error)] : []),
    element("ul", { class: "facts" }, ...steps.map(renderStep)));
}

function renderStep({ step, succeeded, summary, duration_ms: duration }) {
  return element("li", { "data-step": step, "data-succeeded": succeeded }, `${stepWords[step] ?? step}: ${summary} (${milliseconds(duration)})`);
}
