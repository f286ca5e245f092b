#include "ops/data/sync_report_json.hpp"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/value_to.hpp>
#include <exception>
#include <optional>

namespace secondbrain::ops {

namespace {

namespace json = boost::json;

constexpr std::array steps{sync_step::inbox, sync_step::tasks,   sync_step::projects,
                           sync_step::index, sync_step::extract, sync_step::weekly};
constexpr std::array triggers{sync_trigger::schedule, sync_trigger::api, sync_trigger::command_line};

json::object step_to_json(const sync_step_report& done) {
  json::array actions(done.actions.begin(), done.actions.end());
  return {{"step", to_string(done.step)},
          {"succeeded", done.succeeded},
          {"summary", done.summary},
          {"actions", std::move(actions)},
          {"duration_ms", done.duration_ms}};
}

template <class Enum, std::size_t N>
Enum named(const std::array<Enum, N>& all, const json::value& written) {
  for (auto each : all)
    if (written.as_string() == to_string(each)) return each;
  throw std::invalid_argument("no such name: " + std::string{written.as_string()});
}

sync_step_report step_from_json(const json::object& written) {
  sync_step_report done;
  done.step = named(steps, written.at("step"));
  done.succeeded = written.at("succeeded").as_bool();
  done.summary = json::value_to<std::string>(written.at("summary"));
  done.actions = json::value_to<std::vector<std::string>>(written.at("actions"));
  done.duration_ms = written.at("duration_ms").to_number<std::int64_t>();
  return done;
}

}  // namespace

json::object to_json(const sync_report& report) {
  json::array done;
  for (const auto& each : report.steps) done.push_back(step_to_json(each));
  return {{"command", report.command},
          {"trigger", to_string(report.trigger)},
          {"started_at", report.started_at},
          {"duration_ms", report.duration_ms},
          {"status", report.succeeded ? "success" : "failed"},
          {"error", report.error.empty() ? json::value(nullptr) : json::value(report.error)},
          {"steps", std::move(done)}};
}

result<sync_report> sync_report_from_json(const json::value& written) try {
  const auto& from = written.as_object();
  sync_report report;
  report.command = json::value_to<std::string>(from.at("command"));
  report.trigger = named(triggers, from.at("trigger"));
  report.started_at = json::value_to<std::string>(from.at("started_at"));
  report.duration_ms = from.at("duration_ms").to_number<std::int64_t>();
  report.succeeded = from.at("status").as_string() == "success";
  if (!from.at("error").is_null()) report.error = json::value_to<std::string>(from.at("error"));
  for (const auto& each : from.at("steps").as_array()) report.steps.push_back(step_from_json(each.as_object()));
  return report;
} catch (const std::exception& thrown) {
  return fail(errc::corrupt, std::string{"not a report of a sync: "} + thrown.what());
}

}  // namespace secondbrain::ops
