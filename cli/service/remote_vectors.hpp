// The server that keeps the vectors, where the settings name one.
//
// Any thread. Nothing is connected here.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "ops/config/config.hpp"
#include "stores/vectors/remote_standing.hpp"
#include "stores/vectors/remote_vector_store.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::cli {

struct remote_vectors {
  std::shared_ptr<stores::remote_standing> standing = std::make_shared<stores::remote_standing>();
  std::function<std::unique_ptr<stores::remote_vector_store>()> make_store;
  std::function<std::unique_ptr<stores::vector_search>()> make_search;  // for one thread
};

/// Nothing: the vectors stay on this machine. `directory_id` keeps them apart from those of other data directories.
/// What goes to a machine that is not in a private network is encrypted, also where the address does not say so.
std::optional<remote_vectors> remote_vectors_of(const ops::config& settings, const std::string& directory_id);

}  // namespace secondbrain::cli
