// One writer of ours at a time, in whatever process, and how long the writer keeps trying.
//
// Advisory: editors know nothing of it. Thread-safe. Blocks on the file system.
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"
#include "brain/vault/writing/file_operations.hpp"

namespace secondbrain::vault {

inline constexpr std::chrono::seconds writer_timeout{5};

/// Held until it is closed. errc::busy: another writer has it; errc::vault_missing.
result<file_descriptor> lock_vault(const file_operations& operations, const std::filesystem::path& root);

/// Repeats an attempt while it says errc::busy, with growing pauses; errc::conflict when the time is over.
template <class Attempt>
auto persist(const file_operations& operations, Attempt attempt) -> decltype(attempt()) {
  using std::chrono::microseconds;
  constexpr microseconds longest_pause{20'000};
  thread_local std::minstd_rand random{std::random_device{}()};
  auto deadline = operations.now() + writer_timeout;
  for (microseconds pause{500};; pause = std::min(2 * pause, longest_pause)) {
    auto outcome = attempt();
    if (outcome || outcome.error().code != errc::busy) return outcome;
    if (operations.now() >= deadline) {
      return fail(errc::conflict, outcome.error().message +
                                      "; nothing was written. Save and close it in the other program, then try again.");
    }
    // By chance, so that two that wait for each other do not meet again.
    operations.wait(microseconds{std::uniform_int_distribution<long>{pause.count() / 2, pause.count()}(random)});
  }
}

}  // namespace secondbrain::vault
