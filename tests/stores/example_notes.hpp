// Notes to index, made up from few parts.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "messages/indexed_note.hpp"

namespace secondbrain::stores {

inline chunk example_chunk(const std::string& path, int index, std::string text) {
  chunk result;
  result.id = path + "#" + std::to_string(index);
  result.note_path = path;
  result.note_title = path.substr(0, path.find('.'));
  result.heading_path = {"Top", "Part " + std::to_string(index)};
  result.index = index;
  result.line = 10 * index + 1;
  result.text = std::move(text);
  result.checksum = "c" + std::to_string(index);
  result.note_folder = path.substr(0, path.find('/'));
  return result;
}

inline indexed_note example_note(const std::string& path, const std::vector<std::string>& texts) {
  indexed_note note{path, {}};
  for (const auto& text : texts) note.chunks.push_back(example_chunk(path, static_cast<int>(note.chunks.size()), text));
  return note;
}

}  // namespace secondbrain::stores
