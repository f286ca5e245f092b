// How far the index is: the phase in words, a bar while a run goes on, and what the last run came to.

import { postJson } from "./api.js";
import { byId, element, setOptionalText, setText, whileBusy } from "./dom.js";
import { count, dateTime, integer, milliseconds } from "./format.js";

const words = {
  idle: "Waiting for changes",
  waiting_for_lock: "Waiting for another process to finish indexing",
  scanning: "Looking for changes",
  indexing: "Reading notes",
  finished: "Up to date",
  failed: "The last run failed",
  frozen: "Frozen to protect your notes",
};
const working = new Set(["waiting_for_lock", "scanning", "indexing"]);
const triggers = {
  boot: "at start-up",
  watcher: "after a file changed",
  sweep: "by the regular scan of every note",
  trigger_file: "by a request from the command line",
  api: "by request",
};
const reportFields = [
  ["New notes", "files_new"],
  ["Changed notes", "files_modified"],
  ["Deleted notes", "files_deleted"],
  ["Unchanged notes", "files_unchanged"],
  ["Unreadable notes", "files_failed"],
];

export class IndexCard {
  #onRunEnded;
  #lastEnd = "";

  /** `onRunEnded` is called when a run has changed what the ledger says. */
  constructor(onRunEnded) {
    this.#onRunEnded = onRunEnded;
    byId("index-run").addEventListener("click", () => this.#requestRun());
  }

  render(progress) {
    const { phase } = progress;
    byId("index-phase").dataset.phase = phase;
    setText(byId("index-phase"), words[phase] ?? phase);
    renderBar(progress);
    setText(byId("index-progress"), describe(progress));
    showMessage(phase, phase === "finished" ? "" : progress.message);  // the report below says it in numbers
    renderReport(progress);
    this.#noticeEnd(progress);
  }

  async #requestRun() {
    try {
      await whileBusy(byId("index-run"), () => postJson("/api/v1/index", { wait: false }));
    } catch (error) {
      showMessage("failed", `No run was started: ${error.message}`);
    }
  }

  #noticeEnd({ phase, run_id: run }) {
    const end = `${phase} ${run}`;
    if (working.has(phase) || end === this.#lastEnd) return;
    this.#lastEnd = end;
    this.#onRunEnded();
  }
}

function showMessage(state, text) {
  byId("index-message").dataset.state = state;
  setOptionalText(byId("index-message"), text);
}

function renderBar({ phase, files_total: total, files_done: done }) {
  const bar = byId("index-bar");
  bar.dataset.phase = phase;
  if (phase === "scanning" || phase === "waiting_for_lock") {
    bar.removeAttribute("value");  // indeterminate
  } else {
    bar.max = Math.max(total, 1);
    bar.value = phase === "finished" ? bar.max : done;
  }
}

function describe({ phase, files_done: done, files_total: total, chunks_created: passages, current }) {
  if (phase !== "indexing") return "";
  return `${integer(done)} of ${count(total, "note")}, ${count(passages, "passage")}. ${current}`;
}

function renderReport({ last_report: report, trigger, finished_at: finishedAt, phase, notes_noted: noted, places_left_out: leftOut }) {
  byId("index-report").hidden = !report;
  if (!report) return;
  byId("index-report").replaceChildren(
    ...reportFields.map(([label, field]) =>
      element("div", { "data-field": field }, element("dt", {}, label), element("dd", {}, integer(report[field])))),
  );
  const when = finishedAt && !working.has(phase) ? `, ${dateTime(finishedAt)}, started ${triggers[trigger] ?? trigger}` : "";
  setText(byId("index-report-facts"),
    `Last run${when}: ${count(report.chunks_created, "passage")} written in ${milliseconds(report.duration_ms)}.${remarks(noted, leftOut)}`);
}

function remarks(noted, leftOut) {
  const odd = noted > 0 ? ` Something is odd in ${count(noted, "note")}; the list below says what.` : "";
  const made = leftOut > 0 ? ` Left out as made by programs: ${integer(leftOut)} ${leftOut === 1 ? "file or folder" : "files and folders"}.` : "";
  return odd + made;
}
