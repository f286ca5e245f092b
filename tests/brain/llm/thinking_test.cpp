#include "brain/llm/thinking.hpp"

#include <gtest/gtest.h>

namespace secondbrain::llm {
namespace {

/// The answer as it is told when it arrives in pieces of so many bytes.
std::string streamed_text(std::string_view answer, std::size_t size, answer_start start = answer_start::text) {
  thinking_filter filter{start};
  std::string out;
  for (; !answer.empty(); answer.remove_prefix(std::min(size, answer.size())))
    out += filter.feed(answer.substr(0, size));
  return out + filter.finish();
}

void expect_left(std::string_view answer, std::string_view left) {
  EXPECT_EQ(without_thinking(answer).text, left);
  for (std::size_t size = 1; size <= answer.size(); ++size) EXPECT_EQ(streamed_text(answer, size), left) << size;
}

TEST(thinking_test, a_block_before_the_answer_goes) {
  expect_left("<think>\nPassage [1] rates 3, so [3, 9]?\n</think>\n\nGreen tea [1].", "Green tea [1].");
  expect_left("\n <THINK>a</Think>b", "b");
  expect_left("<thinking>a</thinking>\nb", "b");
  expect_left("<thought>a\n</thought>\nb", "b");
  expect_left("<reasoning>a</reasoning>b", "b");
  expect_left("[THINK]a[/THINK]b", "b");
  expect_left("<think></think>b", "b");
  expect_left("<|channel|>analysis<|message|>a [3]<|end|><|start|>assistant<|channel|>final<|message|>Tea [1].",
              "Tea [1].");
  expect_left("<|channel|>analysis<|message|>a\n\nb<|end|>\n<|start|>assistant<|channel|>final<|message|>\nTea.",
              "Tea.");
}

TEST(thinking_test, a_block_between_lines_goes_too) {
  expect_left("<think>a</think>\nOne.\n<think>b\nc</think>\nTwo.", "One.\nTwo.");
}

TEST(thinking_test, a_block_within_a_line_goes_too) {
  expect_left("Green tea <think>is it [2]?\nNo.</think> helps [1].", "Green tea helps [1].");
  expect_left("Green<think>a</think> tea", "Green tea");
  expect_left("Green<think>a</think>\nBlack", "Green\nBlack");
  expect_left("- <think>a</think>one\n- two <THINKING>b</THINKING>\n", "- one\n- two \n");
  expect_left("One [think]a[/think] two <think>b</think> three", "One two three");
  expect_left("Use `<b>` <think>a</think> here", "Use `<b>` here");
  expect_left("See <think>a</think><reasoning>b</reasoning>x", "See x");
}

TEST(thinking_test, the_texts_of_json_stay) {
  for (const auto* text : {R"({"content": "Put <think>a</think> around it"})", R"(["x <think>a</think> y"])",
                           "[\n  {\n    \"content\": \"x <think>a</think> y\"\n  }\n]",
                           "Here it is:\n{\"content\":\n\"x <think>a</think> y\"}"})
    expect_left(text, text);
  expect_left("<think>a</think>\n{\"content\": \"x <think>b</think> y\"}", "{\"content\": \"x <think>b</think> y\"}");
  expect_left("[1] says so <think>a</think> here", "[1] says so here");
}

TEST(thinking_test, what_only_looks_like_a_block_within_a_line_stays) {
  for (const auto* text : {"Tea is < coffee [1] <thin", "It begins with <think> and goes on\n\nto the end",
                           "A `<think>a</think>` b", "```\nx <think>a</think> y\n```\n", "A [think", "see [1][2]"})
    expect_left(text, text);
}

TEST(thinking_test, nothing_is_left_of_thoughts_that_come_to_no_end) {
  expect_left("<think>\nLet me see", "");
  expect_left("<think>a </think", "");
  EXPECT_TRUE(without_thinking("<think>\nLet me see").thought);
}

TEST(thinking_test, text_about_such_tags_stays) {
  for (const auto* text : {"Put it into `<think>` tags.", "It is closed with `</think>`.", "A < b and b > c", "<th",
                           "<thin air>", "`", "Like so:\n```\n<think>\na\n</think>\n```\nDone.",
                           "First.\n<think>is how it begins", "a\n\n  b\n", "", "[1] says"})
    expect_left(text, text);
}

TEST(thinking_test, a_block_whose_opening_tag_is_missing_goes_from_the_whole_answer) {
  EXPECT_EQ(without_thinking("<|channel|>final<|message|>Green tea.").text, "Green tea.");
  const auto* answer = "Passage [1] rates 3.\n</think>\n\nGreen tea.";
  const auto left = without_thinking(answer);
  EXPECT_EQ(left.text, "Green tea.");
  EXPECT_TRUE(left.thought);
  EXPECT_EQ(left.started, answer_start::thinking);
  EXPECT_EQ(without_thinking("<think>a</think>b").started, answer_start::text);
}

TEST(thinking_test, a_model_known_to_begin_so_is_not_told_before_it_has_thought) {
  for (const std::size_t size : {1, 3, 100}) {
    EXPECT_EQ(streamed_text("Let me see.\n</think>\n\nTea.", size, answer_start::thinking), "Tea.");
    EXPECT_EQ(streamed_text("<think>Let me see.</think>Tea.", size, answer_start::thinking), "Tea.");
    EXPECT_EQ(streamed_text("It did not think this time.", size, answer_start::thinking),
              "It did not think this time.");
  }
}

}  // namespace
}  // namespace secondbrain::llm
