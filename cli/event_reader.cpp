#include "cli/event_reader.hpp"

namespace secondbrain::cli {

void event_reader::feed(std::string_view bytes) {
  unfinished_ += bytes;
  std::size_t begin = 0;
  for (auto end = unfinished_.find('\n'); end != std::string::npos; end = unfinished_.find('\n', begin)) {
    std::string_view line{unfinished_};
    line = line.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    read_line(line);
    begin = end + 1;
  }
  unfinished_.erase(0, begin);
}

void event_reader::read_line(std::string_view line) {
  if (line.empty()) {  // the end of an event
    if (has_data_) told_(event_, data_);
    event_.clear();
    data_.clear();
    has_data_ = false;
    return;
  }
  const auto colon = line.find(':');
  const auto field = line.substr(0, colon);
  auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "event") event_ = value;
  if (field != "data") return;
  if (has_data_) data_ += '\n';
  data_ += value;
  has_data_ = true;
}

}  // namespace secondbrain::cli
