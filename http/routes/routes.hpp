// Every route there is. One function a resource, each in the file of its name; `all_routes` is the table of contents.
//
// A route is given the addresses that it uses and keeps copies of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "http/routes/services.hpp"
#include "http/server/server.hpp"
#include "http/wire/route.hpp"

namespace secondbrain::http {

struct list_source;
class list_cache;

/// All of them, for a server.
route_source routes_of(services offered);

std::vector<route> all_routes(const services& offered, const server_options& options, const traffic& seen);

std::vector<route> health_routes(const services& offered);
std::vector<route> index_routes(const services& offered);
std::vector<route> search_routes(const address<search_api>& search, const index_progress_feed& progress,
                                 const probe& may_answer);
std::vector<route> link_routes(const address<search_api>& search, const index_progress_feed& progress,
                               const probe& may_answer);
std::vector<route> conversation_routes(const address<conversation_api>& conversations);
std::vector<route> ask_routes(const address<answer_api>& answers, const index_progress_feed& progress,
                              const probe& may_answer, const server_options& options);
std::vector<route> task_routes(const list_source& from);
std::vector<route> event_routes(const list_source& from);
std::vector<route> briefing_routes(const list_source& from);
std::vector<route> capture_routes(const address<search_api>& search, const address<capture_api>& capture,
                                  const address<metadata_api>& metadata, const index_progress_feed& progress,
                                  bool vault_configured);
std::vector<route> captures_routes(const address<capture_api>& capture);
std::vector<route> settings_routes(const address<settings_api>& settings);
std::vector<route> metadata_routes(const address<metadata_api>& metadata);
std::vector<route> suggestion_routes(const address<suggestions_api>& suggestions, const index_progress_feed& progress,
                                     const probe& may_answer);
std::vector<route> embedding_routes(const address<embedding_api>& embedding, const embedding_reader& progress);
std::vector<route> extract_routes(const address<sync_api>& sync);
std::vector<route> cost_routes(const services& offered);
std::vector<route> sync_routes(const address<sync_api>& sync, const sync_progress_feed& sync_progress,
                               const sync_history_reader& sync_history);
std::vector<route> backup_routes(const address<backup_api>& backups, const backup_progress_feed& backup_progress);
std::vector<route> restore_routes(const restore_starter& starter, const restore_reader& progress);
std::vector<route> alarm_routes(const address<alarm_api>& alarms, const alarms_feed& report);
std::vector<route> backup_places_routes(const places_reader& places);
std::vector<route> admin_routes(const actor_restart& restart_actor, const actor_crash& crash_actor,
                                const tree_reader& tree, const sync_reader& latest_sync, const server_options& options);
std::vector<route> metrics_routes(const services& offered, const traffic& seen,
                                  const std::shared_ptr<const list_cache>& lists);
std::vector<route> vault_routes(const address<vault_api>& vault, const address<vault_report_api>& report);
std::vector<route> sending_routes(const address<vault_api>& vault);
std::vector<route> page_routes(const std::string& version);

}  // namespace secondbrain::http
