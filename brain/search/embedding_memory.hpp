// What the embedder keeps from one run to the next, about one model.
//
// A value; forgotten with the model, and when the process ends.
#pragma once

#include <optional>

#include "brain/search/call_size.hpp"
#include "brain/search/embedding_pace.hpp"
#include "brain/search/left_out_chunks.hpp"
#include "brain/search/repeated_texts.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::search {

struct embedding_memory {
  left_out_chunks left_out;
  std::optional<call_size> texts_in_call;  // nothing: the model has not been asked yet
  embedding_pace pace;
  repeated_texts repeats;
  std::optional<write_vectors> unwritten;  // what the store could not take; it is not to be embedded again
};

}  // namespace secondbrain::search
