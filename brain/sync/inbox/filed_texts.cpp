#include "brain/sync/inbox/filed_texts.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "brain/sync/state_file.hpp"

namespace secondbrain::sync {

namespace json = boost::json;

namespace {

std::int64_t seconds_of(std::chrono::system_clock::time_point moment) {
  return std::chrono::duration_cast<std::chrono::seconds>(moment.time_since_epoch()).count();
}

std::size_t begin_of_last_line(std::string_view bytes) {
  auto end = bytes.rfind('\n');
  return end == bytes.npos ? 0 : end + 1;
}

}  // namespace

result<filed_texts> filed_texts::open(std::filesystem::path file) {
  filed_texts filed{std::move(file)};
  auto loaded = load_state(filed.file_, [&](const json::object& state) {
    std::map<std::string, record> records;
    for (const auto& member : state) {
      const auto& one = member.value().as_object();
      records.emplace(
          member.key(),
          record{json::value_to<std::string>(one.at("path")), json::value_to<std::size_t>(one.at("size")),
                 json::value_to<std::size_t>(one.at("last_line")), json::value_to<std::string>(one.at("hash")),
                 json::value_to<std::int64_t>(one.at("filed_at"))});
    }
    filed.records_ = std::move(records);
  });
  RETURN_IF_ERROR(loaded);
  return filed;
}

void filed_texts::remember(const std::string& name, const std::string& path, std::string_view bytes,
                           std::chrono::system_clock::time_point now) {
  records_[name] = {path, bytes.size(), begin_of_last_line(bytes), sha1_hex(bytes), seconds_of(now)};
}

std::optional<std::string> filed_texts::addition(const std::string& name, std::string_view bytes) const {
  auto found = records_.find(name);
  if (found == records_.end()) return std::nullopt;
  const auto& filed = found->second;
  if (bytes.size() <= filed.size || sha1_hex(bytes.substr(0, filed.size)) != filed.hash) return std::nullopt;
  // A line that was cut is filed again, whole; one that had ended is not.
  return std::string{bytes.substr(std::min(filed.last_line, filed.size))};
}

std::vector<filed_texts::place> filed_texts::places() const {
  std::vector<place> all;
  for (const auto& [name, filed] : records_) all.push_back({name, filed.path});
  return all;
}

void filed_texts::forget_before(std::chrono::system_clock::time_point moment) {
  std::erase_if(records_, [&](const auto& one) { return one.second.filed_at < seconds_of(moment); });
}

status filed_texts::save() const {
  json::object state;
  for (const auto& [name, filed] : records_) {
    state[name] = {{"path", filed.path},
                   {"size", filed.size},
                   {"last_line", filed.last_line},
                   {"hash", filed.hash},
                   {"filed_at", filed.filed_at}};
  }
  return save_state(file_, state);
}

}  // namespace secondbrain::sync
