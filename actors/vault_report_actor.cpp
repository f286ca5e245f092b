#include "actors/vault_report_actor.hpp"

#include <memory>
#include <utility>

#include "base/error.hpp"
#include "messages/no_vault.hpp"

namespace secondbrain::actors {

namespace {

constexpr std::string_view not_yet = "The notes are still being looked at; ask again in a moment.";
constexpr std::string_view meanwhile = " What is shown was found before.";

result<vault_report> look(const vault_report_parts::look& look_at_vault, const std::atomic<bool>& stopped) {
  try {
    return look_at_vault([&stopped] { return stopped.load(); });
  } catch (const std::exception& thrown) {
    return fail(errc::internal, std::string{"Looking at the notes broke off: "} + thrown.what() +
                                    ". It is tried again when you ask again.");
  }
}

}  // namespace

void vault_report_actor::handle(const get_vault_report&, reply_slot<get_vault_report> reply) {
  if (!parts_.look_at_vault) return reply.deliver(no_vault());
  if (is_fresh()) return reply.deliver(vault_finding{found_, trouble_});
  const int number = ++asked_;
  waiting_.emplace(number, std::move(reply));
  begin_look();
  compat::post_after(self(), parts_.patience, answer_arrived{[this, number] { run_out_of_patience(number); }});
}

void vault_report_actor::begin_look() {
  if (look_.joinable()) return;
  look_ = std::thread{[work = parts_.look_at_vault, stopped = stopped_, receiver = self().address(), this] {
    auto found = std::make_shared<result<vault_report>>(look(work, *stopped));
    // Handled by the actor alone, and only while it lives.
    compat::post(caf::actor_cast<caf::actor>(receiver), answer_arrived{[this, found] { end_look(std::move(*found)); }});
  }};
}

void vault_report_actor::end_look(result<vault_report> found) {
  look_.join();
  looked_at_ = time().steady();
  if (found) {
    found_ = *std::move(found);
    trouble_.clear();
  } else {
    record().failed.fetch_add(1, std::memory_order_relaxed);
    log().warn("the vault could not be looked at: {}", found.error().message);
    trouble_ = found.error().message;
    if (found_) trouble_ += meanwhile;
  }
  for (auto& [number, reply] : std::exchange(waiting_, {})) reply.deliver(vault_finding{found_, trouble_});
}

void vault_report_actor::run_out_of_patience(int number) {
  auto waiting = waiting_.extract(number);
  if (waiting.empty()) return;
  waiting.mapped().deliver(vault_finding{found_, std::string{not_yet} + std::string{found_ ? meanwhile : ""}});
}

/// A look that failed is taken again at once when somebody asks.
bool vault_report_actor::is_fresh() const {
  return looked_at_ && trouble_.empty() && time().steady() - *looked_at_ < parts_.worth_keeping;
}

void vault_report_actor::close() noexcept {
  *stopped_ = true;
  if (look_.joinable()) look_.join();
  waiting_.clear();
}

}  // namespace secondbrain::actors
