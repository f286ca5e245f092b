#include "stores/vectors/vector_codes.hpp"

#include "base/top_k.hpp"
#include "stores/vectors/dot_product.hpp"

namespace secondbrain::stores {

namespace {

/// In rows: how far ahead of the one at hand memory is asked for. The processor by itself stops at the end of a page.
constexpr std::size_t read_ahead = 16;

struct likelier_first {
  bool operator()(const code_match& a, const code_match& b) const {
    return a.at_most != b.at_most ? a.at_most > b.at_most : a.row < b.row;
  }
};

}  // namespace

vector_codes::vector_codes(model_tag model, std::vector<segment_view> segments)
    : model_{std::move(model)}, segments_{std::move(segments)} {
  for (const auto& each : segments_) size_ += each.live;
}

std::size_t vector_codes::bytes() const {
  std::size_t bytes = sizeof *this + segments_.capacity() * sizeof(segment_view);
  for (const auto& each : segments_) bytes += each.segment->bytes() + (each.gone ? sizeof(tombstones) : 0);
  return bytes;
}

std::vector<code_match> vector_codes::nearest(const quantised_question& question, std::size_t limit) const {
  if (limit == 0) return {};
  top_k<code_match, likelier_first> best{limit};
  const auto* wanted = question.codes().data();
  const auto dimensions = question.codes().size();
  for (const auto& [segment, rows, live, gone] : segments_) {
    for (std::size_t at = 0; at < rows; ++at) {
      if (gone && gone->test(at)) continue;
      segment->prefetch(at + read_ahead);
      const auto& known = segment->at(at);
      const auto sum = dot_product(segment->codes(at).data(), wanted, dimensions);
      best.offer({question.at_most(sum, known.scale, known.error), known.row});
    }
  }
  return best.take();
}

}  // namespace secondbrain::stores
