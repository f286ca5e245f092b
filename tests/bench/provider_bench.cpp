#include <cstdio>
#include <string>

#include "net/http_client.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"
#include "tests/net/encrypted_host.hpp"

namespace secondbrain::bench {
namespace {

constexpr int calls = 300;

/// Answers with what a vector of 1,536 numbers weighs, on one connection or on as many as there are calls.
samples call_times(int calls_per_connection) {
  const auto own = net::make_identity("IP:127.0.0.1");
  const net::trusted_identity trusted{own};
  net::scripted_host host{net::scripted_host::listening::bytes};
  const auto answer =
      net::http_response(200, std::string(20'000, '1'), calls_per_connection == 1 ? net::closing : std::string_view{});
  for (int i = 0; i < calls; i += calls_per_connection)
    host.play([&](const net::served_connection& client) {
      net::encrypted_connection tls{client, own};
      for (int k = 0; k < calls_per_connection && !tls.hear("{}").empty(); ++k) tls.write(answer);
      tls.close();
    });

  net::http_client network;
  const auto target = net::parse_url("https://127.0.0.1:" + std::to_string(host.port()) + "/v1/embeddings");
  samples taken;
  for (int i = 0; i < calls; ++i) {
    const net::call_limits limits{std::chrono::steady_clock::now() + std::chrono::seconds{10}};
    net::http_answer got;
    const auto took = time_of([&] {
      got = network.send({*target, {}, "{}"}, net::call_deadline{limits}, [](std::string_view) { return true; });
    });
    if (!got.ended || got.code != 200) std::fprintf(stderr, "provider: %s\n", got.ended.error().message.c_str());
    taken.add(took);
  }
  return taken;
}

}  // namespace

void measure_provider_calls() {
  const auto kept = call_times(calls);
  const auto fresh = call_times(1);
  figure("call to a model's host over TLS, kept connection, p50", 1e3 * kept.percentile(0.5), "ms");
  figure("call to a model's host over TLS, new connection, p50", 1e3 * fresh.percentile(0.5), "ms");
  figure("kept beside new connection", kept.percentile(0.5) / fresh.percentile(0.5), "times");
}

}  // namespace secondbrain::bench
