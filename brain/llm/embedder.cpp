#include "brain/llm/embedder.hpp"

#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "base/lower_case.hpp"
#include "base/text.hpp"

namespace secondbrain::search {

namespace {

/// Without its folders and its ending.
std::string name_of_file(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);  // where there is none, by nothing
  return std::string{path.substr(0, path.ends_with(".md") ? path.size() - 3 : path.size())};
}

}  // namespace

std::string text_to_embed(const chunk& piece) {
  if (trimmed(piece.text).empty() && piece.heading_path.empty()) return {};
  std::vector<std::string> names{name_of_file(piece.note_path), piece.note_title};
  names.insert(names.end(), piece.heading_path.begin(), piece.heading_path.end());
  std::string text;
  std::string last;
  for (const auto& name : names) {
    auto alike = lower_case(trimmed(name));
    if (alike.empty() || alike == last) continue;
    if (!text.empty()) text += " > ";
    text += name;
    last = std::move(alike);
  }
  if (!text.empty()) text += '\n';
  return text += piece.text;
}

std::string query_to_embed(std::string_view model_name, std::string_view query) {
  const bool instructed = model_name.starts_with("BAAI/bge-") || model_name.starts_with("bge-");
  std::string text = instructed ? "Represent this sentence for searching relevant passages: " : "";
  return text += query;
}

void normalise(std::span<float> vector) noexcept {
  const double squares =
      std::accumulate(vector.begin(), vector.end(), 0.0, [](double sum, float x) { return sum + double{x} * x; });
  if (squares == 0) return;
  const auto scale = static_cast<float>(1 / std::sqrt(squares));
  for (auto& x : vector) x *= scale;
}

}  // namespace secondbrain::search
