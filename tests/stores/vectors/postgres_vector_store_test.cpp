// What is particular to vectors in PostgreSQL. Needs the server that SECONDBRAIN_TEST_POSTGRES names
// (tests/e2e/test_vectors_elsewhere.py starts one); what needs none is in postgres_connection_test.cpp.
#include "stores/vectors/postgres/postgres_vector_store.hpp"

#include <gmock/gmock.h>

#include "tests/stores/vectors/many_vectors.hpp"
#include "tests/stores/vectors/vector_places.hpp"

namespace secondbrain::stores {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class postgres_vectors : public ::testing::TestWithParam<std::string> {
 protected:
  void write(vectors_in_postgres& to, const std::string& note, const std::string& id) {
    const auto written = to.store().write(as_note(note, {id}, {{1, 0}}));
    ASSERT_TRUE(written) << written.error().message;
    to.publish();
  }

  static std::vector<std::string> nearest(vectors_in_postgres& in) {
    const auto found = in.search().nearest(question(), 10);
    EXPECT_TRUE(found) << found.error().message;
    return ids_of(found.value_or(std::vector<similar_chunk>{}));
  }

  static const std::vector<float>& question() {
    static const std::vector<float> right{1, 0};
    return right;
  }

  /// Ends every connection of the test's database but the one that asks for it.
  static void end_connections() {
    ASSERT_TRUE(vectors_in_postgres::connect().run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        "pg_backend_pid() AND application_name = 'SecondBrain'"));
  }

  manual_clock clock_{wall_time{500'000h}};
};

INSTANTIATE_TEST_SUITE_P(server, postgres_vectors,
                         ::testing::ValuesIn(test_postgres().empty() ? std::vector<std::string>{}
                                                                     : std::vector<std::string>{"postgres"}),
                         [](const auto& place) { return place.param; });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(postgres_vectors);

TEST_P(postgres_vectors, of_two_data_directories_do_not_mix) {
  vectors_in_postgres one{clock_};
  vectors_in_postgres other{clock_};
  write(one, "a.md", "of one");
  write(other, "a.md", "of the other");
  EXPECT_THAT(nearest(one), ElementsAre("of one"));
  EXPECT_THAT(nearest(other), ElementsAre("of the other"));
  ASSERT_TRUE(one.store().clear());
  EXPECT_EQ(other.store().counts()->vectors, 1);
}

TEST_P(postgres_vectors, of_one_data_directory_have_one_owner) {
  vectors_in_postgres one{clock_};
  write(one, "a.md", "c");
  postgres_vector_store second{vectors_in_postgres::place(), one.schema(), vectors_in_postgres::patient};
  const auto refused = second.clear();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::locked);
  EXPECT_THAT(refused.error().message, HasSubstr("another service keeps the vectors"));
  EXPECT_EQ(one.store().counts()->vectors, 1);
}

TEST_P(postgres_vectors, survive_the_end_of_their_connections) {
  vectors_in_postgres kept{clock_};
  write(kept, "a.md", "a");
  EXPECT_THAT(nearest(kept), ElementsAre("a"));
  end_connections();
  write(kept, "b.md", "b");
  EXPECT_EQ(kept.store().counts()->vectors, 2);
  EXPECT_THAT(nearest(kept), ElementsAre("a", "b"));
  EXPECT_EQ(kept.search().at_hand().trouble, "") << "a connection that is gone says nothing about the server";
}

TEST_P(postgres_vectors, that_somebody_has_dropped_are_missed_and_made_again) {
  vectors_in_postgres kept{clock_};
  write(kept, "a.md", "a");
  ASSERT_TRUE(vectors_in_postgres::connect().run_all("DROP SCHEMA " + kept.schema() + " CASCADE"));
  const auto missed = kept.store().missing({"a"});
  ASSERT_FALSE(missed);
  EXPECT_TRUE(is_out_of_reach(missed.error().code));
  EXPECT_THAT(kept.store().missing({"a"}).value(), ElementsAre("a"));
  write(kept, "a.md", "a");
  EXPECT_EQ(kept.store().counts()->vectors, 1);
}

TEST_P(postgres_vectors, may_have_an_index_for_approximate_search) {
  vectors_in_postgres kept{clock_};
  std::mt19937 random{20261130};
  std::vector<std::string> ids;
  std::vector<std::vector<float>> vectors;
  for (int i = 0; i < 300; ++i) {
    ids.push_back("c" + std::to_string(i));
    vectors.push_back(random_unit(random, 16));
  }
  ASSERT_TRUE(kept.store().write(as_note("a.md", ids, vectors)));
  kept.publish();
  auto administrator = vectors_in_postgres::connect();
  const auto indexed =
      administrator.run_all("CREATE INDEX ON " + kept.schema() + ".vectors USING hnsw (embedding vector_ip_ops)");
  ASSERT_TRUE(indexed) << indexed.error().message;
  const auto found = kept.search().nearest(vectors[7], 200);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->at(0).chunk_id, "c7");
  EXPECT_EQ(found->size(), 200U);
  ASSERT_TRUE(kept.store().clear());
  EXPECT_TRUE(kept.store().write({{"another", 3}, {{"h", {1, 0, 0}}}, {}})) << "of another length";
}

TEST_P(postgres_vectors, a_search_that_is_late_is_not_repeated_until_the_owner_has_looked) {
  vectors_in_postgres kept{clock_};
  write(kept, "a.md", "a");
  auto blocking = vectors_in_postgres::connect();
  ASSERT_TRUE(blocking.run_all("BEGIN; LOCK " + kept.schema() + ".vectors IN ACCESS EXCLUSIVE MODE"));
  postgres_vector_search search{vectors_in_postgres::place(), kept.schema(), kept.standing(), {60s, 100ms, 100ms}};
  const auto late = search.nearest(question(), 1);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, errc::timeout);
  ASSERT_TRUE(blocking.run_all("ROLLBACK"));
  EXPECT_EQ(search.nearest(question(), 1).error().code, errc::unavailable) << "nobody waits any more";
  EXPECT_EQ(search.cosines(question(), std::vector<std::string>{"a"}).error().code, errc::unavailable);
  EXPECT_THAT(search.at_hand().trouble, HasSubstr("takes too long to answer"));
  kept.publish();
  EXPECT_EQ(nearest(kept).size(), 1U);
}

TEST_P(postgres_vectors, a_wrong_password_is_told_without_it) {
  auto place = vectors_in_postgres::place();
  const auto at = place.address.rfind('@');
  ASSERT_NE(at, std::string::npos);
  place.address = place.address.substr(0, place.address.rfind(':', at) + 1) + "not-the-one" + place.address.substr(at);
  const auto refused = postgres_vector_store{place, "secondbrain_x", vectors_in_postgres::patient}.check();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::locked);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("refuses the user or the password"),
                                             HasSubstr("SECONDBRAIN_VECTOR_STORE"), Not(HasSubstr("not-the-one"))));
}

TEST_P(postgres_vectors, a_database_that_is_not_there_is_told) {
  auto place = vectors_in_postgres::place();
  place.address = place.address.substr(0, place.address.rfind('/')) + "/nowhere";
  const auto refused = postgres_vector_store{place, "secondbrain_x", vectors_in_postgres::patient}.check();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr(R"(database "nowhere" does not exist)"));
}

TEST_P(postgres_vectors, a_server_without_pgvector_says_what_to_do) {
  const auto schema = postgres_schema_of(random_uuid().value());
  auto administrator = vectors_in_postgres::connect();
  ASSERT_TRUE(administrator.run_all("CREATE ROLE " + schema + " LOGIN PASSWORD 'of-the-guest'"));
  ASSERT_TRUE(administrator.run_all("CREATE DATABASE " + schema + " OWNER " + schema + " TEMPLATE template0"));
  auto place = vectors_in_postgres::place();
  const auto host = place.address.substr(place.address.rfind('@'));
  place.address = "postgresql://" + schema + ":of-the-guest" + host.substr(0, host.rfind('/')) + "/" + schema;
  const auto refused = postgres_vector_store{place, schema, vectors_in_postgres::patient}.check();
  EXPECT_TRUE(administrator.run_all("DROP DATABASE " + schema));
  EXPECT_TRUE(administrator.run_all("DROP ROLE " + schema));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::not_found);
  EXPECT_THAT(refused.error().message, HasSubstr("CREATE EXTENSION vector"));
}

TEST_P(postgres_vectors, of_a_later_version_are_left_alone) {
  vectors_in_postgres kept{clock_};
  write(kept, "a.md", "a");
  ASSERT_TRUE(vectors_in_postgres::connect().run_all("UPDATE " + kept.schema() + ".state SET version = 99"));
  end_connections();
  const auto refused = kept.store().clear();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::newer_schema);
}

}  // namespace
}  // namespace secondbrain::stores
