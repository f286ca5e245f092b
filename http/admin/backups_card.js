// The snapshots there are, which of them count, and a button to make one now.

import { getJson, postJson } from "./api.js";
import { byId, element, setOptionalText, setStale, setText, whileBusy } from "./dom.js";
import { bytes, count, dateTime, relativeTime } from "./format.js";

const shownAtFirst = 6;
const whileRunning = 1000;  // milliseconds between two looks

export class BackupsCard {
  #showAll = false;
  #backups = [];
  #refused = "";
  #timer = 0;

  constructor() {
    byId("backup-run").addEventListener("click", () => this.#make());
    byId("backup-try").addEventListener("click", () => this.#try());
    byId("backups-more").addEventListener("click", () => {
      this.#showAll = true;
      this.#render();
    });
  }

  async refresh() {
    clearTimeout(this.#timer);
    try {
      const [{ backups }, progress] = await Promise.all([
        getJson("/api/v1/admin/backups"),
        getJson("/api/v1/admin/backups/progress"),
      ]);
      this.#backups = backups;
      this.#render();
      this.#renderProgress(progress);
      setStale(false, "backups");
    } catch (error) {
      setText(byId("backups-status"), error.message);
      setStale(true, "backups");
    }
  }

  #make() {
    return this.#begin("backup-run", "/api/v1/admin/backups", "Making a backup and checking it…", "No backup was made");
  }

  #try() {
    return this.#begin("backup-try", "/api/v1/admin/backups/trial", "Restoring the newest backup for a trial…",
      "The backup was not tried");
  }

  async #begin(button, path, doing, refusal) {
    setText(byId("backups-status"), doing);
    setOptionalText(byId("backups-problem"), "");
    this.#refused = "";
    try {
      await whileBusy(byId(button), () => postJson(path));
    } catch (error) {
      this.#refused = `${refusal}: ${error.message}`;
      setOptionalText(byId("backups-problem"), this.#refused);
    }
    await this.refresh();
  }

  /** A backup that takes long is followed, whoever began it; how the last one ended stays until the next. */
  #renderProgress(progress) {
    const running = progress.phase === "running";
    byId("backup-run").disabled = running;
    byId("backup-try").disabled = running || !this.#backups.some(({ own, verified }) => own && verified);
    setText(byId("backups-status"), running ? underWay(progress) : summary(this.#backups));
    if (progress.phase === "finished") this.#refused = "";
    const failed = progress.phase === "failed" ? `${progress.work === "trying" ? "The backup was not tried" : "No backup was made"} ${relativeTime(progress.started_at)}: ${progress.error}` : "";
    setOptionalText(byId("backups-problem"), running ? "" : failed || this.#refused);
    if (running && !document.hidden) this.#timer = setTimeout(() => this.refresh(), whileRunning);
  }

  #render() {
    const shown = this.#showAll ? this.#backups : this.#backups.slice(0, shownAtFirst);
    byId("backups").replaceChildren(...shown.map(renderBackup));
    byId("backups-more").hidden = shown.length === this.#backups.length;
    setText(byId("backups-more"), `Show all ${this.#backups.length} backups`);
  }
}

function underWay({ bytes_done: done, bytes_total: total, current, work }) {
  if (work === "trying") return `Restoring a backup for a trial: ${current}.`;
  const part = total > 0 ? `: ${bytes(done)} of ${bytes(total)}` : "";
  return `Making a backup and checking it${part}. ${current}`;
}

function summary(all) {
  const backups = all.filter(({ own }) => own);
  const newest = backups.find(({ verified }) => verified);
  if (newest) return `Newest verified backup: ${relativeTime(newest.created_at)}. ${lastTrial(backups)}`;
  return backups.length === 0 ? "There is no backup yet." : `${count(backups.length, "backup")}, none of them verified.`;
}

function lastTrial(backups) {
  const trial = backups.map(({ trial: one }) => one).filter(Boolean).sort((a, b) => b.at.localeCompare(a.at))[0];
  return trial ? `Last restored for a trial: ${relativeTime(trial.at)}.` : "None has been restored for a trial yet.";
}

function renderBackup({ id, path, created_at: createdAt, bytes: size, verified, problem, own, origin, vault, trial }) {
  const [state, word] = stateOf({ own, verified, trial });
  return element("li", { "data-backup": id, "data-own": own, title: path },
    element("span", {}, dateTime(createdAt)),
    element("span", { class: "facts" }, bytes(size)),
    element("span", { class: "pill", "data-state": state }, word),
    element("p", { class: "facts path" }, describeOrigin(origin, own)),
    element("p", { class: "facts", "data-vault": vault.state }, describeNotes(vault)),
    ...(trial ? [element("p", trial.outcome === "passed" ? { class: "facts" } : { class: "advice", "data-state": "failed" },
      `${trial.outcome === "passed" ? "Restored for a trial" : "The trial failed"} ${relativeTime(trial.at)}: ${trial.message}`)] : []),
    ...(own && problem ? [element("p", { class: "advice", "data-state": "failed" }, problem)] : []));
}

/** What was verified when it was made may have become damaged since. */
function stateOf({ own, verified, trial }) {
  if (!own) return ["unknown", "not yours"];
  if (!verified) return ["failed", "not usable"];
  return trial?.outcome === "failed" ? ["failed", "failed its trial"] : ["ok", "verified when made"];
}

/** Snapshots of several data directories may lie in one folder. */
function describeOrigin(origin, own) {
  if (!origin) return "Made by an earlier version, which did not record its origin.";
  const vault = origin.vault_path ? `Of the vault ${origin.vault_path}` : "Made while no vault was set up";
  return own ? vault : `${vault}, from another data directory: ${origin.data_path}`;
}

function describeNotes({ state, files, bytes: size, reason, unread }) {
  if (state === "included") {
    const missed = unread > 0 ? `; ${count(unread, "file")} could not be read` : "";
    return `With the notes: ${count(files, "file")} and folders, ${bytes(size)}${missed}.`;
  }
  return state === "left_out" ? `Without the notes: ${reason}` : "Without the notes.";
}
