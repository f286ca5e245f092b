// Notes that are to be embedded, in the order of their turns. Each waits once, however often it is named.
//
// Owned by one thread; cannot fail. Time: constant for each note, on the average.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace secondbrain::search {

struct waiting_note {
  std::string path;
  std::size_t texts = 0;  // about: as far as it is known before they are read
};

class waiting_notes {
 public:
  /// Behind all others.
  void add(waiting_note note);

  /// Before all others, in this order. Those that were put first before, and wait, stay where they are.
  void put_first(std::vector<waiting_note> notes);

  /// Behind those that were put first, and before all others.
  void put_back(std::vector<waiting_note> notes);

  /// It does not wait any more.
  void forget(const std::string& path);

  /// Whose turn it is; there is one.
  waiting_note take();

  /// In the order of their turns.
  std::vector<waiting_note> take_all();

  bool empty() const { return waiting_.empty(); }
  std::size_t size() const { return waiting_.size(); }

  /// Of all of them.
  std::size_t texts() const { return texts_; }

 private:
  struct state {
    std::size_t texts = 0;
    bool is_first = false;
  };

  bool enter(const waiting_note& note, bool is_first);

  std::deque<std::string> turns_;  // one that does not wait any more has had its turn earlier
  std::size_t first_ = 0;          // so many of these, at the front
  std::unordered_map<std::string, state> waiting_;
  std::size_t texts_ = 0;
};

}  // namespace secondbrain::search
