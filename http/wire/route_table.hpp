// Finds the route of a path. Compiled once from the list of routes; a look-up neither allocates nor runs a regex.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/wire/route.hpp"

namespace secondbrain::http {

/// "/api/v1/admin/actors/{name:path}/restart", cut at its one placeholder.
class path_pattern {
 public:
  explicit path_pattern(std::string_view path);

  const std::string& placeholder() const noexcept { return name_; }  // empty: the path is fixed

  /// What stands at the placeholder's place, when the path fits.
  std::optional<std::string_view> match(std::string_view path) const noexcept;

 private:
  enum class reach : std::uint8_t { segment, path };

  std::string prefix_, name_, suffix_;
  reach reach_ = reach::segment;
};

class route_table {
 public:
  /// All routes of one path, one a method.
  struct resource {
    path_pattern pattern;
    std::vector<const route*> routes;
  };

  struct match {
    const resource* found;
    std::string_view placeholder;  // part of the path that was asked for
  };

  explicit route_table(std::vector<route> routes);
  route_table(const route_table&) = delete;
  route_table& operator=(const route_table&) = delete;

  /// A fixed path wins over one with a placeholder; among those the first in the list wins.
  std::optional<match> find(std::string_view path) const;

 private:
  std::vector<route> routes_;
  std::map<std::string, resource, std::less<>> fixed_;
  std::vector<resource> with_placeholder_;
};

/// The route for a method; HEAD takes the one for GET.
const route* route_for(const route_table::resource& found, std::string_view method) noexcept;

/// One of those that some resource answers, or that a browser sends ahead of them.
bool is_known_method(std::string_view method) noexcept;

/// The value of an `Allow` header: every method the resource answers.
std::string allowed_methods(const route_table::resource& found);

}  // namespace secondbrain::http
