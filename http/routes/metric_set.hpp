// Metrics put down one value at a time and kept together by name, as the exposition format wants them.
#pragma once

#include <prometheus/metric_family.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace secondbrain::http {

class metric_set {
 public:
  using labels = std::vector<std::pair<std::string, std::string>>;

  void gauge(const std::string& name, const std::string& help, double value, const labels& of = {}) {
    add(name, help, prometheus::MetricType::Gauge, of).gauge.value = value;
  }

  void counter(const std::string& name, const std::string& help, double value, const labels& of = {}) {
    add(name, help, prometheus::MetricType::Counter, of).counter.value = value;
  }

  const std::vector<prometheus::MetricFamily>& families() const noexcept { return families_; }

 private:
  prometheus::ClientMetric& add(const std::string& name, const std::string& help, prometheus::MetricType type,
                                const labels& of) {
    auto family = std::find_if(families_.begin(), families_.end(), [&](const auto& one) { return one.name == name; });
    if (family == families_.end()) family = families_.insert(family, {name, help, type, {}});
    auto& metric = family->metric.emplace_back();
    for (const auto& [key, value] : of) metric.label.push_back({key, value});
    return metric;
  }

  std::vector<prometheus::MetricFamily> families_;
};

}  // namespace secondbrain::http
