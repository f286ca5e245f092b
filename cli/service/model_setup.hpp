// The language models as they are configured.
#pragma once

#include <memory>

#include "brain/llm/models.hpp"
#include "encoder/model_shelf.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::cli {

/// Ledger and gate outlive the models. Warnings go to the log.
std::unique_ptr<llm::models> make_models(const ops::loaded_config& loaded, llm::usage_ledger& ledger,
                                         const llm::sending_gate& gate);

/// Where models are installed.
encoder::model_shelf model_shelf_of(const ops::config& settings);

/// Whether a host is set up that embeds: an installed model has nothing to do then.
bool has_embedding_host(const ops::loaded_config& loaded);

}  // namespace secondbrain::cli
