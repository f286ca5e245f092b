#include "brain/vault/links/link_resolver.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "text/folding.hpp"
#include "text/name_key.hpp"

namespace secondbrain::vault {
namespace {

std::string_view folder_of(std::string_view path) noexcept {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

std::string in_folder(std::string_view folder, std::string_view name) {
  std::string path{folder};
  if (!path.empty()) path += '/';
  return path.append(name);
}

bool is_relative(std::string_view target) noexcept {
  return target.starts_with("./") || target.starts_with("../");
}

/// From the folder of a note. Nothing: it leaves the vault.
std::optional<std::string> from_folder(std::string_view folder, std::string_view target) {
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
  if (!add(folder) || !add(target)) return std::nullopt;
  return join(parts, "/");
}

bool is_shorter(const std::string& one, const std::string& other) noexcept {
  return one.size() != other.size() ? one.size() < other.size() : one < other;
}

/// Of paths that differ in nothing but case, the one that is written so.
const std::string& as_written(const std::vector<std::string>& paths, std::string_view target) {
  const auto is_it = [target](const std::string& path) {
    return path == target || (path.ends_with(".md") && std::string_view{path}.substr(0, path.size() - 3) == target);
  };
  const auto found = std::find_if(paths.begin(), paths.end(), is_it);
  return found == paths.end() ? paths.front() : *found;
}

link_end nowhere(std::string why) {
  return {link_way::none, {}, std::move(why)};
}

}  // namespace

result<link_end> link_resolver::resolve(std::string_view from, std::string_view target) {
  target = trimmed(target);
  if (target.empty()) return link_end{link_way::itself, std::string{from}, {}};
  auto found = find(from, target);
  RETURN_IF_ERROR(found);
  if (found->how != link_way::none || is_relative(target) || target.starts_with('/')) return found;
  auto last = last_resort(from, target);
  RETURN_IF_ERROR(last);
  return last->how == link_way::none ? found : last;
}

result<link_end> link_resolver::find(std::string_view from, std::string_view target) {
  const auto folder = folder_of(from);
  std::string whole{target};
  if (is_relative(target)) {
    const auto path = from_folder(folder, target);
    if (!path) return nowhere("It leads out of the vault.");
    whole = *path;
  } else {
    const auto begin = target.find_first_not_of('/');
    whole.erase(0, std::min(begin, whole.size()));
  }
  const auto wanted = text::linked_path(whole);
  if (wanted.empty() || wanted.ends_with('/')) return nowhere("It names a folder, not a note.");
  const auto namesakes = find_namesakes(text::name_key(whole));
  RETURN_IF_ERROR(namesakes);
  const auto& [by_path, by_ending] = **namesakes;

  const auto exact = by_path.find(wanted);
  if (is_relative(target)) {
    if (exact == by_path.end()) return nowhere("There is no such file at that place.");
    return link_end{link_way::relative, as_written(exact->second, whole), {}};
  }
  if (exact != by_path.end()) return link_end{link_way::path, as_written(exact->second, whole), {}};
  if (target.starts_with('/')) return nowhere("There is no such file at that place.");

  const auto ending = by_ending.find(wanted);
  if (ending == by_ending.end()) return nowhere("There is no note or file of that name.");
  const auto own = text::linked_path(in_folder(folder, std::string_view{whole}.substr(whole.rfind('/') + 1)));
  const auto beside = by_path.find(own);
  const bool ends_so = own == wanted || own.ends_with("/" + wanted);
  if (beside != by_path.end() && ends_so)
    return link_end{link_way::folder, as_written(beside->second, in_folder(folder, whole)), {}};
  return link_end{link_way::name, ending->second, {}};
}

result<const link_resolver::namesakes*> link_resolver::find_namesakes(const std::string& name) {
  const auto known = known_.find(name);
  if (known != known_.end()) return &known->second;
  auto paths = sources_.notes_named(name);
  RETURN_IF_ERROR(paths);
  // Another file is found with its ending only, and a note that is not indexed without.
  if (sources_.files_named && (paths->empty() || name.find('.') != name.npos)) {
    auto files = sources_.files_named(name);
    RETURN_IF_ERROR(files);
    paths->insert(paths->end(), files->begin(), files->end());
  }
  namesakes found;
  for (auto& path : *paths) {
    const auto compared = text::linked_path(path);
    const auto offer = [&found, &path](std::string ending) {
      const auto [place, added] = found.by_ending.try_emplace(std::move(ending), path);
      if (!added && is_shorter(path, place->second)) place->second = path;
    };
    offer(compared);
    for (auto slash = compared.find('/'); slash != compared.npos; slash = compared.find('/', slash + 1))
      offer(compared.substr(slash + 1));
    found.by_path[compared].push_back(std::move(path));
  }
  return &known_.emplace(name, std::move(found)).first->second;
}

result<link_end> link_resolver::last_resort(std::string_view from, std::string_view target) {
  if (!sources_.notes_known_as) return link_end{};
  const auto name = text::case_folded(target);
  auto known = known_as_.find(name);
  if (known == known_as_.end()) {
    auto notes = sources_.notes_known_as(name);
    RETURN_IF_ERROR(notes);
    known = known_as_.emplace(name, *std::move(notes)).first;
  }
  const auto folder = folder_of(from);
  const auto rank = [folder](const note_known_as& note) {
    return std::pair{note.how == link_way::alias, folder_of(note.path) != folder};
  };
  const auto best =
      std::min_element(known->second.begin(), known->second.end(), [&](const auto& one, const auto& other) {
        const auto left = rank(one);
        const auto right = rank(other);
        return left != right ? left < right : is_shorter(one.path, other.path);
      });
  if (best == known->second.end()) return link_end{};
  return link_end{best->how, best->path, {}};
}

}  // namespace secondbrain::vault
