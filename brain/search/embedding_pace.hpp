// How many texts a model embeds in a second, lately: of the last minute or two of its work.
//
// A value; cannot fail.
#pragma once

#include <chrono>
#include <cstddef>

namespace secondbrain::search {

class embedding_pace {
 public:
  void took(std::size_t texts, std::chrono::nanoseconds time) {
    texts_ += static_cast<double>(texts);
    time_ += time;
    if (time_ < lately) return;
    texts_ /= 2;  // what was before counts for half
    time_ /= 2;
  }

  /// 0: not known yet.
  double texts_per_second() const {
    return time_.count() > 0 ? texts_ / std::chrono::duration<double>(time_).count() : 0.0;
  }

 private:
  static constexpr std::chrono::minutes lately{2};

  double texts_ = 0;
  std::chrono::nanoseconds time_{0};
};

}  // namespace secondbrain::search
