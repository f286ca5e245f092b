// A list of the planner as an answer: from what is kept, where the planner would make the same again, and without a
// body where the client has it already.
//
// Any thread; fails as the planner does.
#pragma once

#include <chrono>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/record_json.hpp"
#include "http/routes/list_cache.hpp"
#include "http/wire/call.hpp"
#include "http/wire/route.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::http {

/// Where lists come from, and where their texts are kept.
struct list_source {
  address<planner_api> planner;
  std::shared_ptr<list_cache> cache;
};

/// What a list's route may answer beside the list.
inline const reply unchanged_list{304, "The list has not changed since the ETag named in If-None-Match"};

/// Which list a call is about: the same for all spellings of the same parameters.
std::string list_key(const call& request);

/// 200 with the text, compressed for those who take that, or 304.
http_response kept_answer(list_cache& cache, const kept_list& list, const http_request& request);

template <class R>
result<http_response> list_answer(const list_source& from, const call& request, R list) {
  constexpr std::chrono::seconds time_limit{30};  // the first reading of a large vault; clients wait no longer either
  const auto key = list_key(request);
  const auto version = request.ask(from.planner, get_planner_version{}, time_limit);
  // Without a vault the list itself is asked for: a request that makes no sense is to hear of that first.
  if (!version && version.error().code != errc::vault_missing) return fail(version.error());
  auto kept = version ? from.cache->find(key, version->number) : nullptr;
  if (!kept) {
    const auto found = request.ask(from.planner, std::move(list), time_limit);
    RETURN_IF_ERROR(found);
    // Without a version it belongs to none, and nobody finds it again.
    kept = from.cache->keep(key, version ? version->number : 0, json_text(to_json(*found)));
  }
  return kept_answer(*from.cache, *kept, request.http);
}

}  // namespace secondbrain::http
