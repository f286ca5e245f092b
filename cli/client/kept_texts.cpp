#include "cli/client/kept_texts.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <system_error>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/human_text.hpp"
#include "base/list_directory.hpp"
#include "base/system_error.hpp"
#include "ops/data/data_directory.hpp"

namespace secondbrain::cli {

namespace {

namespace fs = std::filesystem;

fs::path folder_in(const fs::path& data_directory) {
  return data_directory / ops::data_directory::not_captured_name;
}

}  // namespace

result<fs::path> keep_text(const fs::path& data_directory, std::string_view text) {
  RETURN_IF_ERROR(ops::data_directory::create(data_directory));
  const auto folder = folder_in(data_directory);
  std::error_code failure;
  const bool created = fs::create_directory(folder, failure);
  if (!failure && created) fs::permissions(folder, fs::perms::owner_all, failure);
  if (failure) return fail_with(failure, "cannot create the folder " + folder.string());
  if (created) RETURN_IF_ERROR(sync_directory(data_directory));
  const auto stamp = std::chrono::system_clock::now().time_since_epoch() / std::chrono::microseconds{1};
  // Two that are kept in the same microsecond come from two processes.
  auto file = folder / (std::to_string(stamp) + "-" + std::to_string(::getpid()) + ".md");
  return write_atomically(file, text).map([&] { return file; });
}

std::vector<fs::path> kept_texts(const fs::path& data_directory) {
  std::vector<fs::path> kept;
  std::error_code unreadable;
  for (auto& file : list_directory(folder_in(data_directory)).value_or(std::vector<fs::path>{}))
    if (file.extension() == ".md" && fs::is_regular_file(file, unreadable)) kept.push_back(std::move(file));
  return kept;
}

std::string kept_in_words(const std::vector<fs::path>& kept) {
  if (kept.empty()) return {};
  return counted(static_cast<std::int64_t>(kept.size()), "text", "texts") +
         " could not be captured; `secondbrain capture --kept` captures " + (kept.size() == 1 ? "it" : "them");
}

result<texts_to_deliver> begin_delivery(const fs::path& data_directory) {
  file_descriptor lock{::open(folder_in(data_directory).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(errc::locked, "another `secondbrain capture --kept` is delivering these texts; wait until it is done");
  return texts_to_deliver{std::move(lock), kept_texts(data_directory)};
}

status remove_kept(const fs::path& file) {
  std::error_code failure;
  fs::remove(file, failure);
  if (failure)
    return fail_with(failure, "the text of " + file.string() + " is captured, but the file cannot be removed");
  return sync_directory(file.parent_path());
}

}  // namespace secondbrain::cli
