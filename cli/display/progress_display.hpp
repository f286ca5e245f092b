// An index run as it goes: one redrawn bar on a terminal, a few plain lines everywhere else.
//
// One thread. Never fails. Draws what `GET /api/v1/index/progress` answers.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <ostream>
#include <string>

#include "cli/display/terminal.hpp"

namespace secondbrain::cli {

class progress_display {
 public:
  progress_display(std::ostream& out, terminal screen) : out_{out}, screen_{screen} {}
  ~progress_display() { clear(); }
  progress_display(const progress_display&) = delete;
  progress_display& operator=(const progress_display&) = delete;

  void show(const boost::json::object& progress);

  /// Takes the bar off the screen, so that the next line stands where it stood.
  void clear();

 private:
  void draw_bar(const boost::json::object& progress);
  void print_line(const boost::json::object& progress);

  std::ostream& out_;
  terminal screen_;
  bool drawn_ = false;
  std::string last_phase_;
  std::int64_t last_tenth_ = 0;
};

}  // namespace secondbrain::cli
