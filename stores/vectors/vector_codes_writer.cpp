#include "stores/vectors/vector_codes_writer.hpp"

#include <algorithm>

namespace secondbrain::stores {

namespace {

constexpr std::size_t joined_at_most = code_segment::capacity * 3 / 4;  // so that the next row does not fill it

void copy_live(const segment_view& from, code_segment& to, std::size_t& rows) {
  for (std::size_t at = 0; at < from.rows; ++at) {
    if (from.gone && from.gone->test(at)) continue;
    to.put(rows++, from.segment->at(at), from.segment->codes(at));
  }
}

}  // namespace

void vector_codes_writer::append(const code_segment::facts& known, std::span<const std::int8_t> codes) {
  if (!last_ || segments_.back().rows == code_segment::capacity) {
    last_ = std::make_shared<code_segment>(codes.size());
    segments_.push_back({last_});
  }
  auto& view = segments_.back();
  last_->put(view.rows++, known, codes);
  ++view.live;
}

void vector_codes_writer::remove(std::int64_t row) {
  auto view = std::upper_bound(segments_.begin(), segments_.end(), row, [](std::int64_t wanted, const segment_view& v) {
    return wanted < v.segment->at(0).row;
  });
  if (view == segments_.begin()) return;
  --view;
  std::size_t at = 0;
  for (std::size_t length = view->rows; length > 0;) {  // the first row that is not smaller
    const auto half = length / 2;
    const bool smaller = view->segment->at(at + half).row < row;
    at += smaller ? half + 1 : 0;
    length = smaller ? length - half - 1 : half;
  }
  if (at == view->rows || view->segment->at(at).row != row || (view->gone && view->gone->test(at))) return;
  auto gone = view->gone ? std::make_shared<tombstones>(*view->gone) : std::make_shared<tombstones>();
  gone->set(at);
  view->gone = std::move(gone);
  --view->live;
}

bool vector_codes_writer::compact() {
  const auto empty =
      std::find_if(segments_.begin(), segments_.end(), [](const segment_view& v) { return v.live == 0; });
  if (empty != segments_.end()) {
    if (empty + 1 == segments_.end()) last_ = nullptr;
    segments_.erase(empty);
    return true;
  }
  const auto first =
      std::adjacent_find(segments_.begin(), segments_.end(), [](const segment_view& a, const segment_view& b) {
        return (a.gone || b.gone) && a.live + b.live <= joined_at_most;
      });
  if (first == segments_.end()) return false;
  auto joined = std::make_shared<code_segment>(first->segment->codes(0).size());
  std::size_t rows = 0;
  copy_live(*first, *joined, rows);
  copy_live(*(first + 1), *joined, rows);
  const auto next = segments_.erase(first);
  *next = {joined, rows, rows};
  if (next + 1 == segments_.end()) last_ = std::move(joined);
  return true;
}

}  // namespace secondbrain::stores
