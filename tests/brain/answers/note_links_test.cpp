#include "brain/answers/note_links.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/vault/changes/indexing.hpp"
#include "brain/vault/changes/scan.hpp"
#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::answers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class note_links_test : public testing::Test {
 protected:
  void note(const std::string& path, std::string_view text) const { write_text(vault_ / path, text); }

  /// As the index does it.
  void index(const std::vector<note_move>& moves = {}) {
    std::vector<indexed_note> notes;
    for (const auto& file : vault::scan_vault(vault_).files)
      notes.push_back(vault::prepare_note(vault_, file, std::nullopt).value().note);
    ASSERT_TRUE(store_.write(notes, moves));
  }

  links_of_note list(const std::string& path, int limit = 200) { return links_.list({path, limit, 20}).value(); }

  std::vector<chunk> passages_of(const std::string& path) const {
    return stores::link_reader::open(file_).value().chunks_of(path).value();
  }

  std::vector<std::string> outgoing(const std::string& path) {
    std::vector<std::string> ends;
    for (const auto& each : list(path).outgoing)
      ends.push_back(each.path ? std::string{to_string(each.how)} + " " + *each.path : "none " + each.link.target);
    return ends;
  }

  std::vector<std::string> backlinks(const std::string& path) {
    std::vector<std::string> ends;
    for (const auto& each : list(path).backlinks)
      ends.push_back(each.note_path + ":" + std::to_string(each.line) + " " + each.text);
    return ends;
  }

  temporary_directory folder_;
  std::filesystem::path vault_ = folder_ / "vault";
  std::filesystem::path file_ = folder_ / "lexical.db";
  stores::lexical_store store_ = stores::lexical_store::open(file_).value();
  note_links links_{file_, vault_};
};

TEST_F(note_links_test, outgoing_links_say_where_they_lead_or_why_not) {
  note("Plan.md", "# Plan\n\n## Goals\n\na ^q-1\n");
  note("People/Ann.md", "---\naliases: [Annie]\n---\nbody\n");
  note("img/pic.png", "x");
  note("A.md",
       "[[Plan#Goals]] [[Plan#^q-1]] [[Plan#Nowhere]] [p](./Gone.md) [[Annie]] ![[pic.png|100]] [[#Top]]\n\n# "
       "Top\n\nx\n");
  index();
  const auto found = list("A.md");
  EXPECT_EQ(found.note_title, "Top");
  EXPECT_EQ(found.outgoing_total, 7);
  EXPECT_EQ(found.unresolved, 1);
  EXPECT_THAT(outgoing("A.md"), ElementsAre("path Plan.md", "path Plan.md", "path Plan.md", "none ./Gone.md",
                                            "alias People/Ann.md", "name img/pic.png", "itself A.md"));
  EXPECT_EQ(found.outgoing[0].target_line, 5);
  EXPECT_EQ(found.outgoing[1].target_line, 5);
  EXPECT_EQ(found.outgoing[2].target_line, std::nullopt);
  EXPECT_EQ(found.outgoing[2].why, "The note has no such heading.");
  EXPECT_EQ(found.outgoing[3].why, "There is no such file at that place.");
  EXPECT_EQ(found.outgoing[6].target_line, 5);
  EXPECT_EQ(found.note, "");
}

TEST_F(note_links_test, backlinks_have_their_line_and_its_text) {
  note("Plan.md", "---\naliases: Route\n---\nbody [[Plan]]\n");
  note("a/Daily.md",
       "---\nup: \"[[Plan]]\"\n---\n# Day\n\n- x\n- see [[plan|the plan]] now\n\n| a |\n|---|\n| [[Plan\\|t]] |\n");
  note("b/Other.md", "[p](../Plan.md#Goals) and [[Route]]\n\n```\n[[Plan]]\n```\n");
  note("c/Plan.md", "another\n");
  note("c/Near.md", "[[Plan]] [[c/Plan]] [[./Plan]]\n");
  index();
  EXPECT_THAT(
      backlinks("Plan.md"),
      ElementsAre("a/Daily.md:2 up: \"[[Plan]]\"", "a/Daily.md:7 - see [[plan|the plan]] now",
                  "a/Daily.md:11 | [[Plan\\|t]] |", "b/Other.md:1 [p](../Plan.md#Goals) and [[Route]]",
                  "b/Other.md:1 [p](../Plan.md#Goals) and [[Route]]", "c/Near.md:1 [[Plan]] [[c/Plan]] [[./Plan]]"));
  const auto found = list("Plan.md");
  EXPECT_EQ(found.backlinks[1].heading_path, std::vector<std::string>{"Day"});
  EXPECT_EQ(found.backlinks[3].subpath, "Goals");
  EXPECT_EQ(found.backlinks[3].kind, link_kind::markdown);
  EXPECT_THAT((std::vector{found.backlinks[3].how, found.backlinks[4].how}),
              UnorderedElementsAre(link_way::relative, link_way::alias));
  EXPECT_THAT(list("c/Plan.md").backlinks, SizeIs(2)) << "the exact path at the root wins over the own folder";
}

TEST_F(note_links_test, mentions_without_a_link_are_found) {
  note("Compost heap.md", "---\naliases: [Haufen]\n---\nA compost heap is a heap.\n");
  note("A.md", "# A\n\nx\n\nTurn the compost heap.\n");
  note("B.md", "[[Compost heap]] only\n");
  note("C.md", "Der Haufen wächst.\n");
  index();
  const auto found = list("Compost heap.md");
  ASSERT_THAT(found.mentions, SizeIs(2));
  EXPECT_EQ(found.mentions[0].note_path, "A.md");
  EXPECT_EQ(found.mentions[0].line, 5);
  EXPECT_EQ(found.mentions[0].text, "Turn the compost heap.");
  EXPECT_EQ(found.mentions[1].text, "Der Haufen wächst.");
  EXPECT_EQ(found.mentions[1].name, "haufen");
  EXPECT_THAT(links_.list({"Compost heap.md", 5, 1})->mentions, SizeIs(1));
}

TEST_F(note_links_test, a_note_is_meant_by_what_a_link_would_call_it) {
  note("Work/Plan.md", "body\n");
  index();
  EXPECT_EQ(list("plan").note_path, "Work/Plan.md");
  const auto none = links_.list({"Nobody.md"});
  EXPECT_EQ(none.error().code, errc::not_found);
  EXPECT_THAT(none.error().message, HasSubstr("Nobody.md"));
}

TEST_F(note_links_test, renames_and_deletions_keep_links_right) {
  note("Plan.md", "body\n");
  note("A.md", "[[Plan]]\n");
  index();
  std::filesystem::create_directories(vault_ / "Sub");
  std::filesystem::rename(vault_ / "Plan.md", vault_ / "Sub/Plan.md");
  index({{"Plan.md", "Sub/Plan.md"}});
  EXPECT_THAT(outgoing("A.md"), ElementsAre("name Sub/Plan.md"));
  std::filesystem::rename(vault_ / "A.md", vault_ / "Z.md");
  index({{"A.md", "Z.md"}});
  EXPECT_THAT(backlinks("Sub/Plan.md"), ElementsAre("Z.md:1 [[Plan]]"));
  ASSERT_TRUE(store_.remove({"Sub/Plan.md"}));
  EXPECT_THAT(outgoing("Z.md"), ElementsAre("none Plan"));
  note("Deep/PLAN.md", "back\n");
  std::filesystem::remove(vault_ / "Sub/Plan.md");
  index();
  EXPECT_THAT(outgoing("Z.md"), ElementsAre("name Deep/PLAN.md"));
}

TEST_F(note_links_test, what_is_left_out_is_told) {
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += "[[Hub]]\n";
  note("List.md", text);
  note("Hub.md", "body\n");
  index();
  const auto found = list("List.md", 3);
  EXPECT_THAT(found.outgoing, SizeIs(3));
  EXPECT_EQ(found.outgoing_total, 20'000);
  EXPECT_EQ(found.note, "The note has 10000 more links than are kept of one note. The first 3 links are shown.");
  const auto hub = list("Hub.md", 2);
  EXPECT_THAT(hub.backlinks, SizeIs(2));
  EXPECT_EQ(hub.backlinks_total, 20'000);
  EXPECT_EQ(hub.backlinks[1].line, 2);
}

TEST_F(note_links_test, names_and_passages_lead_to_notes) {
  note("Plan.md", "---\naliases: [Route]\n---\n# The Plan\n\nfirst\n");
  note("A.md", "# A\n\n[[plan]] [[A]] [[Nowhere]]\n\n# B\n\n[[Route]]\n");
  index();
  EXPECT_THAT(links_.resolve({"A.md", {"Plan", "route", "the plan", "none", ""}}).value(),
              ElementsAre("Plan.md", "Plan.md", "Plan.md", std::nullopt, std::nullopt));
  for (const auto& passage : passages_of("A.md")) {
    const auto linked = links_.linked_from(passage).value();
    ASSERT_THAT(linked, SizeIs(1)) << passage.text;
    EXPECT_EQ(linked[0].note_path, "Plan.md");
  }
}

TEST_F(note_links_test, what_a_capture_links_to_goes_with_it_first) {
  note("Plan.md", "the plan\n");
  note("B.md", "b\n");
  index();
  const std::vector<note_connection> found{{"B.md", "B", "b", 0.5}, {"Plan.md", "Plan", "the plan", 0.4}};
  const auto joined = links_.join({"call about [[plan]] and [[gone]]", 5}, found).value();
  ASSERT_THAT(joined, SizeIs(2));
  EXPECT_EQ(joined[0].note_path, "Plan.md");
  EXPECT_EQ(joined[0].snippet, "the plan");
  EXPECT_EQ(joined[1].note_path, "B.md");
  EXPECT_THAT(links_.join({"[[plan]]", 1}, found).value(), SizeIs(1));
  EXPECT_THAT(links_.join({"no link", 5}, found).value(), SizeIs(2));
}

TEST_F(note_links_test, without_an_index_there_are_no_links) {
  note_links none{folder_ / "none.db", std::nullopt};
  EXPECT_EQ(none.list({"A.md"}).error().code, errc::unavailable);
  EXPECT_THAT(none.join({"[[A]]", 5}, {}).value(), IsEmpty());
  EXPECT_THAT(none.resolve({"A.md", {"B", "C"}}).value(), ElementsAre(std::nullopt, std::nullopt));
  EXPECT_THAT(none.linked_from(chunk{}).value(), IsEmpty());
}

// The vault of a trouble report, and others of its kind: each line is one link and what it must lead to.
struct linked_case {
  const char* link;
  const char* target;
};

class links_that_obsidian_resolves : public note_links_test, public testing::WithParamInterface<linked_case> {};

TEST_P(links_that_obsidian_resolves, reach_their_note) {
  note("10_Notes/Target.md", "# Target\n\nbody\n");
  note("10_Notes/Tabled.md", "# Tabled\n\nbody\n");
  note("10_Notes/Dotted.md", "# Dotted\n\nbody\n");
  note("10_Notes/Fenced.md", "# Fenced\n");
  note("20_Projects/Pathed.md", "# Pathed\n\nbody\n");
  note("20_Projects/Roadmap-2026.md", "# Where we go next year\n\nbody\n");
  note("20_Projects/Café v1.2.md", "no heading\n");
  note("People/Ann.md", "---\naliases: [Annie]\n---\n\nbody\n");
  note("10_Notes/Source.md", std::string{"# Source\n\nThe aardvark question:\n\n"} + GetParam().link + "\n");
  index();
  std::vector<std::string> linked;
  for (const auto& passage : passages_of("10_Notes/Source.md")) {
    const auto notes = links_.linked_from(passage).value();
    for (const auto& each : notes) linked.push_back(each.note_path);
  }
  if (std::string_view{GetParam().target}.empty())
    EXPECT_THAT(linked, IsEmpty()) << GetParam().link;
  else
    EXPECT_THAT(linked, ElementsAre(GetParam().target)) << GetParam().link;
}

INSTANTIATE_TEST_SUITE_P(
    links, links_that_obsidian_resolves,
    testing::Values(
        linked_case{"[[Target]]", "10_Notes/Target.md"}, linked_case{"[[target#Part]]", "10_Notes/Target.md"},
        linked_case{"| a | b |\n|---|---|\n| x | [[Tabled\\|shown]] |", "10_Notes/Tabled.md"},
        linked_case{"| a |\n|---|\n| ![[Tabled#x\\|y]] |", "10_Notes/Tabled.md"},
        linked_case{"[[20_Projects/Pathed]]", "20_Projects/Pathed.md"},
        linked_case{"[t](../20_Projects/Pathed.md)", "20_Projects/Pathed.md"}, linked_case{"[[Projects/Pathed]]", ""},
        linked_case{"[[Dotted.md]]", "10_Notes/Dotted.md"}, linked_case{"[t](Dotted.MD)", "10_Notes/Dotted.md"},
        linked_case{"[[Roadmap-2026]]", "20_Projects/Roadmap-2026.md"},
        linked_case{"[[Where we go next year]]", "20_Projects/Roadmap-2026.md"},
        linked_case{"[[Cafe\u0301 v1.2]]", "20_Projects/Café v1.2.md"},
        linked_case{"[t](Caf%C3%A9%20v1.2.md)", "20_Projects/Café v1.2.md"}, linked_case{"[[Annie]]", "People/Ann.md"},
        linked_case{"[[ANNIE|her]]", "People/Ann.md"}, linked_case{"~~~\n[[Fenced]]\n~~~", ""},
        linked_case{"````\n```\n[[Fenced]]\n```\n````", ""}, linked_case{"<!-- [[Fenced]] -->", ""},
        linked_case{"%%\n[[Fenced]]\n%%", ""}, linked_case{"`[[Fenced]]`", ""}));

}  // namespace
}  // namespace secondbrain::answers
