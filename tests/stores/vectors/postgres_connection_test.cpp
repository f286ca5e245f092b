// What a connection does where there is no PostgreSQL: nothing here needs one.
#include "stores/vectors/postgres/postgres_connection.hpp"

#include <gmock/gmock.h>

#include "stores/vectors/postgres/postgres_schema.hpp"
#include "stores/vectors/postgres/postgres_text.hpp"
#include "stores/vectors/postgres/postgres_vector_search.hpp"
#include "stores/vectors/postgres/postgres_vector_store.hpp"
#include "tests/net/closed_port.hpp"

namespace secondbrain::stores {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

postgres_place at_port(int port) {
  return {"postgresql://ada:hidden-word@127.0.0.1:" + std::to_string(port) + "/notes"};
}

TEST(postgres_connection_test, says_that_nobody_listens) {
  const net::closed_port nobody;
  const auto refused = postgres_connection::open(at_port(nobody.port()), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::unavailable);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("PostgreSQL at 127.0.0.1:" + std::to_string(nobody.port())),
                                             HasSubstr("Connection refused"), HasSubstr("look whether it runs"),
                                             Not(HasSubstr("hidden-word")), Not(HasSubstr("\n"))));
}

TEST(postgres_connection_test, waits_no_longer_than_it_is_told_for_a_server_that_says_nothing) {
  const net::silent_port server;
  const auto late = postgres_connection::open(at_port(server.port()), {20ms, 20ms, 20ms});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, errc::timeout);
}

TEST(postgres_connection_test, a_search_waits_once_and_not_again) {
  const net::silent_port server;
  auto standing = std::make_shared<remote_standing>();
  standing->reached({"m", 2}, 1);
  postgres_vector_search search{at_port(server.port()), "secondbrain_x", standing, {20ms, 20ms, 20ms}};
  const std::vector<float> question{1, 0};
  EXPECT_EQ(search.nearest(question, 1).error().code, errc::timeout);
  EXPECT_EQ(search.nearest(question, 1).error().code, errc::unavailable);
  EXPECT_THAT(search.at_hand().trouble, HasSubstr("does not answer"));
}

TEST(postgres_connection_test, a_store_that_is_away_fails_each_call_and_forgets_nothing_of_its_rules) {
  const net::closed_port nobody;
  postgres_vector_store store{at_port(nobody.port()), "secondbrain_x"};
  EXPECT_EQ(store.write({{"m", 2}, {{"h", {1, 0}}}, {}}).error().code, errc::unavailable);
  EXPECT_EQ(store.remove({"a.md"}).error().code, errc::unavailable);
  EXPECT_EQ(store.counts().error().code, errc::unavailable);
  EXPECT_TRUE(is_out_of_reach(store.check().error().code));
}

TEST(postgres_address_test, is_taken_apart_by_libpq) {
  EXPECT_THAT(parse_postgres_address("postgresql://db.example.org/notes")->hosts, ElementsAre("db.example.org"));
  EXPECT_THAT(parse_postgres_address("postgres://a:b@one,two:5433/notes?sslmode=require")->hosts,
              ElementsAre("one", "two"));
  EXPECT_EQ(parse_postgres_address("postgres://one/notes?sslmode=require")->ssl_mode, "require");
  EXPECT_THAT(parse_postgres_address("postgresql:///notes")->hosts, IsEmpty());
  const auto wrong = parse_postgres_address("postgresql://ada:hidden-word@host/notes?nonsense=1");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, AllOf(HasSubstr("postgresql://user:password@"), Not(HasSubstr("hidden-word"))));
}

TEST(postgres_schema_test, is_named_after_the_data_directory) {
  EXPECT_EQ(postgres_schema_of("0C4E6F6E-12ab-4e7c-9d0a-000000000001"), "secondbrain_0c4e6f6e12ab4e7c9d0a000000000001");
}

TEST(postgres_text_test, writes_arrays_and_vectors_that_come_back_the_same) {
  EXPECT_EQ(text_array({}), "{}");
  EXPECT_EQ(text_array(std::vector<std::string>{"", R"(a "b" \c)", "NULL", "{x,y}"}),
            R"({"","a \"b\" \\c","NULL","{x,y}"})");
  EXPECT_EQ(vector_text(std::vector<float>{1, -0.5F}), "[1,-0.5]");
  const std::vector<float> odd{0.1F, 1e-30F, 16777217.0F};
  EXPECT_EQ(std::stof(vector_text(odd).substr(1)), 0.1F);
  const std::vector<float> none{std::numeric_limits<float>::infinity()};
  EXPECT_EQ(vector_array({odd, none}), "{\"" + vector_text(odd) + "\",NULL}");
}

}  // namespace
}  // namespace secondbrain::stores
