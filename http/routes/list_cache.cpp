#include "http/routes/list_cache.hpp"

#include <iterator>
#include <utility>

#include "base/hash.hpp"
#include "http/server/gzip.hpp"

namespace secondbrain::http {

namespace {

constexpr std::size_t per_entry = 512;  // bytes for all that is not text

std::size_t bytes_of(const std::string& key, const kept_list& list) {
  return per_entry + key.size() + 2 * list.text().size();
}

}  // namespace

kept_list::kept_list(std::string text) : text_{std::move(text)} {
  const auto hash = sha1_hex(text_);
  tag_ = '"' + hash + '"';
  gzip_tag_ = '"' + hash + "-gzip\"";
}

const std::string& kept_list::gzip() const {
  std::call_once(compressed_, [this] { gzip_ = gzipped(text_); });
  return gzip_;
}

kept_list_ptr list_cache::find(const std::string& key, std::uint64_t version) {
  std::lock_guard guard{guarding_};
  const auto place = places_.find(key);
  if (version != version_ || place == places_.end()) {
    misses_.fetch_add(1, std::memory_order_relaxed);
    return nullptr;
  }
  hits_.fetch_add(1, std::memory_order_relaxed);
  kept_.splice(kept_.begin(), kept_, place->second);
  return place->second->list;
}

kept_list_ptr list_cache::keep(const std::string& key, std::uint64_t version, std::string text) {
  auto list = std::make_shared<const kept_list>(std::move(text));
  std::lock_guard guard{guarding_};
  if (version < version_ || bytes_of(key, *list) > most_bytes_) return list;
  if (version > version_) {
    places_.clear();
    kept_.clear();
    bytes_ = 0;
    version_ = version;
  }
  put(key, list);
  while (bytes_ > most_bytes_) remove(std::prev(kept_.end()));
  return list;
}

std::size_t list_cache::bytes() const {
  std::lock_guard guard{guarding_};
  return bytes_;
}

void list_cache::put(const std::string& key, kept_list_ptr list) {
  if (const auto place = places_.find(key); place != places_.end()) remove(place->second);
  bytes_ += bytes_of(key, *list);
  kept_.push_front({key, std::move(list)});
  places_[kept_.front().key] = kept_.begin();
}

void list_cache::remove(entries::iterator place) {
  bytes_ -= bytes_of(place->key, *place->list);
  places_.erase(place->key);
  kept_.erase(place);
}

}  // namespace secondbrain::http
