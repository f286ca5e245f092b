#include "brain/sync/projects/projects_names.hpp"

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::sync {
namespace {

std::string_view without_extension(std::string_view name) noexcept {
  constexpr std::string_view extension = ".md";
  bool has_it = name.size() >= extension.size() && name.substr(name.size() - extension.size()) == extension;
  return has_it ? name.substr(0, name.size() - extension.size()) : name;
}

bool separates(char32_t letter) noexcept {
  bool is_letter_or_digit =
      (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
  return is_white_space(letter) || (letter < 0x80 && !is_letter_or_digit);
}

/// Whether the words from `first` on, written together, are the name.
bool begins_name(const std::vector<std::string>& words, std::size_t first, std::string_view name) {
  for (; first < words.size() && !name.empty(); ++first) {
    auto& word = words[first];
    if (name.substr(0, word.size()) != word) return false;
    name.remove_prefix(word.size());
  }
  return name.empty();
}

}  // namespace

std::string normalise_project_name(std::string_view name) {
  return join(words_of(without_extension(name)), {});
}

std::vector<std::string> words_of(std::string_view text) {
  auto lowered = lower_case(text);
  std::vector<std::string> words;
  bool in_word = false;
  for (std::size_t at = 0; at < lowered.size();) {
    auto letter = code_point_at(lowered, at);
    if (separates(letter.value)) {
      in_word = false;
    } else {
      if (!in_word) words.emplace_back();
      words.back().append(lowered, at, letter.length);
      in_word = true;
    }
    at += letter.length;
  }
  return words;
}

bool mentions(const std::vector<std::string>& words, std::string_view normalised) {
  if (normalised.empty()) return false;
  for (std::size_t first = 0; first < words.size(); ++first)
    if (begins_name(words, first, normalised)) return true;
  return false;
}

bool names_match(std::string_view project, std::string_view sub_project) {
  return mentions(words_of(sub_project), normalise_project_name(project)) ||
         mentions(words_of(without_extension(project)), normalise_project_name(sub_project));
}

}  // namespace secondbrain::sync
