#include "brain/vault/known_vault.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/regular_file.hpp"
#include "brain/vault/readable_path.hpp"
#include "messages/no_vault.hpp"

namespace secondbrain::vault {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_landmarks = 64;
constexpr std::size_t few_notes = 5;  // so many may vanish at once without a question, as from the index

/// Spread over all of them, so that no single folder decides.
std::vector<std::string> landmarks_of(std::vector<std::string> notes) {
  std::sort(notes.begin(), notes.end());
  if (notes.size() <= most_landmarks) return notes;
  std::vector<std::string> chosen;
  for (std::size_t at = 0; at < most_landmarks; ++at) chosen.push_back(notes[at * notes.size() / most_landmarks]);
  return chosen;
}

std::string notes_that_are_gone(std::size_t count) {
  if (count == 0) return "what was in it is gone";
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

// A file that makes no sense knows nothing; the next index run rewrites it. What earlier versions did not write is
// not known.
void known_vault::load() try {
  auto bytes = read_regular_file(file_);
  if (!bytes) return;
  auto document = json::parse(*bytes).as_object();
  known_identity found;
  found.path = json::value_to<std::string>(document.at("path"));
  found.folder.device = json::value_to<std::uint64_t>(document.at("device"));
  found.folder.inode = json::value_to<std::uint64_t>(document.at("inode"));
  found.notes = json::value_to<std::size_t>(document.at("notes"));
  for (auto& path : json::value_to<std::vector<std::string>>(document.at("landmarks")))
    found.landmarks.push_back({std::move(path), {}});
  found.content = found.notes > 0 ? presence::there : presence::unknown;
  if (const auto* value = document.if_contains("file_system"))
    found.folder.file_system = json::value_to<std::uint64_t>(*value);
  if (const auto* value = document.if_contains("birth")) found.folder.birth = json::value_to<std::int64_t>(*value);
  if (const auto* value = document.if_contains("holds_anything"))
    found.content = json::value_to<bool>(*value) ? presence::there : presence::gone;
  if (const auto* value = document.if_contains("fingerprints")) {
    auto fingerprints = json::value_to<std::vector<std::string>>(*value);
    for (std::size_t at = 0; at < std::min(fingerprints.size(), found.landmarks.size()); ++at)
      found.landmarks[at].fingerprint = std::move(fingerprints[at]);
  }
  known_ = std::move(found);
} catch (const std::exception&) {
  known_ = {};
}

status known_vault::save(const known_identity& known) {
  json::array paths;
  json::array fingerprints;
  for (const auto& note : known.landmarks) {
    paths.emplace_back(note.path);
    fingerprints.emplace_back(note.fingerprint);
  }
  json::object document{{"path", known.path},
                        {"device", known.folder.device},
                        {"inode", known.folder.inode},
                        {"file_system", known.folder.file_system},
                        {"birth", known.folder.birth},
                        {"notes", known.notes},
                        {"landmarks", std::move(paths)},
                        {"fingerprints", std::move(fingerprints)}};
  if (known.content != presence::unknown) document["holds_anything"] = known.content == presence::there;
  auto written = write_atomically(file_, indented_json(document));
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
    case vault_state::unreadable:
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
  return known_.path == readable_path(root_.string());
}

known_vault::landmark_count known_vault::count_landmarks(const folder_look& folder, comparison how,
                                                         std::size_t enough) const {
  landmark_count found;
  for (const auto& note : known_.landmarks) {
    auto here = folder.has(note.path);
    if (here == presence::unknown) ++found.unknown;
    if (here != presence::there) continue;
    ++found.present;
    if (how == comparison::by_content && !note.fingerprint.empty()) {
      ++found.compared;
      if (folder.fingerprint(note.path) == note.fingerprint) ++found.alike;
    }
    if (how == comparison::by_name && found.present >= enough) break;
  }
  return found;
}

/// A folder that was never seen must hold half of them, and two where there are two. Names alone are no proof, since
/// many vaults have a welcome or a note of each day; and a note that was edited is no proof against, so most decide.
bool known_vault::recognises(const folder_look& folder, const landmark_count& found) const {
  auto all = known_.landmarks.size();
  if (found.present < std::max((all + 1) / 2, std::min<std::size_t>(all, 2))) return false;
  return is_on_same_disk(known_.folder, folder.identity()) || found.compared == 0 || found.alike * 2 > found.compared;
}

vault_finding known_vault::unreadable() const {
  return {vault_state::unreadable,
          {},
          "The vault " + readable_path(root_.string()) +
              " cannot be read; check its permissions. Search still answers from what was read before; nothing is "
              "written meanwhile."};
}

vault_finding known_vault::emptied() const {
  return {vault_state::emptied,
          {},
          "The folder " + readable_path(root_.string()) + " is there, but " + notes_that_are_gone(known_.notes) +
              ". Mount its disk, or sign in to its cloud drive; nothing is written until they are back. Search still "
              "answers from what was read before. If they "
              "were deleted on purpose: `secondbrain vault adopt`."};
}

vault_finding known_vault::judge() {
  return judge(folder_look{root_});
}

vault_finding known_vault::judge(const folder_look& folder) {
  if (root_.empty()) return {vault_state::not_configured, {}, no_vault().value().message};
  auto root = readable_path(root_.string());
  if (folder.access() == folder_access::refused) return unreadable();
  if (folder.access() == folder_access::absent && (known_.path.empty() || !is_where_it_was())) {
    auto message = "There is no folder " + root + ". Check how it is spelt in the settings.";
    if (!known_.path.empty()) message += " This data belongs to the vault " + known_.path + ".";
    return {vault_state::mistaken, {}, message};
  }
  if (folder.access() == folder_access::absent) {
    return {vault_state::missing,
            {},
            "The vault " + root +
                " is not there. Mount its disk, or sign in to "
                "its cloud drive; it goes on by itself. Search still answers from what was read before; nothing is "
                "written meanwhile."};
  }
  if (known_.path.empty()) return {};
  bool same_folder = is_same_folder(known_.folder, folder.identity());
  if (known_.landmarks.empty()) {
    // A vault of pictures, or one that was just adopted: all that can be told is that nothing is left of it.
    bool held_something = known_.content == presence::there && is_where_it_was() && !same_folder;
    if (!held_something) return {};
    auto left = folder.content(hidden_entries::are_passed_over);
    if (left == presence::unknown) return unreadable();
    return left == presence::gone ? emptied() : vault_finding{};
  }
  auto found = count_landmarks(folder, same_folder ? comparison::by_name : comparison::by_content, 1);
  if (same_folder ? found.present > 0 : recognises(folder, found)) {
    // Moved, restored or on another disk: the same notes are the same vault.
    if (!same_folder || !is_where_it_was()) {
      auto now = known_;
      now.path = root;
      now.folder = folder.identity();
      static_cast<void>(save(now));  // tried again with the next look
    }
    return {};
  }
  auto everything = folder.content(hidden_entries::count);
  auto visible = folder.content(hidden_entries::are_passed_over);
  if (found.unknown > 0 || everything == presence::unknown || visible == presence::unknown) return unreadable();
  // The very folder, not what a disk that is missing left in its place: its owner has cleared it. Of many notes
  // without a trace a cloud drive may have taken them away; that is asked about.
  if (same_folder && (known_.notes <= few_notes || everything == presence::there)) return {};
  if (same_folder || (is_where_it_was() && visible == presence::gone)) return emptied();
  auto former = is_where_it_was() ? "other notes that lay in " + known_.path : "the vault " + known_.path;
  return {vault_state::another,
          {},
          "This data belongs to " + former + ": index " + root +
              " instead? `secondbrain vault adopt` does that. Otherwise name the former folder in the settings again."};
}

bool known_vault::needs_to_learn() const {
  std::lock_guard guard{guarding_};
  auto most = (known_.landmarks.size() + 1) / 2;
  folder_look folder{root_};
  return known_.landmarks.empty() || folder.access() != folder_access::given ||
         count_landmarks(folder, comparison::by_name, most).present < most;
}

void known_vault::assume(const std::vector<std::string>& notes) {
  std::lock_guard guard{guarding_};
  if (!known_.path.empty() || notes.empty()) return;
  known_.path = readable_path(root_.string());
  for (auto& path : landmarks_of(notes)) known_.landmarks.push_back({std::move(path), {}});
  known_.notes = notes.size();
  known_.content = presence::there;
}

status known_vault::learn(const std::vector<std::string>& notes) {
  std::lock_guard guard{guarding_};
  folder_look folder{root_};
  if (judge(folder).state != vault_state::itself) return {};
  known_identity now{
      readable_path(root_.string()), folder.identity(), {}, notes.size(), folder.content(hidden_entries::count)};
  auto chosen = landmarks_of(notes);
  for (auto& path : chosen)
    if (folder.has(path) == presence::there) {
      auto content = folder.fingerprint(path);
      now.landmarks.push_back({std::move(path), std::move(content)});
    }
  // The notes were read a while ago, perhaps from what lay here before.
  if (now.landmarks.size() * 2 < chosen.size()) return {};
  if (notes.empty() && count_landmarks(folder, comparison::by_name, 1).present > 0) return {};
  return now == known_ ? status{} : save(now);
}

status known_vault::adopt() {
  std::lock_guard guard{guarding_};
  folder_look folder{root_};
  if (folder.access() != folder_access::given) return as_status(judge(folder));
  return save({readable_path(root_.string()), folder.identity(), {}, 0, folder.content(hidden_entries::count)});
}

}  // namespace secondbrain::vault
