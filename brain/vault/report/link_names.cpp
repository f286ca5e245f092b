#include "brain/vault/report/link_names.hpp"

#include <algorithm>
#include <vector>

#include "base/lower_case.hpp"
#include "base/text.hpp"

namespace secondbrain::vault {

namespace {

std::string plain_target(std::string_view target) {
  auto plain = lower_case(trimmed(target));
  if (plain.ends_with(".md")) plain.resize(plain.size() - 3);
  return plain;
}

/// `../x` and `./x` from the folder of a note; empty: it leaves the vault.
std::string from_folder(std::string_view note, std::string_view target) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::string_view path) {
    while (!path.empty()) {
      const auto part = path.substr(0, path.find('/'));
      path.remove_prefix(std::min(path.size(), part.size() + 1));
      if (part == "..") {
        if (parts.empty()) return false;
        parts.pop_back();
      } else if (part != "." && !part.empty()) {
        parts.emplace_back(part);
      }
    }
    return true;
  };
  const auto slash = note.rfind('/');
  if (slash != std::string_view::npos) add(note.substr(0, slash));
  return add(target) ? join(parts, "/") : std::string{};
}

}  // namespace

link_names::link_names(std::span<const std::string> notes) {
  for (const auto& note : notes) {
    const auto plain = plain_target(note);
    paths_.insert(plain);
    ends_.insert(plain);
    for (auto slash = plain.find('/'); slash != std::string::npos; slash = plain.find('/', slash + 1))
      ends_.insert(plain.substr(slash + 1));
  }
}

bool link_names::leads_somewhere(std::string_view from, std::string_view target) const {
  auto plain = plain_target(target);
  if (plain.starts_with("./") || plain.starts_with("../"))
    return paths_.count(from_folder(lower_case(from), plain)) != 0;
  if (plain.starts_with('/')) return paths_.count(plain.substr(1)) != 0;
  return ends_.count(plain) != 0;
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
