// The sync step that writes the review of a week (contract: vault §10).
//
// Blocks on the file system. errc::vault_missing and what the vault's writer says.
#pragma once

#include "brain/sync/run.hpp"
#include "brain/vault/planner/daily_view.hpp"
#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::sync {

/// Of the week that `date` lies in, over the review of it that was written before; one that a person edited is kept
/// beside first, and a note of another make under that name is left alone. In a vault without daily notes in the
/// predecessor's layout nothing is written, and the summary says that.
result<step_result> write_weekly_review(const vault::vault_writer& writer, vault::daily_view& view, vault::day date,
                                        vault::day today);

}  // namespace secondbrain::sync
