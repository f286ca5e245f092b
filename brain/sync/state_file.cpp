#include "brain/sync/state_file.hpp"

#include <boost/json.hpp>
#include <exception>
#include <stdexcept>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "base/regular_file.hpp"
#include "stores/quarantine.hpp"

namespace secondbrain::sync {

status load_state(const std::filesystem::path& file, const std::function<void(const boost::json::object&)>& read) {
  auto bytes = read_regular_file(file);
  if (!bytes && bytes.error().code == errc::not_found) return {};
  if (!bytes && bytes.error().code != errc::corrupt) return fail(bytes.error());
  try {
    if (!bytes) throw std::runtime_error(bytes.error().message);
    read(boost::json::parse(*bytes).as_object());
    return {};
  } catch (const std::exception&) {
    return stores::move_aside(file).map([](const auto&) {});
  }
}

status save_state(const std::filesystem::path& file, const boost::json::object& state) {
  return write_atomically(file, indented_json(state));
}

}  // namespace secondbrain::sync
