#include "brain/vault/writing/leftover.hpp"

#include <array>
#include <cstdio>
#include <random>

#include "base/hash.hpp"
#include "brain/vault/writing/free_name.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::string_view draft_suffix = ".secondbrain-draft";
constexpr std::string_view exchange_suffix = ".secondbrain-exchange";
constexpr std::size_t mark_size = 16;

bool ends_with(std::string_view text, std::string_view suffix) noexcept {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

/// What tells one text from another within a name.
std::string text_mark(std::string_view bytes) {
  return sha1_hex(bytes).substr(0, mark_size);
}

std::string random_mark() {
  thread_local std::random_device source;
  std::array<char, mark_size + 1> digits{};
  std::snprintf(digits.data(), digits.size(), "%08x%08x", source(), source());
  return digits.data();
}

/// `.<note><.mark>…<suffix>`.
std::string hidden_name(std::string_view note_name, const std::string& marks, std::string_view suffix) {
  return fitting_name(std::string{'.'}.append(note_name), marks + std::string{suffix});
}

/// Takes `.<mark>` off the end of a name.
std::optional<std::string_view> take_mark(std::string_view& name) noexcept {
  if (name.size() <= mark_size) return std::nullopt;
  auto begin = name.size() - mark_size;
  auto mark = name.substr(begin);
  if (name[begin - 1] != '.' || mark.find_first_not_of("0123456789abcdef") != mark.npos) return std::nullopt;
  name = name.substr(0, begin - 1);
  return mark;
}

}  // namespace

std::string draft_name(std::string_view note_name) {
  return hidden_name(note_name, '.' + random_mark(), draft_suffix);
}

std::string exchange_name(std::string_view note_name, std::string_view before, std::string_view after) {
  return hidden_name(note_name, '.' + text_mark(before) + '.' + text_mark(after) + '.' + random_mark(),
                     exchange_suffix);
}

std::optional<leftover> parse_leftover(std::string_view name) {
  if (name.substr(0, 1) != ".") return std::nullopt;
  name.remove_prefix(1);
  bool is_draft = ends_with(name, draft_suffix);
  if (!is_draft && !ends_with(name, exchange_suffix)) return std::nullopt;
  name.remove_suffix(is_draft ? draft_suffix.size() : exchange_suffix.size());
  if (!take_mark(name)) return std::nullopt;
  if (is_draft) return leftover{leftover_kind::draft, std::string{name}, {}, {}};
  auto after = take_mark(name);
  auto before = take_mark(name);
  if (!after || !before) return std::nullopt;
  return leftover{leftover_kind::exchanged, std::string{name}, std::string{*before}, std::string{*after}};
}

bool is_disposable(const leftover& left, std::string_view bytes) {
  if (left.kind == leftover_kind::draft) return true;
  auto mark = text_mark(bytes);
  return mark == left.before || mark == left.after;
}

}  // namespace secondbrain::vault
