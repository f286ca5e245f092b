#include "base/redaction.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"
#include "base/text.hpp"

namespace secondbrain {
namespace {

constexpr std::string_view mask = "****";
constexpr std::size_t unmistakable = 8;  // bytes; such a text stands nowhere by accident

bool is_of_word(char letter) {
  return is_ascii_digit(letter) || is_ascii_letter(letter) || letter == '_';
}

bool is_word(std::string_view text, std::size_t at, std::size_t length) {
  const auto end = at + length;
  return (at == 0 || !is_of_word(text[at - 1])) && (end == text.size() || !is_of_word(text[end]));
}

void hide(std::string& text, const std::string& secret) {
  std::string shown;
  std::size_t done = 0;
  for (auto at = text.find(secret); at != std::string::npos;) {
    const bool is_meant = secret.size() >= unmistakable || is_word(text, at, secret.size());
    if (is_meant) {
      shown.append(text, done, at - done).append(mask);
      done = at + secret.size();
    }
    at = text.find(secret, is_meant ? done : at + 1);
  }
  if (done == 0) return;
  text = std::move(shown.append(text, done));
}

/// "https://me:secret@host/path?token=x" as "https://host/****".
std::string shown_address(std::string_view word, std::size_t scheme_end) {
  const auto start = scheme_end + 3;
  const auto end = std::min(word.find_first_of("/?#", start), word.size());
  const auto user_end = word.substr(0, end).rfind('@');
  std::string shown{word.substr(0, start)};
  shown += word.substr(user_end != std::string_view::npos && user_end >= start ? user_end + 1 : start,
                       end - (user_end != std::string_view::npos && user_end >= start ? user_end + 1 : start));
  if (word.size() > end) shown += "/";
  if (word.size() > end + 1) shown += mask;
  return shown;
}

bool names_a_secret(std::string_view key) {
  constexpr std::array<std::string_view, 7> names{"token",      "key",        "secret",       "password",
                                                  "passphrase", "credential", "authorization"};
  const auto lower = ascii_lower_case(key);
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return lower.ends_with(name); });
}

/// As keys and tokens are made: long, of letters and digits mixed.
bool looks_made(std::string_view word) {
  constexpr std::size_t shortest = 20;
  const auto fits = [](char letter) { return is_of_word(letter) || letter == '-'; };
  return word.size() >= shortest && std::all_of(word.begin(), word.end(), fits) &&
         std::any_of(word.begin(), word.end(), is_ascii_digit) &&
         std::any_of(word.begin(), word.end(), is_ascii_letter);
}

/// One word of a text, given what stood before it.
class word_reader {
 public:
  std::string read(std::string_view word) {
    const bool was_announced = announces_;
    announces_ = false;
    const auto lower = ascii_lower_case(word);
    if (lower == "bearer" || lower == "basic") {
      announces_ = true;
      return std::string{word};
    }
    if (was_announced) return std::string{mask};
    if (const auto scheme = word.find("://"); scheme != std::string_view::npos) return shown_address(word, scheme);
    const auto parting = word.find_first_of("=:");
    if (parting != std::string_view::npos && names_a_secret(word.substr(0, parting))) {
      announces_ = parting + 1 == word.size();
      return std::string{word.substr(0, parting + 1)} + std::string{announces_ ? "" : mask};
    }
    const auto from = word.find_first_not_of("\"'(<[");
    const auto until = word.find_last_not_of("\"'.,;:!?)>]");
    if (from == std::string_view::npos || until == std::string_view::npos || until < from) return std::string{word};
    if (!looks_made(word.substr(from, until + 1 - from))) return std::string{word};
    return std::string{word.substr(0, from)} + std::string{mask} + std::string{word.substr(until + 1)};
  }

 private:
  bool announces_ = false;  // the next word is a secret
};

}  // namespace

std::string without_secrets(std::string text, const std::vector<std::string>& secrets) {
  auto longest_first = secrets;  // one may stand in another
  std::sort(longest_first.begin(), longest_first.end(),
            [](const auto& one, const auto& other) { return one.size() > other.size(); });
  for (const auto& secret : longest_first)
    if (secret.size() >= shortest_hidden_secret) hide(text, secret);
  return text;
}

std::string without_secrets_at_cut(std::string text, const std::vector<std::string>& secrets) {
  text = without_secrets(std::move(text), secrets);
  std::size_t begun = 0;  // bytes at the end; a secret may have white space in it
  for (const auto& secret : secrets)
    for (auto length = std::min(secret.size(), text.size()); length > begun; --length)
      if (text.ends_with(std::string_view{secret}.substr(0, length))) begun = length;
  text.resize(text.size() - begun);
  const auto end = text.find_last_of(" \t\r\n");
  text.resize(end == std::string::npos ? 0 : end);
  return text;
}

std::string without_credentials(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  std::string shown;
  word_reader words;
  while (!text.empty()) {
    const auto begin = std::min(text.find_first_not_of(spaces), text.size());
    shown += text.substr(0, begin);
    text.remove_prefix(begin);
    const auto end = std::min(text.find_first_of(spaces), text.size());
    if (end > 0) shown += words.read(text.substr(0, end));
    text.remove_prefix(end);
  }
  return shown;
}

}  // namespace secondbrain
