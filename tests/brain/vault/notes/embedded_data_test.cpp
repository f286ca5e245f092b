#include "brain/vault/notes/embedded_data.hpp"

#include <gtest/gtest.h>

#include <random>

#include "brain/vault/notes/chunker.hpp"
#include "brain/vault/notes/note.hpp"

namespace secondbrain::vault {
namespace {

std::string base64(std::size_t length) {
  constexpr std::string_view signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::mt19937 random{3};
  std::uniform_int_distribution<std::size_t> sign{0, signs.size() - 1};
  std::string data;
  for (std::size_t at = 0; at < length; ++at) data += signs[sign(random)];
  return data;
}

TEST(embedded_data, of_a_picture_is_left_out_wherever_it_stands) {
  const auto data = base64(4000);
  EXPECT_EQ(without_embedded_data("a ![p](data:image/png;base64," + data + ") b"), "a ![p](data:image/png;base64,…) b");
  EXPECT_EQ(without_embedded_data("<img src=\"data:image/jpeg;base64," + data + "\" alt=\"x\">"),
            "<img src=\"data:image/jpeg;base64,…\" alt=\"x\">");
  EXPECT_EQ(without_embedded_data("[p]: data:image/gif;base64," + data + "\nb"), "[p]: data:image/gif;base64,…\nb");
  EXPECT_EQ(without_embedded_data("<img src='data:image/svg+xml,%3Csvg " + data),
            "<img src='data:image/svg+xml,%3Csvg …");
  EXPECT_EQ(without_embedded_data("url(data:image/svg+xml;utf8,%3Csvg" + std::string(90, '%') + ")"),
            "url(data:image/svg+xml;utf8,…)");
}

TEST(embedded_data, of_a_drawing_is_left_out_line_by_line) {
  const auto fence =
      "# Drawing\n```compressed-json\n" + base64(256) + "\n\n" + base64(256) + "\n\n" + base64(31) + "\n```\nbehind";
  EXPECT_EQ(without_embedded_data(fence), "# Drawing\n```compressed-json\n…\n\n…\n\n…\n```\nbehind");
  EXPECT_EQ(without_embedded_data("```compressed-json\n" + base64(300)), "```compressed-json\n…");
  EXPECT_EQ(without_embedded_data("```compressed-json"), "```compressed-json");
}

std::string wrapped(std::string_view data, std::size_t width, std::string_view line_end = "\n") {
  std::string lines;
  for (; !data.empty(); data.remove_prefix(std::min(width, data.size())))
    lines.append(data.substr(0, width)).append(line_end);
  return lines;
}

TEST(embedded_data, that_is_cut_into_lines_is_left_out_line_by_line) {
  const std::string six = "…\n…\n…\n…\n…\n…\n";
  EXPECT_EQ(without_embedded_data("a\n```\n" + wrapped(base64(450), 76) + "```\nb"), "a\n```\n" + six + "```\nb");
  EXPECT_EQ(without_embedded_data(wrapped(base64(384), 64)), six);
  EXPECT_EQ(without_embedded_data("-----BEGIN PGP MESSAGE-----\n\n" + wrapped(base64(370), 64) + "=aB3d\nend"),
            "-----BEGIN PGP MESSAGE-----\n\n" + six + "=aB3d\nend");
  EXPECT_EQ(without_embedded_data("a\n" + wrapped(base64(384), 64, "\r\n") + "b"),
            "a\n…\r\n…\r\n…\r\n…\r\n…\r\n…\r\nb");
  EXPECT_EQ(without_embedded_data(wrapped(base64(384), 64) + "Lisbon\nlater\n"), six + "Lisbon\nlater\n");
  EXPECT_EQ(without_embedded_data(wrapped(base64(384), 64) + "aQ==\nlater\n"), six + "…\nlater\n");
  // Too few, or no data: words in capitals, hashes, lines of different lengths.
  for (const auto& text : {wrapped(base64(300), 60), wrapped(std::string(60000, 'a'), 60),
                           wrapped(std::string(64 * 6, 'f') + "0123456789", 64),
                           base64(60) + "\n" + base64(70) + "\n" + base64(80) + "\n" + base64(90) + "\n" + base64(100) +
                               "\n" + base64(110) + "\n" + base64(120) + "\n"})
    EXPECT_EQ(without_embedded_data(text), text) << text;
}

TEST(embedded_data, may_have_nothing_that_introduces_it) {
  EXPECT_EQ(without_embedded_data("key: " + base64(400) + " end"), "key: … end");
  EXPECT_EQ(without_embedded_data(base64(400)), "…");
}

TEST(embedded_data, is_no_text_of_a_person) {
  for (const auto& text :
       {std::string{}, std::string{"data: a, b and c"}, std::string{"data:text/plain,Hello"}, std::string(5000, 'a'),
        std::string(300, '='), std::string(300, '-') + "Aa1", "https://example.org/" + std::string(150, 'x') + "/Y1",
        std::string{"\n\n\n"}, "sha512 " + std::string(64, 'a') + std::string(64, '7')})
    EXPECT_EQ(without_embedded_data(text), text) << text;
}

TEST(embedded_data, keeps_the_lines_of_what_stands_behind_it) {
  const auto note = parse_note(
      "n.md", "---\na: b\n---\n# Trip\n\n![p](data:image/png;base64," + base64(200000) + ")\n\n## Later\n\nLisbon\n");
  const auto chunks = chunk_note(note);
  ASSERT_EQ(chunks.size(), 2u);
  EXPECT_EQ(chunks[1].line, 10);
  EXPECT_EQ(chunks[0].text, "![p](data:image/png;base64,…)");
}

}  // namespace
}  // namespace secondbrain::vault
