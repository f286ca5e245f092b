// What comes from outside in whatever state: events of a provider, its JSON, addresses, queries, settings, answers.
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "brain/answers/quotes.hpp"
#include "brain/llm/json_reply.hpp"
#include "brain/llm/server_sent_events.hpp"
#include "brain/llm/url.hpp"
#include "brain/vault/utf8.hpp"
#include "http/query_text.hpp"
#include "ops/dotenv.hpp"
#include "tests/brain/answers/example_passages.hpp"
#include "tests/fuzz/mutation.hpp"

namespace secondbrain {
namespace {

using events = std::vector<std::pair<std::string, std::string>>;

TEST(wire_fuzz, events_are_the_same_in_whatever_pieces_they_arrive) {
  const std::vector<std::string> samples{"event: ping\ndata: {\"a\": 1}\n\ndata: one\ndata: two\n\n: comment\r\n\r\n",
                                         "data:no space\rid: 7\r\rdata\n\n",
                                         "\xEF\xBB\xBF"
                                         "data: x\n\n"};
  fuzz::for_damaged_texts(samples, [](const std::string& text, fuzz::mutator& more) {
    const auto read_into = [](events& all) {
      return [&all](const llm::server_sent_event& event) {
        all.emplace_back(event.name, event.data);
        return true;
      };
    };
    events whole;
    llm::event_parser{read_into(whole)}.feed(text);
    events in_pieces;
    llm::event_parser parser{read_into(in_pieces)};
    for (std::size_t at = 0; at < text.size();) {
      const auto length = 1 + more.pick(7);
      parser.feed(std::string_view{text}.substr(at, length));
      at += length;
    }
    EXPECT_EQ(in_pieces, whole);
  });
}

TEST(wire_fuzz, a_models_json_is_read_or_refused) {
  const std::vector<std::string> samples{"```json\n{\"segments\": [{\"text\": \"a\", \"score\": 1.5}]}\n```",
                                         "Here it is: {\"a\": [null, true, -1e9]} as asked", "[]"};
  fuzz::for_damaged_texts(samples, [](const std::string& text, fuzz::mutator&) {
    const auto read = llm::parse_json_reply(text);
    EXPECT_TRUE(read || read.error().code == errc::corrupt);
  });
}

TEST(wire_fuzz, an_address_is_read_or_refused) {
  const std::vector<std::string> samples{"https://api.example.com/v1", "http://[::1]:11434/v1?x=y#z",
                                         "http://user:pw@host"};
  fuzz::for_damaged_texts(samples, [](const std::string& text, fuzz::mutator&) {
    const auto read = llm::parse_url(text);
    EXPECT_TRUE(read || !read.error().message.empty());
  });
}

TEST(wire_fuzz, a_query_gives_texts_that_can_be_shown) {
  fuzz::for_damaged_texts({"q=compost+heap&limit=5", "q=%C3%A4&q=&&=x", "a%2"},
                          [](const std::string& text, fuzz::mutator&) {
                            for (const auto& [name, value] : http::parse_query(text))
                              EXPECT_TRUE(vault::is_valid_utf8(name) && vault::is_valid_utf8(value));
                          });
}

TEST(wire_fuzz, settings_are_read_or_named_by_line) {
  fuzz::for_damaged_texts({"A=1\nexport B='two'\n# no\nC=\"x\\ny\"\n", "NAME value\n"},
                          [](const std::string& text, fuzz::mutator&) {
                            const auto read = ops::parse_dotenv(text);
                            for (const auto line : read.bad_lines) EXPECT_GE(line, 1);
                            for (const auto& [name, value] : read.values) EXPECT_FALSE(name.empty());
                          });
}

TEST(wire_fuzz, quotations_are_found_in_any_answer) {
  const std::vector<std::string> samples{"It says \"Feed the starter daily, at noon\" [1].\n> Feed the starter daily\n",
                                         "“Feed … daily”", ""};
  const std::vector<answers::ranked_passage> passages{
      answers::example_passage("a.md", "Feed the starter daily, at noon.")};
  fuzz::for_damaged_texts(samples, [&](const std::string& text, fuzz::mutator&) {
    EXPECT_NO_THROW(static_cast<void>(answers::check_quotes(vault::decode_text(text), passages)));
  });
}

}  // namespace
}  // namespace secondbrain
