// Values as PostgreSQL and pgvector read them: arrays of texts, and vectors. Pure; cannot fail.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace secondbrain::stores {

/// {"a","b"}: of any texts.
std::string text_array(std::span<const std::string> texts);

/// [0.6,0.8]: the very same floats come back.
std::string vector_text(std::span<const float> values);

/// Of such vectors; one with a value that is no number becomes NULL, as pgvector does not take it.
std::string vector_array(const std::vector<std::span<const float>>& vectors);

}  // namespace secondbrain::stores
