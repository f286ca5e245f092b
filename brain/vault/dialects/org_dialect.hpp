// Tasks as Org mode writes them: a headline with a keyword, `* TODO [#A] Call Ann :home:`, its dates on the line below,
// `DEADLINE: <2026-05-01 Fri> SCHEDULED: <2026-04-30 Thu>`. Headings of Markdown (`## TODO …`) count as headlines.
//
// As `task_dialect` says. Read where the owner asks for it, since any other vault may have a heading that begins with
// TODO. A task whose date repeats (`+1w`, `++1w`, `.+1w`) moves on when it is done, and is open again, as in Org.
#pragma once

#include "brain/vault/dialects/task_dialect.hpp"

namespace secondbrain::vault::dialects {

class org_dialect final : public task_dialect {
 public:
  std::string_view name() const noexcept override { return "org"; }
  bool needs_box() const noexcept override { return false; }
  std::optional<task_line> read(const note_view& note, std::size_t at) const override;
  result<edited_lines> edit(const note_view& note, const task_line& task, const task_change& change,
                            day today) const override;
  result<edited_lines> write(const task_fields& fields, day today) const override;
};

}  // namespace secondbrain::vault::dialects
