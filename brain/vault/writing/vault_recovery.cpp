#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/writing/leftover.hpp"
#include "brain/vault/writing/recovered_note.hpp"
#include "brain/vault/writing/vault_folder.hpp"
#include "brain/vault/writing/vault_lock.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "brain/vault/writing/write_context.hpp"

namespace secondbrain::vault {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> never_written{".obsidian", ".trash", "node_modules", ".git"};

/// The paths of what was left behind, relative to the root.
result<std::vector<fs::path>> find_leftovers(const fs::path& root) {
  std::vector<fs::path> found;
  std::error_code problem;
  fs::recursive_directory_iterator at{root, fs::directory_options::skip_permission_denied, problem};
  for (; !problem && at != fs::recursive_directory_iterator{}; at.increment(problem)) {
    auto name = at->path().filename().string();
    if (parse_leftover(name)) {
      found.push_back(readable_path(at->path().lexically_relative(root).string()));
    } else if (std::find(never_written.begin(), never_written.end(), name) != never_written.end()) {
      at.disable_recursion_pending();
    }
  }
  if (problem) return fail(errc::io_failure, "Cannot list the vault " + root.string() + ": " + problem.message() + ".");
  return found;
}

/// Answers the path of a text that was given back; nothing: there was none in it.
result<std::optional<std::string>> clear_leftover(const file_operations& operations, const fs::path& root,
                                                  const fs::path& path) {
  auto folder = vault_folder::open(operations, root, path.parent_path().string(), missing_folders::refuse);
  RETURN_IF_ERROR(folder);
  auto name = path.filename().string();
  auto held = folder->hold(name);
  RETURN_IF_ERROR(held);
  if (!*held) return std::nullopt;
  auto left = *parse_leftover(name);
  if (is_disposable(left, (*held)->bytes)) {
    return folder->remove(name).map([] { return std::optional<std::string>{}; });
  }
  return give_back(*folder, name, left.note_name).map([](std::string given) {
    return std::optional{std::move(given)};
  });
}

/// What went wrong with one leftover, and what was given back from the others.
error with_names(error trouble, const std::vector<std::string>& given) {
  trouble.code = errc::io_failure;  // and none that would have the others gone through again
  for (std::size_t i = 0; i < given.size(); ++i)
    trouble.message += (i == 0 ? " What was saved during a crash is kept as " : ", ") + given[i];
  return trouble;
}

}  // namespace

result<std::vector<std::string>> vault_writer::recover() const {
  return persist(operations_, [&]() -> result<std::vector<std::string>> {
    auto lock = lock_vault(operations_, root_);
    RETURN_IF_ERROR(lock);
    auto leftovers = find_leftovers(root_);
    RETURN_IF_ERROR(leftovers);
    std::vector<std::string> given;
    std::optional<error> first_trouble;
    for (auto& path : *leftovers) {
      if (context_->late.watches(path.parent_path(), path.filename().string())) continue;  // left by nobody
      auto cleared = clear_leftover(operations_, root_, path);
      if (!cleared) {
        if (!first_trouble) first_trouble = cleared.error();  // it stays for the next start, and the others go on
      } else if (*cleared) {
        given.push_back(std::move(**cleared));
      }
    }
    if (first_trouble) return fail(with_names(std::move(*first_trouble), given));
    return given;
  });
}

}  // namespace secondbrain::vault
