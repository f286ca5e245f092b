// Whatever happens while a text of the inbox is filed, another run ends with everything filed once.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <map>

#include "brain/sync/inbox/inbox.hpp"
#include "stores/settings_store.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"
#include "tests/brain/vault/writing/faulty_file_operations.hpp"

namespace secondbrain::sync {
namespace {

using vault::faulty_file_operations;
using vault::trouble;

/// Answers by what it is asked about.
class knowing_model final : public llm::language_model {
 public:
  result<llm::chat_reply> complete(const llm::chat_request& request, const llm::call_limits&) override {
    const auto& question = request.messages.back().content;
    for (const auto& [about, answer] : answers_) {
      if (question.find(about) != std::string::npos) return llm::chat_reply{answer, "openai", "m", 1, 1};
    }
    return fail(errc::unavailable, "nothing is known about that");
  }
  result<llm::chat_reply> stream(const llm::chat_request& request, const llm::call_limits& limits,
                                 const std::function<void(std::string_view)>&) override {
    return complete(request, limits);
  }

 private:
  std::map<std::string, std::string> answers_{
      {std::string(400, 'x'), R"([{"content": "coffee"}, {"content": "tea"}])"},
      {"\ncoffee\n", R"({"note_type": "note", "existing_note": "Coffee", "tasks": [{"text": "Buy beans"}]})"},
      {"\ntea\n", R"({"note_type": "note", "suggested_title": "Tea"})"}};
};

/// A vault with a text in its inbox.
class inbox_with_text {
 public:
  inbox_with_text() {
    files_.write("Inbox/a.md", std::string(400, 'x'));
    files_.write("10_Notes/Coffee.md", "old\n");
    files_.write("00_Daily/2026-02-06.md", "# Day\n\n## Tasks\n- [ ] Rest\n");
  }

  /// A run of its own, as after a start, `hours` after the first.
  void process(const vault::file_operations& operations, int hours) const {
    inbox_parts parts;
    parts.journal_file = files_.outside() / "inbox.json";
    parts.categories = [] { return stores::default_categories(); };
    constexpr std::chrono::seconds noon{1'770'379'200};  // 2026-02-06, UTC
    const manual_clock clock{wall_time{noon + std::chrono::hours{hours}}};
    parts.time = &clock;
    vault::vault_writer writer{files_.root(), operations};
    knowing_model model;
    static_cast<void>(inbox{writer, model, std::move(parts)}.process({}));
  }

  void recover_and_process() const {
    ASSERT_TRUE(vault::vault_writer{files_.root()}.recover());
    process(faulty_file_operations{}, 1);
  }

  std::map<std::string, std::string> everything() const {
    std::map<std::string, std::string> all;
    for (const auto& path : vault::files_below(files_.root())) all[path] = vault::bytes_of(files_.root() / path);
    return all;
  }

 private:
  vault::temporary_vault files_;
};

struct smooth_run {
  int calls = 0;
  std::map<std::string, std::string> outcome;
};

smooth_run run_smoothly() {
  inbox_with_text inbox;
  faulty_file_operations counting;
  inbox.process(counting, 0);
  return {counting.calls(), inbox.everything()};
}

// W16, W17
TEST(inbox_faults, killed_at_any_call_everything_is_filed_once_in_the_end) {
  auto smooth = run_smoothly();
  ASSERT_EQ(smooth.outcome.count("Inbox/_processed/a.md"), 1U);
  ASSERT_GT(smooth.calls, 20);
  for (int at = 1; at <= smooth.calls; ++at) {
    inbox_with_text inbox;
    auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      inbox.process(faulty_file_operations{trouble::kill, at}, 0);
      ::_exit(0);
    }
    int ended = 0;
    ASSERT_EQ(::waitpid(child, &ended, 0), child);
    ASSERT_EQ(WEXITSTATUS(ended), vault::killed_exit_code) << "call " << at;
    inbox.recover_and_process();
    ASSERT_EQ(inbox.everything(), smooth.outcome) << "killed at call " << at;
  }
}

// W15, W16
TEST(inbox_faults, whatever_call_fails_everything_is_filed_once_in_the_end) {
  auto smooth = run_smoothly();
  for (int at = 1; at <= smooth.calls; ++at) {
    inbox_with_text inbox;
    inbox.process(faulty_file_operations{trouble::lasting, at, at % 2 == 0 ? ENOSPC : EIO}, 0);
    inbox.recover_and_process();
    ASSERT_EQ(inbox.everything(), smooth.outcome) << "failed at call " << at;
  }
}

}  // namespace
}  // namespace secondbrain::sync
