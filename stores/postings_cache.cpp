#include "stores/postings_cache.hpp"

#include <algorithm>

namespace secondbrain::stores {

namespace {

// More than one query has words.
constexpr std::uint64_t lately = 256;

constexpr std::uint8_t long_gap = 0xff;    // four bytes follow, the least significant first
constexpr std::size_t most_numbers = 256;  // a list with more frequencies is not kept

void append_gap(std::vector<std::uint8_t>& bytes, std::uint32_t gap) {
  if (gap < long_gap) return bytes.push_back(static_cast<std::uint8_t>(gap));
  bytes.push_back(long_gap);
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(gap >> shift));
}

std::uint32_t read_gap(const std::uint8_t*& at) {
  const std::uint32_t gap = *at++;
  if (gap != long_gap) return gap;
  std::uint32_t whole = 0;
  for (int shift = 0; shift < 32; shift += 8) whole |= static_cast<std::uint32_t>(*at++) << shift;
  return whole;
}

}  // namespace

bool postings_cache::find(const std::string& expression, postings& found) {
  const auto known = lists_.find(expression);
  if (known == lists_.end()) return false;
  auto& list = known->second;
  list.last_use = ++uses_;
  found.slots.resize(list.passages);
  found.frequencies.resize(list.passages);
  std::uint32_t slot = 0;
  const auto* at = list.bytes.data();
  for (std::size_t passage = 0; passage < list.passages; ++passage) {
    slot += read_gap(at);
    found.slots[passage] = slot;
    found.frequencies[passage] = list.frequencies[*at++];
  }
  return true;
}

void postings_cache::keep(const std::string& expression, const postings& found) {
  if (found.size() < least_passages) return;
  auto list = pack(found);
  if (list.passages != found.size() || !make_room(size_of(list))) return;
  list.last_use = ++uses_;
  const auto bytes = size_of(list);
  if (lists_.emplace(expression, std::move(list)).second) bytes_ += bytes;
}

void postings_cache::clear() {
  lists_.clear();
  bytes_ = 0;
}

postings_cache::packed_list postings_cache::pack(const postings& found) {
  packed_list list;
  list.bytes.reserve(found.size() * 2);
  auto& known = list.frequencies;
  std::uint32_t before = 0;
  for (std::size_t at = 0; at < found.size(); ++at) {
    // The frequent ones come first: few steps.
    const auto number =
        static_cast<std::size_t>(std::find(known.begin(), known.end(), found.frequencies[at]) - known.begin());
    if (number == known.size()) known.push_back(found.frequencies[at]);
    if (number == most_numbers) return {};
    append_gap(list.bytes, found.slots[at] - before);
    list.bytes.push_back(static_cast<std::uint8_t>(number));
    before = found.slots[at];
  }
  list.passages = found.size();
  return list;
}

std::size_t postings_cache::size_of(const packed_list& list) {
  return sizeof(packed_list) + list.bytes.capacity() + list.frequencies.capacity() * sizeof(double);
}

bool postings_cache::make_room(std::size_t wanted) {
  if (wanted > capacity_) return false;
  while (bytes_ + wanted > capacity_) {
    const auto oldest = std::min_element(lists_.begin(), lists_.end(), [](const auto& one, const auto& other) {
      return one.second.last_use < other.second.last_use;
    });
    if (oldest == lists_.end() || oldest->second.last_use + lately > uses_) return false;
    bytes_ -= size_of(oldest->second);
    lists_.erase(oldest);
  }
  return true;
}

}  // namespace secondbrain::stores
