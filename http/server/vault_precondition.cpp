#include "http/server/vault_precondition.hpp"

#include <filesystem>

#include "base/utf8.hpp"
#include "http/server/safe_methods.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/query_text.hpp"

namespace secondbrain::http {

namespace {

namespace fs = std::filesystem;

fs::path plain(const fs::path& path) {
  const auto normal = path.lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

/// The disk is asked only where the spelling differs, as with a link.
bool same_folder(const std::string& one, const std::string& other) {
  if (one.empty() || other.empty()) return one.empty() && other.empty();
  if (plain(one) == plain(other)) return true;
  std::error_code failure;
  const auto first = fs::weakly_canonical(one, failure);
  if (failure) return false;
  const auto second = fs::weakly_canonical(other, failure);
  return !failure && plain(first) == plain(second);
}

}  // namespace

bool vault_precondition::is_met(const http_request& request) const {
  const auto means = [&](std::string_view name, const std::string& ours) {
    return !request.has_header(name) || same_folder(percent_decoded(request.header_value(name)), ours);
  };
  return means(vault_header, vault_) && means(data_header, data_);
}

std::optional<http_response> vault_precondition::refuse(const http_request& request) const {
  if (is_safe_method(request.method) || is_met(request)) return std::nullopt;
  auto answer =
      error_response(412, "this server serves " + (vault_.empty() ? "no vault" : "the vault " + repaired_utf8(vault_)) +
                              " with its data in " + repaired_utf8(data_) +
                              ", which is not what the request is meant for. Nothing was done");
  mark(request, answer);
  return answer;
}

void vault_precondition::mark(const http_request& request, http_response& answer) const {
  if (is_met(request)) return;
  answer.headers.emplace_back(vault_header, percent_encoded(vault_));
  answer.headers.emplace_back(data_header, percent_encoded(data_));
}

}  // namespace secondbrain::http
