// Keeps the codes, in their file and in memory, in step with the vectors, and publishes them.
//
//   code_mirror mirror{file, index, warn};
//   mirror.open(vectors);                          // vectors.db is open already
//   while (mirror.loading()) mirror.advance(vectors);  // a slice of some ten milliseconds each; changes in between
//   mirror.apply(vectors, changes);                // after each change of the vectors, which is then found
//
// Where the two files do not agree (after a crash between their commits, when one is new, or when one was put beside
// the other), all codes are made again from the vectors: a code does not say whose it is. A file of codes that is
// damaged is moved aside; one that cannot be written is brought in step by the next start: search does not suffer.
// Nothing is ever embedded again for want of a code.
//
// Owned by the thread that owns the vectors. Fails with what the store of the vectors fails with, with unavailable when
// the codes cannot be written at the moment (`advance` is to be tried again), and with io_failure when there can be no
// file of codes at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "stores/vectors/code_store.hpp"
#include "stores/vectors/vector_codes_writer.hpp"
#include "stores/vectors/vector_index.hpp"
#include "stores/vectors/vector_store.hpp"

namespace secondbrain::stores {

class code_mirror {
 public:
  using warning_sink = std::function<void(const std::string& sentence)>;

  code_mirror(std::filesystem::path file, std::shared_ptr<vector_index> index, warning_sink warn)
      : file_{std::move(file)}, index_{std::move(index)}, warn_{std::move(warn)} {}

  status open(vector_store& vectors);

  /// Whether there is more for `advance` to do before anything can be found.
  bool loading() const { return stage_ != stage::ready; }
  status advance(vector_store& vectors);

  status apply(vector_store& vectors, const vector_changes& changes);
  status clear(vector_store& vectors);

  /// Joins what many changes have left half empty; false when there is nothing to do. A slice, like `advance`.
  bool compact(vector_store& vectors);

 private:
  enum class stage : std::uint8_t {
    listing,     // the rows of the vectors, as the files do not agree
    quantising,  // them
    reading,     // all codes, into memory
    ready,
  };

  status open_file();
  status go_on(vector_store& vectors);
  status list(vector_store& vectors);
  status quantise_missing(vector_store& vectors);
  status read(vector_store& vectors);
  status publish(vector_store& vectors);
  void write(const code_changes& changes, std::int64_t revision);
  status start_over(const error& why);

  std::filesystem::path file_;
  std::shared_ptr<vector_index> index_;
  warning_sink warn_;
  std::optional<code_store> codes_;
  vector_codes_writer writer_;
  stage stage_ = stage::listing;
  bool is_written_ = true;     // the file takes what changes
  std::int64_t last_row_ = 0;  // of the vectors when this was opened: those behind it arrive through `apply`
  std::size_t dimensions_ = 0;
  std::string listed_to_;              // hash
  std::vector<std::int64_t> missing_;  // rows without a code
  std::size_t quantised_ = 0;          // of them
  std::int64_t behind_ = 0;            // the row that was read last
  std::vector<stored_code> arrived_;   // while the others were not in memory yet
};

}  // namespace secondbrain::stores
