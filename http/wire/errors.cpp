#include "http/wire/errors.hpp"

#include "base/json.hpp"

namespace secondbrain::http {

namespace {

constexpr int http_status(errc code) noexcept {
  switch (code) {
    case errc::invalid_argument: return 400;
    case errc::not_found: return 404;
    case errc::over_budget: return 402;
    case errc::conflict: return 409;
    case errc::busy:
    case errc::unavailable:
    case errc::vault_missing:
    case errc::locked:
    case errc::cancelled:
    case errc::io_failure: return 503;  // a disk or a permission; no other request would do better
    case errc::timeout: return 504;
    case errc::disk_full: return 507;
    case errc::none:
    case errc::worker_crashed:
    case errc::corrupt:
    case errc::newer_schema:
    case errc::internal: return 500;
  }
  return 500;
}

/// Clients recognise a missing vault by these words (contract: http_api §6.2).
std::string sentence_of(const error& why) {
  constexpr std::string_view words = "Vault path";
  if (why.code != errc::vault_missing || why.message.find(words) != std::string::npos) return why.message;
  return std::string{words} + " unusable: " + why.message;
}

http_response refusal(int status, std::string_view sentence) {
  http_response answer;
  answer.status = status;
  answer.body = json_text(json::object{{"detail", sentence}});
  return answer;
}

}  // namespace

http_response error_response(int status, std::string_view sentence) {
  auto answer = refusal(status, sentence);
  if (status == 503) answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

http_response error_response(const error& why) {
  if (why.code == errc::io_failure) return refusal(http_status(why.code), why.message);  // a person mends it first
  return error_response(http_status(why.code), sentence_of(why));
}

http_response error_response(const problems& found) {
  http_response answer;
  answer.status = 422;
  answer.body = json_text(json::object{{"detail", found.all()}});
  return answer;
}

http_response rejected(const location& where, std::string_view sentence) {
  problems found;
  found.add("value_error", where, std::string{sentence}, nullptr);
  return error_response(found);
}

http_response error_response_naming_vault(const error& why) {
  if (why.code != errc::vault_missing) return error_response(why);
  constexpr std::string_view setting = "SECONDBRAIN_VAULT_PATH";
  const bool named = why.message.find(setting) != std::string::npos;
  return error_response(400, named ? why.message : why.message + " [" + std::string{setting} + "]");
}

http_response internal_error() {
  return {500, "text/plain; charset=utf-8", "Internal Server Error", {}, {}};
}

}  // namespace secondbrain::http
