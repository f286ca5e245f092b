#include "brain/index/index_journal.hpp"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <charconv>
#include <exception>
#include <stdexcept>
#include <utility>

#include "base/files.hpp"
#include "base/regular_file.hpp"
#include "base/time_text.hpp"

namespace secondbrain::index {

namespace {

namespace json = boost::json;

constexpr int deaths_until_set_aside = 2;

/// Times are compared for equality and so must come back as they were, which numbers need not: Boost's parser may miss
/// the last bit of one.
std::string exact_text(double number) {
  std::array<char, 32> digits;
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr};
}

double exact_number(const json::value& written) {
  if (written.is_number()) return written.to_number<double>();  // as it was written before
  const auto& digits = written.as_string();
  double number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

json::object to_json(const note_version& note) {
  return {{"path", note.path},
          {"modified", exact_text(note.modified)},
          {"changed", exact_text(note.changed)},
          {"size", note.size}};
}

note_version note_from(const json::object& written) {
  return {json::value_to<std::string>(written.at("path")), exact_number(written.at("modified")),
          exact_number(written.at("changed")), written.at("size").to_number<std::int64_t>()};
}

}  // namespace

void index_journal::recall() {
  const auto forget = [this] {
    under_way_.clear();
    suspects_.clear();
    set_aside_.clear();
  };
  forget();
  try {
    load();
  } catch (const std::exception& problem) {  // damaged: no note is known to do harm
    notify_(notice_level::warning, file_.string() + " cannot be read and is started afresh: " + problem.what());
    forget();
  }
  bury();
}

void index_journal::load() {
  auto text = read_regular_file(file_);
  if (!text && text.error().code == errc::not_found) return;
  if (!text) throw std::runtime_error(text.error().message);
  const auto written = json::parse(*text).as_object();
  for (const auto& each : written.at("under_way").as_array()) {
    auto note = note_from(each.as_object());
    under_way_.emplace(note.path, note);
  }
  kind_ = written.at("alone").as_bool() ? batch_kind::alone : batch_kind::several;
  for (const auto& each : written.at("suspects").as_array()) {
    auto note = note_from(each.as_object());
    auto deaths = each.as_object().at("deaths").to_number<int>();
    suspects_.emplace(note.path, suspicion{note, deaths});
  }
  for (const auto& each : written.at("set_aside").as_array()) {
    auto note = note_from(each.as_object());
    set_aside_.emplace(note.path, exclusion{note, json::value_to<std::string>(each.as_object().at("since"))});
  }
}

// Not written at once: should the process end before the next batch, the same is concluded again.
void index_journal::bury() {
  for (auto& [path, note] : std::exchange(under_way_, {})) {
    auto& suspected = suspects_[path];
    suspected.note = note;  // deaths count for its every version: what touches it meanwhile does not make it harmless
    if (kind_ == batch_kind::alone) ++suspected.deaths;
    if (suspected.deaths < deaths_until_set_aside) continue;
    notify_(notice_level::error,
            path + " ended the service twice while it was prepared and is left out until it changes");
    set_aside_[path] = {note, utc_text(time_->now())};
    suspects_.erase(path);
  }
}

note_standing index_journal::standing(const note_version& note) {
  if (auto excluded = set_aside_.find(note.path); excluded != set_aside_.end()) {
    if (excluded->second.note == note) return note_standing::set_aside;
    set_aside_.erase(excluded);
    suspects_[note.path] = {note, 0};
  }
  return suspects_.contains(note.path) ? note_standing::suspect : note_standing::good;
}

std::string index_journal::set_aside_since(const std::string& path) const {
  const auto excluded = set_aside_.find(path);
  return excluded == set_aside_.end() ? std::string{} : excluded->second.since;
}

status index_journal::begin(const std::vector<note_version>& batch, batch_kind kind) {
  for (const auto& note : batch) under_way_[note.path] = note;
  kind_ = kind;
  return write();
}

void index_journal::passed(const std::string& path) {
  under_way_.erase(path);
  suspects_.erase(path);
}

status index_journal::set_aside(const note_version& note) {
  under_way_.erase(note.path);
  suspects_.erase(note.path);
  set_aside_[note.path] = {note, utc_text(time_->now())};
  return write();
}

status index_journal::died() {
  bury();
  return write();
}

status index_journal::settle() {
  under_way_.clear();
  if (!suspects_.empty() || !set_aside_.empty()) return write();
  std::error_code failure;
  std::filesystem::remove(file_, failure);
  if (failure) return fail(errc::io_failure, "cannot remove " + file_.string() + ": " + failure.message());
  return {};
}

void index_journal::forgive() {
  for (auto& [path, excluded] : std::exchange(set_aside_, {}))
    suspects_[path] = {excluded.note, deaths_until_set_aside - 1};
}

status index_journal::write() const {
  json::array under_way, suspects, excluded;
  for (const auto& [path, note] : under_way_) under_way.push_back(to_json(note));
  for (const auto& [path, each] : suspects_) {
    auto one = to_json(each.note);
    one["deaths"] = each.deaths;
    suspects.push_back(std::move(one));
  }
  for (const auto& [path, each] : set_aside_) {
    auto one = to_json(each.note);
    one["since"] = each.since;
    excluded.push_back(std::move(one));
  }
  return write_atomically(file_, json::serialize(json::object{{"under_way", std::move(under_way)},
                                                              {"alone", kind_ == batch_kind::alone},
                                                              {"suspects", std::move(suspects)},
                                                              {"set_aside", std::move(excluded)}}));
}

}  // namespace secondbrain::index
