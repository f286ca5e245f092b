#include "brain/index/index_clearing.hpp"

#include <utility>

namespace secondbrain::index {
namespace {

constexpr std::uint64_t all = 3;

store_request request_at(std::uint64_t place) {
  switch (place) {
    case 0: return clear_tracker{};
    case 1: return clear_lexical{};
    default: return clear_vectors{};
  }
}

}  // namespace

std::optional<store_step> index_clearing::next() {
  if (ended_ || sent_ > done_) return std::nullopt;
  auto request = request_at(sent_);
  return store_step{++sent_, std::move(request)};
}

void index_clearing::take(std::uint64_t number, result<store_reply> reply) {
  if (ended_ || number != sent_ || done_ == sent_) return;
  if (!reply) return end(fail(std::move(reply.error())));
  ++done_;
  if (done_ == all - 1) ledger_.clear();  // the vectors are of texts, not of notes
  if (done_ == all) end({});
}

void index_clearing::end(status outcome) {
  ended_.emplace(std::move(outcome));
  guard_.reset();
}

}  // namespace secondbrain::index
