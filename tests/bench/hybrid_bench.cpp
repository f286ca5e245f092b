// Search by words and by meaning at once, over HTTP: with a model that takes no time, or with the installed one.
#include <boost/json.hpp>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/embedding_host.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/sample_queries.hpp"
#include "tests/bench/served.hpp"

namespace secondbrain::bench {
namespace {

namespace fs = std::filesystem;

constexpr int hybrid_queries = 300;  // none is asked twice: the vectors of queries are remembered
constexpr std::size_t typed_words = 25;
constexpr std::size_t typed_first = 3;  // letters; the page asks from there on

bool every_passage_is_embedded(httplib::Client& client) {
  const auto got = client.Get("/api/v1/index/stats");
  if (!got || got->status != 200) return false;
  const auto counts = boost::json::parse(got->body);
  return counts.at("vector_count") == counts.at("lexical_count");
}

bool searches_by_meaning(httplib::Client& client) {
  return answers_with(client, "/health", "Notes are searched by words and by meaning.");
}

samples search_all(httplib::Client& client, const std::vector<std::string>& all) {
  samples taken;
  for (const auto& query : all) {
    const auto path = "/api/v1/search?" + httplib::detail::params_to_query_str({{"q", query}, {"limit", "10"}});
    taken.add(time_of([&] {
      if (!answers_with(client, path, R"("mode":"hybrid")")) std::fprintf(stderr, "%s: not hybrid\n", path.c_str());
    }));
  }
  return taken;
}

std::vector<std::string> letter_by_letter(const std::vector<std::string>& queries) {
  std::vector<std::string> typed;
  for (const auto& query : queries)
    for (auto length = typed_first; length <= trimmed(query).size(); ++length) typed.push_back(query.substr(0, length));
  return typed;
}

/// What `all` is measured with, and how that reads.
struct measured_model {
  std::string name;
  served::settings settings;
};

void measure(const fs::path& vault, const fs::path& data, const measured_model& model) {
  auto all = sample_queries(data / "lexical.db", 2 * hybrid_queries);
  const std::vector first(all.begin(), all.begin() + hybrid_queries);
  const std::vector second(all.begin() + hybrid_queries, all.end());
  {
    const served program{vault, data, model.settings};
    auto client = program.connect();
    program.wait_until([&] { return is_ready(client) && finished_a_run(client); });
    const auto took = time_of([&] { program.wait_until([&] { return every_passage_is_embedded(client); }); });
    figure("all notes embedded by " + model.name, took.count(), "s");
  }
  const served program{vault, data, model.settings};
  auto client = program.connect();
  const auto started = time_of([&] { program.wait_until([&] { return searches_by_meaning(client); }); });
  figure("start of the program to search by meaning", started.count(), "s", "at most 3");
  program.wait_until([&] { return finished_a_run(client); });
  search_all(client, first);  // warm up
  figures_of("search by words and meaning over HTTP", search_all(client, second), "at most 10", "at most 30");
  figures_of("the same, letter by letter",
             search_all(client, letter_by_letter({first.begin(), first.begin() + typed_words})), "at most 25");
  figure("resident memory with vectors", static_cast<double>(program.resident_megabytes()), "MB");
}

}  // namespace

void measure_hybrid_search(const fs::path& vault, const fs::path& data) {
  const embedding_host host;
  measure(vault, data,
          {"a model that takes no time",
           {{"SECONDBRAIN_OLLAMA_BASE_URL", host.url()},
            {"SECONDBRAIN_EMBEDDING_MODEL", "bench"},
            {"SECONDBRAIN_EMBEDDING_DIMENSIONS", std::to_string(sample_dimensions)}}});
}

void measure_search_with_the_model(const fs::path& vault, const fs::path& data) {
  if (const char* vectors = std::getenv("BENCH_VECTORS_DB"))
    for (const auto* file : {"vectors.db", "vectors.db-wal", "vector_codes.db", "vector_codes.db-wal"}) {
      std::error_code ignored;
      fs::remove(data / file, ignored);
      if (std::string_view{file} == "vectors.db") fs::copy_file(vectors, data / file);
    }
  measure(vault, data, {"the installed model", {}});
}

}  // namespace secondbrain::bench
