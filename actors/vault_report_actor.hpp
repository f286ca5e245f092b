// Tells what a vault holds and how it is kept. The look is taken on a thread of its own, when somebody asks: whoever
// does is answered within a bounded time, from the last good look where the new one takes longer or fails.
//
// Own thread for messages, another for the look. A look that breaks off is told and taken again with the next question.
// A stop asks it to give up, and waits until it has.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include "actors/service_actor.hpp"
#include "messages/vault_report.hpp"

namespace secondbrain::actors {

struct vault_report_parts {
  using look = std::function<result<vault_report>(const std::function<bool()>& cancelled)>;
  look look_at_vault;                               // unset: there is no vault. Called by one thread at a time
  std::chrono::milliseconds patience{5'000};        // that who asks is kept waiting
  std::chrono::milliseconds worth_keeping{30'000};  // the page asks again and again; a look goes through all files
};

class vault_report_actor final : public service_actor<vault_report_actor, vault_report_api> {
 public:
  vault_report_actor(caf::actor_config& config, child_context context, const front_ptr& front, vault_report_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  void handle(const get_vault_report& request, reply_slot<get_vault_report> reply);

 private:
  void close() noexcept override;
  void begin_look();
  void end_look(result<vault_report> found);
  void run_out_of_patience(int number);
  bool is_fresh() const;

  vault_report_parts parts_;
  std::optional<vault_report> found_;  // by the last good look
  std::string trouble_;                // of the last look; empty: it was good
  std::optional<steady_time> looked_at_;
  std::map<int, reply_slot<get_vault_report>> waiting_;
  int asked_ = 0;
  std::shared_ptr<std::atomic<bool>> stopped_ = std::make_shared<std::atomic<bool>>(false);
  std::thread look_;  // joinable: it is under way, or has just ended
};

}  // namespace secondbrain::actors
