// How far embedding is at this moment: what the embedder told last, and what changes while it cannot tell anything,
// because it waits for the model.
//
// Pure; never fails.
#pragma once

#include <chrono>
#include <cstddef>

#include "base/clock.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::ops {

/// A call is meant to take some two seconds.
inline constexpr std::chrono::seconds remarkable_silence{10};

/// `vectors`: how many there are. How quick it went says nothing of a model that does not answer, or is not asked.
inline embedding_progress as_it_is_now(embedding_progress told, std::size_t vectors, steady_time now) {
  told.texts_done = vectors;
  const auto silence = told.asked_at ? now - *told.asked_at : steady_time::duration::zero();
  if (silence >= remarkable_silence)
    told.silent_seconds = std::chrono::duration_cast<std::chrono::seconds>(silence).count();
  if (told.state != embedding_state::working || told.silent_seconds) told.texts_per_second = 0;
  return told;
}

}  // namespace secondbrain::ops
