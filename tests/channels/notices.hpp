// Notices as the tests of the channels send them.
#pragma once

#include <boost/json/parse.hpp>
#include <string>

#include "messages/notice.hpp"

namespace secondbrain::channels {

inline notice vault_alarm() {
  return {"a-1",
          notice_kind::alarm,
          alarm_severity::critical,
          "vault_missing",
          "The vault is missing",
          "There is no folder /home/me/notes.\nMount its disk; it goes on by itself.",
          "2026-11-29T11:34:03+00:00",
          "http://127.0.0.1:8000/"};
}

inline notice vault_recovery() {
  auto one = vault_alarm();
  one.id = "a-2";
  one.kind = notice_kind::recovery;
  one.title = "The vault is back";
  one.text = "It was missing for 4 min.";
  return one;
}

/// The JSON that a request carries.
inline boost::json::value body_of(const std::string& request) {
  return boost::json::parse(request.substr(request.find("\r\n\r\n") + 4));
}

}  // namespace secondbrain::channels
