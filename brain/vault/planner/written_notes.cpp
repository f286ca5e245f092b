#include "brain/vault/planner/written_notes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <system_error>

#include "base/files.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

namespace json = boost::json;

result<std::set<std::string>> written_notes::recall() {
  kept_.clear();
  if (file_.empty()) return kept_;
  const auto text = read_file(file_);
  if (!text && text.error().code == errc::not_found) return kept_;
  RETURN_IF_ERROR(text);
  boost::system::error_code problem;
  const auto read = json::parse(*text, problem);
  const auto* paths = problem ? nullptr : read.if_array();
  if (paths == nullptr) return kept_;  // an empty file of a full disk, say; the index will tell
  for (const auto& each : *paths)
    if (each.is_string() && check_vault_path(each.as_string()) && kept_.size() < most)
      kept_.insert(std::string{each.as_string()});
  return kept_;
}

status written_notes::keep(const std::set<std::string>& paths) {
  if (file_.empty() || paths == kept_) return {};
  kept_ = paths;
  std::error_code unknown;
  if (kept_.empty()) {
    std::filesystem::remove(file_, unknown);  // what stays behind is looked at once more and found to be known
    return {};
  }
  json::array names;
  for (const auto& each : kept_)
    if (names.size() < most) names.emplace_back(each);
  return write_atomically(file_, json::serialize(names));
}

}  // namespace secondbrain::vault
