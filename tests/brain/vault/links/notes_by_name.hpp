// The files of a vault for the resolver of links, as a test names them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "brain/vault/links/link_resolver.hpp"
#include "text/folding.hpp"
#include "text/name_key.hpp"

namespace secondbrain::vault {

struct notes_by_name {
  std::vector<std::string> files;
  std::map<std::string, std::vector<std::string>> aliases = {};  // by path
  std::map<std::string, std::string> titles = {};

  link_resolver resolver() const {
    const auto named = [this](const std::string& name, bool notes) {
      std::vector<std::string> paths;
      for (const auto& file : files)
        if (file.ends_with(".md") == notes && text::name_key(file) == name) paths.push_back(file);
      return paths;
    };
    link_sources from;
    from.notes_named = [named](const std::string& name) { return named(name, true); };
    from.files_named = [named](const std::string& name) { return named(name, false); };
    from.notes_known_as = [this](const std::string& name) {
      std::vector<note_known_as> known;
      for (const auto& [path, title] : titles)
        if (text::case_folded(title) == name) known.push_back({path, link_way::title});
      for (const auto& [path, others] : aliases)
        for (const auto& alias : others)
          if (text::case_folded(alias) == name) known.push_back({path, link_way::alias});
      return known;
    };
    return link_resolver{std::move(from)};
  }
};

}  // namespace secondbrain::vault
