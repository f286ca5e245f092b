// Damages texts at random, from fixed seeds: what a crash, a bad disk, an odd editor or a hostile peer would make of
// them.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace secondbrain::fuzz {

/// What readers of Markdown, YAML, JSON and HTTP stumble over, cut and repeated at will.
inline const std::vector<std::string_view> awkward{
    "\n",
    "\r\n",
    "\r",
    "\t",
    "---\n",
    "```\n",
    "~~~",
    "# ",
    "## Tasks\n",
    "### ",
    "#### ",
    "## Events",
    "- [ ] ",
    "- [x] ",
    "-[ ]",
    "* [X] ",
    "(due: ",
    "2026-02-31)",
    "| ",
    "\\|",
    "|---|",
    "[[",
    "]]",
    "![[",
    "](",
    "<!--",
    "-->",
    "\xEF\xBB\xBF",
    "\xFF\xFE",
    "\xF0\x9F",
    "\xE2\x80\xA8",
    "\xC2\xA0",
    "é",
    "日本語",
    "😀",
    "\"",
    "'",
    "“",
    ": ",
    "&a ",
    "*a",
    "!!int ",
    "{",
    "}",
    "[",
    ",",
    "data: ",
    "event:",
    "%",
    "%zz",
    "+",
    "=",
    "&",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "\\",
    "\\u0000",
    "<note>",
    "</note>",
    std::string_view{"\0", 1},
};

class mutator {
 public:
  mutator(unsigned seed, std::vector<std::string> samples) : random_{seed}, samples_{std::move(samples)} {}

  std::string next() {
    auto text = samples_[pick(samples_.size())];
    for (auto edits = pick(8); edits > 0; --edits) edit(text);
    return text;
  }

  /// A number below `count`.
  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>{0, count - 1}(random_); }

 private:
  void edit(std::string& text) {
    constexpr std::size_t longest_piece = 40;
    const auto at = pick(text.size() + 1);
    const auto length = pick(longest_piece);
    switch (pick(6)) {
      case 0: text.erase(at, length); break;
      case 1: text.insert(at, awkward[pick(awkward.size())]); break;
      case 2: text.insert(at, text.substr(pick(text.size() + 1), length)); break;
      case 3: text.insert(at, samples_[pick(samples_.size())]); break;
      case 4: text.resize(at); break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(pick(256));
    }
  }

  std::mt19937 random_;
  std::vector<std::string> samples_;
};

/// Calls `check(text, mutator)` for many damaged texts, until one fails.
template <class Check>
void for_damaged_texts(const std::vector<std::string>& samples, Check check) {
  const char* rounds_text = std::getenv("FUZZ_ROUNDS");
  const auto rounds = rounds_text == nullptr ? 500U : static_cast<unsigned>(std::strtoul(rounds_text, nullptr, 10));
  for (unsigned seed = 0; seed < rounds; ++seed) {
    mutator source{seed, samples};
    const auto text = source.next();
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + testing::PrintToString(text));
    check(text, source);
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace secondbrain::fuzz
