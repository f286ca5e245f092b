#include "stores/quarantine.hpp"

#include <array>
#include <ctime>
#include <string>
#include <system_error>

#include "base/files.hpp"

namespace secondbrain::stores {

namespace fs = std::filesystem;

namespace {

constexpr std::array suffixes{"", "-wal", "-shm"};

fs::path with(const fs::path& file, const std::string& suffix) {
  auto path = file;
  path += suffix;
  return path;
}

std::string stamp(std::chrono::system_clock::time_point moment) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 20> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%d-%H%M%S", &parts)};
}

bool taken(const fs::path& candidate) {
  std::error_code ignored;
  for (const auto* suffix : suffixes) {
    if (fs::exists(fs::symlink_status(with(candidate, suffix), ignored))) return true;
  }
  return false;
}

fs::path free_name(const fs::path& base) {
  auto candidate = base;
  for (int number = 2; taken(candidate); ++number) candidate = with(base, "-" + std::to_string(number));
  return candidate;
}

}  // namespace

result<fs::path> move_aside(const fs::path& file, std::chrono::system_clock::time_point now) {
  std::error_code failure;
  if (!taken(file))  // a WAL alone would be taken for that of the next file
    return fail(errc::not_found, file.filename().string() + " is not there to move aside");
  const auto target = free_name(with(file, ".corrupt-" + stamp(now)));
  for (const auto* suffix : suffixes) {
    const auto part = with(file, suffix);
    if (!fs::exists(part, failure)) continue;
    fs::rename(part, with(target, suffix), failure);
    if (failure) return fail(errc::io_failure, "moving " + part.filename().string() + " aside: " + failure.message());
  }
  return sync_file(target.parent_path()).map([&] { return target; });
}

}  // namespace secondbrain::stores
