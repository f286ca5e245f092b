#include "brain/vault/report/vault_reporter.hpp"

#include <utility>

#include "brain/vault/conventions/left_out_folders.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/report/convention_words.hpp"
#include "brain/vault/report/link_names.hpp"
#include "brain/vault/report/report_counter.hpp"
#include "brain/vault/report/unread_lines.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

namespace {

/// Of what the yield of a note depends on besides the note.
std::string reading_of(const vault_conventions& conventions) {
  std::string text;
  if (conventions.daily)
    text = conventions.daily->folder + "\n" + conventions.daily->format + "\n" + conventions.daily->language;
  for (const auto& each : conventions.task_formats) text += "\nformat " + each.dialect;
  for (const auto& each : conventions.excluded) text += "\nwithout " + each.value;
  for (const auto& [file, said] : conventions.good_files) text += "\n" + file + "\n" + said;
  return text + "\n" + conventions.tasks_plugin;
}

/// Of those that our settings leave out.
std::vector<convention> folders_that_are_not_there(const std::filesystem::path& root,
                                                   const vault_conventions& conventions) {
  std::vector<convention> missing;
  for (const auto& each : conventions.excluded) {
    std::error_code unknown;
    if (each.origin.source == convention_source::setting && !is_pattern(each) &&
        !std::filesystem::exists(root / system_path(each.value), unknown) && !unknown)
      missing.push_back(each);
  }
  return missing;
}

status condition_of(const scan_result& scanned, const std::filesystem::path& root) {
  if (scanned.condition == vault_condition::missing)
    return fail(errc::vault_missing,
                "The vault " + root.string() + " is not there. Connect its disk, or correct SECONDBRAIN_VAULT_PATH.");
  if (scanned.condition == vault_condition::unreadable)
    return fail(errc::io_failure,
                "The vault " + root.string() + " cannot be read. Give SecondBrain the permission to read it.");
  return {};
}

}  // namespace

void vault_reporter::renew_conventions(const std::vector<std::string>& paths, day today) {
  reading_.emplace(known_conventions_->find(paths, today));
  auto reading = reading_of(reading_->conventions());
  if (reading == read_with_) return;
  notes_.clear();
  read_with_ = std::move(reading);
}

vault_reporter::known_note vault_reporter::read(const scanned_file& file, bool is_daily) const {
  known_note now{file.modified, file.changed, file.size, file.inode, {}, {}};
  auto bytes = read_note_file(root_, file.path);
  if (bytes)
    now.yield = read_yield(file.path, *bytes, *reading_, is_daily);
  else
    now.trouble = "What is in it was not counted: " + bytes.error().message;
  return now;
}

result<vault_report> vault_reporter::report(day today, const std::function<bool()>& cancelled) {
  const auto scanned = scan_vault(root_, known_conventions_->copies());
  RETURN_IF_ERROR(condition_of(scanned, root_));
  std::vector<std::string> paths;
  paths.reserve(scanned.files.size());
  for (const auto& each : scanned.files) paths.push_back(each.path);
  renew_conventions(paths, today);

  const auto& conventions = reading_->conventions();
  const auto daily = conventions.daily ? std::optional{conventions.daily->paths()} : std::nullopt;
  const link_names names{paths, conventions.logseq};
  report_counter counter{names};
  for (const auto& each : conventions.troubles) counter.add_problem(each.file, each.message);
  for (const auto& each : folders_that_are_not_there(root_, conventions))
    counter.add_problem(each.origin.file, "There is no folder " + each.value + " in the vault; correct its name.");
  for (const auto& each : scanned.problems) counter.add_problem(each.path, each.message);
  std::map<std::string, known_note, std::less<>> known;
  for (const auto& file : scanned.files) {
    if (cancelled()) {
      known.merge(notes_);
      notes_ = std::move(known);
      return fail(errc::cancelled, "Looking at the notes was broken off.");
    }
    const auto date = daily ? daily->day_of(file.path, today) : std::nullopt;
    if (date) counter.add_daily_note(*date);
    auto note = notes_.extract(file.path);
    const bool is_known = !note.empty() && note.mapped().modified == file.modified &&
                          note.mapped().changed == file.changed && note.mapped().size == file.size &&
                          note.mapped().inode == file.inode && note.mapped().trouble.empty();
    auto now = is_known ? std::move(note.mapped()) : read(file, date.has_value());
    const bool is_left_out = reading_->left_out.hold(file.path);
    counter.report().left_out += is_left_out ? 1 : 0;
    counter.add(file.path, now.yield,
                daily && !date && !is_left_out ? trouble_with_daily_name(file.path, daily->folder(), daily->format())
                                               : std::string{});
    if (!now.trouble.empty()) counter.add_problem(file.path, now.trouble);
    known.emplace(file.path, std::move(now));
  }
  notes_ = std::move(known);

  auto report = counter.finish();
  if (report.tasks == 0) report.tasks_message = no_task_in_words(conventions);
  report.conventions = conventions_in_words(conventions);
  return report;
}

}  // namespace secondbrain::vault
