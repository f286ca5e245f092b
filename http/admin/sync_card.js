// When the daily sync last ran and whether that is recent enough.

import { getJson } from "./api.js";
import { byId, setOptionalText, setText } from "./dom.js";
import { dateTime, relativeTime } from "./format.js";

const words = { ok: "Up to date", stale: "Overdue", failed: "The last sync failed", unknown: "Not run yet" };
const advice = {
  stale: "The last daily sync is more than 25 hours old. Check that its schedule is still active.",
  failed: "Put right what is named here; the next sync that succeeds clears this.",
};

export async function refreshSync() {
  try {
    render(await getJson("/api/v1/admin/sync-status"));
  } catch (error) {
    show("unknown", "Not known", error.message);
  }
}

function render({ status, last_sync: lastSync, error }) {
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
