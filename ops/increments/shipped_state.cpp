#include "ops/increments/shipped_state.hpp"

#include "base/short_hash.hpp"
#include "ops/increments/increment_folder.hpp"

namespace secondbrain::ops {

std::uint64_t hash_of_pages(const std::vector<std::uint64_t>& pages) {
  return short_hash(std::as_bytes(std::span{pages}));
}

status check_order(const shipped_state& before, const read_piece_result& piece) {
  if (piece.header.number == before.pieces + 1 && piece.header.previous == before.last_sha256) return {};
  return fail(errc::corrupt, "increment " + std::to_string(before.pieces + 1) + " does not follow the one before it");
}

void take_in(shipped_state& state, const read_piece_result& piece) {
  ++state.pieces;
  state.last_sha256 = piece.sha256;
  state.at = piece.header.at;
  state.snapshot = piece.header.snapshot;
  (state.pieces == 1 ? state.first_bytes : state.later_bytes) += piece.bytes;
}

result<shipped_state> read_shipped(const std::filesystem::path& generation) {
  shipped_state state;
  std::vector<std::uint64_t>* pages = nullptr;
  piece_reader reader;
  reader.begin_database = [&](const std::string& name) -> status {
    pages = &state.pages[name];
    return {};
  };
  reader.page = [&](std::uint32_t number, std::span<const std::byte> content) -> status {
    if (pages == nullptr || number == 0) return fail(errc::corrupt, "a page belongs to no database");
    if (pages->size() < number) pages->resize(number);
    (*pages)[number - 1] = short_hash(content);
    return {};
  };
  reader.end_database = [&](const database_end& end) -> status {
    if (pages == nullptr) return fail(errc::corrupt, "a database ends that has not begun");
    pages->resize(end.pages);
    if (hash_of_pages(*pages) != end.hash) return fail(errc::corrupt, "pages of a database are missing");
    return {};
  };
  reader.plain_file = [&](const std::string& name, const std::string& content) -> status {
    state.plain[name] = short_hash(std::as_bytes(std::span{content}));
    return {};
  };
  reader.removed = [&](const std::string& name) -> status {
    state.plain.erase(name);
    return {};
  };
  const auto count = count_pieces(generation);
  if (count == 0) return fail(errc::not_found, "there is no increment in " + generation.string());
  while (state.pieces < count) {
    auto piece = read_piece(piece_place(generation, state.pieces + 1), reader);
    RETURN_IF_ERROR(piece);
    RETURN_IF_ERROR(check_order(state, *piece));
    take_in(state, *piece);
  }
  return state;
}

}  // namespace secondbrain::ops
