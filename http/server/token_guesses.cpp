#include "http/server/token_guesses.hpp"

#include <utility>

#include "ops/log/logger.hpp"

namespace secondbrain::http {

token_guesses::token_guesses() : log_{ops::logger_for("http")} {}

void token_guesses::note(std::string_view client) {
  constexpr std::chrono::minutes between_lines{1};
  std::lock_guard lock{mutex_};
  ++untold_;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_line_) return;
  next_line_ = now + between_lines;
  const auto count = std::exchange(untold_, 0);
  if (count == 1)
    log_.warn("somebody at {} sent a wrong token; if that was not you, find out who it is", client);
  else
    log_.warn("{} wrong tokens were sent since the last such line, the latest from {}; somebody may be guessing", count,
              client);
}

}  // namespace secondbrain::http
