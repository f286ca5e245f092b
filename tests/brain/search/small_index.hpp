// A real lexical store with a few notes in it, and what it takes to fill it briefly.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "messages/indexed_note.hpp"
#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::search {

/// A note of one passage for each text. Chunk ids are the path, '#' and the position.
inline indexed_note make_note(const std::string& path, const std::string& title,
                              const std::vector<std::string>& texts) {
  indexed_note note{path, {}};
  const auto slash = path.find('/');
  for (const auto& text : texts) {
    chunk piece;
    piece.index = static_cast<int>(note.chunks.size());
    piece.id = path + '#' + std::to_string(piece.index);
    piece.note_path = path;
    piece.note_title = title;
    piece.heading_path = {title, "Part " + std::to_string(piece.index)};
    piece.line = 3 + 10 * piece.index;
    piece.text = text;
    piece.note_folder = slash == std::string::npos ? "" : path.substr(0, slash);
    note.chunks.push_back(std::move(piece));
  }
  return note;
}

class small_index {
 public:
  explicit small_index(std::filesystem::path file) : file_{std::move(file)} {}

  void write(const std::vector<indexed_note>& notes) {
    auto store = stores::lexical_store::open(file_);
    ASSERT_TRUE(store) << store.error().message;
    const auto written = store->write(notes);
    ASSERT_TRUE(written) << written.error().message;
  }

  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

}  // namespace secondbrain::search
