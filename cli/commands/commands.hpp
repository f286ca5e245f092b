// Every command of the program; each is described in the file that bears its name.
#pragma once

#include <array>

#include "cli/display/command.hpp"
#include "cli/display/context.hpp"

namespace secondbrain::cli {

void add_search(command app, context& ctx);
void add_ask(command app, context& ctx);
void add_tasks(command app, context& ctx);
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
void add_restore(command app, context& ctx);
void add_service(command app, context& ctx);
void add_sending(command vault, context& ctx);  // below `vault`
void add_vault(command app, context& ctx);
void add_serve(command app, context& ctx);

/// In the order in which `--help` lists them.
inline constexpr std::array every_command{
    add_serve,  add_search,       add_ask,     add_tasks,   add_events,  add_briefing, add_capture, add_captures,
    add_inject, add_recategorise, add_weekly,  add_index,   add_sync,    add_status,   add_alarms,  add_costs,
    add_config, add_backup,       add_backups, add_restore, add_service, add_vault,
};

}  // namespace secondbrain::cli
