// The long lists that queries have read, packed, so that a common word costs little the next time: while somebody
// types, each letter has all the words before it looked up again.
//
// Two bytes a passage as a rule: the gap to the one before and a number for the frequency. Bounded; what does not fit
// is read from the index again. Not thread-safe. Time: linear in the list, a fifth of what FTS5 needs for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "stores/postings.hpp"

namespace secondbrain::stores {

class postings_cache {
 public:
  static constexpr std::size_t least_passages = 100;  // of a list worth keeping

  explicit postings_cache(std::size_t capacity_bytes) : capacity_(capacity_bytes) {}

  /// Replaces `found` and says true when the list is there.
  bool find(const std::string& expression, postings& found);

  /// Makes room by forgetting lists that were not asked for lately. Those of one query leave each other alone: else a
  /// query longer than the room would never find anything.
  void keep(const std::string& expression, const postings& found);

  void clear();
  void set_capacity(std::size_t bytes) { capacity_ = bytes; }  // what is kept already stays until room is made
  std::size_t bytes() const { return bytes_; }

 private:
  struct packed_list {
    std::vector<std::uint8_t> bytes;
    std::vector<double> frequencies;  // by number
    std::size_t passages = 0;
    std::uint64_t last_use = 0;
  };

  static packed_list pack(const postings& found);
  static std::size_t size_of(const packed_list& list);
  bool make_room(std::size_t wanted);

  std::size_t capacity_;
  std::size_t bytes_ = 0;
  std::uint64_t uses_ = 0;
  std::unordered_map<std::string, packed_list> lists_;
};

}  // namespace secondbrain::stores
