// Keeps what is captured in the inbox of the vault, lists what waits there, and files one capture by hand: a thin
// handler over vault::write_capture and sync::captures. Before the first one it tidies up what a crash of the vault
// writer left behind, whoever it was that wrote.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

#include "actors/service_actor.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/sync/inbox/inbox_captures.hpp"
#include "brain/vault/writing/capture.hpp"
#include "brain/vault/writing/write_context.hpp"
#include "messages/no_vault.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

struct capture_parts {
  std::optional<std::filesystem::path> vault;
  std::filesystem::path inbox_journal;                       // in the data directory
  std::shared_ptr<vault::write_context> write_context = {};  // shared with the other writers of the vault
  vault::inbox_question inbox = vault::in_usual_inbox();
  vault::tool_copies copies = vault::tool_copies::left_out;  // whether those count as notes
  /// How daily notes are kept; unset: as the predecessor kept them.
  std::shared_ptr<vault::known_conventions> conventions = {};
};

class capture_actor final : public service_actor<capture_actor, capture_api> {
 public:
  capture_actor(caf::actor_config& config, child_context context, const front_ptr& front, capture_parts parts)
      : service_actor{config, std::move(context), front} {
    if (!parts.vault) return;
    write_context_ = std::move(parts.write_context);
    writer_.emplace(std::move(*parts.vault), write_context_);
    inbox_ = std::move(parts.inbox);
    captures_.emplace(*writer_, std::move(parts.inbox_journal), real_clock(), inbox_, parts.copies,
                      std::move(parts.conventions));
  }

  result<captured_note> handle(const capture_note& request) {
    if (!writer_) return no_vault();
    RETURN_IF_ERROR(may_write());
    // It would be a note that no editor opens and nothing of ours writes into.
    if (request.text.find('\0') != std::string::npos)
      return fail(errc::invalid_argument, "The text holds NUL characters, which no note can; take them out of it.");
    auto inbox = inbox_();
    return vault::write_capture(*writer_, request.text, time().now(), inbox).map([&inbox](std::string name) {
      return captured_note{std::move(name), std::move(inbox)};
    });
  }

  result<capture_page> handle(const list_captures& request) {
    if (!captures_) return no_vault();
    // What lies in another folder is no capture of this vault.
    RETURN_IF_ERROR(may_write());
    return captures_->list(request);
  }

  result<filed_capture> handle(const file_capture& request) {
    if (!captures_) return no_vault();
    RETURN_IF_ERROR(may_write());
    return captures_->file(request);
  }

 private:
  status may_write() const {
    return write_context_ && write_context_->may_write ? write_context_->may_write() : status{};
  }

  status open() override {
    if (!writer_ || !may_write()) return {};
    auto recovered = writer_->recover();
    if (!recovered) {
      log().warn("{}", recovered.error().message);
      return {};
    }
    for (auto& path : *recovered) log().warn("what was saved during a crash is kept as {}", path);
    return {};
  }

  std::shared_ptr<vault::write_context> write_context_;
  vault::inbox_question inbox_;
  std::optional<vault::vault_writer> writer_;
  std::optional<sync::captures> captures_;  // looks at the writer
};

}  // namespace secondbrain::actors
