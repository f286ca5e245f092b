
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <thread>

#include "actors/tree.hpp"
#include "actors/vectors_actor.hpp"
#include "stores/vectors/local_vector_search.hpp"
#include "stores/vectors/vector_store.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/processor_time.hpp"
#include "tests/bench/sample_vectors.hpp"
#include "tests/bench/samples.hpp"

namespace secondbrain::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t chunks_in_a_note = 20;
constexpr std::size_t vectors_in_a_write = 1'000;
constexpr int questions = 200;
constexpr int vector_saves = 20;
constexpr std::chrono::seconds vectors_timeout{600};
const model_tag model{"bench", static_cast<int>(sample_dimensions)};

std::string name_of(const char* what, std::size_t number) {
  return what + std::to_string(number);
}

void write_all(const fs::path& file, std::size_t vectors, sample_vectors& source) {
  auto store = stores::vector_store::open(file);
  for (std::size_t done = 0; store && done < vectors;) {
    write_vectors request{model, {}, {}};
    for (std::size_t i = 0; i < vectors_in_a_write && done < vectors; ++i, ++done) {
      request.vectors.push_back({name_of("text", done), source.next()});
      request.links.push_back(
          {name_of("chunk", done), name_of("note", done / chunks_in_a_note), request.vectors.back().text_hash});
    }
    if (!store->write(request)) return;
  }
}

/// `field`: VmRSS, or VmHWM for the most there ever was.
double megabytes(const std::string& field) {
  std::ifstream file{"/proc/self/status"};
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(field)) return std::stod(line.substr(line.find(':') + 1)) / 1e3;
  return 0;
}

void forget_the_most_there_was() {
  std::ofstream{"/proc/self/clear_refs"} << "5";
}

/// The owner of the vectors, at work.
class owner {
 public:
  owner(const fs::path& file, const fs::path& codes_file) {
    actors::vectors_parts parts;
    parts.place.file = file;
    parts.codes_file = codes_file;
    parts.index = index_;
    actors::supervisor_spec root;
    root.children = {actors::worker<actors::vectors_actor>("vectors", front_, parts)};
    tree_.start(std::move(root));
  }
  ~owner() { static_cast<void>(tree_.stop(vectors_timeout)); }
  owner(const owner&) = delete;
  owner& operator=(const owner&) = delete;

  void wait_until_loaded() const {
    while (index_->being_loaded()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }

  address<vectors_api> vectors() const { return address<vectors_api>{front_}; }
  const std::shared_ptr<stores::vector_index>& index() const { return index_; }

 private:
  std::shared_ptr<stores::vector_index> index_ = std::make_shared<stores::vector_index>();
  actors::tree tree_{{}};
  actors::front_ptr front_ = tree_.make_front("root/vectors");
};

/// A note of a few chunks is saved, of which one is new to the model.
void measure_saving(const owner& at_work, std::size_t vectors, sample_vectors& source) {
  samples delays;
  forget_the_most_there_was();
  const auto memory = megabytes("VmRSS");
  const auto cpu = cpu_seconds();
  for (int i = 0; i < vector_saves; ++i) {
    const auto number = vectors + static_cast<std::size_t>(i);
    write_vectors request{model, {{name_of("text", number), source.next()}}, {}};
    for (std::size_t at = 0; at < chunks_in_a_note; ++at)
      request.links.push_back({name_of("chunk", at), "note0", name_of("text", at == 7 ? number : at)});
    delays.add(time_of([&] {
      static_cast<void>(at_work.vectors().ask(std::move(request), vectors_timeout));
      static_cast<void>(at_work.vectors().ask(compact_vectors{}, vectors_timeout));
    }));
  }
  figures_of("one note saved among the vectors", delays);
  figure("one note saved among the vectors, processor", (cpu_seconds() - cpu) / vector_saves, "CPU-s", "at most 0.2");
  figure("one note saved among the vectors, memory above idle", megabytes("VmHWM") - memory, "MB", "at most 100");
}

void measure_searching(const owner& at_work, const fs::path& file, sample_vectors& source) {
  stores::local_vector_search search{file, at_work.index()};
  samples whole, codes_only, read;
  for (int i = 0; i < questions; ++i) {
    const auto question = source.next();
    whole.add(time_of([&] { static_cast<void>(search.nearest(question, 30, 0.3)); }));
    read.add(seconds{static_cast<double>(search.vectors_read())});
    codes_only.add(time_of(
        [&] { static_cast<void>(at_work.index()->current()->nearest(stores::quantised_question{question}, 30)); }));
  }
  figures_of("nearest 30", whole);
  figures_of("nearest 30, the codes alone", codes_only);
  figure("nearest 30, vectors read, p50", read.percentile(0.5), "vectors");
  figure("nearest 30, vectors read, p95", read.percentile(0.95), "vectors");
}

}  // namespace

void measure_vectors(const fs::path& scratch, std::size_t vectors) {
  const auto folder = scratch / "vectors";
  fs::create_directories(folder);
  sample_vectors source;
  write_all(folder / "vectors.db", vectors, source);
  std::printf("%zu vectors of %zu dimensions\n", vectors, sample_dimensions);
  for (const bool is_first : {true, false}) {
    const auto before = megabytes("VmRSS");
    const auto cpu = cpu_seconds();
    std::optional<owner> at_work;
    const auto took = time_of([&] {
      at_work.emplace(folder / "vectors.db", folder / "vector_codes.db");
      at_work->wait_until_loaded();
    });
    const std::string name = is_first ? "first start, which makes the codes" : "start to search by meaning";
    figure(name, took.count(), "s", is_first ? "" : "at most 3");
    figure(name + ", processor", cpu_seconds() - cpu, "CPU-s");
    figure(name + ", memory", megabytes("VmRSS") - before, "MB");
    if (is_first) continue;
    measure_saving(*at_work, vectors, source);
    measure_searching(*at_work, folder / "vectors.db", source);
  }
  fs::remove_all(folder);
}

}  // namespace secondbrain::bench
