// Text to vectors: the interface every embedding model stands behind, and the rules for what it is given
// (contract: retrieval §1).
//
// An embedder is used by one thread at a time. It loads its model on first use and says what is wrong when it cannot
// (unavailable, io_failure, invalid_argument). Vectors are L2-normalised and as long as its tag says; where the model
// makes one that has no direction, it fails with corrupt.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "messages/indexed_note.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::search {

class embedder {
 public:
  virtual ~embedder() = default;

  virtual model_tag model() const = 0;

  /// So many are a second or two of its time; whoever has many texts hands it over so many at once.
  virtual std::size_t texts_at_once() const { return 128; }

  /// Fails with what is wrong while it is doubtful that an answer comes in time. Any thread.
  virtual status standing() const { return {}; }

  /// One vector for each text, in their order; an empty batch is answered without a call.
  virtual result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) = 0;

  virtual result<std::vector<float>> embed_query(std::string_view query) = 0;
};

/// What is embedded of a chunk: the name of its file, the note's title, its aliases (one a line) and its headings
/// joined by " > ", each once where they are alike, and the beginning of it all where that is long; a line end, its
/// text. Empty where there is no text and no heading: names alone are found by words.
std::string text_to_embed(const chunk& piece, std::string_view aliases = {});

/// Another one for each way in which `text_to_embed` has put a text together.
inline constexpr std::string_view text_recipe = "names-aliases-headings";

/// What a local model is given for a query: models of the bge family expect an instruction before it.
std::string query_to_embed(std::string_view model_name, std::string_view query);

/// Scales to length 1. False: it has no direction, because it is all zeros or not all finite, and stays as it is; with
/// such a one nothing can be compared.
[[nodiscard]] bool normalise(std::span<float> vector) noexcept;

}  // namespace secondbrain::search
