// What a reasoning model thinks aloud before it answers, told apart from its answer: `<think>…</think>` and its like.
//
// A block counts where its opening tag stands outside of code, at the beginning of a line or, outside of JSON, within
// it; one that is not closed is no block, unless nothing was said before it. Some models begin inside a block, because
// their host has said the opening tag for them. Belongs to one thread; nothing here fails.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace secondbrain::llm {

/// How an answer begins when it does not say so.
enum class answer_start : std::uint8_t { text, thinking };

class thinking_filter {
 public:
  /// With `thinking`, nothing is told before the block is closed; all of it is when it never is.
  explicit thinking_filter(answer_start start);

  /// What of the answer can be told by now.
  std::string feed(std::string_view piece);

  /// The rest of it, once nothing more comes.
  std::string finish();

  /// A block was found.
  bool thought() const noexcept { return thought_; }

 private:
  enum class place : std::uint8_t { line_start, line, block };

  bool step(std::string& out);
  bool begin_line();
  bool go_on(std::string& out);
  void open_block(std::size_t begin, std::size_t opening, std::string_view closing);
  bool end_block();
  void pass_on(std::string& out, std::size_t count);

  place at_;
  std::string held_;       // not decided yet
  std::string swallowed_;  // of the block, while it may turn out to be text
  std::string_view closing_{};
  bool passed_on_ = false;
  bool fresh_ = true;  // nothing was told since the beginning, or since a block: white space is not, either
  bool fenced_ = false;
  bool json_ = false;    // a line has begun a value in JSON, whose texts are not looked into
  bool coded_ = false;   // the line so far has begun inline code
  bool within_ = false;  // the block stands within a line, which goes on behind it
  bool spaced_ = false;  // what was told last is a space
  bool thought_ = false;
};

struct answer_without_thinking {
  std::string text;
  bool thought = false;                       // something was taken out
  answer_start started = answer_start::text;  // thinking: with a block whose opening tag is missing
};

/// A whole answer without its blocks and without white space before it.
answer_without_thinking without_thinking(std::string_view answer);

}  // namespace secondbrain::llm
