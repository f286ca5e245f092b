#include "tests/bench/figures.hpp"

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace secondbrain::bench {

void figure(std::string_view name, double value, std::string_view unit, std::string_view aim) {
  const std::string wanted = aim.empty() ? "" : " (" + std::string{aim} + ")";
  std::printf("%.*s: %.*f %.*s%s\n", static_cast<int>(name.size()), name.data(),
              value < 10    ? 2
              : value < 100 ? 1
                            : 0,
              value, static_cast<int>(unit.size()), unit.data(), wanted.c_str());
  if (const char* file = std::getenv("BENCH_FIGURES"))
    std::ofstream{file, std::ios::app} << boost::json::object{{"name", name}, {"value", value}, {"unit", unit}} << '\n';
}

void figures_of(std::string_view name, const samples& taken, std::string_view aim_of_median,
                std::string_view aim_of_p95) {
  const std::string what{name};
  figure(what + ", p50", 1e3 * taken.percentile(0.50), "ms", aim_of_median);
  figure(what + ", p95", 1e3 * taken.percentile(0.95), "ms", aim_of_p95);
  figure(what + ", p99", 1e3 * taken.percentile(0.99), "ms");
}

}  // namespace secondbrain::bench
