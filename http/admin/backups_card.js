// The snapshots there are, which of them count, and a button to make one now.

import { getJson, postJson } from "./api.js";
import { byId, element, setOptionalText, setStale, setText, whileBusy } from "./dom.js";
import { bytes, count, dateTime, relativeTime } from "./format.js";

const shownAtFirst = 6;

export class BackupsCard {
  #showAll = false;
  #backups = [];

  constructor() {
    byId("backup-run").addEventListener("click", () => this.#make());
    byId("backups-more").addEventListener("click", () => {
      this.#showAll = true;
      this.#render();
    });
  }

  async refresh() {
    try {
      ({ backups: this.#backups } = await getJson("/api/v1/admin/backups"));
      this.#render();
      setText(byId("backups-status"), summary(this.#backups));
      setStale(false, "backups");
    } catch (error) {
      setText(byId("backups-status"), error.message);
      setStale(true, "backups");
    }
  }

  async #make() {
    setText(byId("backups-status"), "Making a backup and checking it…");
    setOptionalText(byId("backups-problem"), "");
    try {
      await whileBusy(byId("backup-run"), () => postJson("/api/v1/admin/backups"));
    } catch (error) {
      setOptionalText(byId("backups-problem"), `No backup was made: ${error.message}`);
    }
    await this.refresh();
  }

  #render() {
    const shown = this.#showAll ? this.#backups : this.#backups.slice(0, shownAtFirst);
    byId("backups").replaceChildren(...shown.map(renderBackup));
    byId("backups-more").hidden = shown.length === this.#backups.length;
    setText(byId("backups-more"), `Show all ${this.#backups.length} backups`);
  }
}

function summary(all) {
  const backups = all.filter(({ own }) => own);
  const newest = backups.find(({ verified }) => verified);
  if (newest) return `Newest verified backup: ${relativeTime(newest.created_at)}.`;
  return backups.length === 0 ? "There is no backup yet." : `${count(backups.length, "backup")}, none of them verified.`;
}

function renderBackup({ id, path, created_at: createdAt, bytes: size, verified, problem, own, origin }) {
  const [state, word] = !own ? ["unknown", "not yours"] : verified ? ["ok", "verified"] : ["failed", "not usable"];
  return element("li", { "data-backup": id, "data-own": own, title: path },
    element("span", {}, dateTime(createdAt)),
    element("span", { class: "facts" }, bytes(size)),
    element("span", { class: "pill", "data-state": state }, word),
    element("p", { class: "facts path" }, describeOrigin(origin, own)),
    ...(own && problem ? [element("p", { class: "advice", "data-state": "failed" }, problem)] : []));
}

/** Snapshots of several data directories may lie in one folder. */
function describeOrigin(origin, own) {
  if (!origin) return "Made by an earlier version, which did not note down of what.";
  const vault = origin.vault_path ? `Of the vault ${origin.vault_path}` : "Made while no vault was set up";
  return own ? vault : `${vault}, from another data directory: ${origin.data_path}`;
}
