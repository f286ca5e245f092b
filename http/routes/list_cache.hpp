// The finished texts of the planner's lists, each kept for as long as the planner would make the same again.
//
// A text belongs to the version of the planner that was asked for before the list was: it may be newer than that, never
// older. With the first text of a newer version all older ones go; beyond a number of bytes those go that were of no
// use for longest. A text counts twice, since its compressed form may come. Thread-safe; cannot fail.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace secondbrain::http {

/// One text. Never changes, but for its compressed form, which is made when it is wanted first.
class kept_list {
 public:
  explicit kept_list(std::string text);

  const std::string& text() const noexcept { return text_; }
  /// The same for the same text, whenever it was made. In quotes, as a header has it.
  const std::string& tag() const noexcept { return tag_; }
  /// Of the compressed form, which is another representation.
  const std::string& gzip_tag() const noexcept { return gzip_tag_; }
  const std::string& gzip() const;

 private:
  std::string text_;
  std::string tag_;
  std::string gzip_tag_;
  mutable std::once_flag compressed_;
  mutable std::string gzip_;
};

using kept_list_ptr = std::shared_ptr<const kept_list>;

class list_cache {
 public:
  static constexpr std::size_t usual_limit = std::size_t{16} << 20;

  explicit list_cache(std::size_t most_bytes = usual_limit) : most_bytes_{most_bytes} {}

  /// Null: there is none of this version. `key` says which list, `version` is what the planner says now.
  kept_list_ptr find(const std::string& key, std::uint64_t version);

  /// Keeps it, if it is not outdated already and not too large; answers it in any case.
  kept_list_ptr keep(const std::string& key, std::uint64_t version, std::string text);

  void count_unchanged() noexcept { unchanged_.fetch_add(1, std::memory_order_relaxed); }

  std::uint64_t hits() const noexcept { return hits_; }
  std::uint64_t misses() const noexcept { return misses_; }
  /// Answers that consisted of a tag, because the client had the text.
  std::uint64_t unchanged() const noexcept { return unchanged_; }
  /// That are set aside for what is kept now.
  std::size_t bytes() const;

 private:
  struct entry {
    std::string key;
    kept_list_ptr list;
  };
  using entries = std::list<entry>;  // the latest used first

  void put(const std::string& key, kept_list_ptr list);
  void remove(entries::iterator place);

  const std::size_t most_bytes_;
  mutable std::mutex guarding_;
  std::uint64_t version_ = 0;  // of all that is kept
  std::size_t bytes_ = 0;
  entries kept_;
  std::unordered_map<std::string_view, entries::iterator> places_;  // by the key of the entry
  std::atomic<std::uint64_t> hits_{0};
  std::atomic<std::uint64_t> misses_{0};
  std::atomic<std::uint64_t> unchanged_{0};
};

}  // namespace secondbrain::http
