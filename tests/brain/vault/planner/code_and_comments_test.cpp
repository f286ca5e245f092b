#include "brain/vault/planner/code_and_comments.hpp"

#include <gtest/gtest.h>

#include "tests/brain/vault/repeated.hpp"

namespace secondbrain::vault {
namespace {

/// Each line begins with `.` when it is content and with `#` when it is put aside; the marks are taken off before.
void expect_aside(std::string_view drawn) {
  std::string text, expected, found;
  text_lines all{drawn};
  for (std::size_t at = 0; at < all.size(); ++at) {
    expected += all[at].substr(0, 1);
    text.append(all[at].substr(1)).append("\n");
  }
  text_lines lines{text};
  code_and_comments aside{lines};
  for (std::size_t at = 0; at < lines.size(); ++at) found += aside.holds(at) ? '#' : '.';
  EXPECT_EQ(found, expected) << text;
}

TEST(code_and_comments, fences_of_backticks_and_tildes) {
  expect_aside(".a\n#```\n#- [ ] b\n#```\n.c\n");
  expect_aside("#~~~ md\n#```\n#~~~\n.c\n");
  expect_aside("#````\n#```\n#````` \n.c\n");
  expect_aside("#   ```\n#x\n# ```\n.c\n");
  expect_aside(".``` one ` line\n.- [ ] b\n");
  expect_aside(".`` ``` ``\n.- [ ] b\n");
}

TEST(code_and_comments, formulas_of_several_lines) {
  expect_aside(".a\n#$$\n#- [ ] b\n#\n#x $$\n.c\n");
  expect_aside("#- $$ x\n#  - [ ] b\n#  $$\n.  - [ ] c\n");
  expect_aside("#> $$\n#> - [ ] b\n#> $$\n.> - [ ] c\n");
  expect_aside(".$$ one $$\n.- [ ] b\n");
  expect_aside(".$$ for a coffee\n.- [ ] b\n.- [ ] c\n");
  expect_aside(".- $$ for a coffee\n.- [ ] b costs $$\n");
  expect_aside(".costs $$\n.- [ ] b\n.$$ again\n");
}

TEST(code_and_comments, frontmatter_at_the_very_beginning) {
  expect_aside("#---\n#x: |\n#  ## Tasks\n#  - [ ] a\n#---\n.## Tasks\n.- [ ] b\n");
  expect_aside("#---\n#x: |\n#  ## Tasks\n#  - [ ] a\n#...\n.- [ ] b\n.---\n");
  expect_aside("#---\n#type: daily\n## \n### Tasks\n#---\n.b\n");
  expect_aside("#---\n#---\n.b\n");
  expect_aside("#---  \n#x: |\n#  ```\n#  <!--\n#---\n.b\n");
  expect_aside("#---\n#a: [broken\n## Tasks\n#---\n.b\n");
  expect_aside("#---\n#a: b\n#---\n#```\n#---\n#```\n.b\n");
}

TEST(code_and_comments, what_only_looks_like_frontmatter_is_content) {
  expect_aside(".---\n.## Tasks\n.- [ ] a\n");
  expect_aside(".---\n.x: |\n.  ## Tasks\n.  - [ ] a\n");
  expect_aside(".a\n.---\n.## Tasks\n.- [ ] a\n.---\n");
  expect_aside(".\n.---\n.## Tasks\n.- [ ] a\n.---\n");
  expect_aside(".--\n.## Tasks\n.- [ ] a\n.--\n");
  // Between two rules.
  expect_aside(".---\n.## Tasks\n.- [ ] a\n.---\n.b\n");
  expect_aside(".---\n.## Tasks\n.---\n.- [ ] a\n");
  expect_aside(".---\n.## Notes\n.- a\n....\n.b\n");
  expect_aside(".---\n.## Tasks\n#```\n#a: b\n#```\n.---\n");
}

TEST(code_and_comments, nothing_is_inserted_into_frontmatter) {
  text_lines lines{"---\nx: |\n  ## Tasks\n---\n## Notes\n"};
  code_and_comments aside{lines};
  for (std::size_t at = 0; at < 4; ++at) EXPECT_EQ(aside.outside(at), 4U) << at;
  EXPECT_EQ(aside.outside(4), 4U);
  EXPECT_EQ(aside.outside(5), 5U);
}

TEST(code_and_comments, fences_within_items) {
  expect_aside(".- [ ] a\n#  ```\n#  - [ ] b\n#  ```\n.- [ ] c\n");
  expect_aside(".- [ ] a\n#  ```\n## Log\n#\n#  ```\n.- [ ] c\n");
  expect_aside("#- ```\n#  - [ ] b\n#  ```\n.- [ ] c\n");
  expect_aside(".1. a\n#   ```\n#   - [ ] b\n#   ```\n.2. c\n");
  expect_aside(".- [ ] a\n.\t- [ ] b\n#\t\t```\n#\t\tc\n#\t\t```\n.- [ ] d\n");
  expect_aside(".- [ ] a\n#  ```\n#  b\n#```\n.- [ ] c\n");
}

TEST(code_and_comments, within_quotes_and_callouts) {
  expect_aside(".> a\n#> ```\n#> - [ ] b\n#> ```\n.> - [ ] c\n");
  expect_aside(".> [!todo] a\n#> ~~~\n#> - [ ] b\n.\n.- [ ] c\n");
  expect_aside(".> > a\n#> > ```\n#> > - [ ] b\n.> - [ ] c\n");
  expect_aside("#> <!--\n#> - [ ] b\n#> -->\n.> - [ ] c\n");
  expect_aside("#> %%\n#> - [ ] b\n#>%%\n.>- [ ] c\n");
  expect_aside(".- a\n#  > ```\n#  > - [ ] b\n#  > ```\n.  > - [ ] c\n");
  expect_aside(".> a\n.>\n#>     - [ ] b\n.> - [ ] c\n");
  expect_aside("#```\n#> ```\n#> - [ ] a\n#```\n.> - [ ] b\n");
  expect_aside(".> - a\n#>   ```\n#>   - [ ] b\n.> - [ ] c\n");
}

TEST(code_and_comments, quotes_within_quotes_cost_no_more_than_their_text) {
  auto deep = repeated(">", 20'000) + " - [ ] a\n";
  auto text = repeated(deep, 20);
  text_lines lines{text};
  code_and_comments aside{lines};
  EXPECT_FALSE(aside.holds(0));
}

TEST(code_and_comments, what_is_not_closed_ends_with_its_item_or_the_note) {
  expect_aside(".a\n#```\n#- [ ] b\n#\n## c\n");
  expect_aside(".- [ ] a\n#  ```\n#  b\n.- [ ] c\n.d\n");
  expect_aside(".- [ ] a\n#  ```\n#  b\n.- [ ] c\n.\n#```\n#d\n#```\n.e\n");
  expect_aside(".- [ ] a\n#  <!-- b\n.- [ ] c\n.d\n");
  expect_aside(".- [ ] a\n#  ```\n#  b\n.text\n.- [ ] c\n#  ```\n#  d\n#  ```\n.- [ ] e\n");
  expect_aside(".- [ ] a\n#  <!-- b\n.- [ ] c <!-- d -->\n.- [ ] e\n");
  expect_aside(".a\n#<!-- b\n#- [ ] c\n");
  expect_aside(".a\n#%%\n#- [ ] c\n");
}

TEST(code_and_comments, indented_code_where_it_is_code) {
  expect_aside(".text\n.\n#    - [ ] a\n#\n#    b\n.\n.c\n");
  expect_aside(".## Tasks\n#    - [ ] a\n.b\n");
  expect_aside(".text\n.    - [ ] a\n");
  expect_aside(".- [ ] a\n.    - [ ] b\n.\n.    - [ ] c\n.\n.  d\n");
  expect_aside(".- [ ] a\n.\n#      - [ ] code\n.\n.- [ ] b\n");
  expect_aside(".- [ ] a\n.\t- [ ] b\n.\t\t- [ ] c\n.\n.\t\t- [ ] d\n");
  expect_aside(".-   [ ] a\n.\n.    - [ ] b\n");
}

TEST(code_and_comments, comments_of_both_kinds) {
  expect_aside("#<!-- a -->\n.b\n");
  expect_aside(".a\n#<!--\n#- [ ] b\n#\n#```\n#-->\n.c\n");
  expect_aside("#%% a %%\n.b\n");
  expect_aside(".a\n#%%\n#- [ ] b\n#%%\n.c\n");
  expect_aside(".- [ ] a <!-- b -->\n.- [ ] c %% d %%\n");
  expect_aside(".- [ ] a <!-- b\n#  c -->\n.- [ ] d\n");
  expect_aside(".- [ ] a %% b\n#c %%\n.- [ ] d\n");
  expect_aside("#- [ ] <!-- nothing -->\n#- %% nothing %%\n.- [ ] a\n");
  expect_aside(".%% a %% b\n.- [ ] c\n");
}

TEST(code_and_comments, marks_within_a_text_are_text) {
  expect_aside(".- [ ] 100%% of it\n.- [ ] 50%% now\n");
  expect_aside(".- [ ] write `<!--` first\n.- [ ] b\n.and -->\n");
  expect_aside(".- [ ] a <!-- b\n.\n.- [ ] c -->\n");
  expect_aside("#```\n#<!--\n#```\n.- [ ] a\n.-->\n");
}

TEST(code_and_comments, the_frontmatter_is_not_looked_into) {
  expect_aside("#---\n#a: |\n#  ```\n#b: <!--\n#---\n.- [ ] a\n");
}

TEST(code_and_comments, a_place_within_one_moves_before_it) {
  text_lines lines{"a\n```\nb\n```\nc %% d\ne %%\nf\n~~~\nopen\n"};
  code_and_comments aside{lines};
  const std::vector<std::size_t> outside{0, 1, 1, 1, 4, 4, 6, 7, 7, 7};
  for (std::size_t at = 0; at < outside.size(); ++at) EXPECT_EQ(aside.outside(at), outside[at]) << at;
}

// Finishes, whatever is repeated.
TEST(code_and_comments, the_time_is_linear) {
  for (std::string_view part : {"- a\n  ```x\n", "- a\n  ~~~x\n  ```y\n", "<!-- a\n", "- <!-- a\n", "- a\n  %%\n",
                                "text <!-- a\n", "text %% a\n", "- ", "> ", "    a\n\n", "``` ` \n", "%% a\n\n"}) {
    const auto text = repeated(part, 100'000);
    text_lines lines{text};
    code_and_comments aside{lines};
    EXPECT_LE(aside.outside(lines.size()), lines.size()) << part;
  }
}

}  // namespace
}  // namespace secondbrain::vault
