// The dialect of the daily notes that this service writes itself: `- [ ] Call the bank (due: 2026-02-10)` (contract:
// vault §6.1).
//
// As `task_dialect` says: it knows three statuses and one date; what else is asked of it is errc::invalid_argument.
#pragma once

#include "brain/vault/dialects/task_dialect.hpp"

namespace secondbrain::vault::dialects {

class due_dialect final : public task_dialect {
 public:
  std::string_view name() const noexcept override { return "due"; }
  std::optional<task_line> read(const note_view& note, std::size_t at) const override;
  result<edited_lines> edit(const note_view& note, const task_line& task, const task_change& change,
                            day today) const override;
  result<edited_lines> write(const task_fields& fields, day today) const override;
};

}  // namespace secondbrain::vault::dialects
