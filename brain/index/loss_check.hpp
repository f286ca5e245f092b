// Looks among the notes that appeared for the text of those that vanished. Asked only when so many vanished at once
// that the index would freeze: names, sizes and times did not show that they have moved.
//
// Owned by one thread; reads files a slice at a time. Cannot fail: what cannot be read has not been found again.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "brain/index/departed_notes.hpp"
#include "brain/vault/changes/classify.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::index {

class loss_check {
 public:
  static constexpr std::chrono::milliseconds slice{400};

  loss_check(std::filesystem::path vault, vault::file_changes changes, const std::vector<tracked_file>& tracked)
      : vault_{std::move(vault)}, changes_{std::move(changes)}, vanished_{changes_.deleted, tracked} {}

  bool done() const noexcept { return next_ == changes_.added.size(); }

  void advance(const clock& time) {
    for (const auto end = time.steady() + slice; !done() && time.steady() < end; ++next_) {
      const auto& path = changes_.added[next_].path;
      const auto text = vault::read_note_file(vault_, path);
      if (text && vanished_.claim(sha1_hex(*text), path)) ++found_again_;
    }
  }

  /// The changes, with those that were found again as moved.
  vault::file_changes take() {
    changes_.moved = std::max(changes_.moved, found_again_);
    return std::move(changes_);
  }

 private:
  std::filesystem::path vault_;
  vault::file_changes changes_;
  departed_notes vanished_;
  std::size_t next_ = 0;
  std::size_t found_again_ = 0;
};

}  // namespace secondbrain::index
