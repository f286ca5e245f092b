#include "http/wire/route_table.hpp"

#include <algorithm>
#include <array>

namespace secondbrain::http {

path_pattern::path_pattern(std::string_view path) {
  const auto open = path.find('{');
  if (open == std::string_view::npos) {
    prefix_ = path;
    return;
  }
  const auto close = path.find('}', open);
  auto name = path.substr(open + 1, close - open - 1);
  if (const auto colon = name.find(':'); colon != std::string_view::npos) {
    reach_ = reach::path;
    name = name.substr(0, colon);
  }
  prefix_ = path.substr(0, open);
  name_ = name;
  suffix_ = path.substr(close + 1);
}

std::optional<std::string_view> path_pattern::match(std::string_view path) const noexcept {
  if (path.size() < prefix_.size() + suffix_.size()) return std::nullopt;
  if (!path.starts_with(prefix_) || !path.ends_with(suffix_)) return std::nullopt;
  const auto value = path.substr(prefix_.size(), path.size() - prefix_.size() - suffix_.size());
  const bool one_segment = !value.empty() && value.find('/') == std::string_view::npos;
  if (reach_ == reach::segment && !name_.empty() && !one_segment) return std::nullopt;
  return value;
}

route_table::route_table(std::vector<route> routes) : routes_{std::move(routes)} {
  std::map<std::string, std::size_t, std::less<>> seen;
  for (const auto& one : routes_) {
    path_pattern pattern{one.path};
    if (pattern.placeholder().empty()) {
      fixed_.try_emplace(one.path, resource{pattern, {}}).first->second.routes.push_back(&one);
      continue;
    }
    const auto [place, added] = seen.try_emplace(one.path, with_placeholder_.size());
    if (added) with_placeholder_.push_back({std::move(pattern), {}});
    with_placeholder_[place->second].routes.push_back(&one);
  }
}

std::optional<route_table::match> route_table::find(std::string_view path) const {
  if (const auto place = fixed_.find(path); place != fixed_.end()) return match{&place->second, {}};
  for (const auto& candidate : with_placeholder_)
    if (const auto value = candidate.pattern.match(path)) return match{&candidate, *value};
  return std::nullopt;
}

const route* route_for(const route_table::resource& found, std::string_view method) noexcept {
  if (method == "HEAD") method = "GET";
  const auto place = std::find_if(found.routes.begin(), found.routes.end(),
                                  [method](const route* one) { return to_string(one->verb) == method; });
  return place == found.routes.end() ? nullptr : *place;
}

bool is_known_method(std::string_view method) noexcept {
  constexpr std::array<std::string_view, 7> known{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
  return std::find(known.begin(), known.end(), method) != known.end();
}

std::string allowed_methods(const route_table::resource& found) {
  std::string out;
  for (const auto* one : found.routes) {
    if (!out.empty()) out += ", ";
    out += to_string(one->verb);
    if (one->verb == method::get) out += ", HEAD";
  }
  return out;
}

}  // namespace secondbrain::http
