// What waits to be read by a language model, and whom it would go to.
//
// Thread-safe; blocks for a look at every note.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/feed.hpp"
#include "brain/llm/models.hpp"
#include "brain/sync/extraction/extraction_run.hpp"
#include "brain/vault/conventions/inbox_place.hpp"
#include "messages/sending.hpp"
#include "messages/vault.hpp"
#include "ops/data/data_directory.hpp"

namespace secondbrain::cli {

struct sending_tools {
  std::optional<std::filesystem::path> vault;
  ops::data_directory data;
  llm::models& models;
  sync::metadata_access metadata;
  std::shared_ptr<feed<sending_estimate>> estimates;  // each one is published there; may be null
  vault::tool_copies copies = vault::tool_copies::left_out;
  vault::inbox_question inbox = vault::in_usual_inbox();
};

/// The configured providers that are somebody else's.
std::vector<recipient> recipients_of(llm::models& models);

/// Captures of that vault that nobody has filed.
int waiting_captures(const std::filesystem::path& vault, const std::string& inbox);

/// Takes back what no language model may be asked about: those captures stay in the inbox, and a remark says why.
void keep_unfiled(upkeep_preview& preview, llm::models& models);

/// errc::vault_missing; errors of the metadata's store.
result<sending_estimate> estimate_now(const sending_tools& tools);

}  // namespace secondbrain::cli
