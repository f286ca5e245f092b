// What every store of vectors says when it refuses some. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "base/error.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::stores {

inline std::string described(const model_tag& model) {
  return model.name + " (" + std::to_string(model.dimensions) + " dimensions)";
}

inline failed of_another_model(const model_tag& stored, const model_tag& wanted) {
  return fail(errc::conflict, "the stored vectors are of " + described(stored) + ", not of " + described(wanted) +
                                  ": clear them and embed everything again");
}

inline failed of_another_length(std::size_t length, const model_tag& model) {
  return fail(errc::invalid_argument,
              "a vector of " + std::to_string(length) + " dimensions came with " + described(model));
}

inline failed without_vector(const std::string& chunk_id) {
  return fail(errc::invalid_argument, "chunk " + chunk_id + " is linked to a text that has no vector");
}

inline failed question_of_another_length(std::size_t length, const model_tag& model) {
  return fail(errc::invalid_argument, "the question has " + std::to_string(length) +
                                          " dimensions, the stored vectors have " + std::to_string(model.dimensions));
}

}  // namespace secondbrain::stores
