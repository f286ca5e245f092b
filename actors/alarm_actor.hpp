// Holds the rules of the alarms against the service's health at regular intervals, and has told what they call for.
//
// Owns alarms.json: what was decided is durable before it is sent, and a notice is forgotten only when its channel has
// taken it. When the file cannot be written (the disk is full, say) it goes on from memory and says so; that memory
// outlives this part, so that what was told of a lost data directory is known to its successor. Neither a look
// at the service nor a channel that hangs holds it up: both are asked and answer when they can.
//
// Own thread.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/delivery_actor.hpp"
#include "actors/service_actor.hpp"
#include "base/boot_clock.hpp"
#include "base/feed.hpp"
#include "messages/service_addresses.hpp"
#include "ops/alarms/alarm_book.hpp"
#include "ops/alarms/clock_watch.hpp"
#include "ops/alarms/outbox.hpp"
#include "ops/alarms/test_schedule.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::actors {

/// Where notices for a channel go.
struct channel_port {
  std::string name;
  address<delivery_api> way;
};

struct alarm_parts {
  std::shared_ptr<const ops::config> settings;
  std::filesystem::path file;
  /// Whether the folder of the file is still the one that the service took: what is told of its loss goes nowhere else.
  std::function<status()> in_place = [] { return status{}; };
  address<sight_api> service;
  address<planner_api> planner;
  std::vector<channel_port> channels = {};
  std::optional<address<ping_api>> ping = {};       // nothing: no service elsewhere waits for signs of life
  std::chrono::milliseconds ping_interval{60'000};  // rounded up to the looks
  std::string link = {};                            // where a notice sends its reader
  std::string boot = {};                            // `boot_id()`; empty: not known
  std::string machine = {};                         // the name of this one
  std::string briefing_channel = {};                // empty: no briefing is sent
  std::shared_ptr<feed<alarms_report>> report = std::make_shared<feed<alarms_report>>();
  stop_flag stopping = std::make_shared<std::atomic<bool>>(false);
  std::chrono::milliseconds interval{30'000};
  std::chrono::milliseconds longest_look{60'000};
  std::chrono::milliseconds longest_delivery{30'000};
  const secondbrain::clock* time = &boot_clock();
  /// Of this process: a part that is restarted is no further start of the service.
  std::shared_ptr<std::atomic<bool>> started = std::make_shared<std::atomic<bool>>(false);
  /// The service ends because it has broken down, so that its next start follows upon that.
  std::shared_ptr<const std::atomic<bool>> gave_up = std::make_shared<const std::atomic<bool>>(false);
  /// What could not be written; of this process, for whichever life of this part comes next.
  std::shared_ptr<std::optional<alarm_records>> unwritten = std::make_shared<std::optional<alarm_records>>();
};

class alarm_actor final : public service_actor<alarm_actor, alarm_api> {
 public:
  alarm_actor(caf::actor_config& config, child_context context, const front_ptr& front, alarm_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<alarm_test_started> handle(const send_alarm_test& request);
  void handle(const send_briefing& request, reply_slot<send_briefing> reply);
  result<alarm_state> handle(const silence_alarm& request);

 private:
  status open() override;
  void close() noexcept override;
  caf::message_handler own_handlers() override;

  void look();
  void look_again_later();
  void hold_against(const result<service_sight>& seen);
  void send_due_test();
  void send_due_briefing(wall_time at);
  std::string begin_test();
  notice briefing_of(const briefing& day) const;
  result<std::string> channel_for_briefing(const std::string& wanted) const;
  void give_sign_of_life(life_sign sign, const std::string& text);
  void give_due_sign_of_life(const result<service_sight>& seen);
  std::string urgent_trouble() const;

  void tell(notice one);
  void pump();
  void conclude(const std::string& channel, notice_kind kind, const delivery_attempt& attempt);
  void keep();
  void note_trusted_time();
  void publish();

  std::int64_t end_of_quiet() const;
  std::int64_t now() const;
  const ops::config& settings() const { return *parts_.settings; }

  alarm_parts parts_;
  std::optional<ops::alarm_book> book_;
  std::optional<ops::clock_watch> clock_watch_;
  std::optional<ops::outbox> outbox_;
  std::optional<ops::test_schedule> tests_;
  alarm_records records_;  // of these, what neither the book nor the outbox has
  std::string written_;    // what the file holds
  std::string looked_at_;
  bool clock_is_in_doubt_ = false;
  ping_state ping_;
  bool ping_is_under_way_ = false;
  steady_time pinged_{};
  life_sign last_sign_ = life_sign::start;
  bool asks_for_briefing_ = false;
  steady_time briefing_not_before_{};
};

}  // namespace secondbrain::actors
