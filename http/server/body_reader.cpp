#include "http/server/body_reader.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "http/server/request_head.hpp"

namespace secondbrain::http {

namespace {

constexpr std::size_t longest_line = 1024;       // bytes, of a chunk's size with its extensions, or of one trailer
constexpr std::size_t most_trailers = 8 * 1024;  // bytes of all of them

}  // namespace

body_reader::body_reader(const framing& announced, std::size_t most)
    : most_{most},
      kind_{announced.kind},
      part_{announced.kind == body_kind::chunked ? part::size_line : part::data},
      left_{announced.length} {
  if (kind_ == body_kind::none) state_ = body_state::complete;
  if (left_ > most_) state_ = body_state::too_large;
}

body_state body_reader::take(std::string_view& bytes) {
  while (state_ == body_state::incomplete && !bytes.empty()) part_ == part::data ? take_data(bytes) : take_line(bytes);
  return state_;
}

void body_reader::take_data(std::string_view& bytes) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  body_.append(bytes.substr(0, count));
  bytes.remove_prefix(count);
  left_ -= count;
  if (left_ > 0) return;
  if (kind_ == body_kind::chunked)
    part_ = part::data_end;
  else
    state_ = body_state::complete;
}

void body_reader::take_line(std::string_view& bytes) {
  const auto end = bytes.find('\n');
  const auto count = end == std::string_view::npos ? bytes.size() : end + 1;
  if (line_.size() + count > longest_line) {
    state_ = body_state::malformed;
    return;
  }
  line_.append(bytes.substr(0, count));
  bytes.remove_prefix(count);
  if (end == std::string_view::npos) return;
  if (line_.ends_with("\r\n")) {
    line_.resize(line_.size() - 2);
    read_line();
  } else {
    state_ = body_state::malformed;
  }
  line_.clear();
}

void body_reader::read_line() {
  switch (part_) {
    case part::size_line: return read_size();
    case part::trailers: return read_trailer();
    case part::data_end:
      part_ = part::size_line;
      if (!line_.empty()) state_ = body_state::malformed;
      return;
    case part::data: return;
  }
}

void body_reader::read_size() {
  constexpr int hexadecimal = 16;
  const std::string_view line{line_};
  const auto [end, failure] = std::from_chars(line.data(), line.data() + line.size(), left_, hexadecimal);
  auto rest = line.substr(static_cast<std::size_t>(end - line.data()));
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  const bool no_extension = static_cast<std::size_t>(end - line.data()) == line.size();
  if (failure == std::errc::invalid_argument || !is_field_text(line) || !(no_extension || rest.starts_with(';')))
    state_ = body_state::malformed;
  else if (failure != std::errc{} || left_ > most_ - body_.size())
    state_ = body_state::too_large;
  else
    part_ = left_ == 0 ? part::trailers : part::data;
}

/// Trailers are read to their end and forgotten: no route asks for any.
void body_reader::read_trailer() {
  std::vector<header> ignored;
  trailer_bytes_ += line_.size();
  if (line_.empty())
    state_ = body_state::complete;
  else if (trailer_bytes_ > most_trailers || !read_header(line_, ignored))
    state_ = body_state::malformed;
}

}  // namespace secondbrain::http
