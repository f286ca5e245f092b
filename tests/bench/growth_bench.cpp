#include <string>
#include <vector>

#include "brain/search/query.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/lexical_store.hpp"
#include "tests/bench/bare_fts.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/sample_queries.hpp"
#include "tests/stores/fts5_expression.hpp"

namespace secondbrain::bench {
namespace {

constexpr int growth_queries = 200;
constexpr int result_page = 50;
constexpr std::size_t all = 1'000'000'000;  // more than any index has

/// As many passages as `share` of the index, whole notes; more than it has are its notes again under other paths.
std::int64_t write_share(const std::filesystem::path& index, double share, const std::filesystem::path& file) {
  auto reader = stores::lexical_reader::open(index).value();
  auto store = stores::lexical_store::open(file).value();
  const auto keys = reader.chunk_keys("", all).value().chunks;
  const auto wanted = static_cast<std::int64_t>(share * static_cast<double>(keys.size()));
  std::int64_t written = 0;
  std::vector<indexed_note> batch;
  for (int copy = 0; written < wanted; ++copy) {
    const auto prefix = copy == 0 ? "" : "copy " + std::to_string(copy) + "/";
    for (std::size_t at = 0; at < keys.size() && written < wanted;) {
      const auto& path = keys[at].note_path;
      indexed_note note{prefix + path, reader.chunks_of(path).value()};
      at += note.chunks.size();
      for (auto& piece : note.chunks) {
        piece.note_path = note.path;
        piece.id = prefix + piece.id;
      }
      written += static_cast<std::int64_t>(note.chunks.size());
      batch.push_back(std::move(note));
      if (batch.size() < 200 && written < wanted) continue;
      if (!store.write(batch)) return 0;
      batch.clear();
    }
  }
  return written;
}

void measure_queries(const std::string& name, const std::filesystem::path& file) {
  auto reader = stores::lexical_reader::open(file).value();
  bare_query bare{bare_copy(file)};
  samples ours, theirs;
  for (const auto& query : sample_queries(file, growth_queries)) {
    const auto terms = search::parse_query(query).lookup;
    const auto expression = stores::fts5_expression(terms);
    const auto search = [&] { static_cast<void>(reader.search({terms, "", result_page, 5.0, 2.0, 1.0})); };
    const auto search_bare = [&] { bare.ask(expression, result_page); };
    search();
    ours.add(time_of(search));
    search_bare();
    theirs.add(time_of(search_bare));
  }
  figures_of("query in process, " + name, ours);
  figures_of("bare FTS5, ORDER BY bm25() LIMIT, " + name, theirs);
  figure("query in process beside bare FTS5, " + name, ours.percentile(0.5) / theirs.percentile(0.5), "times");
}

}  // namespace

void measure_growth(const std::filesystem::path& data) {
  const auto file = data.parent_path() / "growth" / "lexical.db";
  for (const double share : {0.1, 1.0, 4.0}) {
    std::filesystem::create_directories(file.parent_path());
    const auto passages = write_share(data / "lexical.db", share, file);
    measure_queries(std::to_string(passages) + " passages", file);
    std::filesystem::remove_all(file.parent_path());
  }
}

}  // namespace secondbrain::bench
