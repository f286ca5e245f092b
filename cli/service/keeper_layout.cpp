#include "cli/service/tree_layout.hpp"

#include "actors/backup_actor.hpp"
#include "actors/periodic_actor.hpp"
#include "cli/service/allocator.hpp"
#include "cli/service/backup_setup.hpp"
#include "cli/service/live_source.hpp"
#include "ops/backup/replaced_state.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::cli {

using actors::worker;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr minutes snapshot_timeout{30};

std::vector<ops::snapshot_source> snapshot_sources(const tree_parts& parts, const std::function<bool()>& cancelled) {
  using ops::source_kind;
  auto sources = ops::plain_file_sources(parts.data.root());
  auto add = [&](const std::filesystem::path& file, const auto& store, const std::string& actor, source_kind worth) {
    store_watch watch{file.filename().string(), [look_at = parts.look_at, actor] { return look_at(actor); }, cancelled};
    sources.push_back(live_source(store, watch, worth, snapshot_timeout, check_timeout));
    sources.back().expected_bytes = ops::bytes_of(file);
  };
  const auto& fronts = parts.fronts;
  add(parts.data.conversations(), fronts.addresses.conversations, "root/stores/conversations", source_kind::recorded);
  add(parts.data.usage(), fronts.addresses.usage, "root/stores/usage", source_kind::recorded);
  add(parts.data.metadata(parts.settings.metadata_db_name), fronts.addresses.metadata, "root/stores/metadata",
      source_kind::recorded);
  add(parts.data.lexical(), fronts.addresses.lexical, "root/stores/lexical", source_kind::derived);
  if (!parts.semantic.remote())
    add(parts.data.vectors(), fronts.addresses.vectors, "root/stores/vectors", source_kind::derived);
  add(parts.data.index_tracker(), fronts.addresses.tracker, "root/stores/index-tracker", source_kind::derived);
  return sources;
}

/// States that restores have replaced go when they are old, and that is said.
void tidy_after_restores(const ops::config& settings) {
  const auto gone = ops::prune_replaced(settings.data_path, settings.replaced_keep_days, real_clock().now());
  if (!gone) return ops::logger_for("backup").warn("{}", gone.error().message);
  for (const auto& state : *gone)
    ops::logger_for("backup").info("{} was removed: a restore replaced it more than {} days ago", state.string(),
                                   settings.replaced_keep_days);
}

}  // namespace

actors::supervisor_spec lay_out_keeper(const tree_parts& parts) {
  auto check = [](const std::string& name, const auto& store) {
    store.send(check_store{}, check_timeout, [name](result<nothing> answer) {
      if (!answer) ops::logger_for("check").error("{}: {}", name, answer.error().message);
    });
  };
  actors::periodic_task checks;
  checks.first_after = minutes{10};
  checks.interval = std::chrono::hours{6};
  checks.body = [check, &fronts = parts.fronts] {
    check("conversations", fronts.addresses.conversations);
    check("usage", fronts.addresses.usage);
    check("metadata", fronts.addresses.metadata);
    check("lexical", fronts.addresses.lexical);
    check("vectors", fronts.addresses.vectors);
    check("index-tracker", fronts.addresses.tracker);
  };
  actors::periodic_task due_backups;
  due_backups.first_after = minutes{5};
  due_backups.interval = minutes{10};
  due_backups.body = [backup = parts.fronts.addresses.backups] {
    backup.send(make_due_backup{}, snapshot_timeout, [](auto) {});  // the backup actor reports
  };
  actors::periodic_task memory;
  memory.first_after = seconds{30};
  memory.interval = seconds{30};
  memory.body = give_back_freed_memory;
  actors::backup_parts backing_up;
  backing_up.sources = [parts](const auto& cancelled) { return snapshot_sources(parts, cancelled); };
  backing_up.options = [parts] {
    auto options = backup_options_of(parts.settings, parts.known_vault);
    options.in_place = directory_question(parts);
    return options;
  };
  backing_up.examine = examination_by(parts.program, parts.settings);
  backing_up.on_failed_trial = checks.body;  // a store that turns out to be damaged recovers by itself
  backing_up.progress = parts.backup_progress_feed;
  backing_up.standing = parts.backup_standing_feed;
  backing_up.interval = parts.settings.backup_interval;
  backing_up.trial_interval = parts.settings.backup_trial_interval;
  backing_up.tidy = [parts] { tidy_after_restores(parts.settings); };

  auto backup = worker<actors::backup_actor>("backup", parts.fronts.backups, backing_up);
  backup.grace = seconds{20};  // it may be in the middle of one file
  std::vector<actors::child_spec> children{backup};
  for (auto& child : lay_out_places(parts)) children.push_back(std::move(child));
  for (auto& child : {worker<actors::periodic_actor, caf::no_spawn_options>("checks", checks),
                      worker<actors::periodic_actor, caf::no_spawn_options>("due-backups", due_backups),
                      worker<actors::periodic_actor, caf::no_spawn_options>("memory", memory)})
    children.push_back(child);
  return branch(parts, std::move(children));
}

}  // namespace secondbrain::cli
