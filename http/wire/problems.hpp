// What is wrong with a request, all of it at once: the body of a 422 answer (contract: http_api §2).
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace secondbrain::http {

namespace json = boost::json;

/// Where a value stands: "query" or "body", then keys and indexes.
using location = json::array;

inline location operator/(location where, std::string_view key) {
  where.emplace_back(key);
  return where;
}

inline location operator/(location where, std::size_t index) {
  where.emplace_back(index);
  return where;
}

class problems {
 public:
  /// That are told; a body made of mistakes shall not become an answer many times its size.
  static constexpr std::size_t most = 100;

  /// `context` is left out when it is empty.
  void add(std::string_view type, const location& where, std::string message, json::value input,
           json::object context = {}) {
    if (found_.size() == most) return;
    json::object problem{{"type", type}, {"loc", where}, {"msg", std::move(message)}, {"input", std::move(input)}};
    if (!context.empty()) problem["ctx"] = std::move(context);
    found_.push_back(std::move(problem));
  }

  bool empty() const noexcept { return found_.empty(); }
  const json::array& all() const noexcept { return found_; }

 private:
  json::array found_;
};

}  // namespace secondbrain::http
