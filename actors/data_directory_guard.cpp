#include "actors/data_directory_guard.hpp"

#include <utility>

#include "base/error.hpp"

namespace secondbrain::actors {

result<std::unique_ptr<index::index_guard>> data_directory_guard::take(const std::filesystem::path& data_directory,
                                                                       const std::string& vault, const clock& time,
                                                                       std::function<status()> in_place) {
  RETURN_IF_ERROR(in_place());
  auto lock = ops::reindex_lock::take(data_directory, time);
  RETURN_IF_ERROR(lock);
  return std::make_unique<data_directory_guard>(data_directory, vault, *std::move(lock), std::move(in_place));
}

data_directory_guard::data_directory_guard(std::filesystem::path data_directory, std::string vault,
                                           ops::reindex_lock lock, std::function<status()> in_place)
    : data_directory_{std::move(data_directory)},
      vault_{std::move(vault)},
      lock_{std::move(lock)},
      in_place_{std::move(in_place)} {
  if (auto trigger = ops::read_trigger(data_directory_)) trigger_ = *std::move(trigger);
}

status data_directory_guard::announce(index::index_extent extent) {
  RETURN_IF_ERROR(in_place_());
  RETURN_IF_ERROR(ops::write_epoch(data_directory_, vault_));
  const bool is_done = trigger_ && extent == index::index_extent::vault;
  return is_done ? ops::consume_trigger(data_directory_, *trigger_) : status{};
}

}  // namespace secondbrain::actors
