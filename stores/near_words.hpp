// The words of the index that somebody may have meant who typed one that is not in it: those that differ by one letter
// too many, too few or wrong, or by two that changed places.
//
// Each possible slip is looked up in the index: some five hundred look-ups for a word of ten letters, whatever the size
// of the index, and nothing is stored for it. Owned by the thread of its connection. Fails with corrupt, io_failure.
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

  status prepare(sqlite::database& connection);

  /// What is taken for a slip. Most words at one slip from another are words themselves; fewer are where the first
  /// letter is right, and where no ending was left out of a short word to get there: these are the likely ones.
  enum class slips : std::uint8_t { any, likely };

  /// Of a word as typed, those that are likeliest first; none for words of fewer than four or more than 24 letters, and
  /// for those with digits in them.
  result<std::vector<std::string>> find(std::string_view typed, slips taken);

 private:
  struct near_word {
    std::string word;
    std::int64_t passages = 0;
    bool begins_alike = false;
  };

  result<std::vector<near_word>> look_up(const std::string& folded, slips taken);

  sqlite::statement select_known_;
};

}  // namespace secondbrain::stores
