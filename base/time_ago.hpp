// How long ago something was, as people say it: "just now", "3 minutes ago", "5 hours ago", "2 days ago".
//
// Pure; any thread; never fails. What lies ahead, because a clock was set back, is "just now".
#pragma once

#include <chrono>
#include <string>

namespace secondbrain {

std::string time_ago(std::chrono::duration<double> since);

}  // namespace secondbrain
