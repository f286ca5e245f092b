// Tasks as Logseq writes them: a block with a marker, `- TODO [#A] Call Ann`, its dates on lines below.
//
// Edits go in place: marker, priority and timestamps change, everything else stays, byte for byte. A task with a
// repeater that is done moves its dates on and is open again, as in Logseq. Thread-safe.
#pragma once

#include "brain/vault/dialects/logseq_page.hpp"
#include "brain/vault/dialects/task_dialect.hpp"

namespace secondbrain::vault::dialects {

class logseq_dialect final : public task_dialect {
 public:
  explicit logseq_dialect(logseq_settings settings) : settings_{std::move(settings)} {}

  std::string_view name() const noexcept override { return "logseq"; }
  bool needs_box() const noexcept override { return false; }
  std::optional<task_line> read(const note_view& note, std::size_t at) const override;
  result<edited_lines> edit(const note_view& note, const task_line& task, const task_change& change,
                            day today) const override;
  result<edited_lines> write(const task_fields& fields, day today) const override;

 private:
  logseq_settings settings_;
};

}  // namespace secondbrain::vault::dialects
