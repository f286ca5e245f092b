// What people remember of a note finds it first, in every language and in both ways to write an accented letter; and
// of words that no space sets apart, any part finds every note that has it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/unistr.h>
#include <unicode/unorm2.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "tests/brain/search/known_item_vaults.hpp"
#include "tests/brain/search/note_search.hpp"

namespace secondbrain::search {
namespace {

enum class form { composed, decomposed };

std::string written(std::string_view text, form how) {
  UErrorCode failure = U_ZERO_ERROR;
  const auto* normaliser = how == form::composed ? unorm2_getNFCInstance(&failure) : unorm2_getNFDInstance(&failure);
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
  std::u16string out(text.size() * 4 + 16, u'\0');
  const auto length = unorm2_normalize(normaliser, source.getBuffer(), source.length(), out.data(),
                                       static_cast<std::int32_t>(out.size()), &failure);
  EXPECT_TRUE(U_SUCCESS(failure));
  std::string result;
  icu::UnicodeString{out.data(), length}.toUTF8String(result);
  return result;
}

std::string file_name(std::string_view path) {
  path = path.substr(path.find_last_of('/') + 1);
  return std::string{path.substr(0, path.size() - 3)};
}

struct forms {
  form vault;
  form query;
};

class known_item : public note_search, public testing::WithParamInterface<forms> {
 protected:
  /// Each in a file that is not called as it begins, so that a name is found as a name.
  std::vector<std::pair<std::string, std::string>> bytes_of(const remembered_vault& vault) {
    std::vector<std::pair<std::string, std::string>> notes;
    notes.reserve(vault.notes.size());
    for (const auto& note : vault.notes) {
      std::string bytes =
          "---\naliases: [" + std::string{note.alias} + "]\ntags: [" + std::string{note.tag} + "]\n---\n";
      bytes += "Abc\n\n## " + std::string{note.heading} + "\n\n" + std::string{note.text} + "\n";
      notes.emplace_back(written(note.path, GetParam().vault), written(bytes, GetParam().vault));
    }
    return notes;
  }

  double reciprocal_rank(std::string_view query, std::string_view path) {
    const auto found = paths(written(query, GetParam().query));
    const auto at = std::find(found.begin(), found.end(), written(path, GetParam().vault));
    if (at == found.end()) return 0;
    return 1.0 / static_cast<double>(at - found.begin() + 1);
  }
};

TEST_P(known_item, comes_first_by_its_name_alias_tag_and_heading) {
  for (const auto& vault : remembered_vaults()) {
    index_ = small_index{folder_ / (std::string{vault.language} + ".db")};
    engine_ = search_engine{index_.file()};
    write(bytes_of(vault));
    double sum = 0;
    int queries = 0;
    for (const auto& note : vault.notes) {
      const std::string tag_filter = "tag:" + std::string{note.tag} + " ";
      for (const auto& query : {file_name(note.path), std::string{note.alias}, std::string{note.tag},
                                std::string{note.heading}, "file:" + ('"' + file_name(note.path) + '"'), tag_filter}) {
        const auto rank = reciprocal_rank(query, note.path);
        EXPECT_GT(rank, 0) << vault.language << ": " << query;
        sum += rank;
        ++queries;
      }
    }
    EXPECT_GE(sum / queries, 0.98) << vault.language;
  }
}

INSTANTIATE_TEST_SUITE_P(forms, known_item,
                         testing::Values(forms{form::composed, form::composed}, forms{form::composed, form::decomposed},
                                         forms{form::decomposed, form::composed},
                                         forms{form::decomposed, form::decomposed}));

/// The runs of at least two letters beyond ASCII in a text.
std::vector<std::vector<std::string>> runs_of(std::string_view text) {
  std::vector<std::vector<std::string>> runs(1);
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    const bool is_sign = point.value < 0x80 || (point.value >= 0x3001 && point.value <= 0x3002) || point.value > 0xFF00;
    if (is_sign)
      runs.emplace_back();
    else
      runs.back().emplace_back(text.substr(at, point.length));
    at += point.length;
  }
  std::erase_if(runs, [](const auto& run) { return run.size() < 2; });
  return runs;
}

TEST_F(note_search, every_part_of_a_run_without_spaces_finds_all_notes_with_it) {
  for (const auto* language : {"Chinese", "Japanese", "Korean"}) {
    const auto& vaults = remembered_vaults();
    const auto vault =
        std::find_if(vaults.begin(), vaults.end(), [&](const auto& each) { return each.language == language; });
    ASSERT_NE(vault, vaults.end());
    index_ = small_index{folder_ / (std::string{language} + ".db")};
    engine_ = search_engine{index_.file()};
    std::vector<std::pair<std::string, std::string>> notes;
    for (std::size_t at = 0; at < vault->notes.size(); ++at)
      notes.emplace_back(std::to_string(at) + ".md", vault->notes[at].text);
    write(notes);
    int looked_for = 0;
    for (const auto& [path, text] : notes)
      for (const auto& run : runs_of(text))
        for (std::size_t begin = 0; begin + 1 < run.size(); ++begin) {
          std::string part = run[begin];
          for (std::size_t end = begin + 1; end < std::min(run.size(), begin + 5); ++end) {
            part += run[end];
            const auto found = paths(part);
            for (const auto& [other, content] : notes) {
              if (content.find(part) == std::string::npos) continue;
              EXPECT_THAT(found, testing::Contains(other)) << part;
            }
            ++looked_for;
          }
        }
    EXPECT_GT(looked_for, 100) << language;
  }
}

}  // namespace
}  // namespace secondbrain::search
