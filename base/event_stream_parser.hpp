// Takes a stream of server-sent events apart as it arrives, in whatever pieces (WHATWG HTML §9.2).
//
// Belongs to one thread. Cannot fail: what is no event is skipped, an event that was not finished is dropped.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace secondbrain {

struct server_sent_event {
  std::string name;  // empty: "message"
  std::string data;  // lines joined by line feeds
};

class event_stream_parser {
 public:
  /// False: that was enough.
  using receiver = std::function<bool(const server_sent_event&)>;

  explicit event_stream_parser(receiver on_event) : on_event_{std::move(on_event)} {}

  /// False once the receiver has had enough; what follows is not looked at.
  bool feed(std::string_view bytes);

 private:
  bool end_line();
  void take_field(std::string_view line);

  receiver on_event_;
  std::string line_;
  server_sent_event event_;
  bool has_data_ = false;
  bool after_return_ = false;  // a line feed right after a carriage return belongs to it
  bool first_line_ = true;
};

}  // namespace secondbrain
