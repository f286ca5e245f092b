#include <sqlite3.h>

#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "actors/search_actor.hpp"
#include "actors/tree.hpp"
#include "brain/search/query.hpp"
#include "tests/bench/bare_fts.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/samples.hpp"
#include "tests/stores/fts5_expression.hpp"

namespace secondbrain::bench {
namespace {

constexpr int queries = 300;
constexpr int page = 20;

/// Two to four words that stand together somewhere in the index, as a person would ask for them.
std::vector<std::string> sample_queries(const std::filesystem::path& index) {
  bare_connection db{index, SQLITE_OPEN_READONLY};
  auto* select = db.prepare("SELECT chunk_text FROM chunks WHERE rowid >= ? ORDER BY rowid LIMIT 1");
  auto* largest = db.prepare("SELECT max(rowid) FROM chunks");
  sqlite3_step(largest);
  auto rows = sqlite3_column_int64(largest, 0);
  sqlite3_finalize(largest);
  std::mt19937_64 engine{7};
  std::vector<std::string> found;
  while (static_cast<int>(found.size()) < queries) {
    sqlite3_bind_int64(select, 1, static_cast<sqlite3_int64>(engine() % static_cast<std::uint64_t>(rows)) + 1);
    std::string text;
    if (sqlite3_step(select) == SQLITE_ROW) text = reinterpret_cast<const char*>(sqlite3_column_text(select, 0));
    sqlite3_reset(select);
    std::string query;
    std::size_t words = 2 + engine() % 3;
    auto at = text.find_first_of(' ', text.size() / 2);
    while (words-- > 0 && at != std::string::npos) {
      auto end = text.find_first_of(" \n", at + 1);
      query += text.substr(at, end == std::string::npos ? end : end - at);
      at = end;
    }
    query += ' ';  // the last word is finished: no prefix is looked for
    if (!search::parse_query(query).lookup.empty()) found.push_back(query);
  }
  sqlite3_finalize(select);
  return found;
}

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

  bare_connection db{index, SQLITE_OPEN_READONLY};
  auto* bare_query = db.prepare("SELECT rowid, rank FROM chunks_fts WHERE chunks_fts MATCH ? ORDER BY rank LIMIT 20");
  samples ours, bare;
  for (const auto& query : sample_queries(index)) {
    auto match = stores::fts5_expression(search::parse_query(query).lookup);
    auto ask = [&] {
      search_notes request;
      request.query = query;
      request.limit = page;
      static_cast<void>(service.ask(request, std::chrono::seconds{30}));
    };
    auto ask_bare = [&] {
      sqlite3_bind_text(bare_query, 1, match.data(), static_cast<int>(match.size()), SQLITE_STATIC);
      while (sqlite3_step(bare_query) == SQLITE_ROW) {
      }
      sqlite3_reset(bare_query);
    };
    ask_bare();  // both from a warm page cache
    ask();
    ours.add(time_of(ask));
    bare.add(time_of(ask_bare));
  }
  sqlite3_finalize(bare_query);
  for (auto share : {0.50, 0.99})
    std::printf("search p%.0f: %.2f ms; bare FTS5 query %.2f ms; ratio %.2f (at most 1.5)\n", share * 100,
                1e3 * ours.percentile(share), 1e3 * bare.percentile(share),
                ours.percentile(share) / bare.percentile(share));
}

}  // namespace secondbrain::bench
