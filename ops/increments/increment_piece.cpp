#include "ops/increments/increment_piece.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <cstring>

#include "base/files.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view magic = "SecondBrain increment\n";
constexpr std::size_t buffer_bytes = std::size_t{1} << 20;
constexpr std::size_t digest_length = 64;                       // hex
constexpr std::uint64_t longest_text = std::uint64_t{1} << 30;  // a length beyond this is no length

enum class mark : char { database = 'D', page = 'P', end_of_database = 'e', plain = 'F', removed = 'R', end = 'E' };

template <class Number>
std::string bytes_of_number(Number number) {
  std::string bytes(sizeof number, '\0');
  for (auto& byte : bytes) {
    byte = static_cast<char>(number & 0xFF);
    number >>= 8;
  }
  return bytes;
}

std::string to_json(const piece_header& header) {
  return json::serialize(json::value{{"format", header.format},
                                     {"number", header.number},
                                     {"previous", header.previous},
                                     {"at", header.at},
                                     {"snapshot", header.snapshot}});
}

failed damaged(const fs::path& file, std::string_view how) {
  return fail(errc::corrupt, file.filename().string() + " is damaged: " + std::string{how});
}

struct file_closer {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

/// Reads numbers and texts one after the other. What is not there is damage, and everything after it is empty.
class input {
 public:
  static result<input> open(const fs::path& file) {
    RETURN_IF_ERROR(refuse_irregular(file));
    std::unique_ptr<std::FILE, file_closer> opened{std::fopen(file.c_str(), "rbe")};
    if (!opened) return fail_with_errno("cannot read " + file.string());
    return input{std::move(opened)};
  }

  template <class Number>
  Number number() {
    std::array<unsigned char, sizeof(Number)> bytes{};
    take(bytes.data(), bytes.size());
    Number value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = static_cast<Number>((value << 8) | bytes[i]);
    return value;
  }

  std::string text() {
    const auto length = number<std::uint64_t>();
    if (length > longest_text) whole_ = false;
    std::string value(whole_ ? length : 0, '\0');
    take(value.data(), value.size());
    return value;
  }

  char character() { return static_cast<char>(number<std::uint8_t>()); }
  bool whole() const noexcept { return whole_; }

 private:
  explicit input(std::unique_ptr<std::FILE, file_closer> file) : file_{std::move(file)} {}

  void take(void* into, std::size_t amount) {
    if (whole_ && std::fread(into, 1, amount, file_.get()) != amount) whole_ = false;
    if (!whole_) std::memset(into, 0, amount);
  }

  std::unique_ptr<std::FILE, file_closer> file_;
  bool whole_ = true;
};

/// That the last bytes of the file are the SHA-256 of the others; answers with it.
result<std::string> check_digest(const fs::path& file, std::uint64_t bytes) {
  if (bytes < magic.size() + digest_length) return damaged(file, "it ends too soon");
  RETURN_IF_ERROR(refuse_irregular(file));
  std::unique_ptr<std::FILE, file_closer> in{std::fopen(file.c_str(), "rbe")};
  if (!in) return fail_with_errno("cannot read " + file.string());
  sha256_digest digest;
  std::string block(buffer_bytes, '\0');
  for (auto left = bytes - digest_length; left > 0;) {
    const auto wanted = std::min<std::uint64_t>(left, block.size());
    if (std::fread(block.data(), 1, wanted, in.get()) != wanted) return damaged(file, "it cannot be read to its end");
    digest.update({block.data(), wanted});
    left -= wanted;
  }
  std::string stated(digest_length, '\0');
  if (std::fread(stated.data(), 1, digest_length, in.get()) != digest_length)
    return damaged(file, "its end is missing");
  auto actual = digest.hex();
  RETURN_IF_ERROR(actual);
  if (*actual != stated) return damaged(file, "its checksum differs");
  return actual;
}

result<piece_header> parse_header(const fs::path& file, const std::string& text) try {
  const auto value = json::parse(text);
  piece_header header;
  header.format = value.at("format").to_number<int>();
  if (header.format > piece_header::current_format)
    return fail(errc::newer_schema, file.string() + " was written by a later version of SecondBrain; use that one");
  header.number = value.at("number").to_number<std::uint64_t>();
  header.previous = value.at("previous").as_string();
  header.at = value.at("at").as_string();
  header.snapshot = value.at("snapshot").to_number<std::uint64_t>();
  return header;
} catch (const std::exception& failure) {
  return damaged(file, failure.what());
}

status hand_on(input& in, mark kind, const piece_reader& reader) {
  switch (kind) {
    case mark::database: return reader.begin_database(in.text());
    case mark::page: {
      const auto number = in.number<std::uint32_t>();
      const auto content = in.text();
      return in.whole() ? reader.page(number, std::as_bytes(std::span{content})) : status{};
    }
    case mark::end_of_database: {
      database_end end;
      end.page_bytes = in.number<std::uint32_t>();
      end.pages = in.number<std::uint32_t>();
      end.hash = in.number<std::uint64_t>();
      return reader.end_database(end);
    }
    case mark::plain: {
      const auto name = in.text();
      return reader.plain_file(name, in.text());
    }
    case mark::removed: return reader.removed(in.text());
    case mark::end: break;
  }
  return {};
}

bool is_known(mark kind) {
  return std::string_view{"DPeFRE"}.find(static_cast<char>(kind)) != std::string_view::npos;
}

}  // namespace

result<piece_writer> piece_writer::create(const fs::path& file, const piece_header& header) {
  file_descriptor opened{::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!opened) return fail_with_errno("cannot create " + file.string());
  piece_writer writer{file, std::move(opened)};
  RETURN_IF_ERROR(writer.put(magic));
  RETURN_IF_ERROR(writer.put_text(to_json(header)));
  return writer;
}

status piece_writer::put(std::string_view bytes) {
  digest_.update(bytes);
  buffer_ += bytes;
  bytes_ += bytes.size();
  return buffer_.size() >= buffer_bytes ? flush() : status{};
}

status piece_writer::put_text(std::string_view text) {
  RETURN_IF_ERROR(put(bytes_of_number(std::uint64_t{text.size()})));
  return put(text);
}

status piece_writer::flush() {
  for (std::string_view left = buffer_; !left.empty();) {
    const auto written = ::write(file_.get(), left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_with_errno("cannot write " + path_.string());
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

status piece_writer::begin_database(std::string_view name) {
  RETURN_IF_ERROR(put(std::string(1, static_cast<char>(mark::database))));
  return put_text(name);
}

status piece_writer::page(std::uint32_t number, std::span<const std::byte> content) {
  RETURN_IF_ERROR(put(static_cast<char>(mark::page) + bytes_of_number(number)));
  return put_text({reinterpret_cast<const char*>(content.data()), content.size()});
}

status piece_writer::end_database(const database_end& end) {
  return put(static_cast<char>(mark::end_of_database) + bytes_of_number(end.page_bytes) + bytes_of_number(end.pages) +
             bytes_of_number(end.hash));
}

status piece_writer::plain_file(std::string_view name, std::string_view content) {
  RETURN_IF_ERROR(put(std::string(1, static_cast<char>(mark::plain))));
  RETURN_IF_ERROR(put_text(name));
  return put_text(content);
}

status piece_writer::removed(std::string_view name) {
  RETURN_IF_ERROR(put(std::string(1, static_cast<char>(mark::removed))));
  return put_text(name);
}

result<std::string> piece_writer::finish() {
  RETURN_IF_ERROR(put(std::string(1, static_cast<char>(mark::end))));
  auto digest = digest_.hex();
  RETURN_IF_ERROR(digest);
  buffer_ += *digest;
  bytes_ += digest->size();
  RETURN_IF_ERROR(flush());
#ifdef __APPLE__
  const auto synced = ::fcntl(file_.get(), F_FULLFSYNC) == 0 || ::fsync(file_.get()) == 0;
#else
  const auto synced = ::fsync(file_.get()) == 0;
#endif
  if (!synced) return fail_with_errno("cannot write " + path_.string() + " to disk");
  return digest;
}

result<read_piece_result> read_piece(const fs::path& file, const piece_reader& reader) {
  std::error_code failure;
  const auto bytes = fs::file_size(file, failure);
  if (failure) return fail_with(failure, "cannot look at " + file.string());
  auto digest = check_digest(file, bytes);
  RETURN_IF_ERROR(digest);
  auto in = input::open(file);
  RETURN_IF_ERROR(in);
  for (const char expected : magic)
    if (in->character() != expected) return damaged(file, "it is no increment");
  auto header = parse_header(file, in->text());
  RETURN_IF_ERROR(header);
  for (;;) {
    const auto kind = static_cast<mark>(in->character());
    if (!in->whole() || !is_known(kind)) return damaged(file, "what is in it makes no sense");
    if (kind == mark::end) return read_piece_result{std::move(*header), std::move(*digest), bytes};
    RETURN_IF_ERROR(hand_on(*in, kind, reader));
  }
}

}  // namespace secondbrain::ops
