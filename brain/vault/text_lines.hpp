// A text as lines that can be edited one by one: each line keeps its own end, and what is not touched stays as it is,
// byte for byte, whatever its encoding.
//
// Ends are `\n`, `\r\n` and a lone `\r`. Owned by one thread; cannot fail. Lines are numbered from 0.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

class text_lines {
 public:
  /// `bytes` must outlive the object.
  explicit text_lines(std::string_view bytes);

  std::size_t size() const noexcept { return lines_.size(); }
  /// Without its end. Stays valid, edits or not.
  std::string_view operator[](std::size_t at) const noexcept { return lines_[at].text; }

  void replace(std::size_t at, std::string text);
  /// Before the line `at`, or behind the last one. The new line ends as the first line of the text does.
  void insert(std::size_t at, std::string text);
  void erase(std::size_t at);
  /// Other lines in the place of these: each keeps the end of the line it stands for, the last one that of the last.
  void exchange(std::size_t begin, std::size_t end, const std::vector<std::string>& texts);

  std::string bytes() const;

 private:
  struct line {
    std::string_view text;
    std::string_view end;
  };

  std::string_view own(std::string text);

  std::string_view byte_order_mark_;
  std::string_view usual_end_ = "\n";
  std::vector<line> lines_;
  std::deque<std::string> new_texts_;  // texts of new lines; their places never change
};

}  // namespace secondbrain::vault
