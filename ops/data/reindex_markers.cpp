#include "ops/data/reindex_markers.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/files.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

fs::path trigger_path(const fs::path& data_directory) {
  return data_directory / ".reindex_needed";
}

/// Each writing of the trigger makes a new file; the reference rewrites it in place, which the mtime tells.
std::optional<reindex_trigger> look_at(const fs::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return std::nullopt;
  std::error_code failure;
  auto written_at = fs::last_write_time(file, failure);
  if (failure) return std::nullopt;
  return reindex_trigger{{}, written_at, info.st_ino};
}

bool same_writing(const reindex_trigger& a, const reindex_trigger& b) {
  return a.identity == b.identity && a.written_at == b.written_at;
}

}  // namespace

status write_trigger(const fs::path& data_directory, const std::string& vault) {
  return write_atomically(trigger_path(data_directory), vault);
}

result<std::optional<reindex_trigger>> read_trigger(const fs::path& data_directory) {
  auto file = trigger_path(data_directory);
  auto trigger = look_at(file);  // before the text: a later writing is then not mistaken for the one read
  auto text = read_regular_file(file);
  if (!text && text.error().code != errc::not_found) return fail(text.error());
  if (!text || !trigger) return std::nullopt;
  trigger->vault = trimmed(*text);
  return trigger;
}

// Looking and then removing could remove a trigger written in between. So it is renamed first and looked at afterwards;
// one that turns out to be newer goes back, unless a newer one still has taken its place.
status consume_trigger(const fs::path& data_directory, const reindex_trigger& read) {
  auto file = trigger_path(data_directory);
  auto now = look_at(file);
  if (!now || !same_writing(*now, read)) return {};

  auto aside = file.string() + "." + std::to_string(::getpid());
  if (std::rename(file.c_str(), aside.c_str()) != 0)
    return errno == ENOENT ? status{} : status{fail_with_errno("cannot remove " + file.string())};
  auto taken = look_at(aside);
  auto newer = taken && !same_writing(*taken, read);
  if (newer && ::link(aside.c_str(), file.c_str()) != 0 && errno != EEXIST)
    return fail_with_errno("cannot put back " + file.string());
  ::unlink(aside.c_str());
  return {};
}

status write_epoch(const fs::path& data_directory, const std::string& vault) {
  return write_atomically(data_directory / ".reindex_epoch", vault);
}

}  // namespace secondbrain::ops
