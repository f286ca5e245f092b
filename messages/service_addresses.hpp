// Which requests each service answers, and where each of them is reached: the whole inner API of the process.
#pragma once

#include "messages/address.hpp"
#include "messages/alarms.hpp"
#include "messages/answer.hpp"
#include "messages/backup.hpp"
#include "messages/captures.hpp"
#include "messages/delivery.hpp"
#include "messages/history.hpp"
#include "messages/index.hpp"
#include "messages/lexical.hpp"
#include "messages/metadata.hpp"
#include "messages/planner.hpp"
#include "messages/search.hpp"
#include "messages/service_sight.hpp"
#include "messages/settings.hpp"
#include "messages/store.hpp"
#include "messages/suggestions.hpp"
#include "messages/sync.hpp"
#include "messages/tracker.hpp"
#include "messages/usage.hpp"
#include "messages/vault.hpp"
#include "messages/vault_report.hpp"
#include "messages/vectors.hpp"

namespace secondbrain {

using index_api = api<run_index, start_index, clear_index, list_ledger>;
using lexical_api =
    api<write_notes, remove_notes, clear_lexical, count_lexical, count_chunks_by_note, check_store, snapshot_store>;
using tracker_api = api<load_tracked_files, find_tracked_files, mark_files, forget_files, clear_tracker,
                        get_tracker_stats, check_store, snapshot_store>;
using conversation_api = api<append_messages, list_conversations, get_conversation, delete_conversation,
                             count_conversations, check_store, snapshot_store>;
using usage_api = api<record_usage, summarize_usage, list_daily_usage, check_store, snapshot_store>;
using metadata_api = api<put_metadata, get_metadata, list_metadata, list_entities, list_action_items, move_metadata,
                         delete_metadata, check_store, snapshot_store>;
using vectors_api = api<write_vectors, remove_vectors, clear_vectors, count_vectors, find_missing_vectors,
                        list_embedded_chunks, compact_vectors, check_store, snapshot_store>;
using embedding_api = api<embed_notes, pause_embedding>;
using approximation_api = api<embed_notes>;
using backup_api = api<start_backup, make_due_backup, try_backup, list_backups>;
using alarm_api = api<send_alarm_test, send_briefing, silence_alarm>;
using sight_api = api<look_at_service>;
using delivery_api = api<deliver_notice>;
using ping_api = api<send_life_sign>;

/// Filled once, where the process is composed. An address that nobody serves answers `errc::unavailable`.
struct service_addresses {
  address<conversation_api> conversations;
  address<usage_api> usage;
  address<metadata_api> metadata;
  address<settings_api> settings;
  address<lexical_api> lexical;
  address<vectors_api> vectors;
  address<tracker_api> tracker;
  address<index_api> index;
  address<embedding_api> embedding;
  address<approximation_api> approximation;
  address<search_api> search;
  address<planner_api> planner;
  address<capture_api> capture;
  address<vault_api> vault;
  address<vault_report_api> vault_report;
  address<suggestions_api> suggestions;
  address<answer_api> answers;
  address<sync_api> sync;
  address<backup_api> backups;
  address<alarm_api> alarms;
  address<sight_api> sight;
};

}  // namespace secondbrain
