// Every command of the program; each is described in the file that bears its name.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "cli/display/command.hpp"
#include "cli/display/context.hpp"
#include "messages/backup_places.hpp"
#include "ops/elsewhere/copy_place.hpp"

namespace secondbrain::cli {

void add_search(command app, context& ctx);
void add_links(command app, context& ctx);
void add_ask(command app, context& ctx);
void add_tasks(command app, context& ctx);
void add_task_writing(command tasks, context& ctx);  // below `tasks`
void add_events(command app, context& ctx);
void add_briefing(command app, context& ctx);
void add_capture(command app, context& ctx);
void add_captures(command app, context& ctx);
void add_inject(command app, context& ctx);
void add_recategorise(command app, context& ctx);
void add_weekly(command app, context& ctx);
void add_costs(command app, context& ctx);
void add_index(command app, context& ctx);
void add_status(command app, context& ctx);
void add_alarms(command app, context& ctx);
void add_sync(command app, context& ctx);
void add_config(command app, context& ctx);
void add_backup(command app, context& ctx);
void add_backups(command app, context& ctx);
void add_backup_verification(command backups, context& ctx);  // below `backups`
void add_backup_examination(command backups, context& ctx);   // likewise
void add_elsewhere(command app, context& ctx);
void add_model(command app, context& ctx);
void add_restore(command app, context& ctx);
void add_service(command app, context& ctx);
void add_sending(command vault, context& ctx);  // below `vault`
void add_vault(command app, context& ctx);
void add_serve(command app, context& ctx);

/// Where copies of the backups are, as the service saw it last.
std::vector<backup_copy> known_copies(const ops::config& settings);
/// `now`: the places have just been looked at.
enum class copies_seen : std::uint8_t { now, earlier };
void print_copies(const std::vector<backup_copy>& copies, copies_seen seen, context& ctx);

/// Brings a backup back from elsewhere into the backup folder. `from`: `directory`, `restic`, or empty for the first
/// place that has one. What was passed over for it is told on stderr. Answers with its id.
result<ops::fetched> fetch_from_elsewhere(const ops::config& settings, const std::string& from,
                                          const ops::fetch_order& order, context& ctx);

/// In the order in which `--help` lists them.
inline constexpr std::array every_command{
    add_serve,   add_search,   add_links,  add_ask,          add_tasks,  add_events,  add_briefing,
    add_capture, add_captures, add_inject, add_recategorise, add_weekly, add_index,   add_sync,
    add_status,  add_alarms,   add_costs,  add_config,       add_backup, add_backups, add_elsewhere,
    add_restore, add_service,  add_vault,  add_model,
};

}  // namespace secondbrain::cli
