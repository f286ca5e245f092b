#include "brain/search/score_fusion.hpp"

#include <algorithm>
#include <cmath>

namespace secondbrain::search {

namespace {

// Where all candidates are alike, differences that mean nothing are not to decide: what counts as one deviation is
// never less than this, of the words as a share of the best.
constexpr double least_share_of_best = 0.05;
constexpr double least_deviation_of_cosines = 0.02;

constexpr double least_lead = 0.01;  // in deviations; all are alike

}  // namespace

template <class Value>
score_fusion::scale score_fusion::scale_of(std::span<const match_signals> candidates, Value&& value,
                                           double least_deviation) {
  if (candidates.empty()) return {};
  const auto count = static_cast<double>(candidates.size());
  double sum = 0;
  for (const auto& each : candidates) sum += value(each);
  const double mean = sum / count;
  double squares = 0;
  for (const auto& each : candidates) squares += (value(each) - mean) * (value(each) - mean);
  const double deviation = std::max(std::sqrt(squares / count), least_deviation);
  return {mean, deviation > 0 ? deviation : 1};
}

score_fusion::score_fusion(std::span<const match_signals> candidates, double weight_of_meaning) {
  double best = 0;
  std::optional<double> least;
  for (const auto& each : candidates) {
    best = std::max(best, each.words.value_or(0));
    if (each.cosine) least = std::min(least.value_or(*each.cosine), *each.cosine);
  }
  least_cosine_ = least.value_or(0);
  words_ = scale_of(
      candidates, [](const match_signals& each) { return each.words.value_or(0); }, least_share_of_best * best);
  meaning_ = scale_of(
      candidates, [this](const match_signals& each) { return each.cosine.value_or(least_cosine_); },
      least_deviation_of_cosines);
  double lead_of_words = least_lead;
  double lead_of_meaning = least_lead;
  for (const auto& each : candidates) {
    lead_of_words = std::max(lead_of_words, words_above(each));
    lead_of_meaning = std::max(lead_of_meaning, meaning_above(each));
  }
  const double meaning = weight_of_meaning * lead_of_meaning;
  weight_of_meaning_ = meaning / (meaning + (1 - weight_of_meaning) * lead_of_words);
}

double score_fusion::words_above(const match_signals& one) const {
  return words_(one.words.value_or(0));
}

double score_fusion::meaning_above(const match_signals& one) const {
  return meaning_(one.cosine.value_or(least_cosine_));
}

double score_fusion::operator()(const match_signals& one) const {
  const double above = (1 - weight_of_meaning_) * words_above(one) + weight_of_meaning_ * meaning_above(one);
  return 1 / (1 + std::exp(-above));
}

}  // namespace secondbrain::search
