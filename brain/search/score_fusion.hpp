// Words and meaning on one scale: how far a note stands above the others that were found for a query, by each of the
// two, in standard deviations; and the two weighed.
//
// The scores themselves do not compare: BM25 grows with the query, and cosines lie between .5 and .8 with one model,
// between 0 and .6 with another. A list that tells nothing apart says little here, where in reciprocal rank fusion it
// would have the same say as any other; and of the two, the one whose best stands out further has more of a say.
//
// Pure and thread-safe; nothing fails. Time: linear in the candidates.
// Source: Montague, Aslam: Relevance Score Normalization for Metasearch (CIKM 2001), "ZMUV".
#pragma once

#include <optional>
#include <span>

namespace secondbrain::search {

/// What is known of a note, or of a passage of one. Words that were not found count 0, a cosine that is not known as
/// the least of the candidates'.
struct match_signals {
  std::optional<double> words;   // BM25
  std::optional<double> cosine;  // -1…1
};

class score_fusion {
 public:
  /// `weight_of_meaning`: 0…1, the rest is the words', where the best of either stand out alike. It grows in proportion
  /// to how far that of meaning does, and shrinks with that of the words.
  score_fusion(std::span<const match_signals> candidates, double weight_of_meaning);

  /// 0…1, larger is better, one half for what is like the mean of the candidates.
  double operator()(const match_signals& one) const;

 private:
  struct scale {
    double mean = 0;
    double deviation = 1;
    double operator()(double value) const { return (value - mean) / deviation; }
  };
  template <class Value>
  static scale scale_of(std::span<const match_signals> candidates, Value&& value, double least_deviation);

  double words_above(const match_signals& one) const;
  double meaning_above(const match_signals& one) const;

  double weight_of_meaning_ = 0;
  double least_cosine_ = 0;
  scale words_;
  scale meaning_;
};

}  // namespace secondbrain::search
