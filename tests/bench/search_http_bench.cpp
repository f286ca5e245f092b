#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/text.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/sample_queries.hpp"
#include "tests/bench/served.hpp"

namespace secondbrain::bench {
namespace {

constexpr int searches_asked = 300;
constexpr int typed_queries = 40;
constexpr std::size_t first_typed = 3;  // letters; the page asks from there on
constexpr int search_clients = 8;
constexpr int search_rounds = 9;

std::string path_of(const std::string& query, const std::string& folder = "") {
  httplib::Params parameters{{"q", query}, {"limit", "10"}};
  if (!folder.empty()) parameters.emplace("folder", folder);
  return "/api/v1/search?" + httplib::detail::params_to_query_str(parameters);
}

seconds time_of_search(httplib::Client& client, const std::string& query, const std::string& folder = "") {
  const auto path = path_of(query, folder);
  return time_of([&] {
    const auto got = client.Get(path);
    if (!got || got->status != 200) std::fprintf(stderr, "%s was not answered\n", path.c_str());
  });
}

samples search_all(const served& program, const std::vector<std::string>& all, const std::string& folder = "") {
  auto client = program.connect();
  samples taken;
  for (const auto& query : all) taken.add(time_of_search(client, query, folder));
  return taken;
}

void measure_many_clients(const served& program, const std::vector<std::string>& all) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  samples taken;
  const auto took = time_of([&] {
    std::vector<std::thread> threads;
    for (int each = 0; each < search_clients; ++each)
      threads.emplace_back([&] {
        auto client = program.connect();
        for (auto at = next++; at < 2 * all.size(); at = next++) {
          const auto one = time_of_search(client, all[at % all.size()]);
          const std::lock_guard guard{mutex};
          taken.add(one);
        }
      });
    for (auto& each : threads) each.join();
  });
  figure("search over HTTP, 8 clients", static_cast<double>(taken.size()) / took.count(), "requests/s", "at least 80");
  figures_of("search over HTTP, 8 clients", taken);
}

void measure_typing(const served& program, const std::vector<std::string>& all) {
  std::vector<std::string> typed;
  for (int at = 0; at < typed_queries; ++at) {
    const auto query = std::string{trimmed(all[static_cast<std::size_t>(at)])};
    for (auto length = first_typed; length <= query.size(); ++length) typed.push_back(query.substr(0, length));
  }
  const auto taken = search_all(program, typed);
  figures_of("search as you type", taken, "at most 20");
  figure("search as you type, slowest", 1e3 * taken.percentile(1), "ms", "at most 150");
}

void measure_worst_cases(const served& program, const std::vector<std::string>& common) {
  std::string thirty;
  for (const auto& word : common) thirty += word + ' ';
  const auto& first = common.front();
  const std::vector<std::pair<const char*, std::string>> worst{
      {"the commonest word", first + ' '},
      {"the thirty commonest words", thirty},
      {"two letters", first.substr(0, 2)},
      {"a phrase of common words", '"' + first + ' ' + common.at(1) + "\" "},
      {"thirty stop words",
       "the and of to in is for on with you that this are as be it by or from at an not have can will if all your "
       "more when "}};
  auto client = program.connect();
  for (const auto& [name, query] : worst) {
    samples taken;
    for (int i = 0; i < search_rounds; ++i) taken.add(time_of_search(client, query));
    figure(std::string{"search over HTTP, "} + name, 1e3 * taken.percentile(0.5), "ms", "at most 150");
  }
}

}  // namespace

void measure_search_over_http(const std::filesystem::path& vault, const std::filesystem::path& data) {
  const auto index = data / "lexical.db";
  const auto all = sample_queries(index, searches_asked);
  const auto common = commonest_words(index, 30);
  const auto folder = largest_folder(index);
  const served program{vault, data};
  auto client = program.connect();
  program.wait_until([&] { return is_ready(client) && finished_a_run(client); });
  search_all(program, all);  // warm up
  const auto taken = search_all(program, all);
  figures_of("search over HTTP, 1 client", taken, "at most 14", "at most 70");
  figure("search over HTTP, 1 client, slowest", 1e3 * taken.percentile(1), "ms", "at most 150");
  if (!folder.empty())
    figures_of("search over HTTP in the largest folder", search_all(program, all, folder), "no slower");
  measure_typing(program, all);
  measure_worst_cases(program, common);
  measure_many_clients(program, all);
}

}  // namespace secondbrain::bench
