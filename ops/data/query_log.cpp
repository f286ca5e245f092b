#include "ops/data/query_log.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <cmath>
#include <deque>
#include <iomanip>
#include <sstream>
#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/regular_file.hpp"
#include "base/time_text.hpp"

namespace secondbrain::ops {

namespace {

namespace json = boost::json;

double rounded(double number) {
  constexpr double hundredths = 100;
  return std::round(number * hundredths) / hundredths;
}

/// With two decimals, whatever the number.
std::string line_of(const query_record& answered, std::chrono::system_clock::time_point at) {
  const json::object fields{{"timestamp", naive_utc_text(at)},
                            {"query", answered.query},
                            {"conversation_id", answered.conversation_id},
                            {"retrieval_label", to_string(answered.label)},
                            {"citation_ids", json::array(answered.citation_ids.begin(), answered.citation_ids.end())},
                            {"citation_count", answered.citation_ids.size()}};
  auto line = json_text(fields);
  line.pop_back();
  std::ostringstream latency;
  latency << std::fixed << std::setprecision(2) << answered.latency_ms;
  return line + ",\"latency_ms\":" + latency.str() + '}';
}

struct logged_query {
  std::string label;
  double latency_ms = 0;
  std::int64_t citations = 0;
};

std::optional<logged_query> read_line(const std::string& line) {
  json::error_code malformed;
  const auto parsed = json::parse(line, malformed);
  if (malformed || !parsed.is_object()) return std::nullopt;
  const auto& fields = parsed.get_object();
  const auto* label = fields.if_contains("retrieval_label");
  const auto* latency = fields.if_contains("latency_ms");
  const auto* citations = fields.if_contains("citation_count");
  if (label == nullptr || latency == nullptr || citations == nullptr) return std::nullopt;
  if (!label->is_string() || !latency->is_number() || !citations->is_int64()) return std::nullopt;
  return logged_query{label->get_string().c_str(), latency->to_number<double>(), citations->get_int64()};
}

}  // namespace

status query_log::append(const query_record& answered, std::chrono::system_clock::time_point at) {
  const auto line = line_of(answered, at);
  std::lock_guard lock{writing_};
  if (!file_) {
    auto opened = rotating_file::open(path_, limit_);
    RETURN_IF_ERROR(opened);
    file_ = *std::move(opened);
  }
  return file_->append(line);
}

query_statistics query_log::statistics() const {
  std::deque<std::string> newest;
  for (const auto* suffix : {".old", ""}) {
    std::istringstream lines{read_regular_file(path_.string() + suffix).value_or("")};
    for (std::string line; std::getline(lines, line);) {
      newest.push_back(std::move(line));
      if (newest.size() > counted_lines) newest.pop_front();
    }
  }
  query_statistics sum;
  for (const auto& line : newest) {
    const auto query = read_line(line);
    if (!query) continue;
    ++sum.total_queries;
    ++sum.label_counts[query->label];
    sum.avg_latency_ms += query->latency_ms;
    sum.avg_citations += static_cast<double>(query->citations);
  }
  if (sum.total_queries == 0) return sum;
  sum.avg_latency_ms = rounded(sum.avg_latency_ms / static_cast<double>(sum.total_queries));
  sum.avg_citations = rounded(sum.avg_citations / static_cast<double>(sum.total_queries));
  return sum;
}

}  // namespace secondbrain::ops
