#include <cstdio>
#include <vector>

#include "actors/lexical_actor.hpp"
#include "actors/metadata_actor.hpp"
#include "actors/reindexer.hpp"
#include "actors/tracker_actor.hpp"
#include "actors/tree.hpp"
#include "actors/vectors_actor.hpp"
#include "brain/vault/changes/indexing.hpp"
#include "tests/bench/bare_fts.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"

namespace secondbrain::bench {
namespace {

namespace fs = std::filesystem;

/// The part of the tree that indexes, as the service composes it.
index_report index_through_the_tree(const fs::path& vault, const fs::path& data) {
  fs::create_directories(data);
  actors::tree tree{{}};
  auto front = [&](const char* name, actors::front_options options = {}) {
    return tree.make_front(std::string{"root/"} + name, options);
  };
  auto lexical = front("lexical"), tracker = front("tracker"), vectors = front("vectors"), metadata = front("metadata");
  auto index = front("reindexer", {.capacity = 10, .in_flight_limit = 10});
  actors::reindexer_parts parts;
  parts.vault = vault;
  parts.data_directory = data;
  parts.lexical = address<lexical_api>{lexical};
  parts.tracker = address<tracker_api>{tracker};
  parts.vectors = address<vectors_api>{vectors};
  parts.metadata = address<metadata_api>{metadata};
  parts.progress = std::make_shared<feed<index_progress>>();
  auto place = [&](const char* file) {
    actors::store_place at;
    at.file = data / file;
    return at;
  };
  actors::supervisor_spec root;
  root.children = {actors::worker<actors::lexical_actor>("lexical", lexical, place("lexical.db")),
                   actors::worker<actors::tracker_actor>("tracker", tracker, place("index_tracker.db")),
                   actors::worker<actors::vectors_actor>("vectors", vectors,
                                                         actors::vectors_parts{place("vectors.db"), {}, nullptr}),
                   actors::worker<actors::metadata_actor>("metadata", metadata, place("metadata.db")),
                   actors::worker<actors::reindexer>("reindexer", index, parts)};
  tree.start(std::move(root));
  auto report = address<index_api>{index}.ask(run_index{}, std::chrono::minutes{30});
  if (!report) std::fprintf(stderr, "indexing failed: %s\n", report.error().message.c_str());
  return report.value_or(index_report{});
}

std::vector<chunk> all_chunks(const fs::path& vault) {
  std::vector<chunk> chunks;
  for (const auto& file : vault::scan_vault(vault).files)
    if (auto prepared = vault::prepare_note(vault, file, std::nullopt))
      for (auto& each : prepared->note.chunks) chunks.push_back(std::move(each));
  return chunks;
}

}  // namespace

void measure_indexing(const fs::path& vault, const fs::path& data) {
  auto chunks = all_chunks(vault);
  seconds bare{0}, ours{0};
  index_report report;
  for (int turn = 0; turn < 2; ++turn) {  // in turns; the better of two, for either side
    fs::remove_all(data);
    auto ours_now = time_of([&] { report = index_through_the_tree(vault, data); });
    auto bare_file = data.parent_path() / "bare.db";
    auto bare_now = time_of([&] { bulk_insert(bare_file, chunks); });
    fs::remove(bare_file);
    ours = turn == 0 ? ours_now : std::min(ours, ours_now);
    bare = turn == 0 ? bare_now : std::min(bare, bare_now);
  }
  figure("notes", report.files_new, "notes");
  figure("passages", report.chunks_created, "passages");
  figure("full index", ours.count(), "s");
  figure("bare FTS5 insert of the same passages", bare.count(), "s");
  figure("full index beside bare FTS5", ours / bare, "times", "at most 2.5");
}

}  // namespace secondbrain::bench
