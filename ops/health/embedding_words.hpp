// How far embedding is, in words.
//
// Pure; never fails.
#pragma once

#include <string>

#include "messages/vectors.hpp"

namespace secondbrain::ops {

/// "3,400 of 9,000 texts, 42 a second, about 2 min more"; without the rest where that is not known.
std::string how_far(const embedding_progress& now);

/// A sentence or two about the notes that have no vectors yet; empty where all have them and nothing holds it up.
std::string what_is_left(const embedding_progress& now);

}  // namespace secondbrain::ops
