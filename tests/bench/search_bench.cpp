#include <string>

#include "actors/search_actor.hpp"
#include "actors/tree.hpp"
#include "brain/search/query.hpp"
#include "tests/bench/bare_fts.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/sample_queries.hpp"
#include "tests/stores/fts5_expression.hpp"

namespace secondbrain::bench {
namespace {

constexpr int queries = 300;
constexpr int page = 20;

}  // namespace

void measure_search(const std::filesystem::path& data) {
  auto index = data / "lexical.db";
  actors::tree tree{{}};
  auto front = tree.make_front("root/search");
  actors::supervisor_spec root;
  root.children = {actors::worker<actors::search_actor>(
      "worker", front, actors::search_parts{[index] { return search::search_engine{index}; }, [] {}})};
  tree.start(std::move(root));
  address<search_api> service{front};

  const auto bare_file = bare_copy(index);
  bare_query fts{bare_file};
  samples ours, bare;
  for (const auto& query : sample_queries(index, queries)) {
    auto match = stores::fts5_expression(search::parse_query(query).lookup);
    auto ask = [&] {
      search_notes request;
      request.query = query;
      request.limit = page;
      static_cast<void>(service.ask(request, std::chrono::seconds{30}));
    };
    auto ask_bare = [&] { fts.ask(match, page); };
    ask_bare();  // both from a warm page cache
    ask();
    ours.add(time_of(ask));
    bare.add(time_of(ask_bare));
  }
  std::filesystem::remove(bare_file);
  figures_of("search through the tree", ours);
  figures_of("bare FTS5 with its own tokenizer, ORDER BY bm25() LIMIT", bare);
  figure("search through the tree beside bare FTS5", ours.percentile(0.5) / bare.percentile(0.5), "times",
         "at most 1.5");
}

}  // namespace secondbrain::bench
