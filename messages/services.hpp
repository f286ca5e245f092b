// Which requests each service answers. One line a service: the whole inner API of the process.
#pragma once

#include "messages/answer.hpp"
#include "messages/backup.hpp"
#include "messages/captures.hpp"
#include "messages/history.hpp"
#include "messages/index.hpp"
#include "messages/lexical.hpp"
#include "messages/metadata.hpp"
#include "messages/planner.hpp"
#include "messages/search.hpp"
#include "messages/settings.hpp"
#include "messages/store.hpp"
#include "messages/suggestions.hpp"
#include "messages/sync.hpp"
#include "messages/tracker.hpp"
#include "messages/usage.hpp"
#include "messages/vectors.hpp"

namespace secondbrain {

using index_api = api<run_index, start_index, clear_index, list_ledger>;
using lexical_api =
    api<write_notes, remove_notes, clear_lexical, count_lexical, count_chunks_by_note, check_store, snapshot_store>;
using tracker_api =
    api<load_tracked_files, mark_files, forget_files, clear_tracker, get_tracker_stats, check_store, snapshot_store>;
using conversation_api = api<append_messages, list_conversations, get_conversation, delete_conversation,
                             count_conversations, check_store, snapshot_store>;
using usage_api = api<record_usage, summarize_usage, list_daily_usage, check_store, snapshot_store>;
using metadata_api = api<put_metadata, get_metadata, list_metadata, list_entities, list_action_items, delete_metadata,
                         check_store, snapshot_store>;
using vectors_api = api<write_vectors, remove_vectors, clear_vectors, count_vectors, find_missing_vectors,
                        list_embedded_chunks, publish_vectors, check_store, snapshot_store>;
using embedding_api = api<embed_notes>;
using backup_api = api<start_backup, make_due_backup, list_backups>;

}  // namespace secondbrain
