#include "brain/vault/report/link_names.hpp"

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "brain/vault/dialects/logseq_note.hpp"
#include "text/folding.hpp"
#include "text/name_key.hpp"

namespace secondbrain::vault {

namespace {

/// By the names of their pages.
auto pages_by_name(std::span<const std::string> notes, const dialects::logseq_settings& settings) {
  auto by_name = std::make_shared<std::unordered_map<std::string, std::vector<note_known_as>>>();
  for (const auto& note : notes)
    (*by_name)[text::case_folded(dialects::logseq_title(note, settings))].push_back({note, link_way::title});
  return [by_name](const std::string& name) -> result<std::vector<note_known_as>> {
    const auto found = by_name->find(name);
    return found == by_name->end() ? std::vector<note_known_as>{} : found->second;
  };
}

link_sources notes_by_name(std::span<const std::string> notes, const std::optional<dialects::logseq_settings>& logseq) {
  auto by_name = std::make_shared<std::unordered_map<std::string, std::vector<std::string>>>();
  for (const auto& note : notes) (*by_name)[text::name_key(note)].push_back(note);
  link_sources from;
  from.notes_named = [by_name = std::move(by_name)](const std::string& name) -> result<std::vector<std::string>> {
    const auto found = by_name->find(name);
    return found == by_name->end() ? std::vector<std::string>{} : found->second;
  };
  if (logseq) from.notes_known_as = pages_by_name(notes, *logseq);
  return from;
}

}  // namespace

link_names::link_names(std::span<const std::string> notes, const std::optional<dialects::logseq_settings>& logseq)
    : resolver_{notes_by_name(notes, logseq)} {}

bool link_names::leads_somewhere(std::string_view from, std::string_view target) const {
  const auto end = resolver_.resolve(from, target);
  return end && !end->path.empty();
}

bool link_names::means_other_file(std::string_view target) {
  target = trimmed(target);
  const auto dot = target.rfind('.');
  if (dot == std::string_view::npos || dot + 1 == target.size() || target.size() - dot > 6) return false;
  const auto ending = ascii_lower_case(target.substr(dot + 1));
  if (ending == "md") return false;
  // `2. Chapter` and `v1.2` are names of notes.
  return std::all_of(ending.begin(), ending.end(),
                     [](char each) { return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9'); }) &&
         std::any_of(ending.begin(), ending.end(), [](char each) { return each >= 'a' && each <= 'z'; });
}

}  // namespace secondbrain::vault
