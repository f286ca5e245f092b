// queries.jsonl (contract: stores §8; weakness W27).
#include "ops/data/query_log.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "base/text.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

const std::chrono::system_clock::time_point noon{std::chrono::seconds{1'770'292'800}};  // 2026-02-05 12:00 UTC

class query_log_test : public testing::Test {
 protected:
  std::string content(const std::string& suffix = {}) const {
    std::ifstream in{file_.string() + suffix};
    return {std::istreambuf_iterator<char>{in}, {}};
  }

  static query_record record(retrieval_label label, std::vector<std::string> ids, double latency) {
    return {"What \"is\" it?", "c-1", label, std::move(ids), latency};
  }

  temporary_directory directory_;
  std::filesystem::path file_ = directory_ / "queries.jsonl";
};

TEST_F(query_log_test, a_line_is_what_the_reference_writes) {
  query_log log{file_};
  ASSERT_TRUE(log.append(record(retrieval_label::pass, {"a", "b"}, 1234.567), noon));
  EXPECT_EQ(content(), R"({"timestamp":"2026-02-05T12:00:00","query":"What \"is\" it?","conversation_id":"c-1",)"
                       R"("retrieval_label":"PASS","citation_ids":["a","b"],"citation_count":2,"latency_ms":1234.57})"
                       "\n");
}

TEST_F(query_log_test, lines_add_up) {
  query_log log{file_};
  ASSERT_TRUE(log.append(record(retrieval_label::pass, {"a", "b"}, 10), noon));
  ASSERT_TRUE(log.append(record(retrieval_label::pass, {"a"}, 20.5), noon));
  ASSERT_TRUE(log.append(record(retrieval_label::no_results, {}, 0), noon));
  const auto sum = log.statistics();
  EXPECT_EQ(sum.total_queries, 3);
  EXPECT_EQ(sum.label_counts.at("PASS"), 2);
  EXPECT_EQ(sum.label_counts.at("NO_RESULTS"), 1);
  EXPECT_EQ(sum.avg_latency_ms, 10.17);
  EXPECT_EQ(sum.avg_citations, 1.0);
}

TEST_F(query_log_test, nothing_adds_up_to_zeros) {
  const auto sum = query_log{file_}.statistics();
  EXPECT_EQ(sum.total_queries, 0);
  EXPECT_EQ(sum.avg_latency_ms, 0);
  EXPECT_EQ(sum.avg_citations, 0);
}

TEST_F(query_log_test, malformed_lines_are_skipped_and_lines_of_the_reference_count) {
  std::ofstream{file_} << "not json\n[]\n{\"retrieval_label\": \"PASS\"}\n"
                       << R"({"timestamp": "2026-02-05T12:00:00.123456", "query": "q", "conversation_id": "c", )"
                       << R"("retrieval_label": "IRRELEVANT", "citation_ids": ["x"], "citation_count": 1, )"
                       << R"("latency_ms": 7})"
                       << "\n{\"cut sh";
  const auto sum = query_log{file_}.statistics();
  EXPECT_EQ(sum.total_queries, 1);
  EXPECT_EQ(sum.label_counts.at("IRRELEVANT"), 1);
}

// W27
TEST_F(query_log_test, statistics_survive_a_rotation) {
  query_log log{file_, 400};
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(log.append(record(retrieval_label::pass, {}, 1), noon));
  EXPECT_NE(content(".old"), "");
  EXPECT_EQ(log.statistics().total_queries, 3);
}

TEST_F(query_log_test, only_the_newest_10000_lines_count) {
  {
    std::ofstream lines{file_};
    const std::string end = R"(,"citation_count":0,"latency_ms":1})";
    for (int i = 0; i < 5; ++i) lines << R"({"retrieval_label":"OLD")" << end << '\n';
    for (int i = 0; i < 10'000; ++i) lines << R"({"retrieval_label":"NEW")" << end << '\n';
  }
  const auto sum = query_log{file_}.statistics();
  EXPECT_EQ(sum.total_queries, 10'000);
  EXPECT_FALSE(sum.label_counts.contains("OLD"));
}

TEST_F(query_log_test, many_threads_may_write) {
  query_log log{file_};
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i)
    writers.emplace_back([&] {
      for (int n = 0; n < 50; ++n) EXPECT_TRUE(log.append(record(retrieval_label::pass, {"a"}, 1), noon));
    });
  for (auto& each : writers) each.join();
  EXPECT_EQ(log.statistics().total_queries, 200);
}

TEST_F(query_log_test, a_file_that_cannot_be_written_is_an_error) {
  query_log log{directory_.path() / "missing" / "queries.jsonl"};
  EXPECT_FALSE(log.append(record(retrieval_label::pass, {}, 1), noon));
}

}  // namespace
}  // namespace secondbrain::ops
