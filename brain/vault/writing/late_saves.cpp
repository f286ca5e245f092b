#include "brain/vault/writing/late_saves.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "brain/vault/writing/leftover.hpp"
#include "brain/vault/writing/recovered_note.hpp"
#include "brain/vault/writing/vault_folder.hpp"

namespace secondbrain::vault {

namespace {

using std::chrono::seconds;

constexpr seconds watch_time{30};
constexpr seconds shortest_watch{2};  // of a process that ends
constexpr seconds between_looks{1};

/// Nothing: it cannot be read any more.
std::optional<std::string> read_all(const file_operations& operations, const file_descriptor& file) {
  if (::lseek(file.get(), 0, SEEK_SET) != 0) return std::nullopt;
  std::string bytes;
  std::array<char, 65536> part{};
  for (;;) {
    auto count = operations.read(file.get(), part.data(), part.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) return bytes;
    bytes.append(part.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

late_saves::late_saves(std::filesystem::path root, const file_operations& operations, listener on_recovered,
                       settling how)
    : root_{std::move(root)}, operations_{operations}, on_recovered_{std::move(on_recovered)}, how_{how} {}

late_saves::~late_saves() {
  {
    std::lock_guard guard{guarding_};
    is_over_ = true;
  }
  woken_.notify_all();
  if (settler_.joinable()) settler_.join();
  if (watched_.empty()) return;
  auto enough =
      std::max_element(watched_.begin(), watched_.end(), [](auto& one, auto& other) { return one.since < other.since; })
          ->since +
      shortest_watch;
  if (auto now = operations_.now(); now < enough) {
    operations_.wait(std::chrono::ceil<std::chrono::microseconds>(enough - now));
  }
  look_at_all(occasion::last);
}

void late_saves::watch(displaced_file file) {
  std::lock_guard guard{guarding_};
  file.since = operations_.now();
  watched_.push_back(std::move(file));
  if (how_ == settling::on_request || is_running_) return;
  if (settler_.joinable()) settler_.join();  // it has ended
  is_running_ = true;
  settler_ = std::thread{[this] { run(); }};
}

void late_saves::run() {
  for (std::unique_lock guard{guarding_};;) {
    woken_.wait_for(guard, between_looks, [this] { return is_over_; });
    guard.unlock();
    settle();
    guard.lock();
    if (!is_over_ && !watched_.empty()) continue;
    is_running_ = false;
    return;
  }
}

void late_saves::settle() {
  look_at_all(occasion::usual);
}

void late_saves::look_at_all(occasion when) {
  std::lock_guard guard{guarding_};
  watched_.remove_if([&](displaced_file& displaced) { return look(displaced, when) == fate::settled; });
}

bool late_saves::watches(const std::filesystem::path& folder, const std::string& hidden_name) const {
  std::lock_guard guard{guarding_};
  return std::any_of(watched_.begin(), watched_.end(), [&](const displaced_file& displaced) {
    return displaced.folder == folder && displaced.hidden_name == hidden_name;
  });
}

late_saves::fate late_saves::look(displaced_file& displaced, occasion when) const {
  auto bytes = read_all(operations_, displaced.file);
  if (!bytes) return fate::settled;  // if it has a name, `recover` decides
  auto hash = std::hash<std::string_view>{}(*bytes);
  if (hash != displaced.before && hash != displaced.after) {
    return displaced.hidden_name.empty() ? give_back_copy(displaced, *bytes) : give_back_named(displaced);
  }
  if (when == occasion::usual) {
    if (operations_.now() - displaced.since < watch_time) return fate::watched;
    if (operations_.find_writers(displaced.file.get()) > 0) return fate::watched;
  }
  if (displaced.hidden_name.empty()) return fate::settled;
  auto folder = vault_folder::open(operations_, root_, displaced.folder.string(), missing_folders::refuse);
  if (folder) static_cast<void>(folder->remove(displaced.hidden_name));  // otherwise `recover` does
  return fate::settled;
}

late_saves::fate late_saves::give_back_named(const displaced_file& displaced) const {
  auto folder = vault_folder::open(operations_, root_, displaced.folder.string(), missing_folders::refuse);
  if (!folder) return fate::settled;  // `recover` finds it
  auto given = give_back(*folder, displaced.hidden_name, displaced.note_name);
  if (given && on_recovered_) on_recovered_(*given);
  return fate::settled;
}

late_saves::fate late_saves::give_back_copy(displaced_file& displaced, const std::string& bytes) const {
  auto folder = vault_folder::open(operations_, root_, displaced.folder.string(), missing_folders::refuse);
  if (!folder) return fate::watched;
  auto hidden = draft_name(displaced.note_name);
  if (!folder->write_new(hidden, bytes, nullptr)) return fate::watched;
  auto given = give_back(*folder, hidden, displaced.note_name);
  if (!given) return fate::watched;
  if (on_recovered_) on_recovered_(*given);
  // The copy knows nothing of what is written later, so that the watch goes on.
  displaced.before = displaced.after = std::hash<std::string_view>{}(bytes);
  displaced.since = operations_.now();
  return fate::watched;
}

}  // namespace secondbrain::vault
