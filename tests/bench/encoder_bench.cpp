// The model in the process: how quickly it embeds passages of the measured vault, and one question.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "encoder/model_shelf.hpp"
#include "encoder/text_encoder.hpp"
#include "ops/config/config_places.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/processor_time.hpp"
#include "tests/bench/sample_queries.hpp"

namespace secondbrain::bench {
namespace {

constexpr int passages = 512;
constexpr std::size_t at_once = 64;
constexpr int questions_asked = 200;

std::filesystem::path shelf_of_this_user() {
  if (const char* named = std::getenv("SECONDBRAIN_MODELS_PATH")) return named;
  const char* home = std::getenv("HOME");
  return ops::default_models_path({{"HOME", home != nullptr ? home : ""}});
}

void embed_all(const encoder::text_encoder& model, const std::vector<std::string>& texts) {
  for (std::size_t at = 0; at < texts.size(); at += at_once) {
    const std::size_t count = std::min(at_once, texts.size() - at);
    if (!model.encode_passages(std::span{texts}.subspan(at, count), 1)) std::fprintf(stderr, "not embedded\n");
  }
}

}  // namespace

void measure_encoding(const std::filesystem::path& data) {
  const auto installed = encoder::model_shelf{shelf_of_this_user()}.find("");
  if (!installed) return void(std::printf("encoder: no model is installed (`secondbrain model install`)\n"));
  const auto model = encoder::text_encoder::load(installed->folder);
  if (!model) return void(std::printf("encoder: %s\n", model.error().message.c_str()));
  const auto& name = installed->description.name;
  const auto texts = sample_passages(data / "lexical.db", passages);
  embed_all(*model, texts);  // warm up
  const double before = cpu_seconds();
  embed_all(*model, texts);
  figure(name + ", passages embedded", passages / (cpu_seconds() - before), "per CPU-s");
  samples taken;
  for (const auto& question : sample_queries(data / "lexical.db", questions_asked)) {
    static_cast<void>(model->encode_query(question));
    taken.add(time_of([&] { static_cast<void>(model->encode_query(question)); }));
  }
  figures_of(name + ", one question", taken);
}

}  // namespace secondbrain::bench
