// What makes a struct a request: the type of its reply, and whether it may be repeated.
//
//   struct search_notes {
//     using reply = search_answer;
//     static constexpr retry_policy retry = retry_policy::idempotent;
//     std::string query;
//   };
#pragma once

#include <concepts>
#include <cstdint>

namespace secondbrain {

enum class retry_policy : std::uint8_t {
  idempotent,  // when its worker dies the request is given to the successor, twice at most
  never,       // when its worker dies the caller is told; the outcome is unknown
};

/// The reply of a request that has nothing to say but "done".
struct nothing {};

template <class T>
concept request = requires {
  typename T::reply;
  { T::retry } -> std::convertible_to<retry_policy>;
};

/// The list of requests that one service answers: `using search_api = api<search_notes>;`
template <request... Requests>
struct api {};

}  // namespace secondbrain
