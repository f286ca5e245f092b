// Quotation marks as people write them: "…", “…”, „…“, «…», »…«, 「…」, 《…》 and the like.
//
// Of single ones only ‚…‘: the others are apostrophes, too. Pure; nothing fails. Positions are bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace secondbrain::search {

struct quotation {
  std::string_view text;  // between the marks
  std::size_t end = 0;    // behind the closing one
};

/// What is quoted from `at` on; nullopt where no mark that opens stands there, or none closes it.
std::optional<quotation> quotation_at(std::string_view text, std::size_t at);

/// The text without the marks of what it quotes.
std::string without_quotations(std::string_view text);

bool ends_with_quotation_mark(std::string_view text);

}  // namespace secondbrain::search
