#include "encoder/zip_archive.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace secondbrain::encoder {

namespace {

constexpr std::uint32_t local_signature = 0x04034b50;
constexpr std::uint32_t directory_signature = 0x02014b50;
constexpr std::uint32_t end_signature = 0x06054b50;
constexpr std::size_t local_size = 30;
constexpr std::size_t directory_size = 46;
constexpr std::size_t end_size = 22;
constexpr std::size_t longest_comment = 65535;
constexpr unsigned stored = 0;
constexpr unsigned deflated = 8;
constexpr std::size_t most_unpacked = std::size_t{1} << 30;  // bytes of one file

failed damaged_archive() {
  return fail(errc::corrupt, "It is damaged, cut short, or no ZIP archive. Fetch it again.");
}

/// Little-endian; 0 beyond the end, which no signature is.
std::uint32_t number_at(std::span<const std::byte> bytes, std::size_t at, std::size_t width) {
  if (at > bytes.size() || bytes.size() - at < width) return 0;
  std::uint32_t number = 0;
  for (std::size_t digit = width; digit-- > 0;)
    number = number << 8 | std::to_integer<std::uint32_t>(bytes[at + digit]);
  return number;
}

std::optional<std::size_t> find_end(std::span<const std::byte> bytes) {
  if (bytes.size() < end_size) return std::nullopt;
  const auto last = bytes.size() - end_size;
  const auto first = last - std::min(last, longest_comment);
  for (auto at = last + 1; at-- > first;)
    if (number_at(bytes, at, 4) == end_signature) return at;
  return std::nullopt;
}

/// Raw deflate, of a size that is known.
bool inflate_all(std::span<const std::byte> packed, std::string& to) {
  constexpr int raw = -15;
  z_stream stream{};
  if (::inflateInit2(&stream, raw) != Z_OK) return false;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));  // NOLINT: zlib only reads
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(to.data());
  stream.avail_out = static_cast<uInt>(to.size());
  const bool whole = ::inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0;
  ::inflateEnd(&stream);
  return whole;
}

}  // namespace

result<zip_archive> zip_archive::open(const std::filesystem::path& file) {
  auto mapped = mapped_file::open(file);
  RETURN_IF_ERROR(mapped);
  zip_archive made{*std::move(mapped)};
  if (auto read = made.read_directory(); !read) return fail(read.error(), file.string());
  return made;
}

status zip_archive::read_directory() {
  const auto bytes = file_.bytes();
  const auto end = find_end(bytes);
  if (!end) return damaged_archive();
  const auto count = number_at(bytes, *end + 10, 2);
  std::size_t at = number_at(bytes, *end + 16, 4);
  for (std::uint32_t number = 0; number < count; ++number) {
    if (number_at(bytes, at, 4) != directory_signature || bytes.size() - at < directory_size) return damaged_archive();
    const auto name_length = number_at(bytes, at + 28, 2);
    if (bytes.size() - at - directory_size < name_length) return damaged_archive();
    entries_.push_back({{reinterpret_cast<const char*>(bytes.data()) + at + directory_size, name_length},
                        number_at(bytes, at + 24, 4),
                        number_at(bytes, at + 20, 4),
                        number_at(bytes, at + 42, 4),
                        number_at(bytes, at + 10, 2)});
    at += directory_size + name_length + number_at(bytes, at + 30, 2) + number_at(bytes, at + 32, 2);
  }
  return {};
}

result<std::string> zip_archive::read(const entry& one) const {
  const auto bytes = file_.bytes();
  if (number_at(bytes, one.header, 4) != local_signature || one.size > most_unpacked) return damaged_archive();
  const auto start =
      one.header + local_size + number_at(bytes, one.header + 26, 2) + number_at(bytes, one.header + 28, 2);
  if (start > bytes.size() || bytes.size() - start < one.packed_size) return damaged_archive();
  const auto packed = bytes.subspan(start, one.packed_size);
  if (one.method == stored) return std::string{reinterpret_cast<const char*>(packed.data()), packed.size()};
  std::string unpacked(one.size, '\0');
  if (one.method != deflated || !inflate_all(packed, unpacked)) return damaged_archive();
  return unpacked;
}

}  // namespace secondbrain::encoder
