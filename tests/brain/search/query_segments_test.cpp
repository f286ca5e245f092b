#include "brain/search/query_segments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/search/query.hpp"

namespace secondbrain::search {
namespace {

using stores::note_condition;
using testing::ElementsAre;
using testing::IsEmpty;
using condition_kind = note_condition::kind;

constexpr std::string_view names_of_kinds[] = {"tag", "path", "folder", "file", "prop", "date", "has", "words"};

/// "tag=plants", with "|" between alternatives and "-" before what is excluded; what is being typed ends in "…".
std::string in_words(const stores::condition_group& group) {
  std::string shown;
  for (const auto& each : group.any_of) {
    if (!shown.empty()) shown += '|';
    shown.append(names_of_kinds[static_cast<std::size_t>(each.what)]).append("=").append(each.value);
    if (!each.further.empty()) shown.append(":").append(each.further);
    if (each.open) shown += "…";
  }
  return group.excluded ? '-' + shown : shown;
}

std::vector<std::string> conditions_of(std::string_view query) {
  const auto parsed = parse_query(query);
  std::vector<std::string> shown;
  shown.reserve(parsed.conditions.size());
  for (const auto& group : parsed.conditions) shown.push_back(in_words(group));
  return shown;
}

std::vector<std::string> loose_words(std::string_view query) {
  return parse_query(query).words;
}

TEST(query_segments, every_filter_is_a_condition_and_no_word) {
  EXPECT_THAT(conditions_of("tag:Plants roses "), ElementsAre("tag=plants"));
  EXPECT_THAT(loose_words("tag:Plants roses "), ElementsAre("roses"));
  EXPECT_THAT(conditions_of("roses tag:#Plants/Kitchen/ "), ElementsAre("tag=plants/kitchen"));
  EXPECT_THAT(conditions_of("PATH:Old path:\"Old Notes/März\" "), ElementsAre("path=old", "path=old notes/marz"));
  EXPECT_THAT(conditions_of("folder:/work/ file:Plan.md "), ElementsAre("folder=work", "file=plan"));
  EXPECT_THAT(conditions_of("file:PLAN.MD "), ElementsAre("file=plan"));
  EXPECT_THAT(conditions_of("prop:author=\"Le Guin\" prop:Status=done prop:isbn "),
              ElementsAre("prop=author:le guin", "prop=status:done", "prop=isbn"));
  EXPECT_THAT(conditions_of("prop:\"due date\"=“next week” "), ElementsAre("prop=due date:next week"));
  EXPECT_THAT(conditions_of("has:task has:tasks "), ElementsAre("has=", "has="));
}

TEST(query_segments, a_phrase_stands_in_any_quotation_marks) {
  for (const std::string query :
       {"\"golden hour\"", "“golden hour”", "”golden hour”",   "„golden hour“",   "„golden hour”",
        "„golden hour\"",  "«golden hour»", "« golden hour »", "»golden hour«",   "»golden hour»",
        "‹golden hour›",   "›golden hour‹", "«golden hour«",   "‹golden hour‹",   "‚golden hour‘",
        "‚golden hour’",   "‚golden hour'", "《golden hour》", "〈golden hour〉", "「golden hour」",
        "『golden hour』", "｢golden hour｣", "＂golden hour＂", "〝golden hour〟"}) {
    for (const std::string behind : {"", " ", " rose ", "."}) {
      EXPECT_THAT(parse_query(query + behind).lookup.required, ElementsAre("\"golden hour\"")) << query << behind;
      EXPECT_THAT(conditions_of("rose -" + query + behind), ElementsAre("-words=\"golden hour\"")) << query << behind;
    }
    EXPECT_THAT(conditions_of("tag:" + query), ElementsAre("tag=golden hour")) << query;
  }
  EXPECT_THAT(conditions_of("prop:„due date“=«next week» "), ElementsAre("prop=due date:next week"));
  EXPECT_THAT(parse_query("東京「黄金時間」").lookup.required, ElementsAre("\"黄金時間\""));
}

TEST(query_segments, signs_that_quote_nothing_make_no_phrase) {
  for (const auto* query : {"„golden hour", "«golden hour", "golden hour»", "「golden hour", "「golden hour』",
                            "home » golden » hour", "home › golden › hour", "don’t say ‘golden hour’", "5„ and 6„",
                            "‚golden hour", "5‚ and 6‚", "«golden « hour", "《golden hour〉"})
    EXPECT_THAT(parse_query(query).lookup.required, IsEmpty()) << query;
}

TEST(query_segments, of_two_marks_that_open_the_second_counts) {
  EXPECT_THAT(parse_query("«golden «late hour»").lookup.required, ElementsAre("\"late hour\""));
  EXPECT_THAT(parse_query("‚don’t stop‘").lookup.required, ElementsAre("\"don t stop\""));
  EXPECT_THAT(parse_query("„golden „late hour“").lookup.required, ElementsAre("\"late hour\""));
  EXPECT_THAT(parse_query("«golden »late hour«").lookup.required, ElementsAre("\"golden\""));
}

TEST(query_segments, days_are_single_or_from_one_to_another) {
  EXPECT_THAT(conditions_of("date:2026 "), ElementsAre("date=2026:2026"));
  EXPECT_THAT(conditions_of("date:2026-05 "), ElementsAre("date=2026-05:2026-05"));
  EXPECT_THAT(conditions_of("date:2026-05..2026-06 "), ElementsAre("date=2026-05:2026-06"));
  EXPECT_THAT(conditions_of("date:2026-05-07..  "), ElementsAre("date=2026-05-07"));
  EXPECT_THAT(conditions_of("date:..2026 "), ElementsAre("date=:2026"));
}

TEST(query_segments, what_only_looks_like_a_filter_is_words) {
  for (const auto* query : {"note:roses", "tag:", "tag: roses", "date:soon", "date:2026-13", "date:2026-5", "date:..",
                            "has:roses", "http://roses", "12:30", ":", "::", "tag:\"\"", "prop:=x", "file:.md"})
    EXPECT_THAT(conditions_of(query), IsEmpty()) << query;
  EXPECT_THAT(loose_words("note:roses"), ElementsAre("note", "roses"));
  EXPECT_THAT(loose_words("date:soon"), ElementsAre("date", "soon"));
  EXPECT_THAT(loose_words("re:tag:roses"), ElementsAre("re", "tag", "roses")) << "in the middle of a word";
}

TEST(query_segments, the_last_filter_may_be_unfinished) {
  EXPECT_THAT(conditions_of("tag:pla"), ElementsAre("tag=pla…"));
  EXPECT_THAT(conditions_of("tag:pla "), ElementsAre("tag=pla"));
  EXPECT_THAT(conditions_of("tag:\"pla\""), ElementsAre("tag=pla"));
  EXPECT_THAT(conditions_of("tag:pla roses"), ElementsAre("tag=pla"));
}

TEST(query_segments, a_minus_sign_excludes) {
  EXPECT_THAT(conditions_of("roses -thorns "), ElementsAre("-words=\"thorns\""));
  EXPECT_THAT(loose_words("roses -thorns "), ElementsAre("roses"));
  EXPECT_THAT(conditions_of("roses -\"long thorns\" -tag:wild -部署 "),
              ElementsAre("-words=\"long thorns\"", "-tag=wild", "-words=\"部署\""));
  EXPECT_THAT(conditions_of("well-known self - - made -- -? --force"), IsEmpty());
  EXPECT_THAT(conditions_of("-tag:wild "), ElementsAre("-tag=wild"));
}

TEST(query_segments, or_makes_one_of_several_enough) {
  EXPECT_THAT(conditions_of("tag:a OR tag:b roses "), ElementsAre("tag=a|tag=b"));
  EXPECT_THAT(conditions_of("tag:a OR file:b OR has:task "), ElementsAre("tag=a|file=b|has="));
  EXPECT_THAT(conditions_of("old roses OR tag:b wild "), ElementsAre("words=\"roses\"|tag=b"));
  EXPECT_THAT(loose_words("old roses OR tag:b wild "), ElementsAre("old", "roses", "wild"));
  EXPECT_THAT(conditions_of("tag:b OR wild roses "), ElementsAre("tag=b|words=\"wild\""));
  EXPECT_THAT(conditions_of("\"wild roses\" OR \"old roses\" "),
              ElementsAre("words=\"wild roses\"|words=\"old roses\""));
  EXPECT_THAT(parse_query("\"wild roses\" OR \"old roses\" ").lookup.required, IsEmpty());
}

TEST(query_segments, or_between_words_says_nothing) {
  EXPECT_THAT(conditions_of("cats OR dogs "), IsEmpty());
  EXPECT_THAT(loose_words("cats OR dogs "), ElementsAre("cats", "dogs"));
  EXPECT_THAT(loose_words("cats OR dogs birds OR fish "), ElementsAre("cats", "dogs", "birds", "fish"));
  for (const auto* query : {"OR", "OR OR", "OR cats", "cats OR", "cats OR ", "ORB", "cats or tag"})
    EXPECT_THAT(conditions_of(query), IsEmpty()) << query;
}

TEST(query_segments, what_is_asked_by_meaning_is_the_rest) {
  EXPECT_EQ(parse_query("tag:a how do roses  -thorns grow? ").question, "how do roses grow?");
  EXPECT_EQ(parse_query("how do \"roses\" grow?").question, "how do \"roses\" grow?");
  EXPECT_EQ(parse_query("tag:a").question, "");
}

TEST(query_segments, nothing_in_a_text_is_a_filter) {
  const auto parsed = parse_query("He said: tag:a -x \"y\" OR z", quoting::punctuation);
  EXPECT_THAT(parsed.conditions, IsEmpty());
  EXPECT_THAT(parsed.lookup.required, IsEmpty());
}

std::string repeated(const std::string& begin, const std::string& each, std::size_t times) {
  auto query = begin;
  for (std::size_t i = 0; i < times; ++i) query += each + std::to_string(i);
  return query;
}

TEST(query_segments, as_many_conditions_as_are_taken_all_hold) {
  for (const std::string each : {" -w", " tag:t", " -file:f", " -\"a phrase\" -w"}) {
    const auto times = each.find('"') == each.npos ? max_query_conditions : max_query_conditions / 2;
    const auto parsed = parse_query(repeated("roses", each, times));
    EXPECT_EQ(parsed.refusal, "") << each;
    EXPECT_EQ(parsed.conditions.size(), max_query_conditions) << each;
  }
}

TEST(query_segments, more_conditions_than_that_refuse_the_query) {
  for (const std::string each : {" -w", " tag:t", " -file:f", " OR tag:t", " OR \"a phrase\" OR path:p"}) {
    const auto parsed = parse_query(repeated("tag:first", each, max_query_conditions + 1));
    EXPECT_THAT(parsed.refusal, testing::HasSubstr("64 can be looked for at once")) << each;
    EXPECT_LE(parsed.conditions.size(), max_query_conditions) << each;
  }
}

}  // namespace
}  // namespace secondbrain::search
