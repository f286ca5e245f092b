// Puts the page together: which card reads what, and how often.

import { ActorTree } from "./actor_tree.js";
import { getJson } from "./api.js";
import { BackupsCard } from "./backups_card.js";
import { Connection } from "./connection.js";
import { IndexCard } from "./index_card.js";
import { Ledger } from "./ledger.js";
import { LiveFeed } from "./live.js";
import { SearchBox } from "./search_box.js";
import { refreshSync } from "./sync_card.js";
import { refreshVerdict } from "./verdict.js";

const pollInterval = 10_000;       // milliseconds
const actorsSilenceLimit = 15_000;  // milliseconds; the service sends the tree about once a second

const connection = new Connection();
const ledger = new Ledger();
const indexCard = new IndexCard(() => ledger.refresh());
const actorTree = new ActorTree();
const backups = new BackupsCard();
new SearchBox();

new LiveFeed({
  url: "/api/v1/admin/actors/stream",
  event: "actors",
  snapshot: () => getJson("/api/v1/admin/actors"),
  silenceLimit: actorsSilenceLimit,
  onData: (snapshot) => actorTree.render(snapshot),
  onState: (state) => connection.report("actors", state),
}).start();

new LiveFeed({
  url: "/api/v1/index/progress/stream",
  event: "progress",
  snapshot: () => getJson("/api/v1/index/progress"),
  onData: (progress) => indexCard.render(progress),
  onState: (state) => connection.report("progress", state),
}).start();

function poll() {
  if (document.hidden) return;
  refreshVerdict();
  refreshSync();
}

poll();
setInterval(poll, pollInterval);
document.addEventListener("visibilitychange", poll);
ledger.refresh();
backups.refresh();
