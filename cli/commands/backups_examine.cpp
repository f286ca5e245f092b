#include <filesystem>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "cli/commands/commands.hpp"
#include "cli/service/data_examination.hpp"
#include "ops/data/server_lock.hpp"

namespace secondbrain::cli {

namespace {

struct examine_options {
  std::string data;
  std::optional<std::string> vault;
  std::string metadata = "metadata.db";
};

constexpr auto examine_footer =
    "What `secondbrain backups try` has a process of its own do. The folder may be written to: files of an earlier\n"
    "version are brought up to date.\n"
    "Exit codes: 0 all of it can be used, 1 something cannot (stderr says what), 2 wrong command line.";

status use(const examine_options& options, context& ctx) {
  std::error_code failure;
  if (!std::filesystem::is_directory(options.data, failure))
    return fail(errc::not_found, "there is no folder " + options.data);
  const auto lock = ops::server_lock::take_state(options.data);
  RETURN_IF_ERROR(lock);
  examined_data restored{options.data, options.metadata, options.vault};
  const auto found = examine(restored);
  RETURN_IF_ERROR(found);
  ctx.out << *found << '\n';
  return {};
}

}  // namespace

void add_backup_examination(command backups, context& ctx) {
  auto options = std::make_shared<examine_options>();
  auto command = backups.add_subcommand("examine", "Use a folder that a backup was restored into: search, list, read");
  command.add_option("folder", options->data, "The restored data directory").required();
  command.add_option("--vault", options->vault, "The folder of its notes, where they were restored as well");
  command.add_option("--metadata-db", options->metadata, "File name of the metadata database");
  command.footer(examine_footer);
  command.hide();  // for the program itself
  command.callback([options, &ctx] { conclude(ctx, use(*options, ctx)); });
}

}  // namespace secondbrain::cli
