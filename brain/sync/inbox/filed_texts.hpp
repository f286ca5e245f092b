// What was filed of the inbox lately, so that a text that grows afterwards is known: a program was still writing it.
//
// Holds sizes and hashes, no text. Owned by one thread. Saving is durable and whole; a file that makes no sense is
// moved aside and begins empty.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::sync {

class filed_texts {
 public:
  static result<filed_texts> open(std::filesystem::path file);

  /// `name` is that of the text in the inbox, `path` is where it lies now; moments are UTC.
  void remember(const std::string& name, const std::string& path, std::string_view bytes,
                std::chrono::system_clock::time_point now);

  /// What a text has more than what was filed of it, from the beginning of the line that was cut; nothing when it does
  /// not begin with that, or did not grow.
  std::optional<std::string> addition(const std::string& name, std::string_view bytes) const;

  struct place {
    std::string name;
    std::string path;
  };
  std::vector<place> places() const;

  /// What was filed long ago grows no more.
  void forget_before(std::chrono::system_clock::time_point moment);

  status save() const;

 private:
  struct record {
    std::string path;
    std::size_t size = 0;
    std::size_t last_line = 0;  // where it begins
    std::string hash;
    std::int64_t filed_at = 0;  // seconds since the epoch
  };

  explicit filed_texts(std::filesystem::path file) : file_{std::move(file)} {}

  std::filesystem::path file_;
  std::map<std::string, record> records_;  // by name
};

}  // namespace secondbrain::sync
