// The steps of the daily sync, put together from what the service or the command line has at hand.
//
// What is made here blocks; one run at a time. The tools outlive it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/feed.hpp"
#include "brain/llm/models.hpp"
#include "brain/sync/extraction/extraction_run.hpp"
#include "brain/sync/run.hpp"
#include "brain/vault/changes/tool_copies.hpp"
#include "brain/vault/conventions/inbox_place.hpp"
#include "brain/vault/writing/write_context.hpp"
#include "messages/sending.hpp"
#include "messages/settings.hpp"
#include "messages/vault.hpp"
#include "ops/data/data_directory.hpp"

namespace secondbrain::cli {

struct sync_tools {
  std::optional<std::filesystem::path> vault;
  ops::data_directory data;
  std::function<result<std::vector<task_category>>()> categories;
  llm::models& models;  // for inbox and extraction
  sync::metadata_access metadata;
  sync::step_function index;
  std::function<permission()> upkeep;                        // whether the steps may write into the vault
  std::shared_ptr<feed<sending_estimate>> sending;           // what waits for a model; may be null
  std::shared_ptr<vault::write_context> write_context = {};  // shared with the other writers of the vault
  vault::tool_copies copies = vault::tool_copies::left_out;
  vault::inbox_question inbox = vault::in_usual_inbox();
};

/// Every step fails with vault_missing while the vault is not there. Without its owner's yes the steps that write into
/// it by themselves do nothing and say so; the weekly review is only ever written when somebody asks for it. A step
/// that needs a language model, where none may be asked, says so and is done: neither is a failure.
sync::step_table make_sync_steps(const sync_tools& tools);

/// Fails with errc::conflict where no language model may be asked.
using extraction = std::function<result<extraction_report>(const extract_notes&, const sync::step_control&)>;

extraction make_extraction(const sync_tools& tools);

}  // namespace secondbrain::cli
