#include "stores/alarm_file.hpp"

#include <boost/json/parse.hpp>
#include <boost/system/error_code.hpp>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/record_json.hpp"
#include "base/regular_file.hpp"
#include "stores/quarantine.hpp"

namespace secondbrain::stores {

result<opened_alarm_file> open_alarm_file(const std::filesystem::path& file) {
  const auto bytes = read_regular_file(file);
  if (!bytes && bytes.error().code == errc::not_found) return opened_alarm_file{};
  if (!bytes && bytes.error().code != errc::corrupt) return fail(bytes.error());
  boost::system::error_code no_json;
  const auto written = bytes ? boost::json::parse(*bytes, no_json) : boost::json::value{};
  if (bytes && !no_json)
    if (auto records = checked_from_json<alarm_records>(written)) return opened_alarm_file{*std::move(records), {}};
  const auto aside = move_aside(file);
  RETURN_IF_ERROR(aside);
  return opened_alarm_file{{},
                           "The file of the alarms could not be read, and begins empty: notices that waited to be sent "
                           "are lost, and what is still wrong is told again. The damaged file is kept as " +
                               aside->filename().string() + " in the data directory."};
}

status write_alarm_file(const std::filesystem::path& file, const alarm_records& records) {
  return write_atomically(file, json_text(to_json(records)) + "\n");
}

}  // namespace secondbrain::stores
