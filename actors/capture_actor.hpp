// Keeps what is captured in the inbox of the vault: a thin handler over vault::write_capture. Before the first one it
// tidies up what a crash of the vault writer left behind, whoever it was that wrote.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include <spdlog/spdlog.h>

#include "actors/service_actor.hpp"
#include "brain/vault/writing/capture.hpp"
#include "messages/services.hpp"

namespace secondbrain::actors {

class capture_actor final : public service_actor<capture_actor, capture_api> {
 public:
  capture_actor(caf::actor_config& config, child_context context, const front_ptr& front,
                std::optional<std::filesystem::path> vault_root)
      : service_actor{config, std::move(context), front} {
    if (vault_root) writer_.emplace(std::move(*vault_root));
  }

  result<captured_note> handle(const capture_note& asked) {
    if (!writer_) {
      return fail(errc::vault_missing,
                  "No vault is configured. Set SECONDBRAIN_VAULT_PATH to the folder of your notes.");
    }
    return vault::write_capture(*writer_, asked.text, std::chrono::system_clock::now()).map([](std::string name) {
      return captured_note{std::move(name)};
    });
  }

 private:
  status open() override {
    if (!writer_) return {};
    auto recovered = writer_->recover();
    if (!recovered) {
      spdlog::warn("capture: {}", recovered.error().message);
      return {};
    }
    for (auto& path : *recovered) spdlog::warn("capture: what was saved during a crash is kept as {}", path);
    return {};
  }

  std::optional<vault::vault_writer> writer_;
};

}  // namespace secondbrain::actors
