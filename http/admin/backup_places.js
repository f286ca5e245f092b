// Below the backups: what is shipped between them, and where copies lie elsewhere, how old they are, and when they were
// verified there.

import { getJson } from "./api.js";
import { byId, element, setStale, setText } from "./dom.js";
import { bytes as fileSize, duration, integer, relativeTime } from "./format.js";

export class BackupPlaces {
  async refresh() {
    try {
      const { increments, copies: places } = await getJson("/api/v1/admin/backups/places");
      byId("backup-places").replaceChildren(...places.map(renderPlace));
      setText(byId("backup-places-facts"), `${between(increments)} ${elsewhere(places)}`.trim());
      setStale(false, "backup-places");
    } catch {
      setStale(true, "backup-places");
    }
  }
}

function between({ interval, looked_at: lookedAt, problem }) {
  if (interval === 0) return "";
  if (problem) return `Between backups nothing reaches the backup folder: ${problem}.`;
  return lookedAt ? `Between backups, what changes is in the backup folder within ${duration(interval)}.` : "";
}

function elsewhere(places) {
  return places.length === 0 ? "There is no copy on another disk yet (SECONDBRAIN_BACKUP_COPY_PATH, SECONDBRAIN_RESTIC_REPOSITORY)." : "";
}

const copies = (number) => `${integer(number)} ${number === 1 ? "copy" : "copies"}`;

function renderPlace({ kind, place, snapshot, snapshots, others, bytes, free_bytes: freeBytes, made_at: madeAt, verified_at: verifiedAt,
  all_verified_since: allSince, increments_at: incrementsAt, damaged, not_copied: notCopied, mended, mended_at: mendedAt, problem }) {
  const [state, word] = problem || notCopied.length > 0 ? ["failed", "not well"] : snapshot ? ["ok", "verified there"] : ["unknown", "nothing yet"];
  const facts = snapshot ? [`${copies(snapshots)}, the newest of ${relativeTime(madeAt)}, verified there ${relativeTime(verifiedAt)}`] : [];
  if (allSince) facts.push(`all ${copies(snapshots)} verified since ${relativeTime(allSince)}`);
  if (incrementsAt) facts.push(`and what was written up to ${relativeTime(incrementsAt)}`);
  if (bytes) facts.push(`${fileSize(bytes)} there`);
  if (freeBytes !== null) facts.push(`${fileSize(freeBytes)} free`);
  if (others) facts.push(`${copies(others)} of another data directory`);
  const advice = damaged.map((file) => `Damaged there: ${file}`);
  if (mended) advice.push(`${mended} was damaged there ${relativeTime(mendedAt)}, and was copied again; look at that disk.`);
  advice.push(...notCopied.map((backup) => `One backup is not copied: ${backup}.`));
  if (problem) advice.push(problem);
  return element("li", { "data-place": place, "data-kind": kind },
    element("span", {}, kind === "restic" ? `restic: ${place}` : place),
    element("span", { class: "pill", "data-state": state }, word),
    element("p", { class: "facts" }, facts.join("; ")),
    ...advice.map((text) => element("p", { class: "advice", "data-state": "failed" }, text)));
}
