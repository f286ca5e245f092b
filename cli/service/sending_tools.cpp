#include "cli/service/sending_tools.hpp"

#include <chrono>
#include <utility>

#include "base/error.hpp"
#include "brain/sync/inbox/inbox_captures.hpp"
#include "messages/no_vault.hpp"

namespace secondbrain::cli {

std::vector<recipient> recipients_of(llm::models& models) {
  return sync::estimate_sending(models.batch().candidates(), {}, 0).recipients;
}

int waiting_captures(const std::filesystem::path& vault, const std::string& inbox) {
  return static_cast<int>(sync::count_captures(vault, std::chrono::system_clock::now(), inbox).waiting);
}

void keep_unfiled(upkeep_preview& preview, llm::models& models) {
  if (preview.captures.empty() || models.batch_is_set_up()) return;
  const auto captures = static_cast<int>(preview.captures.size());
  preview.remarks.push_back(
      sync::why_captures_wait(sync::estimate_sending(models.batch().candidates(), {}, captures)) +
      " You can file captures by hand at any time: on the page, or with `secondbrain captures file`.");
  preview.captures.clear();
}

result<sending_estimate> estimate_now(const sending_tools& tools) {
  if (!tools.vault) return no_vault();
  sync::extraction_parts parts;
  parts.vault_root = *tools.vault;
  parts.failures_file = tools.data.extraction_failures();
  parts.metadata = tools.metadata;
  parts.copies = tools.copies;
  auto& batch = tools.models.batch();
  const auto waiting = sync::extraction_run{batch, std::move(parts)}.waiting();
  RETURN_IF_ERROR(waiting);
  auto estimate = sync::estimate_sending(batch.candidates(), *waiting, waiting_captures(*tools.vault, tools.inbox()));
  estimate.set_up = tools.models.batch_is_set_up();
  if (tools.estimates) tools.estimates->publish(estimate);
  return estimate;
}

}  // namespace secondbrain::cli
