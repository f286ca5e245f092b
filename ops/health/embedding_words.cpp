#include "ops/health/embedding_words.hpp"

#include <chrono>
#include <cmath>
#include <cstdint>

#include "base/human_text.hpp"

namespace secondbrain::ops {

namespace {

/// "42", "1.5".
std::string rate_in_words(double rate) {
  constexpr double coarse = 10;
  if (rate >= coarse) return grouped(std::llround(rate));
  const auto tenths = std::llround(rate * 10);
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

}  // namespace

std::string how_far(const embedding_progress& now) {
  auto words = grouped(static_cast<std::int64_t>(now.texts_done)) + " of " +
               counted(static_cast<std::int64_t>(now.texts_done + now.texts_left), "text", "texts");
  const auto left = now.seconds_left();
  if (!left) return words;
  return words + ", " + rate_in_words(now.texts_per_second) + " a second, about " +
         elapsed(std::chrono::seconds{*left}) + " more";
}

namespace {

std::string silence_in_words(const embedding_progress& now) {
  if (!now.silent_seconds) return {};
  return " The model has not answered for " + elapsed(std::chrono::seconds{*now.silent_seconds}) + ".";
}

std::string notes_in_words(const embedding_progress& now) {
  const bool is_paused = now.state == embedding_state::paused;
  const std::string resume = " Embedding is paused: `secondbrain model resume` goes on with it.";
  if (now.notes_left == 0) return is_paused ? "New notes are found by words only." + resume : std::string{};
  const auto notes = counted(static_cast<std::int64_t>(now.notes_left), "note is", "notes are");
  if (now.approximation == approximation_stage::in_use) {
    const std::string found = "Notes are found by words and by a first approximation of their meaning";
    const auto count = grouped(static_cast<std::int64_t>(now.notes_left));
    if (is_paused) return found + "; the model has " + count + " still to read (" + how_far(now) + ")." + resume;
    return found + " until the model has read " + count + " more: " + how_far(now) + ".";
  }
  const std::string soon = now.approximation == approximation_stage::being_made
                               ? " A first approximation of what they mean is being made."
                               : "";
  if (is_paused) return notes + " found by words only (" + how_far(now) + ")." + soon + resume;
  auto words = notes + " found by words only until the model has read " + (now.notes_left == 1 ? "it" : "them");
  return words + (now.texts_left > 0 ? ": " + how_far(now) + "." : ".") + soon;
}

}  // namespace

std::string what_is_left(const embedding_progress& now) {
  return notes_in_words(now) + silence_in_words(now);
}

}  // namespace secondbrain::ops
