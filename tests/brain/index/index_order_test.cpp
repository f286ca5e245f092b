#include "brain/index/index_order.hpp"

#include <gtest/gtest.h>

namespace secondbrain::index {
namespace {

TEST(index_order_test, a_rebuild_stays_a_rebuild) {
  index_order order{1, index_mode::incremental, index_trigger::boot};
  order.merge(index_mode::full_rebuild, index_trigger::boot, {});
  order.merge(index_mode::incremental, index_trigger::boot, {});
  EXPECT_EQ(order.mode, index_mode::full_rebuild);
}

TEST(index_order_test, whoever_takes_stock_takes_over_from_the_watcher_and_the_api_from_all) {
  index_order order{1, index_mode::incremental, index_trigger::watcher};
  order.merge(index_mode::incremental, index_trigger::sweep, {});
  EXPECT_EQ(order.trigger, index_trigger::sweep);
  order.merge(index_mode::incremental, index_trigger::watcher, {});
  EXPECT_EQ(order.trigger, index_trigger::sweep);
  EXPECT_FALSE(order.look.everywhere);
  order.merge(index_mode::incremental, index_trigger::api, {});
  EXPECT_EQ(order.trigger, index_trigger::api);
  EXPECT_TRUE(order.look.everywhere);
}

TEST(index_order_test, paths_are_gathered) {
  index_order order;
  order.merge(index_mode::incremental, index_trigger::watcher, {"a.md"});
  order.merge(index_mode::incremental, index_trigger::watcher, {"a.md", "b.md"});
  EXPECT_EQ(order.look.paths, (std::set<std::string, std::less<>>{"a.md", "b.md"}));
}

TEST(index_order_test, looks_at_the_named_places_until_somebody_means_the_whole_vault) {
  index_order order;
  order.merge(index_mode::incremental, index_trigger::watcher, {"a.md"});
  EXPECT_EQ(order.extent, index_extent::places);
  order.merge(index_mode::incremental, index_trigger::watcher, {});
  EXPECT_EQ(order.extent, index_extent::vault) << "the watcher lost sight";
  order.merge(index_mode::incremental, index_trigger::watcher, {"b.md"});
  EXPECT_EQ(order.extent, index_extent::vault);

  index_order rebuild;
  rebuild.merge(index_mode::full_rebuild, index_trigger::watcher, {"a.md"});
  EXPECT_EQ(rebuild.extent, index_extent::vault);
}

}  // namespace
}  // namespace secondbrain::index
