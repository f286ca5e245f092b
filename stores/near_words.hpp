// The words of the notes that somebody may have meant who typed one that is not in them: those that differ by one
// letter too many, too few or wrong, or by two that changed places. They are told as the notes write them ("Grünkohl"),
// and never what stands in the index alone, the stem of a word.
//
// Each possible slip is looked up in the index: some five hundred look-ups for a word of ten letters, whatever the size
// of the index, and nothing is stored for it; for each that is there, a few passages that have it are read. Owned by
// the thread of its connection. Fails with corrupt, io_failure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

class near_words {
 public:
  static constexpr std::size_t most = 3;

  /// `is_earlier`: the index is of the version before (earlier_index.hpp).
  status prepare(sqlite::database& connection, bool is_earlier = false);

  /// What is taken for a slip. Most words at one slip from another are words themselves; fewer are where the first
  /// letter is right, and where no ending was left out of a short word to get there: these are the likely ones.
  enum class slips : std::uint8_t { any, likely };

  /// Of a word as typed, those that are likeliest first; none for words of fewer than four or more than 24 letters, and
  /// for those with digits in them.
  result<std::vector<std::string>> find(std::string_view typed, slips taken);

 private:
  struct near_word {
    std::string word;  // folded
    std::int64_t passages = 0;
    bool begins_alike = false;
    std::string written = {};  // as most notes write it
  };

  result<std::vector<near_word>> look_up(const std::string& folded, slips taken);
  result<std::vector<near_word>> look_up_words(const std::string& folded, slips taken);
  result<std::string> as_written(const std::string& folded);

  bool has_stems_alone_ = false;
  sqlite::statement select_known_;
  sqlite::statement select_passages_;
  sqlite::statement select_text_;
};

}  // namespace secondbrain::stores
