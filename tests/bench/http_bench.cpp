#include <httplib.h>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

#include "base/text.hpp"
#include "http/routes/routes.hpp"
#include "http/server/server.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"

namespace secondbrain::bench {
namespace {

constexpr int http_clients = 4;
constexpr std::chrono::milliseconds turn{1'000};
constexpr int turns = 5;

/// Requests per second of `clients` keep-alive connections during one turn.
double throughput(int port) {
  std::atomic<bool> over{false};
  std::atomic<int> answered{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < http_clients; ++i)
    threads.emplace_back([&] {
      httplib::Client client{"127.0.0.1", port};
      client.set_keep_alive(true);
      client.set_tcp_nodelay(true);
      while (!over)
        if (auto got = client.Get("/livez"); got && got->status == 200) ++answered;
    });
  std::this_thread::sleep_for(turn);
  over = true;
  for (auto& each : threads) each.join();
  return answered / std::chrono::duration<double>(turn).count();
}

}  // namespace

void measure_http() {
  http::services offered;
  offered.live = [] { return status{}; };
  offered.ready = offered.live;
  offered.started = offered.live;
  offered.progress = std::make_shared<feed<index_progress>>();
  http::server_options options;
  options.port = 0;
  auto ours = http::server::start(options, http::routes_of(offered));
  if (!ours) {
    std::fprintf(stderr, "http: %s\n", ours.error().message.c_str());
    return;
  }

  httplib::Server bare;
  bare.set_tcp_nodelay(true);
  bare.set_keep_alive_max_count(1'000'000'000);
  bare.Get("/livez",
           [](const httplib::Request&, httplib::Response& answer) { answer.set_content("ok", "text/plain"); });
  auto bare_port = bare.bind_to_any_port("127.0.0.1");
  std::thread listening{[&] { bare.listen_after_bind(); }};

  throughput((*ours)->port());  // warm up
  throughput(bare_port);
  std::vector<double> ratios;
  double best_ours = 0, best_bare = 0;
  for (int i = 0; i < turns; ++i) {
    auto ours_now = throughput((*ours)->port());
    auto bare_now = throughput(bare_port);
    ratios.push_back(ours_now / bare_now);
    best_ours = std::max(best_ours, ours_now);
    best_bare = std::max(best_bare, bare_now);
  }
  bare.stop();
  listening.join();
  std::sort(ratios.begin(), ratios.end());
  figure("/livez", best_ours, "requests/s");
  figure("bare handler", best_bare, "requests/s");
  figure("/livez beside a bare handler, median of the turns", ratios[ratios.size() / 2], "times", "at least 0.8");
}

}  // namespace secondbrain::bench
