#include "ops/backup/replaced_state.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "base/list_directory.hpp"
#include "base/system_error.hpp"
#include "base/time_text.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view replaced_infix = ".replaced-";
constexpr std::string_view discarded_infix = ".discarded-";

std::optional<wall_time> stamp_of(const fs::path& state) {
  const auto name = state.string();
  const auto at = name.rfind(replaced_infix);
  std::tm parts{};
  if (::strptime(name.c_str() + at + replaced_infix.size(), "%Y%m%d-%H%M%S", &parts) == nullptr) return std::nullopt;
  parts.tm_isdst = -1;
  return std::chrono::system_clock::from_time_t(std::mktime(&parts));
}

}  // namespace

std::vector<fs::path> entries_beside(const fs::path& data_directory, std::string_view infix) {
  const auto prefix = data_directory.filename().string() + std::string{infix};
  auto entries = list_directory(data_directory.parent_path()).value_or(std::vector<fs::path>{});
  std::erase_if(entries, [&](const fs::path& entry) { return !entry.filename().string().starts_with(prefix); });
  return entries;
}

std::vector<replaced_state> replaced_states(const fs::path& data_directory) {
  std::vector<replaced_state> states;
  for (auto& path : entries_beside(data_directory, replaced_infix)) {
    auto since = stamp_of(path);
    states.push_back({std::move(path), since});
  }
  return states;
}

result<std::vector<fs::path>> prune_replaced(const fs::path& data_directory, int days, wall_time now) {
  std::vector<fs::path> gone;
  std::error_code failure;
  for (const auto& state : replaced_states(data_directory)) {
    if (days == 0 || !state.since || now - *state.since < std::chrono::hours{24} * days) continue;
    auto name = state.path.string();
    name.replace(name.rfind(replaced_infix), replaced_infix.size(), discarded_infix);
    if (std::rename(state.path.c_str(), name.c_str()) != 0)
      return fail_with_errno("cannot remove " + state.path.string());
    gone.push_back(state.path);
  }
  for (const auto& discarded : entries_beside(data_directory, discarded_infix)) {
    fs::remove_all(discarded, failure);
    if (failure) return fail_with(failure, "cannot remove " + discarded.string());
  }
  return gone;
}

fs::path free_replaced_place(const fs::path& data_directory, wall_time now) {
  auto place = data_directory.string() + std::string{replaced_infix} + local_stamp(now);
  if (const auto states = replaced_states(data_directory); !states.empty())
    place = std::max(place, states.back().path.string());
  auto candidate = place;
  std::error_code failure;
  for (int number = 2; fs::exists(candidate, failure); ++number) candidate = place + "-" + std::to_string(number);
  return candidate;
}

}  // namespace secondbrain::ops
