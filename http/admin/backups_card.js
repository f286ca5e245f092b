// The snapshots there are, which of them count, and a button to make one now.

import { getJson, postJson } from "./api.js";
import { byId, element, setOptionalText, setText, whileBusy } from "./dom.js";
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
    } catch (error) {
      setText(byId("backups-status"), error.message);
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
    setText(byId("backups-more"), `Show all ${this.#backups.length}`);
  }
}

function summary(backups) {
  const newest = backups.find(({ verified }) => verified);
  if (newest) return `Newest verified backup: ${relativeTime(newest.created_at)}.`;
  return backups.length === 0 ? "There is no backup yet." : `${count(backups.length, "backup")}, none of them verified.`;
}

function renderBackup({ id, path, created_at: createdAt, bytes: size, verified, problem }) {
  const state = verified ? "ok" : "failed";
  return element("li", { "data-backup": id, title: path },
    element("span", {}, dateTime(createdAt)),
    element("span", { class: "facts" }, bytes(size)),
    element("span", { class: "pill", "data-state": state }, verified ? "verified" : "not usable"),
    ...(problem ? [element("p", { class: "advice", "data-state": "failed" }, problem)] : []));
}
