#include "encoder/protobuf_reader.hpp"

namespace secondbrain::encoder {

namespace {

enum wire_type : std::uint8_t { varint = 0, fixed64 = 1, length_delimited = 2, fixed32 = 5 };

}  // namespace

std::optional<std::uint64_t> take_varint(std::span<const std::byte>& list) {
  constexpr unsigned payload_bits = 7;
  constexpr unsigned most_bits = 64;
  std::uint64_t number = 0;
  std::size_t at = 0;
  for (unsigned shift = 0; at < list.size() && shift < most_bits; shift += payload_bits) {
    const auto byte = std::to_integer<std::uint64_t>(list[at++]);
    number |= (byte & 0x7F) << shift;
    if (byte >= 0x80) continue;
    list = list.subspan(at);
    return number;
  }
  return std::nullopt;
}

bool protobuf_reader::next() {
  if (rest_.empty() || !healthy_) return false;
  std::uint64_t key = 0;
  if (!take_number(key)) return give_up();
  field_ = key >> 3;
  number_ = 0;
  bytes_ = {};
  switch (key & 7) {
    case varint: return take_number(number_) || give_up();
    case fixed64: return take_bytes(8, bytes_) || give_up();
    case fixed32: return take_bytes(4, bytes_) || give_up();
    case length_delimited: {
      std::uint64_t length = 0;
      return (take_number(length) && take_bytes(length, bytes_)) || give_up();
    }
    default: return give_up();
  }
}

bool protobuf_reader::take_number(std::uint64_t& number) {
  const auto taken = take_varint(rest_);
  number = taken.value_or(0);
  return taken.has_value();
}

bool protobuf_reader::take_bytes(std::uint64_t count, std::span<const std::byte>& bytes) {
  if (count > rest_.size()) return false;
  bytes = rest_.first(count);
  rest_ = rest_.subspan(count);
  return true;
}

bool protobuf_reader::give_up() {
  healthy_ = false;
  return false;
}

}  // namespace secondbrain::encoder
