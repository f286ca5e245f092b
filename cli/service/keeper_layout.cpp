#include "cli/service/tree_layout.hpp"

#include <spdlog/spdlog.h>

#include "actors/backup_actor.hpp"
#include "actors/periodic_actor.hpp"

namespace secondbrain::cli {

using actors::worker;
using std::chrono::minutes;

namespace {

constexpr minutes snapshot_timeout{30};

std::vector<ops::snapshot_source> snapshot_sources(const tree_parts& parts) {
  auto sources = ops::plain_file_sources(parts.data.root());
  auto add = [&sources](const std::filesystem::path& file, const auto& store) {
    auto write = [store](const std::filesystem::path& destination) {
      return store.ask(snapshot_store{destination.string()}, snapshot_timeout).map([](nothing) {});
    };
    sources.push_back({file.filename().string(), backup_file_kind::database, write});
  };
  add(parts.data.conversations(), parts.fronts.conversations.address);
  add(parts.data.usage(), parts.fronts.usage.address);
  add(parts.data.metadata(parts.settings.metadata_db_name), parts.fronts.metadata.address);
  add(parts.data.lexical(), parts.fronts.lexical.address);
  add(parts.data.vectors(), parts.fronts.vectors.address);
  add(parts.data.index_tracker(), parts.fronts.tracker.address);
  return sources;
}

}  // namespace

actors::supervisor_spec lay_out_keeper(const tree_parts& parts) {
  auto check = [](const std::string& name, const auto& store) {
    store.send(check_store{}, check_timeout, [name](result<nothing> answer) {
      if (!answer) spdlog::error("check: {}: {}", name, answer.error().message);
    });
  };
  actors::periodic_task checks;
  checks.first_after = minutes{10};
  checks.interval = std::chrono::hours{6};
  checks.body = [check, &fronts = parts.fronts] {
    check("conversations", fronts.conversations.address);
    check("usage", fronts.usage.address);
    check("metadata", fronts.metadata.address);
    check("lexical", fronts.lexical.address);
    check("vectors", fronts.vectors.address);
    check("index-tracker", fronts.tracker.address);
  };
  actors::periodic_task due_backups;
  due_backups.first_after = minutes{5};
  due_backups.interval = minutes{10};
  due_backups.body = [backup = parts.fronts.backup.address] {
    backup.send(make_due_backup{}, snapshot_timeout, [](auto) {});  // the backup actor reports
  };
  actors::backup_parts backing_up;
  backing_up.sources = [parts] { return snapshot_sources(parts); };
  backing_up.options = {parts.settings.backup_path, parts.settings.backup_keep, SECONDBRAIN_VERSION};
  backing_up.interval = parts.settings.backup_interval;

  auto backup = worker<actors::backup_actor>("backup", parts.fronts.backup.front, backing_up);
  backup.hang = {minutes{30}, minutes{60}};  // it copies everything there is
  return branch(parts, {backup, worker<actors::periodic_actor, caf::no_spawn_options>("checks", checks),
                        worker<actors::periodic_actor, caf::no_spawn_options>("due-backups", due_backups)});
}

}  // namespace secondbrain::cli
