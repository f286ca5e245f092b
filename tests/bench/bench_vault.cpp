#include "tests/bench/bench_vault.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>

namespace secondbrain::bench {
namespace {

constexpr int default_notes = 14'142;
constexpr int words_per_note = 1'050;
constexpr int vocabulary = 40'000;

/// Words occur as in natural text: the n-th most common one about 1/n as often as the first (Zipf).
class word_source {
 public:
  std::string next() {
    auto rank = static_cast<int>(std::exp(uniform_(engine_) * std::log(vocabulary)));
    std::string word;
    for (auto rest = rank * 7 + 3; rest > 0; rest /= 19) {
      word += "bcdfghklmnprstvwxyz"[rest % 19];
      word += "aeiou"[rest % 5];
    }
    return word;
  }

 private:
  std::mt19937 engine_{20'260'224};
  std::uniform_real_distribution<double> uniform_{0, 1};
};

void write_note(const std::filesystem::path& file, int number, word_source& words) {
  std::ofstream out{file};
  out << "---\ntags: [bench]\n---\n# Note " << number << ' ' << words.next() << ' ' << words.next() << "\n";
  for (int i = 0; i < words_per_note; ++i) {
    if (i % 150 == 0) out << "\n\n## " << words.next() << ' ' << words.next() << "\n\n";
    out << words.next() << (i % 12 == 11 ? ".\n" : " ");
  }
}

}  // namespace

std::optional<std::filesystem::path> vault_to_measure(const std::filesystem::path& scratch) {
  if (const char* own = std::getenv("BENCH_VAULT")) {
    if (std::filesystem::is_directory(own)) return std::filesystem::absolute(own);
    std::fprintf(stderr, "BENCH_VAULT=%s: there is no such folder\n", own);
    return std::nullopt;
  }
  auto vault = scratch / "vault";
  const char* wanted = std::getenv("BENCH_NOTES");
  const int notes = wanted == nullptr ? default_notes : std::atoi(wanted);
  if (notes <= 0) {
    std::fprintf(stderr, "BENCH_NOTES=%s: say how many notes, in digits\n", wanted);
    return std::nullopt;
  }
  word_source words;
  for (int i = 0; i < notes; ++i) {
    auto folder = vault / ("folder " + std::to_string(i % 97));
    std::filesystem::create_directories(folder);
    write_note(folder / ("note " + std::to_string(i) + ".md"), i, words);
  }
  return vault;
}

}  // namespace secondbrain::bench
