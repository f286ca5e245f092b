#include "brain/vault/known_vault.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <system_error>
#include <utility>

#include "messages/no_vault.hpp"
#include "stores/durable_file.hpp"
#include "stores/json_text.hpp"

namespace secondbrain::vault {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_landmarks = 64;
constexpr std::size_t few_notes = 5;  // so many may vanish at once without a question, as from the index

std::optional<struct stat> folder_at(const fs::path& path) {
  struct stat found;
  if (path.empty() || ::stat(path.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) return std::nullopt;
  return found;
}

bool comes_with_a_disk(const std::string& name) {
  return name == "lost+found" || name == ".DS_Store" || name.compare(0, 6, ".Trash") == 0;
}

enum class hidden_entries : std::uint8_t { count, are_passed_over };

/// Whether nothing of a person's lies in a folder.
bool looks_empty(const fs::path& folder, hidden_entries hidden) {
  std::error_code failure;
  for (fs::directory_iterator entry{folder, failure}, end; !failure && entry != end; entry.increment(failure)) {
    auto name = entry->path().filename().string();
    bool counts = name.front() != '.' || hidden == hidden_entries::count;
    if (counts && !comes_with_a_disk(name)) return false;
  }
  return true;
}

/// Spread over all of them, so that no single folder decides.
std::vector<std::string> landmarks_of(std::vector<std::string> notes) {
  std::sort(notes.begin(), notes.end());
  if (notes.size() <= most_landmarks) return notes;
  std::vector<std::string> chosen;
  for (std::size_t at = 0; at < most_landmarks; ++at) chosen.push_back(notes[at * notes.size() / most_landmarks]);
  return chosen;
}

std::string notes_that_are_gone(std::size_t count) {
  if (count == 1) return "the one note that was in it is gone";
  return "the " + std::to_string(count) + " notes that were in it are gone";
}

status as_status(const vault_finding& found) {
  return fail(errc::vault_missing, found.message);
}

}  // namespace

known_vault::known_vault(fs::path file, fs::path root) : file_{std::move(file)}, root_{std::move(root)} {
  load();
}

// A file that makes no sense knows nothing; the next index run writes it anew.
void known_vault::load() try {
  auto bytes = stores::read_file(file_);
  if (!bytes) return;
  auto document = json::parse(*bytes).as_object();
  identity found;
  found.path = json::value_to<std::string>(document.at("path"));
  found.device = json::value_to<std::uint64_t>(document.at("device"));
  found.inode = json::value_to<std::uint64_t>(document.at("inode"));
  found.notes = json::value_to<std::size_t>(document.at("notes"));
  found.landmarks = json::value_to<std::vector<std::string>>(document.at("landmarks"));
  known_ = std::move(found);
} catch (const std::exception&) {
  known_ = {};
}

status known_vault::save(const identity& known) {
  json::object document{{"path", known.path},
                        {"device", static_cast<std::uint64_t>(known.device)},
                        {"inode", static_cast<std::uint64_t>(known.inode)},
                        {"notes", known.notes},
                        {"landmarks", json::value_from(known.landmarks)}};
  auto written = stores::replace_file(file_, stores::indented(document));
  if (written) known_ = known;
  return written;
}

vault_finding known_vault::look() {
  std::lock_guard guard{guarding_};
  auto found = judge();
  found.belongs_to = known_.path;
  return found;
}

status known_vault::may_write() {
  auto found = look();
  return found.state == vault_state::itself ? status{} : as_status(found);
}

status known_vault::may_answer() {
  auto found = look();
  switch (found.state) {
    case vault_state::itself:
    case vault_state::missing:
    case vault_state::emptied: return {};
    case vault_state::not_configured:
    case vault_state::mistaken:
    case vault_state::another: break;
  }
  return as_status(found);
}

status known_vault::may_index() {
  auto found = look();
  return found.state == vault_state::another || found.state == vault_state::mistaken ? as_status(found) : status{};
}

bool known_vault::is_where_it_was() const {
  return known_.path == root_.string();
}

std::size_t known_vault::count_landmarks(std::size_t enough) const {
  std::size_t present = 0;
  for (const auto& path : known_.landmarks) {
    std::error_code failure;
    if (fs::exists(fs::symlink_status(root_ / path, failure)) && ++present >= enough) break;
  }
  return present;
}

/// One is enough in the folder that is known; a folder that was never seen must hold half of them.
std::size_t known_vault::notes_to_recognise(bool same_folder) const {
  return same_folder ? 1 : (known_.landmarks.size() + 1) / 2;
}

vault_finding known_vault::judge() {
  if (root_.empty()) return {vault_state::not_configured, {}, no_vault().value().message};
  auto folder = folder_at(root_);
  if (!folder && (known_.path.empty() || !is_where_it_was())) {
    auto message = "There is no folder " + root_.string() + ". Check how it is spelt in the settings.";
    if (!known_.path.empty()) message += " This data belongs to the vault " + known_.path + ".";
    return {vault_state::mistaken, {}, message};
  }
  if (!folder) {
    return {vault_state::missing,
            {},
            "The vault " + root_.string() +
                " is not there. Mount its disk, or sign in to "
                "its cloud drive; it goes on by itself. Search still answers from what was read before; nothing is "
                "written meanwhile."};
  }
  if (known_.landmarks.empty()) return {};
  bool same_folder = known_.device == folder->st_dev && known_.inode == folder->st_ino;
  auto enough = notes_to_recognise(same_folder);
  if (count_landmarks(enough) >= enough) {
    // Moved, restored or on another disk: the same notes are the same vault.
    if (!same_folder || !is_where_it_was()) {
      auto now = known_;
      now.path = root_.string();
      now.device = folder->st_dev;
      now.inode = folder->st_ino;
      static_cast<void>(save(now));  // tried again with the next look
    }
    return {};
  }
  // The very folder, not what a disk that is missing left in its place: its owner has cleared it. Of many notes
  // without a trace a cloud drive may have taken them away; that is asked about.
  if (same_folder && (known_.notes <= few_notes || !looks_empty(root_, hidden_entries::count))) return {};
  if (same_folder || (is_where_it_was() && looks_empty(root_, hidden_entries::are_passed_over))) {
    return {vault_state::emptied,
            {},
            "The folder " + root_.string() + " is there, but " + notes_that_are_gone(known_.notes) +
                ". Mount its disk, or sign in to its cloud drive; nothing is written until they are back. Search still "
                "answers from what was read before. If they "
                "were deleted on purpose: `secondbrain vault adopt`."};
  }
  auto former = is_where_it_was() ? "other notes that lay in " + known_.path : "the vault " + known_.path;
  return {vault_state::another,
          {},
          "This data belongs to " + former + ": index " + root_.string() +
              " instead? `secondbrain vault adopt` does that. Otherwise name the former folder in the settings again."};
}

bool known_vault::needs_to_learn() const {
  std::lock_guard guard{guarding_};
  auto most = (known_.landmarks.size() + 1) / 2;
  return known_.landmarks.empty() || count_landmarks(most) < most;
}

void known_vault::assume(const std::vector<std::string>& notes) {
  std::lock_guard guard{guarding_};
  if (known_.path.empty() && !notes.empty()) known_ = {root_.string(), 0, 0, landmarks_of(notes), notes.size()};
}

status known_vault::learn(const std::vector<std::string>& notes) {
  std::lock_guard guard{guarding_};
  auto folder = folder_at(root_);
  if (!folder) return {};
  identity now{root_.string(), folder->st_dev, folder->st_ino, landmarks_of(notes), notes.size()};
  bool is_new = now.path != known_.path || now.device != known_.device || now.inode != known_.inode ||
                now.notes != known_.notes || now.landmarks != known_.landmarks;
  return is_new ? save(now) : status{};
}

status known_vault::adopt() {
  std::lock_guard guard{guarding_};
  auto folder = folder_at(root_);
  if (!folder) return as_status(judge());
  return save({root_.string(), folder->st_dev, folder->st_ino, {}, 0});
}

}  // namespace secondbrain::vault
