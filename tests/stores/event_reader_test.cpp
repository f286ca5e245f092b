#include "stores/noted_reader.hpp"

#include <gtest/gtest.h>

#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::stores {
namespace {

indexed_note note(const std::string& path, std::vector<noted_event> events) {
  indexed_note one;
  one.path = path;
  one.events = std::move(events);
  return one;
}

class event_reader_test : public testing::Test {
 protected:
  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
};

TEST_F(event_reader_test, gives_the_events_when_they_are_others) {
  auto store = lexical_store::open(file_).value();
  event_reader reader{file_};
  EXPECT_EQ(reader.changed().value(), std::vector<noted_event>{});
  const noted_event call{"a.md", 3, "Call", "", "9:00", ""};
  const noted_event fair{"b.md", 1, "Fair", "2026-05-01", "", "2026-05-04"};
  ASSERT_TRUE(store.write({note("b.md", {fair}), note("a.md", {call})}));
  EXPECT_EQ(reader.changed().value(), (std::vector<noted_event>{call, fair}));
  EXPECT_EQ(reader.changed().value(), std::nullopt);
  ASSERT_TRUE(store.write({note("a.md", {call}), note("c.md", {})}));
  EXPECT_EQ(reader.changed().value(), std::nullopt) << "they are the same";
  ASSERT_TRUE(store.remove({"b.md"}));
  EXPECT_EQ(reader.changed().value(), std::vector<noted_event>{call});
  ASSERT_TRUE(store.write({note("d.md", {{"d.md", 3, "Call", "", "9:00", ""}})}, {{"a.md", "d.md"}}));
  EXPECT_EQ(reader.changed().value().value().at(0).path, "d.md");
  ASSERT_TRUE(store.clear());
  EXPECT_EQ(reader.changed().value(), std::vector<noted_event>{});
}

TEST_F(event_reader_test, without_an_index_it_fails_and_goes_on_when_there_is_one) {
  event_reader reader{file_};
  EXPECT_FALSE(reader.changed());
  auto store = lexical_store::open(file_).value();
  EXPECT_TRUE(reader.changed());
}

}  // namespace
}  // namespace secondbrain::stores
