#include "brain/vault/writing/vault_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <optional>
#include <utility>

#include "base/error.hpp"
#include "brain/vault/confined_open.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/vault_path.hpp"
#include "brain/vault/writing/draft.hpp"
#include "brain/vault/writing/file_operations.hpp"
#include "brain/vault/writing/file_times.hpp"
#include "brain/vault/writing/free_name.hpp"
#include "brain/vault/writing/note_encoding.hpp"
#include "brain/vault/writing/quiet_watch.hpp"
#include "brain/vault/writing/vault_folder.hpp"
#include "brain/vault/writing/vault_lock.hpp"
#include "brain/vault/writing/write_context.hpp"

namespace secondbrain::vault {

namespace {

std::string_view folder_of(std::string_view path) noexcept {
  auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

std::string name_of(std::string_view path) {
  auto slash = path.rfind('/');
  return std::string{slash == path.npos ? path : path.substr(slash + 1)};
}

/// Where a file is, or would be.
struct place {
  vault_folder folder;
  std::string name;
};

status check_gate(const write_context& context) {
  return context.may_write ? context.may_write() : status{};
}

class edit_attempt {
 public:
  edit_attempt(const file_operations& operations, write_context& context, const std::filesystem::path& root,
               std::string_view path)
      : operations_{operations}, context_{context}, root_{root}, path_{path}, quiet_{operations, context.ours} {}

  result<write_outcome> run(const text_change& change) {
    auto current = look();
    RETURN_IF_ERROR(current);
    auto text = change(*current ? &(*current)->bytes : nullptr);
    RETURN_IF_ERROR(text);
    if (!*text || (*current && **text == (*current)->bytes)) return write_outcome::unchanged;
    RETURN_IF_ERROR(check(*current));
    if (*current) RETURN_IF_ERROR(check_addition(path_, (*current)->bytes, **text));
    auto lock = lock_vault(operations_, root_);
    RETURN_IF_ERROR(lock);
    return *current ? replace(**current, **text) : create(**text);
  }

  status could_replace() {
    auto current = look();
    RETURN_IF_ERROR(current);
    if (!*current) return fail(errc::not_found, "There is no " + std::string{path_} + " in the vault.");
    RETURN_IF_ERROR(check(*current));
    auto at = locate(missing_folders::refuse);
    RETURN_IF_ERROR(at);
    RETURN_IF_ERROR(at->folder.check_writable(at->name, **current));
    const auto folder = root_ / system_path(at->folder.path());
    if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return {};
    return fail(errc::io_failure, "Nothing can be written beside " + std::string{path_} +
                                      ", and it was left as it is. Allow writing to its folder first.");
  }

 private:
  /// What is to be written over.
  status check(const std::optional<held_file>& current) {
    if (current) {
      RETURN_IF_ERROR(check_encoding(path_, current->bytes));
    }
    // Only what would be written over has to be whole, so that reading alone never waits.
    if (current && !was_held_) {
      RETURN_IF_ERROR(quiet_.check(*current, std::string{path_}));
    }
    return check_gate(context_);
  }

  /// A note that is a link is edited where it leads to.
  result<place> locate(missing_folders missing) const {
    auto folder = vault_folder::open(operations_, root_, folder_of(path_), missing);
    RETURN_IF_ERROR(folder);
    if (!folder->is_link(name_of(path_))) return place{std::move(*folder), name_of(path_)};
    auto target = link_target(root_, path_);
    if (!target) return fail(errc::invalid_argument, target.error().message);
    auto target_folder = vault_folder::open(operations_, root_, folder_of(*target), missing_folders::refuse);
    RETURN_IF_ERROR(target_folder);
    return place{std::move(*target_folder), name_of(*target)};
  }

  /// The file as it is; nobody has to wait for it.
  result<std::optional<held_file>> look() {
    auto found = locate(missing_folders::refuse);
    if (!found && found.error().code == errc::not_found) return std::nullopt;
    RETURN_IF_ERROR(found);
    auto held = found->folder.hold(found->name);
    was_held_ = held && *held && (*held)->holds_writers;
    if (held && *held) found->folder.release(**held);
    return held;
  }

  result<write_outcome> create(std::string_view text) const {
    auto at = locate(missing_folders::make);
    RETURN_IF_ERROR(at);
    auto fresh = draft::write(at->folder, context_, at->name, text, nullptr);
    RETURN_IF_ERROR(fresh);
    auto placed = fresh->become(at->name);
    if (placed) return write_outcome::created;
    auto taken = placed.error().code == errc::conflict;
    return fail(taken ? errc::busy : placed.error().code, placed.error().message);
  }

  result<write_outcome> replace(const held_file& current, std::string_view text) const {
    auto at = locate(missing_folders::refuse);
    if (!at && at.error().code == errc::not_found) return fail(errc::busy, at.error().message);
    RETURN_IF_ERROR(at);
    if (auto writable = at->folder.check_writable(at->name, current); !writable) {
      return fail(writable.error());
    }
    auto fresh = draft::write(at->folder, context_, at->name, text, &current);
    RETURN_IF_ERROR(fresh);
    RETURN_IF_ERROR(fresh->replace(at->name, current.bytes));
    return write_outcome::changed;
  }

  const file_operations& operations_;
  write_context& context_;
  const std::filesystem::path& root_;
  std::string_view path_;
  quiet_watch quiet_;
  bool was_held_ = false;  // while it was read
};

}  // namespace

vault_writer::vault_writer(std::filesystem::path root) : vault_writer{std::move(root), system_file_operations()} {
  // In a process that lives long nobody else looks at what was displaced; no thread runs while nothing was.
  context_ = std::make_shared<write_context>(root_, operations_, settling::in_background);
}

vault_writer::vault_writer(std::filesystem::path root, const file_operations& operations)
    : root_{std::move(root)}, operations_{operations}, context_{std::make_shared<write_context>(root_, operations)} {}

vault_writer::vault_writer(std::filesystem::path root, std::shared_ptr<write_context> shared)
    : root_{std::move(root)},
      operations_{shared ? shared->operations : system_file_operations()},
      context_{shared ? std::move(shared) : std::make_shared<write_context>(root_, operations_)} {}

result<write_outcome> vault_writer::edit(std::string_view path, const text_change& change) const {
  RETURN_IF_ERROR(check_vault_path(path));
  edit_attempt attempt{operations_, *context_, root_, path};
  return persist(operations_, [&] { return attempt.run(change); });
}

status vault_writer::check_writable(std::string_view path) const {
  RETURN_IF_ERROR(check_vault_path(path));
  edit_attempt attempt{operations_, *context_, root_, path};
  return persist(operations_, [&] { return attempt.could_replace(); });
}

result<std::string> vault_writer::create_unique(std::string_view folder_path, std::string_view stem,
                                                std::string_view bytes, std::string_view separator) const {
  auto path = std::string{folder_path}.append(folder_path.empty() ? "" : "/").append(stem).append(".md");
  auto sound = check_vault_path(path);
  RETURN_IF_ERROR(sound);
  if (stem.empty() || stem.find('/') != stem.npos) {
    return fail(errc::invalid_argument, "A note needs a name without a slash.");
  }
  return persist(operations_, [&]() -> result<std::string> {
    RETURN_IF_ERROR(check_gate(*context_));
    auto lock = lock_vault(operations_, root_);
    RETURN_IF_ERROR(lock);
    auto folder = vault_folder::open(operations_, root_, folder_path, missing_folders::make);
    RETURN_IF_ERROR(folder);
    auto fresh = draft::write(*folder, *context_, name_of(path), bytes, nullptr);
    RETURN_IF_ERROR(fresh);
    auto name =
        take_free_name({stem, {}, ".md", separator}, [&](const std::string& free) { return fresh->become(free); });
    if (!name) return name;
    return folder->path_of(*name);
  });
}

result<std::string> vault_writer::move(std::string_view path, std::string_view folder_path) const {
  auto name = name_of(path);
  auto wanted = std::string{folder_path}.append(folder_path.empty() ? "" : "/").append(name);
  for (auto checked : {path, std::string_view{wanted}}) {
    RETURN_IF_ERROR(check_vault_path(checked));
  }
  if (wanted == path) return wanted;
  return persist(operations_, [&]() -> result<std::string> {
    RETURN_IF_ERROR(check_gate(*context_));
    auto lock = lock_vault(operations_, root_);
    RETURN_IF_ERROR(lock);
    auto from = vault_folder::open(operations_, root_, folder_of(path), missing_folders::refuse);
    RETURN_IF_ERROR(from);
    auto to = vault_folder::open(operations_, root_, folder_path, missing_folders::make);
    RETURN_IF_ERROR(to);
    auto [stem, suffix] = split_name(name);
    auto taken = take_free_name({stem, {}, suffix, " "},
                                [&](const std::string& free) { return from->rename_new(name, *to, free); });
    if (!taken) return taken;
    auto synced = to->sync().and_then([&] { return from->sync(); });
    if (synced) return to->path_of(*taken);
    static_cast<void>(to->rename_new(*taken, *from, name));  // not known to last
    return fail(synced.error());
  });
}

result<std::string> vault_writer::read(std::string_view path) const {
  return read_note_file(root_, path);
}

result<std::chrono::system_clock::time_point> vault_writer::unchanged_since(std::string_view path) const {
  RETURN_IF_ERROR(check_vault_path(path));
  auto folder = vault_folder::open(operations_, root_, folder_of(path), missing_folders::refuse);
  RETURN_IF_ERROR(folder);
  auto held = folder->hold(name_of(path));
  RETURN_IF_ERROR(held);
  if (!*held) return fail(errc::not_found, "There is no " + std::string{path} + " in the vault.");
  if (!(*held)->holds_writers && operations_.find_writers((*held)->file.get()) > 0) {
    return fail(errc::busy, std::string{path} + " is open for writing in another program");
  }
  return changed_at((*held)->attributes);
}

}  // namespace secondbrain::vault
