// Below the backups: what is shipped between them, and where copies lie elsewhere, how old they are, and when they were
// verified there.

import { getJson } from "./api.js";
import { byId, element, setStale, setText } from "./dom.js";
import { count, duration, relativeTime } from "./format.js";

export class BackupPlaces {
  async refresh() {
    try {
      const { increments, copies } = await getJson("/api/v1/admin/backups/places");
      byId("backup-places").replaceChildren(...copies.map(renderCopy));
      setText(byId("backup-places-facts"), `${between(increments)} ${elsewhere(copies)}`.trim());
      setStale(false, "backup-places");
    } catch {
      setStale(true, "backup-places");
    }
  }
}

function between({ interval, looked_at: lookedAt, problem }) {
  if (interval === 0) return "";
  if (problem) return `Between backups nothing reaches the backup folder: ${problem}.`;
  return lookedAt ? `Between backups, what is written is there within ${duration(interval)}.` : "";
}

function elsewhere(copies) {
  return copies.length === 0 ? "There is no copy on another disk yet (SECONDBRAIN_BACKUP_COPY_PATH, SECONDBRAIN_RESTIC_REPOSITORY)." : "";
}

function renderCopy({ kind, place, snapshot, snapshots, made_at: madeAt, verified_at: verifiedAt, increments_at: incrementsAt, problem }) {
  const [state, word] = problem ? ["failed", "not well"] : snapshot ? ["ok", "verified there"] : ["unknown", "nothing yet"];
  const facts = snapshot ? [`${count(snapshots, "backup")}, the newest of ${relativeTime(madeAt)}, verified there ${relativeTime(verifiedAt)}`] : [];
  if (incrementsAt) facts.push(`what was written until ${relativeTime(incrementsAt)} as well`);
  return element("li", { "data-place": place, "data-kind": kind },
    element("span", {}, kind === "restic" ? `restic: ${place}` : place),
    element("span", { class: "pill", "data-state": state }, word),
    element("p", { class: "facts" }, facts.join("; ")),
    ...(problem ? [element("p", { class: "advice", "data-state": "failed" }, problem)] : []));
}
