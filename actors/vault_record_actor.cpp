#include "actors/vault_record_actor.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/time_text.hpp"
#include "messages/no_vault.hpp"

namespace secondbrain::actors {

sending_answer sending_in_force(ops::upkeep_mode setting, const stores::vault_record& record,
                                const std::filesystem::path& vault, const std::vector<recipient>& recipients) {
  sending_answer answer{stores::permission_for(record.sending, vault), {}};
  const bool is_set = setting != ops::upkeep_mode::ask && !vault.empty();
  if (is_set)
    answer.decision = {setting == ops::upkeep_mode::on ? consent::given : consent::refused,
                       consent_source::setting,
                       {},
                       stores::vault_name(vault)};
  for (const auto& one : recipients) {
    const bool was_named =
        std::find(record.sending_to.begin(), record.sending_to.end(), one.provider) != record.sending_to.end();
    if (answer.decision.answer == consent::given && (is_set || was_named)) answer.allowed.push_back(one.provider);
  }
  return answer;
}

permission upkeep_in_force(ops::upkeep_mode setting, const permission& decision, const std::filesystem::path& vault) {
  if (setting == ops::upkeep_mode::ask || vault.empty()) return stores::permission_for(decision, vault);
  return {setting == ops::upkeep_mode::on ? consent::given : consent::refused,
          consent_source::setting,
          {},
          stores::vault_name(vault)};
}

status vault_record_actor::open() {
  RETURN_IF_ERROR(parts_.in_place());
  auto opened = stores::open_vault_record(parts_.file, vault());
  RETURN_IF_ERROR(opened);
  record_ = std::move(opened->record);
  open_gate();
  if (opened->damage.empty()) return {};
  log().error("{}", opened->damage);
  record().recovered({time().now(), store_worth::recorded, opened->damage});
  return {};
}

result<vault_status> vault_record_actor::handle(const get_vault&) {
  return now();
}

result<vault_status> vault_record_actor::handle(const set_upkeep& request) {
  if (vault().empty()) return no_vault();
  if (parts_.upkeep != ops::upkeep_mode::ask) return fail(errc::conflict, std::string{setting_decides});
  RETURN_IF_ERROR(parts_.in_place());
  if (request.answer == consent::given) RETURN_IF_ERROR(is_itself());
  auto changed = record_;
  changed.upkeep = {request.answer, request.by, utc_text(time().now()), stores::vault_name(vault())};
  RETURN_IF_ERROR(stores::write_vault_record(parts_.file, changed));
  record_ = std::move(changed);
  log().info("writing into the vault by itself: {} ({})", to_string(request.answer), to_string(request.by));
  return now();
}

result<upkeep_preview> vault_record_actor::handle(const preview_upkeep&) {
  if (!parts_.preview) return no_vault();
  RETURN_IF_ERROR(is_itself());
  return parts_.preview();
}

result<sending_status> vault_record_actor::handle(const get_sending&) {
  if (vault().empty()) {  // nothing waits, and nothing is allowed
    sending_estimate nothing_waits;
    nothing_waits.recipients = parts_.sending.recipients;
    return sending_status{{}, {}, std::move(nothing_waits), parts_.sending.daily_budget, parts_.sending.monthly_budget};
  }
  if (!parts_.sending.estimate) return fail(errc::unavailable, "What would be sent is not known.");
  auto estimate = parts_.sending.estimate();
  RETURN_IF_ERROR(estimate);
  auto answer = sending_now();
  return sending_status{std::move(answer.decision), std::move(answer.allowed), *std::move(estimate),
                        parts_.sending.daily_budget, parts_.sending.monthly_budget};
}

result<nothing> vault_record_actor::handle(const set_sending& request) {
  if (vault().empty()) return no_vault();
  if (parts_.sending.setting != ops::upkeep_mode::ask)
    return fail(errc::conflict,
                "The setting SECONDBRAIN_SEND_NOTES decides this. Remove it, or set it to `ask`, and restart.");
  auto changed = record_;
  changed.sending = {request.answer, request.by, utc_text(time().now()), stores::vault_name(vault())};
  changed.sending_to.clear();
  for (const auto& one : parts_.sending.recipients)
    if (request.answer == consent::given) changed.sending_to.push_back(one.provider);
  // A no counts before it is written down, a yes after.
  if (request.answer != consent::given && parts_.sending.gate) parts_.sending.gate->set({});
  RETURN_IF_ERROR(parts_.in_place());
  RETURN_IF_ERROR(stores::write_vault_record(parts_.file, changed));
  record_ = std::move(changed);
  open_gate();
  log().info("sending notes to a paid provider without a question: {} ({})", to_string(request.answer),
             to_string(request.by));
  return nothing{};
}

sending_answer vault_record_actor::sending_now() const {
  return sending_in_force(parts_.sending.setting, record_, vault(), parts_.sending.recipients);
}

void vault_record_actor::open_gate() {
  if (parts_.sending.gate) parts_.sending.gate->set(sending_now().allowed);
}

result<vault_status> vault_record_actor::handle(const adopt_vault&) {
  if (!parts_.adopt) return fail(errc::unavailable, "Another vault cannot be adopted here.");
  RETURN_IF_ERROR(parts_.in_place());
  RETURN_IF_ERROR(parts_.adopt());
  log().info("{} is the vault of this data from now on", vault().string());
  return now();
}

/// A yes to, or a look at, a folder that is not the vault would be about something else than what was meant.
status vault_record_actor::is_itself() const {
  auto found = now();
  return found.message.empty() ? status{} : fail(errc::vault_missing, found.message);
}

vault_status vault_record_actor::now() const {
  vault_status found;
  found.data_id = record_.id;
  found.path = vault().string();
  found.upkeep = upkeep_in_force(parts_.upkeep, record_.upkeep, vault());
  if (parts_.describe) parts_.describe(found);
  return found;
}

}  // namespace secondbrain::actors
