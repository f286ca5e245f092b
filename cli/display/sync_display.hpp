// A sync as it goes: one redrawn line on a terminal, nothing elsewhere, where the log tells it.
//
// One thread at a time. Never fails. Draws what `GET /api/v1/admin/sync/progress` answers, or a run in this process.
#pragma once

#include <boost/json/object.hpp>
#include <ostream>

#include "cli/display/terminal.hpp"
#include "messages/sync.hpp"

namespace secondbrain::cli {

class sync_display {
 public:
  sync_display(std::ostream& out, terminal screen) : out_{out}, screen_{screen} {}
  ~sync_display() { clear(); }
  sync_display(const sync_display&) = delete;
  sync_display& operator=(const sync_display&) = delete;

  void show(const boost::json::object& progress);
  void show(const sync_progress& progress);

  /// Takes the line off the screen, so that the next one stands where it stood.
  void clear();

 private:
  void draw(const std::string& step, std::int64_t done, std::int64_t total, const std::string& current);

  std::ostream& out_;
  terminal screen_;
  bool drawn_ = false;
};

}  // namespace secondbrain::cli
