// Carries out one transfer of libcurl within a deadline.
//
// A multi handle belongs to one transfer at a time and keeps its connection for the next. Blocks on the thread that
// makes the call.
#pragma once

#include <curl/curl.h>

#include <functional>
#include <memory>

#include "base/error.hpp"
#include "net/call_deadline.hpp"

namespace secondbrain::net {

using multi_handle = std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)>;

/// Null when libcurl cannot be used here; `carry_out` says so.
multi_handle new_multi_handle();

/// Until libcurl has ended it, `is_over` says that it was enough, or the deadline that it was too long. A transfer of
/// null fails with errc::internal.
result<CURLcode> carry_out(CURLM* multi, CURL* transfer, const call_deadline& deadline,
                           const std::function<bool()>& is_over = {});

}  // namespace secondbrain::net
