// Takes Server-Sent Events apart as their bytes arrive (WHATWG HTML §9.2.6; wire format: contract http_api §4.2).
//
// One thread. Never fails: what is no event is skipped, as the standard asks. Comments (pings) are skipped too.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace secondbrain::cli {

class event_reader {
 public:
  using listener = std::function<void(std::string_view event, std::string_view data)>;

  explicit event_reader(listener told) : told_{std::move(told)} {}

  void feed(std::string_view bytes);

 private:
  void read_line(std::string_view line);

  listener told_;
  std::string unfinished_;  // a line whose end has not come yet
  std::string event_, data_;
  bool has_data_ = false;
};

}  // namespace secondbrain::cli
