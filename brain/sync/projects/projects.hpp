// The sync step that shows each project note its open tasks and what was noted about it lately (contract: vault §9).
//
// Blocks on the file system. errc::vault_missing and what the vault's writer says; a note that cannot be written is
// reported among the actions and does not keep the others from being.
#pragma once

#include <vector>

#include "brain/sync/run.hpp"
#include "brain/vault/planner/daily_view.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "messages/vault.hpp"

namespace secondbrain::sync {

result<step_result> sync_projects(const vault::vault_writer& writer, vault::daily_view& view, vault::day today);

/// The notes that a sync would change, as they are and as they would be; nothing is written.
result<std::vector<previewed_file>> preview_projects(const vault::vault_writer& writer, vault::daily_view& view,
                                                     vault::day today);

}  // namespace secondbrain::sync
