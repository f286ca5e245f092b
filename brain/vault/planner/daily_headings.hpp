// The headings that divide a daily note (contract: vault §5, §6.1, §7).
//
// Thread-safe, cannot fail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace secondbrain::vault {

enum class daily_section : std::uint8_t { other, events, focus, notes, tasks };

/// `## Events`, `## Focus`, `## Notes` or `## Tasks`; not for `other`.
std::string_view heading_of(daily_section section) noexcept;

/// Walks the lines of a note, one after the other, and knows under which headings the last one stands.
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
