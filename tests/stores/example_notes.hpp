// Notes to index, made up from few parts.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "messages/note.hpp"

namespace secondbrain::stores {

inline chunk example_chunk(const std::string& path, int index, std::string text) {
  chunk made;
  made.id = path + "#" + std::to_string(index);
  made.note_path = path;
  made.note_title = path.substr(0, path.find('.'));
  made.heading_path = {"Top", "Part " + std::to_string(index)};
  made.index = index;
  made.line = 10 * index + 1;
  made.text = std::move(text);
  made.checksum = "c" + std::to_string(index);
  made.note_folder = path.substr(0, path.find('/'));
  return made;
}

inline indexed_note example_note(const std::string& path, const std::vector<std::string>& texts) {
  indexed_note note{path, {}};
  for (const auto& text : texts) note.chunks.push_back(example_chunk(path, static_cast<int>(note.chunks.size()), text));
  return note;
}

}  // namespace secondbrain::stores
