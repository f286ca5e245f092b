#include "channels/mail_address.hpp"

#include <gtest/gtest.h>

namespace secondbrain::channels {
namespace {

TEST(mail_address_test, may_have_a_name) {
  EXPECT_EQ(parse_mail_address(" me@example.com ")->mailbox, "me@example.com");
  const auto named = parse_mail_address("\"Second, Brain\" <me+sb@mail.example.com>");
  ASSERT_TRUE(named);
  EXPECT_EQ(named->name, "Second, Brain");
  EXPECT_EQ(named->mailbox, "me+sb@mail.example.com");
  EXPECT_EQ(named->domain(), "mail.example.com");
  EXPECT_EQ(parse_mail_address("Größe<me@localhost>")->name, "Größe");
}

TEST(mail_address_test, what_is_no_mailbox_is_refused) {
  for (const auto* text :
       {"", "me", "@example.com", "me@", "me@@example.com", "me@exa mple.com", "me@example.com\r\nBcc: x@y", "a@b, c@d",
        "<>", "Me <me@example.com", "m\xc3\xa4@example.com", "\"a b\"@example.com"}) {
    const auto parsed = parse_mail_address(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, errc::invalid_argument);
  }
}

}  // namespace
}  // namespace secondbrain::channels
