#include "text/dictionary_words.hpp"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <memory>

namespace secondbrain::text {

namespace {

struct closer {
  void operator()(UBreakIterator* owned) const { ubrk_close(owned); }
  void operator()(UText* owned) const { utext_close(owned); }
};

using break_iterator = std::unique_ptr<UBreakIterator, closer>;

break_iterator opened() {
  UErrorCode failure = U_ZERO_ERROR;
  break_iterator breaks{ubrk_open(UBRK_WORD, "", nullptr, 0, &failure)};
  if (U_FAILURE(failure)) breaks.reset();
  return breaks;
}

}  // namespace

std::vector<std::string_view> dictionary_words(std::string_view run) {
  thread_local const auto breaks = opened();
  if (!breaks) return {run};
  UErrorCode failure = U_ZERO_ERROR;
  const std::unique_ptr<UText, closer> text{
      utext_openUTF8(nullptr, run.data(), static_cast<std::int64_t>(run.size()), &failure)};
  ubrk_setUText(breaks.get(), text.get(), &failure);
  if (U_FAILURE(failure)) return {run};
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (auto at = ubrk_next(breaks.get()); at != UBRK_DONE; at = ubrk_next(breaks.get())) {
    const auto end = static_cast<std::size_t>(at);
    words.push_back(run.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

}  // namespace secondbrain::text
