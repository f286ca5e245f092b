// The fields of a message in the wire format of Protocol Buffers, one after the other, without its schema.
//
// One thread; reads nothing beyond the bytes it was given, which outlive it. A message that makes no sense ends like
// one that is over, and `healthy` tells which it was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace secondbrain::encoder {

class protobuf_reader {
 public:
  explicit protobuf_reader(std::span<const std::byte> message) : rest_{message} {}

  /// Goes to the next field; false when there is none.
  bool next();

  bool healthy() const { return healthy_; }

  std::uint64_t field() const { return field_; }

  /// Of a field that is a number; 0 of others.
  std::uint64_t number() const { return number_; }

  /// Of a field that is bytes, a text, a message or a packed list; empty of others.
  std::span<const std::byte> bytes() const { return bytes_; }
  std::string_view text() const { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }

 private:
  bool take_number(std::uint64_t& number);
  bool take_bytes(std::uint64_t count, std::span<const std::byte>& bytes);
  bool give_up();

  std::span<const std::byte> rest_;
  bool healthy_ = true;
  std::uint64_t field_ = 0;
  std::uint64_t number_ = 0;
  std::span<const std::byte> bytes_;
};

/// The next number of a packed list, which is taken off it; nothing at its end or where it makes no sense.
std::optional<std::uint64_t> take_varint(std::span<const std::byte>& list);

}  // namespace secondbrain::encoder
