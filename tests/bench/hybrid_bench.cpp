// Search by words and by meaning at once, over HTTP; the model's own time is left out.
#include <boost/json.hpp>
#include <string>

#include "tests/bench/benches.hpp"
#include "tests/bench/embedding_host.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/sample_queries.hpp"
#include "tests/bench/served.hpp"

namespace secondbrain::bench {
namespace {

constexpr int hybrid_queries = 300;

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

}  // namespace

void measure_hybrid_search(const std::filesystem::path& vault, const std::filesystem::path& data) {
  const embedding_host host;
  const auto all = sample_queries(data / "lexical.db", hybrid_queries);
  const served::settings by_meaning{{"SECONDBRAIN_OLLAMA_BASE_URL", host.url()},
                                    {"SECONDBRAIN_EMBEDDING_MODEL", "bench"},
                                    {"SECONDBRAIN_EMBEDDING_DIMENSIONS", std::to_string(sample_dimensions)}};
  {
    const served program{vault, data, by_meaning};
    auto client = program.connect();
    program.wait_until([&] { return is_ready(client) && finished_a_run(client); });
    const auto took = time_of([&] { program.wait_until([&] { return every_passage_is_embedded(client); }); });
    figure("all notes embedded by a model that takes no time", took.count(), "s");
  }
  const served program{vault, data, by_meaning};
  auto client = program.connect();
  const auto started = time_of([&] { program.wait_until([&] { return searches_by_meaning(client); }); });
  figure("start of the program to search by meaning", started.count(), "s", "at most 3");
  program.wait_until([&] { return finished_a_run(client); });
  search_all(client, all);  // warm up
  figures_of("search by words and meaning over HTTP", search_all(client, all), "at most 10", "at most 30");
  figure("resident memory with vectors", static_cast<double>(program.resident_megabytes()), "MB");
}

}  // namespace secondbrain::bench
