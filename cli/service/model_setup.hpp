// The language models as they are configured.
#pragma once

#include <memory>

#include "brain/llm/models.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::cli {

/// Ledger and gate outlive the models. Warnings go to the log.
std::unique_ptr<llm::models> make_models(const ops::loaded_config& loaded, llm::usage_ledger& ledger,
                                         const llm::sending_gate& gate);

}  // namespace secondbrain::cli
