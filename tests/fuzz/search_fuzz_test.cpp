// Queries of whatever characters: none is an error, none escapes its quotes.
#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "brain/search/query.hpp"
#include "brain/search/snippet.hpp"
#include "stores/lexical_reader.hpp"
#include "tests/brain/search/small_index.hpp"
#include "tests/fuzz/mutation.hpp"

namespace secondbrain::search {
namespace {

const std::vector<std::string> samples{
    "compost heap",           "\"compost heap\" water", "v1.2 2026-01-15", "high-speed gard", "the of and",
    "title : x OR (a AND b)", "NEAR(a b, 5) *",         "日本語 größe",    "\"never closed",  ""};

TEST(search_fuzz, every_query_is_a_match_that_the_index_understands) {
  const temporary_directory folder;
  small_index index{folder / "lexical.db"};
  index.write({make_note("a.md", "Compost", {"water the compost heap", "größe 日本語 v1.2"})});
  auto reader = stores::lexical_reader::open(folder / "lexical.db").value();
  fuzz::for_damaged_texts(samples, [&](const std::string& text, fuzz::mutator&) {
    for (const auto marks : {quoting::phrases, quoting::punctuation}) {
      const auto query = parse_query(text, marks);
      const auto found = reader.search({query.lookup, "", 10});
      EXPECT_TRUE(found) << text << ": " << found.error().message;
    }
  });
}

TEST(search_fuzz, highlights_lie_within_the_snippet) {
  fuzz::for_damaged_texts(samples, [](const std::string& text, fuzz::mutator& more) {
    const auto passage = decode_text(more.next() + text + more.next());
    const auto shown = make_snippet(passage, parse_query(text).terms, "");
    EXPECT_TRUE(is_valid_utf8(shown.text));
    const auto length = static_cast<int>(count_code_points(shown.text));
    for (const auto& [begin, end] : shown.highlights) {
      EXPECT_LE(0, begin);
      EXPECT_LT(begin, end);
      EXPECT_LE(end, length);
    }
  });
}

}  // namespace
}  // namespace secondbrain::search
