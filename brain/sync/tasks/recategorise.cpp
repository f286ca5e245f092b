#include "brain/sync/tasks/recategorise.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/lower_case.hpp"
#include "brain/vault/planner/task_listing.hpp"
#include "text/folding.hpp"

namespace secondbrain::sync {
namespace {

namespace json = boost::json;

std::optional<std::string> text_at(const json::object& object, std::string_view key) {
  auto* value = object.if_contains(key);
  if (!value || value->is_null()) return std::nullopt;
  return json::value_to<std::string>(*value);
}

std::optional<std::string> name_at(const json::object& object, std::string_view key) {
  const auto name = text_at(object, key);
  return name ? std::optional{text::composed(*name)} : std::nullopt;
}

category_rule rule_from(const json::object& object) {
  return {json::value_to<std::string>(object.at("text")), name_at(object, "old_category"),
          name_at(object, "old_sub_project"), text::composed(json::value_to<std::string>(object.at("new_category"))),
          name_at(object, "new_sub_project").value_or("")};
}

bool is_in_place(const category_rule& rule, const task& one) {
  return one.category == rule.new_category && one.sub_project == rule.new_sub_project;
}

bool fits(const category_rule& rule, const task& one) {
  bool from_there = (!rule.old_category || one.category == *rule.old_category) &&
                    (!rule.old_sub_project || one.sub_project == *rule.old_sub_project);
  if (!from_there && !is_in_place(rule, one)) return false;
  return lower_case(text::composed(one.text)).find(lower_case(text::composed(rule.text))) != std::string::npos;
}

update_task move_of(const category_rule& rule, const task& one) {
  update_task request;
  request.text = one.text;
  request.category = one.category;
  request.sub_project = one.sub_project;
  request.new_category = rule.new_category;
  request.new_sub_project = rule.new_sub_project;
  return request;
}

std::string target_of(const category_rule& rule) {
  task target;
  target.category = rule.new_category;
  target.sub_project = rule.new_sub_project;
  return vault::heading_of(target);
}

}  // namespace

result<std::vector<category_rule>> parse_category_rules(std::string_view text) {
  try {
    std::vector<category_rule> rules;
    auto value = json::parse(json::string_view{text.data(), text.size()});
    for (auto& each : value.as_array()) rules.push_back(rule_from(each.as_object()));
    return rules;
  } catch (const std::exception& problem) {
    return fail(errc::invalid_argument,
                std::string{"The rules must be JSON, [{\"text\": …, \"new_category\": …}]: "} + problem.what());
  }
}

result<step_result> recategorise(tasks_board& board, vault::daily_view& view, const std::vector<category_rule>& rules,
                                 vault::day today, recategorise_mode mode, list_upkeep lists) {
  step_result outcome;
  int moved = 0, skipped = 0, failed = 0;
  for (auto& rule : rules) {
    RETURN_IF_ERROR(view.refresh(today));
    auto& tasks = view.tasks();
    auto found = std::find_if(tasks.begin(), tasks.end(), [&](auto& one) { return fits(rule, one); });
    if (found == tasks.end() || is_in_place(rule, *found)) {
      auto* why = found == tasks.end() ? "not found" : "already in place";
      outcome.actions.push_back("SKIP (" + std::string{why} + "): " + rule.text);
      ++skipped;
      continue;
    }
    auto request = move_of(rule, *found);
    auto what = "\"" + found->text + "\" from " + vault::heading_of(*found) + " to " + target_of(rule);
    auto updated = mode == recategorise_mode::write ? board.update(request, today, lists) : result<task>{*found};
    if (!updated && updated.error().code == errc::vault_missing) return fail(updated.error());
    ++(updated ? moved : failed);
    outcome.actions.push_back(updated ? "MOVE: " + what : "FAILED: " + what + ": " + updated.error().message);
  }
  outcome.summary = std::to_string(moved) + (mode == recategorise_mode::write ? " moved, " : " to move, ") +
                    std::to_string(skipped) + " skipped, " + std::to_string(failed) + " failed.";
  return outcome;
}

}  // namespace secondbrain::sync
