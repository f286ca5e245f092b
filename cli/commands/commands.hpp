// Every command of the program; each is described in the file that bears its name.
#pragma once

#include <array>

#include "cli/display/context.hpp"

namespace secondbrain::cli {

void add_search(CLI::App& app, context& ctx);
void add_ask(CLI::App& app, context& ctx);
void add_tasks(CLI::App& app, context& ctx);
void add_events(CLI::App& app, context& ctx);
void add_briefing(CLI::App& app, context& ctx);
void add_capture(CLI::App& app, context& ctx);
void add_captures(CLI::App& app, context& ctx);
void add_inject(CLI::App& app, context& ctx);
void add_recategorise(CLI::App& app, context& ctx);
void add_weekly(CLI::App& app, context& ctx);
void add_costs(CLI::App& app, context& ctx);
void add_index(CLI::App& app, context& ctx);
void add_status(CLI::App& app, context& ctx);
void add_sync(CLI::App& app, context& ctx);
void add_config(CLI::App& app, context& ctx);
void add_backup(CLI::App& app, context& ctx);
void add_backups(CLI::App& app, context& ctx);
void add_restore(CLI::App& app, context& ctx);
void add_service(CLI::App& app, context& ctx);
void add_sending(CLI::App& vault, context& ctx);  // below `vault`
void add_vault(CLI::App& app, context& ctx);
void add_serve(CLI::App& app, context& ctx);

/// In the order in which `--help` lists them.
inline constexpr std::array every_command{
    add_serve,    add_search, add_ask,          add_tasks,   add_events,  add_briefing, add_capture,
    add_captures, add_inject, add_recategorise, add_weekly,  add_index,   add_sync,     add_status,
    add_costs,    add_config, add_backup,       add_backups, add_restore, add_service,  add_vault,
};

}  // namespace secondbrain::cli
