// Makes the first approximation of what notes mean, when the model has so many of them still to read that searches are
// better off with it, keeps it in step with what is saved, and drops it when the model is nearly through.
//
// Own thread, in slices of some hundred milliseconds, whose work is done by one that gives way to everything else.
// Nothing of it is on disk: after a restart it is made again, and so it is for another model. A pause of the embedder
// does not hold it up, as it is what notes are found by meanwhile. Whatever fails here is logged and tried again later;
// neither the embedder nor a search waits for it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "actors/service_actor.hpp"
#include "base/feed.hpp"
#include "brain/search/approximation_run.hpp"
#include "brain/search/first_approximation.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

struct approximation_parts {
  std::filesystem::path lexical_file;
  std::function<std::string()> model;  // the name of the one that embeds in this process; empty: none does
  /// What approximates by the words of that. It gives up once that is so, from any thread.
  std::function<result<std::shared_ptr<search::embedder>>(std::function<bool()> cancelled)> load;
  std::function<std::size_t()> notes;  // in the index
  std::shared_ptr<feed<embedding_progress>> progress;
  std::shared_ptr<search::approximation_place> place;
  std::chrono::milliseconds between_looks{5'000};  // while the embedder is at work
  std::chrono::milliseconds before_next_attempt{60'000};
};

class approximation_actor final : public service_actor<approximation_actor, approximation_api> {
 public:
  approximation_actor(caf::actor_config& config, child_context context, const front_ptr& front,
                      approximation_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<nothing> handle(const embed_notes&);

 private:
  status open() override;
  void close() noexcept override { drop(); }
  caf::message_handler own_handlers() override;

  void look();
  void decide();
  bool is_worn() const;
  status begin();
  void attempt(const std::function<status()>& step);
  void work();
  void give_up(const std::string& why);
  void drop();
  void post_slice();
  void tell(approximation_stage stage);

  approximation_parts parts_;
  std::shared_ptr<const search::first_approximation> made_;
  std::optional<search::approximation_run> run_;  // while there is one
  bool slice_is_due_ = false;                     // the message for it is under way
  bool look_is_due_ = false;
  steady_time begun_at_{};
  steady_time retry_at_{};
};

}  // namespace secondbrain::actors
