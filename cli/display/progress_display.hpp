// An index run as it goes: one redrawn bar on a terminal, a few plain lines everywhere else.
//
// One thread. Never fails. Draws what `GET /api/v1/index/progress` answers.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <ostream>
#include <string>

#include "cli/display/terminal.hpp"
#include "messages/index.hpp"

namespace secondbrain::cli {

class progress_display {
 public:
  progress_display(std::ostream& out, terminal screen) : out_{out}, screen_{screen} {}
  ~progress_display() { clear(); }
  progress_display(const progress_display&) = delete;
  progress_display& operator=(const progress_display&) = delete;

  void show(const boost::json::object& answered);

  /// Takes the bar off the screen, so that the next line stands where it stood.
  void clear();

 private:
  void draw_bar(const index_progress& progress);
  void print_line(const index_progress& progress);

  std::ostream& out_;
  terminal screen_;
  bool drawn_ = false;
  index_phase last_phase_ = index_phase::idle;  // which shows nothing
  std::int64_t last_tenth_ = 0;
};

}  // namespace secondbrain::cli
