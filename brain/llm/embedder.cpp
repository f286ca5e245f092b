#include "brain/llm/embedder.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::search {

namespace {

/// Without its folders and its ending.
std::string name_of_file(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);  // where there is none, by nothing
  return std::string{path.substr(0, path.ends_with(".md") ? path.size() - 3 : path.size())};
}

}  // namespace

std::string text_to_embed(const chunk& piece, std::string_view aliases) {
  constexpr std::size_t longest_names = 400;  // code points: some hundred of the few hundred tokens that a model takes
  constexpr std::size_t most_aliases = 8;
  if (trimmed(piece.text).empty() && piece.heading_path.empty()) return {};
  std::vector<std::string> names{name_of_file(piece.note_path), piece.note_title};
  for (std::size_t count = 0; count < most_aliases && !aliases.empty(); ++count) {
    const auto end = std::min(aliases.find('\n'), aliases.size());
    names.emplace_back(aliases.substr(0, end));
    aliases.remove_prefix(std::min(end + 1, aliases.size()));
  }
  names.insert(names.end(), piece.heading_path.begin(), piece.heading_path.end());
  std::string text;
  std::vector<std::string> said;
  for (const auto& name : names) {
    auto alike = lower_case(trimmed(name));
    if (alike.empty() || std::find(said.begin(), said.end(), alike) != said.end()) continue;
    if (!text.empty()) text += " > ";
    text += name;
    said.push_back(std::move(alike));
  }
  text.resize(first_code_points(text, longest_names).size());
  if (!text.empty()) text += '\n';
  return text += piece.text;
}

std::string query_to_embed(std::string_view model_name, std::string_view query) {
  const bool instructed = model_name.starts_with("BAAI/bge-") || model_name.starts_with("bge-");
  std::string text = instructed ? "Represent this sentence for searching relevant passages: " : "";
  return text += query;
}

bool normalise(std::span<float> vector) noexcept {
  const double squares =
      std::accumulate(vector.begin(), vector.end(), 0.0, [](double sum, float x) { return sum + double{x} * x; });
  if (!std::isfinite(squares) || squares == 0) return false;
  const auto length = std::sqrt(squares);
  for (auto& x : vector) x = static_cast<float>(x / length);
  return true;
}

}  // namespace secondbrain::search
