#include "stores/vectors/code_mirror.hpp"

#include <algorithm>
#include <iterator>

#include "stores/quarantine.hpp"

namespace secondbrain::stores {

namespace {

// What a slice takes: some ten milliseconds.
constexpr std::size_t rows_listed = 50'000;
constexpr std::size_t codes_read = 16'384;
constexpr std::size_t vectors_quantised = 4'096;
constexpr double share_of_quantising = 90;  // percent of the work, where there is any

/// The file of codes cannot be written, which says nothing about the vectors.
failed not_now(const error& why) {
  return fail(errc::unavailable, why.message);
}

}  // namespace

// ---- coming into step ----

status code_mirror::open(vector_store& vectors) {
  const auto model = vectors.model();
  RETURN_IF_ERROR(model);
  dimensions_ = *model ? static_cast<std::size_t>((*model)->dimensions) : 0;
  last_row_ = vectors.last_row();
  index_->show_loading(0);
  if (auto opened = open_file(); !opened) return opened;
  const auto truth = vectors.revision();
  RETURN_IF_ERROR(truth);
  const auto ours = codes_->revision();
  if (!ours) return start_over(ours.error());
  stage_ = *ours == *truth ? stage::reading : stage::listing;
  if (stage_ == stage::reading) return {};
  const auto discarded = codes_->clear(code_store::no_revision);
  return discarded ? status{} : start_over(discarded.error());
}

status code_mirror::open_file() {
  auto opened = code_store::open(file_);
  if (!opened && opened.error().code == errc::corrupt) {
    if (auto aside = start_over(opened.error()); !aside) return aside;
    return {};
  }
  if (!opened) return fail(errc::io_failure, opened.error().message);
  codes_.emplace(*std::move(opened));
  return {};
}

/// With an empty file.
status code_mirror::start_over(const error& why) {
  codes_.reset();
  const auto aside = move_aside(file_);
  if (!aside) return fail(errc::io_failure, aside.error().message);
  warn_(file_.filename().string() + " is damaged (" + why.message + ") and is kept as " + aside->filename().string() +
        "; it is made again from the vectors");
  auto opened = code_store::open(file_);
  if (!opened) return fail(errc::io_failure, opened.error().message);
  codes_.emplace(*std::move(opened));
  writer_.clear();
  listed_to_.clear();
  missing_.clear();
  quantised_ = 0;
  behind_ = 0;
  stage_ = stage::listing;
  return {};
}

status code_mirror::advance(vector_store& vectors) {
  switch (stage_) {
    case stage::listing: return list(vectors);
    case stage::quantising: return quantise_missing(vectors);
    case stage::reading: return read(vectors);
    case stage::ready: return {};
  }
  return {};
}

status code_mirror::list(vector_store& vectors) {
  auto page = vectors.rows(listed_to_, rows_listed);
  RETURN_IF_ERROR(page);
  std::copy_if(page->rows.begin(), page->rows.end(), std::back_inserter(missing_),
               [this](std::int64_t row) { return row <= last_row_; });
  listed_to_ = std::move(page->last_hash);
  if (page->rows.size() == rows_listed) return {};
  std::sort(missing_.begin(), missing_.end());
  stage_ = stage::quantising;
  return {};
}

status code_mirror::quantise_missing(vector_store& vectors) {
  code_changes changes;
  const auto end = std::min(quantised_ + vectors_quantised, missing_.size());
  for (auto at = quantised_; at < end; ++at) {
    const auto values = vectors.find(missing_[at]);
    RETURN_IF_ERROR(values);
    if (!*values) continue;  // gone meanwhile
    if ((*values)->size() != dimensions_)
      return fail(errc::corrupt, "vectors.db holds a vector of another length than the model's");
    changes.added.push_back({missing_[at], quantise(**values)});
  }
  const bool is_last = end == missing_.size();
  std::optional<std::int64_t> revision;
  if (is_last && is_written_) {
    const auto truth = vectors.revision();
    RETURN_IF_ERROR(truth);
    revision = *truth;
  }
  if (const auto written = codes_->write(changes, revision); !written) return not_now(written.error());
  quantised_ = end;
  if (!is_last) {
    index_->show_loading(
        static_cast<int>(share_of_quantising * static_cast<double>(end) / static_cast<double>(missing_.size())));
    return {};
  }
  missing_ = {};
  behind_ = 0;
  stage_ = stage::reading;
  return {};
}

status code_mirror::read(vector_store& vectors) {
  std::size_t seen = 0;
  bool whole = true;
  const auto done = codes_->read(behind_, codes_read, [&](const code_segment::facts& known, auto codes) {
    ++seen;
    behind_ = known.row;
    if (known.row > last_row_) return;  // among those that arrived
    if (codes.size() != dimensions_)
      whole = false;
    else
      writer_.append(known, codes);
  });
  if (!done) return start_over(done.error());
  if (!whole) return start_over({errc::corrupt, "it holds a code of another length than the vectors"});
  if (seen < codes_read) return publish(vectors);
  index_->show_loading(static_cast<int>(100 * behind_ / std::max<std::int64_t>(last_row_, 1)));
  return {};
}

status code_mirror::publish(vector_store& vectors) {
  const auto model = vectors.model();
  RETURN_IF_ERROR(model);
  for (const auto& [row, code] : arrived_) writer_.append({row, code.scale, code.error}, code.codes);
  arrived_.clear();
  stage_ = stage::ready;
  index_->publish(writer_.current(model->value_or(model_tag{})));
  return {};
}

// ---- staying in step ----

status code_mirror::apply(vector_store& vectors, const vector_changes& changes) {
  if (changes.empty()) return {};
  code_changes codes;
  codes.removed = changes.removed;
  for (const auto& [row, values] : changes.added) codes.added.push_back({row, quantise(values)});
  const auto truth = vectors.revision();
  RETURN_IF_ERROR(truth);
  for (const auto row : changes.removed) {
    writer_.remove(row);
    std::erase_if(arrived_, [row](const stored_code& each) { return each.row == row; });
  }
  write(codes, *truth);
  std::move(codes.added.begin(), codes.added.end(), std::back_inserter(arrived_));
  return loading() ? status{} : publish(vectors);
}

void code_mirror::write(const code_changes& changes, std::int64_t revision) {
  const bool in_step = is_written_ && (stage_ == stage::reading || stage_ == stage::ready);
  const auto done = codes_->write(changes, in_step ? std::optional{revision} : std::nullopt);
  if (done || !is_written_) return;
  is_written_ = false;
  warn_(
      file_.filename().string() +
      " is brought in step with the vectors by the next start, because it cannot be written: " + done.error().message);
}

status code_mirror::clear(vector_store& vectors) {
  const auto truth = vectors.revision();
  RETURN_IF_ERROR(truth);
  const auto cleared = codes_->clear(*truth);
  if (!cleared) is_written_ = false;
  writer_.clear();
  arrived_.clear();
  missing_ = {};
  return publish(vectors);
}

bool code_mirror::compact(vector_store& vectors) {
  if (loading() || !writer_.compact()) return false;
  return publish(vectors).has_value();
}

}  // namespace secondbrain::stores
