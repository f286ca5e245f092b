#include "cli/commands/restore_words.hpp"

#include <algorithm>

#include "base/clock.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/shown_time.hpp"
#include "base/time_ago.hpp"
#include "base/time_text.hpp"
#include "cli/commands/backup_words.hpp"

namespace secondbrain::cli {

namespace {

std::string bytes_in_words(std::uint64_t bytes) {
  return byte_count(static_cast<std::int64_t>(bytes));
}

std::string change_in_words(const ops::previewed_file& file) {
  switch (file.change) {
    case ops::file_change::back: return "comes back (" + bytes_in_words(file.bytes_then) + ")";
    case ops::file_change::gone: return "goes (" + bytes_in_words(file.bytes_now) + ")";
    case ops::file_change::changed:
      return bytes_in_words(file.bytes_now) + " now, " + bytes_in_words(file.bytes_then) + " then";
    case ops::file_change::same: break;
  }
  return {};
}

/// The lines of its tables say what would come and go, and where there are none, nothing that counts would.
bool is_told_by_its_rows(const ops::restore_preview& preview, const ops::previewed_file& file) {
  return file.change == ops::file_change::changed &&
         std::any_of(preview.tables.begin(), preview.tables.end(),
                     [&](const ops::previewed_table& table) { return table.database == file.name; });
}

}  // namespace

void print_preview(const ops::restore_preview& preview, const ops::config& config, bool with_later, context& ctx) {
  const auto& backup = preview.snapshot;
  const auto made = time_from_utc(backup.created_at);
  const auto age = made ? std::chrono::duration<double>{real_clock().now() - *made} : std::chrono::duration<double>{};
  ctx.out << "Restoring " << ctx.out_terminal.paint(tone::strong, backup.id) << ", made "
          << shown_time(std::string_view{backup.created_at});
  if (age.count() > 0) ctx.out << " (" << time_ago(age) << ")";
  ctx.out << ", would change " << config.data_path.string() << ":\n";
  for (const auto& table : preview.tables)
    if (table.rows_now != table.rows_then)
      ctx.out << "  " << table.database << ", " << table.table << ": " << grouped(table.rows_now) << " rows now, "
              << grouped(table.rows_then) << " then\n";
  int same = 0;
  for (const auto& file : preview.files) {
    if (file.change == ops::file_change::same)
      ++same;
    else if (!is_told_by_its_rows(preview, file))
      ctx.out << "  " << printable(file.name) << ": " << change_in_words(file) << '\n';
  }
  if (same > 0) ctx.out << "  " << counted(same, "file is", "files are") << " the same.\n";
  ctx.out << notes_in_words(backup.vault) << " They are not touched; `--vault-to FOLDER` writes those of a backup into "
          << "a folder of their own.\n";
  if (with_later) ctx.out << "What was written after it and shipped to the backup folder would be added.\n";
  std::error_code failure;
  if (!std::filesystem::exists(config.data_path, failure)) {
    ctx.out << "There is no data directory now, so nothing would be replaced. Nothing has been changed.\n";
    return;
  }
  ctx.out << "The present state would be kept next to the data directory";
  if (config.replaced_keep_days > 0) ctx.out << " for " << counted(config.replaced_keep_days, "day", "days");
  ctx.out << ". Nothing has been changed.\n";
}

status show_notes(const ops::snapshot_info& snapshot, const std::vector<ops::vault_entry>& notes,
                  const std::filesystem::path& folder, output_format format, context& ctx) {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  for (const auto& entry : notes) {
    if (entry.kind != ops::vault_entry_kind::file) continue;
    ++files;
    bytes += entry.bytes;
  }
  if (format == output_format::json) {
    print_json(
        ctx,
        {{"status", "preview"}, {"id", snapshot.id}, {"folder", folder.string()}, {"files", files}, {"bytes", bytes}});
    return {};
  }
  ctx.out << "Would write " << counted(static_cast<std::int64_t>(files), "file", "files") << " ("
          << bytes_in_words(bytes) << ") of " << ctx.out_terminal.paint(tone::strong, snapshot.id) << " to "
          << folder.string() << ". Nothing has been changed.\n";
  return {};
}

boost::json::object json_of(const ops::restore_preview& preview) {
  return {{"status", "preview"},
          {"backup", to_json(static_cast<const backup_info&>(preview.snapshot))},
          {"files", to_json(preview.files)},
          {"tables", to_json(preview.tables)}};
}

}  // namespace secondbrain::cli
