// What the tests of one resource share: fakes behind it, and a server without a socket in front of it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/http/in_process_server.hpp"

namespace secondbrain::http {

class resource_test : public testing::Test {
 protected:
  boost::json::value get_json(const std::string& target) {
    const auto answer = served().get(target);
    EXPECT_EQ(answer.status, 200) << target << answer.body;
    return json_of(answer);
  }

  in_process_server served() { return in_process_server{fakes.offered()}; }

  std::string detail_of(const http_response& answer) {
    return boost::json::value_to<std::string>(json_of(answer).at("detail"));
  }

  /// Type and place of every problem of a 422 answer: "missing body.text".
  std::vector<std::string> problems_of(const http_response& answer) {
    EXPECT_EQ(answer.status, 422) << answer.body;
    std::vector<std::string> out;
    const auto body = json_of(answer);
    for (const auto& problem : body.at("detail").as_array()) {
      auto place = boost::json::value_to<std::string>(problem.at("type")) + " ";
      for (const auto& part : problem.at("loc").as_array()) {
        if (place.back() != ' ') place += '.';
        place += part.is_string() ? boost::json::value_to<std::string>(part) : std::to_string(part.to_number<int>());
      }
      out.push_back(place);
    }
    return out;
  }

  /// From now on `R` fails like this.
  template <request R>
  void fails(errc code, const std::string& message) {
    fakes.front->on<R>([code, message](const R&) { return fail(code, message); });
  }

  fake_services fakes;
};

}  // namespace secondbrain::http
