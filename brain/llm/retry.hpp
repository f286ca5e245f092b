// When a request to a provider is worth repeating, and after how long (contract: retrieval §6).
//
// Pure arithmetic; any thread.
#pragma once

#include <chrono>

#include "net/http_client.hpp"

namespace secondbrain::llm {

constexpr int most_retries = 2;

/// Whether the provider cannot have charged for it and another try may help.
bool worth_repeating(const net::http_answer& answer);

/// 0.5 s, doubled each time up to 8 s, shortened by up to a quarter so that clients do not return together.
/// `chance` is from 0 to 1.
std::chrono::milliseconds back_off(int attempts, double chance);

}  // namespace secondbrain::llm
