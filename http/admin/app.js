// Puts the page together: which card reads what, and how often.

import { ActorTree } from "./actor_tree.js";
import { AlarmsCard } from "./alarms_card.js";
import { getJson } from "./api.js";
import { AskBox } from "./ask_box.js";
import { BackupPlaces } from "./backup_places.js";
import { BackupsCard } from "./backups_card.js";
import { CaptureBox } from "./capture_box.js";
import { CapturesList } from "./captures_list.js";
import { Connection } from "./connection.js";
import { refreshCosts } from "./costs_card.js";
import { listenForTasks, refreshDay } from "./day_card.js";
import { IndexCard } from "./index_card.js";
import { Ledger } from "./ledger.js";
import { LiveFeed } from "./live.js";
import { MeaningPanel } from "./meaning_panel.js";
import { SearchBox } from "./search_box.js";
import { SendingCard } from "./sending_card.js";
import { SyncCard } from "./sync_card.js";
import { VaultCard } from "./vault_card.js";
import { VaultQuestion } from "./vault_question.js";
import { refreshVerdict } from "./verdict.js";

// milliseconds
const pollInterval = 10_000;
const livelyPollInterval = 3000;
const slowPollInterval = 60_000;
const sendingPollInterval = 600_000;  // every note is looked at
const actorsSilenceLimit = 15_000;  // the service sends the tree about once a second

const connection = new Connection();
const ledger = new Ledger();
const indexCard = new IndexCard(() => {
  ledger.refresh();
  refreshVerdict();
});
const actorTree = new ActorTree();
const alarms = new AlarmsCard();
const backups = new BackupsCard();
const backupPlaces = new BackupPlaces();
const meaning = new MeaningPanel();
const sync = new SyncCard();
const vault = new VaultCard();
const sending = new SendingCard();
const vaultQuestion = new VaultQuestion();
new SearchBox();
new AskBox();
const captures = new CapturesList();
new CaptureBox(() => captures.refresh());

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

/** Now, every so often while the page is visible, and whenever it becomes visible again. */
function poll(interval, refresh) {
  const refreshIfVisible = () => document.hidden || refresh();
  refresh();
  setInterval(refreshIfVisible, interval);
  document.addEventListener("visibilitychange", refreshIfVisible);
  document.addEventListener("reconnected", refresh);
}

poll(pollInterval, refreshVerdict);
poll(livelyPollInterval, () => meaning.refresh());
poll(pollInterval, () => vaultQuestion.refresh());
poll(pollInterval, () => sync.refresh());
listenForTasks();
poll(slowPollInterval, refreshDay);
poll(slowPollInterval, refreshCosts);
poll(pollInterval, () => captures.refresh());
poll(slowPollInterval, () => backups.refresh());
poll(pollInterval, () => alarms.refresh());
poll(slowPollInterval, () => backupPlaces.refresh());
poll(slowPollInterval, () => vault.refresh());
poll(sendingPollInterval, () => sending.refresh());
poll(slowPollInterval, () => ledger.refresh());
