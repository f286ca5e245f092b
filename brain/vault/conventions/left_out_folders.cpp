#include "brain/vault/conventions/left_out_folders.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "base/lower_case.hpp"

namespace secondbrain::vault {

namespace {

std::shared_ptr<const RE2> compiled(const convention& pattern) {
  constexpr std::int64_t most_memory = 1 << 20;  // bytes; a pattern of counted repetitions may ask for any
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(most_memory);
  const auto expression = std::string_view{pattern.value}.substr(1, pattern.value.size() - 2);
  return std::make_shared<const RE2>(re2::StringPiece{expression.data(), expression.size()}, options);
}

}  // namespace

bool is_pattern(const convention& excluded) noexcept {
  const std::string_view text = excluded.value;
  return excluded.origin.source == convention_source::obsidian && text.size() > 2 && text.starts_with('/') &&
         text.ends_with('/');
}

std::string trouble_with_pattern(const convention& pattern) {
  const auto read = compiled(pattern);
  if (read->ok()) return {};
  return "The pattern " + pattern.value + " among the excluded files is not followed (" + read->error() +
         "); write it without that, or name the folder instead.";
}

left_out_folders::left_out_folders(std::span<const convention> excluded) {
  for (const auto& each : excluded) {
    if (is_pattern(each)) {
      if (auto pattern = compiled(each); pattern->ok()) patterns_.push_back(std::move(pattern));
      continue;
    }
    std::string_view place = each.value;
    while (place.starts_with('/')) place.remove_prefix(1);
    while (place.ends_with('/')) place.remove_suffix(1);
    if (!place.empty()) places_.insert(lower_case(place));
  }
}

bool left_out_folders::hold(std::string_view note) const {
  const auto is_found = [note](const std::shared_ptr<const RE2>& pattern) {
    return RE2::PartialMatch(re2::StringPiece{note.data(), note.size()}, *pattern);
  };
  if (std::any_of(patterns_.begin(), patterns_.end(), is_found)) return true;
  if (places_.empty()) return false;
  const auto path = lower_case(note);
  if (places_.contains(path)) return true;
  for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
    if (places_.contains(path.substr(0, slash))) return true;
  return false;
}

}  // namespace secondbrain::vault
