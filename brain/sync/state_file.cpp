#include "brain/sync/state_file.hpp"

#include <boost/json.hpp>
#include <exception>

#include "stores/durable_file.hpp"
#include "stores/json_text.hpp"
#include "stores/quarantine.hpp"

namespace secondbrain::sync {

status load_state(const std::filesystem::path& file, const std::function<void(const boost::json::object&)>& read) {
  auto bytes = stores::read_file(file);
  if (!bytes && bytes.error().code == errc::not_found) return {};
  if (!bytes) return tl::unexpected(bytes.error());
  try {
    read(boost::json::parse(*bytes).as_object());
    return {};
  } catch (const std::exception&) {
    return stores::move_aside(file).map([](const auto&) {});
  }
}

status save_state(const std::filesystem::path& file, const boost::json::object& state) {
  return stores::replace_file(file, stores::indented(state));
}

}  // namespace secondbrain::sync
