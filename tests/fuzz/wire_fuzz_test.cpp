// What comes from outside in whatever state: events of a provider, its JSON, addresses, queries, settings, answers.
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/event_stream_parser.hpp"
#include "base/utf8.hpp"
#include "brain/answers/quotes.hpp"
#include "brain/llm/json_reply.hpp"
#include "http/server/body_reader.hpp"
#include "http/server/request_head.hpp"
#include "http/server/response_text.hpp"
#include "http/wire/query_text.hpp"
#include "net/url.hpp"
#include "ops/config/dotenv.hpp"
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
      return [&all](const server_sent_event& event) {
        all.emplace_back(event.name, event.data);
        return true;
      };
    };
    events whole;
    event_stream_parser{read_into(whole)}.feed(text);
    events in_pieces;
    event_stream_parser parser{read_into(in_pieces)};
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
    const auto read = net::parse_url(text);
    EXPECT_TRUE(read || !read.error().message.empty());
  });
}

TEST(wire_fuzz, a_query_gives_texts_that_can_be_shown) {
  fuzz::for_damaged_texts({"q=compost+heap&limit=5", "q=%C3%A4&q=&&=x", "a%2"},
                          [](const std::string& text, fuzz::mutator&) {
                            for (const auto& [name, value] : http::parse_query(text))
                              EXPECT_TRUE(is_valid_utf8(name) && is_valid_utf8(value));
                          });
}

TEST(wire_fuzz, a_request_is_read_or_refused_and_its_answer_is_ours) {
  const std::vector<std::string> samples{
      "GET /api/v1/search?q=a HTTP/1.1\r\nHost: localhost\r\nAccept: a, b\r\n\r\n",
      "POST http://localhost/a%20b HTTP/1.0\r\nContent-Length: 5\r\nX-A: %0d%0aX-B: b\r\n\r\n"};
  fuzz::for_damaged_texts(samples, [](const std::string& text, fuzz::mutator&) {
    constexpr std::size_t most_headers = 10;
    const auto read = http::read_head(text, most_headers);
    http::http_response echo;
    if (!read) {
      EXPECT_GE(read.error().status, 400);
    } else {
      EXPECT_TRUE(is_valid_utf8(read->path));
      for (const auto& [name, value] : read->headers) EXPECT_TRUE(http::is_token(name) && http::is_field_text(value));
    }
    echo.headers.emplace_back("X-A", text);
    const auto head = http::response_head(echo, http::body_end::by_length, http::after_answer::close);
    EXPECT_EQ(std::count(head.begin(), head.end(), '\n'), 5) << head;
  });
}

TEST(wire_fuzz, a_body_is_the_same_in_whatever_pieces_it_arrives) {
  const std::vector<std::string> samples{"5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nX-A: a\r\n\r\n", "0\r\n\r\n"};
  fuzz::for_damaged_texts(samples, [](const std::string& text, fuzz::mutator& more) {
    constexpr std::size_t most = 1000;
    http::body_reader whole{{http::body_kind::chunked}, most};
    std::string_view left{text};
    whole.take(left);
    http::body_reader in_pieces{{http::body_kind::chunked}, most};
    for (std::size_t at = 0; at < text.size() && in_pieces.state() == http::body_state::incomplete;) {
      auto piece = std::string_view{text}.substr(at, 1 + more.pick(7));
      const auto size = piece.size();
      in_pieces.take(piece);
      at += size - piece.size();
    }
    EXPECT_EQ(in_pieces.state(), whole.state());
    EXPECT_EQ(in_pieces.body(), whole.body());
    EXPECT_LE(whole.body().size(), most);
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
    EXPECT_NO_THROW(static_cast<void>(answers::check_quotes(decode_text(text), passages)));
  });
}

}  // namespace
}  // namespace secondbrain
