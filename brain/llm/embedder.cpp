#include "brain/llm/embedder.hpp"

#include <cmath>
#include <numeric>

namespace secondbrain::search {

std::string text_to_embed(const chunk& piece) {
  std::string text;
  for (const auto& heading : piece.heading_path) {
    if (!text.empty()) text += " > ";
    text += heading;
  }
  if (!piece.heading_path.empty()) text += '\n';
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
