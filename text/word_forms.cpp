#include "text/word_forms.hpp"

#include <array>
#include <bit>
#include <utility>

#include "base/utf8.hpp"
#include "text/folding.hpp"

namespace secondbrain::text {

namespace {

std::uint64_t begun_with(std::string_view language) {
  std::uint64_t seed = 0xcbf29ce484222325;
  for (const char c : language) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return seed;
}

std::string_view whole_code_points(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && is_continuation(text[most])) --most;
  return text.substr(0, most);
}

}  // namespace

word_former::word_former(std::size_t remembered) : remembered_{std::bit_ceil(remembered)} {
  set_language("");
}

void word_former::set_language(std::string_view code) {
  code = stemmed_as(code);
  if (stemmer_ != nullptr && code == language_) return;
  language_ = code;
  stemmer_ = &stemmers_.try_emplace(language_, language_).first->second;
  seed_ = begun_with(language_);
}

word_forms word_former::of(std::string_view raw) {
  if (entries_.empty()) entries_.resize(remembered_);
  raw = whole_code_points(raw, longest_word);
  std::array<char, longest_word> key;
  auto hash = seed_;
  unsigned char any = 0;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    auto byte = static_cast<unsigned char>(raw[at]);
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<unsigned char>(byte + ('a' - 'A'));
    any |= byte;
    key[at] = static_cast<char>(byte);
    hash = (hash ^ byte) * 0x100000001b3;
  }
  hash ^= hash >> 29U;
  hash |= 1U;  // 0 is nobody's
  const std::string_view wanted{key.data(), raw.size()};
  auto& place = entries_[(hash >> 1U) & (entries_.size() - 1)];
  if (place.hash != hash || place.key != wanted) {
    place.hash = hash;
    fill(place, wanted, any < 0x80);
  }
  return {place.word, place.stem};
}

// Accents tell a stemmer what is an ending; in English they are of words from elsewhere, which it does not know then.
void word_former::fill(entry& place, std::string_view key, bool ascii) {
  place.key = key;
  if (ascii) {
    place.word = key;
    place.stem = stemmer_->stem(key);
    return;
  }
  const auto folded_case = case_folded(key);
  place.word = without_diacritics(folded_case);
  place.stem = without_diacritics(stemmer_->stem(language_ == default_language ? place.word : folded_case));
  if (place.stem.empty()) place.stem = place.word;
}

namespace {

word_former& former_of_this_thread() {
  thread_local word_former former;
  return former;
}

}  // namespace

std::string fold(std::string_view word) {
  return std::string{former_of_this_thread().of(word).word};
}

std::string stem(std::string_view word, std::string_view language) {
  auto& former = former_of_this_thread();
  former.set_language(language);
  return std::string{former.of(word).stem};
}

}  // namespace secondbrain::text
