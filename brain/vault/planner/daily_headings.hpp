// The headings that divide a daily note (contract: vault §5, §6.1, §7), as people write them: `##  tasks ##`,
// `##Tasks:` and `## ✅ Tasks` are `## Tasks`.
//
// Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

enum class daily_section : std::uint8_t { other, events, focus, notes, tasks };

/// `## Events`, `## Focus`, `## Notes` or `## Tasks`; not for `other`.
std::string_view heading_of(daily_section section) noexcept;

/// Lines of a note, from 0; the end is not among them.
struct line_range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Whether a line that is content ends the section above it.
bool begins_section(std::string_view line);

/// What stands below the first heading of a section, up to the next one.
std::optional<line_range> find_section(const text_lines& lines, const code_and_comments& aside, daily_section section);

/// The title of a heading of that level, without what closes it; nothing for any other line.
std::optional<std::string> title_of_heading(std::string_view line, std::size_t level);

/// Why a line that seems to name one of the four sections does not: a sentence that says what to do; empty for all
/// others. `below` is the next line.
std::string trouble_with_heading(std::string_view line, std::string_view below);

/// Walks the lines of a note that are content, one after the other, and knows under which headings the last one stands.
class daily_headings {
 public:
  /// True when the line is itself a heading that counts.
  bool pass(std::string_view line);

  daily_section section() const noexcept { return section_; }
  /// Below `## Tasks`; empty before the first `### ` and `#### `.
  const std::string& category() const noexcept { return category_; }
  const std::string& sub_project() const noexcept { return sub_project_; }

 private:
  daily_section section_ = daily_section::other;
  std::string category_;
  std::string sub_project_;
};

}  // namespace secondbrain::vault
