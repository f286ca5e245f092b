// The one error type inside the process, and the value-or-error that carries it.
//
// An `errc` tells the program what to do; the sentence tells a person. Exceptions do not cross a folder's boundary:
// whatever a library throws becomes an `error` there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

#include "base/enum_names.hpp"

/// Passes the error of a `result` or `status` on to the caller, and goes on when there is none. The one macro of the
/// tree, because a function cannot return for its caller (in the manner of abseil's `RETURN_IF_ERROR`).
///
///     auto text = read_file(file);
///     RETURN_IF_ERROR(text);          // from here on `*text`
///     RETURN_IF_ERROR(sync_directory(folder));
#define RETURN_IF_ERROR(...)                                                                             \
  do {                                                                                                   \
    if (auto&& outcome_ = (__VA_ARGS__); !outcome_) [[unlikely]]                                         \
      return ::tl::unexpected<::secondbrain::error>(std::forward<decltype(outcome_)>(outcome_).error()); \
  } while (false)

namespace secondbrain {

enum class errc : std::uint8_t {
  none,
  invalid_argument,  // the caller asked for something that makes no sense; repeating it will not help
  not_found,
  conflict,        // somebody else changed the thing meanwhile
  busy,            // a bounded queue is full; try again shortly
  timeout,         // no answer within the caller's deadline
  worker_crashed,  // the actor that worked on it died; the outcome is unknown
  unavailable,     // the part that answers is down, or not started yet
  vault_missing,   // the vault is unset, unreadable, or not there
  corrupt,         // a file of ours is damaged
  newer_schema,    // a file was written by a later version; it is left alone
  io_failure,
  disk_full,
  over_budget,  // the daily or monthly budget for language models is spent
  locked,       // another process holds it
  cancelled,    // given up on purpose, for example at shutdown
  internal,     // a bug of ours
};

/// Stable lower-case name of a code, as it appears in logs and JSON.
constexpr auto names_of(errc) {
  using enum errc;
  return named_values<errc>({{none, "none"},
                             {invalid_argument, "invalid_argument"},
                             {not_found, "not_found"},
                             {conflict, "conflict"},
                             {busy, "busy"},
                             {timeout, "timeout"},
                             {worker_crashed, "worker_crashed"},
                             {unavailable, "unavailable"},
                             {vault_missing, "vault_missing"},
                             {corrupt, "corrupt"},
                             {newer_schema, "newer_schema"},
                             {io_failure, "io_failure"},
                             {disk_full, "disk_full"},
                             {over_budget, "over_budget"},
                             {locked, "locked"},
                             {cancelled, "cancelled"},
                             {internal, "internal"}});
}

struct error {
  errc code = errc::internal;
  std::string message;  // one sentence: what happened and what to do about it
};

template <class T>
using result = tl::expected<T, error>;

using status = result<void>;

/// What a function returns in place of its value when it fails; it becomes a `result` of any type.
using failed = tl::unexpected<error>;

inline failed fail(errc code, std::string message) {
  return failed{error{code, std::move(message)}};
}

/// Passes an error on.
inline failed fail(error cause) {
  return failed{std::move(cause)};
}

/// Passes an error on with the name of what was being done in front: "opening lexical.db: disk full".
inline failed fail(error cause, std::string_view doing) {
  cause.message.insert(0, std::string{doing} + ": ");
  return fail(std::move(cause));
}

}  // namespace secondbrain
