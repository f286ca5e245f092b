#include "ops/config/vector_store_address.hpp"

#include <gmock/gmock.h>

#include "ops/config/config_as_if.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::ops {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(vector_store_address, is_this_machine_or_a_database) {
  for (const auto* address :
       {"", "local", "Local", "postgresql://db/notes", "postgres://ada:geheim@10.0.0.7:5433/notes",
        "postgresql:///notes?host=/run/postgresql", "chroma+http://nas:8000"})
    EXPECT_TRUE(check_vector_store(address)) << address;
  for (const auto* address :
       {"postgresql://", "mysql://db/notes", "chroma://nas:8000", "db:5432", "host=db dbname=notes",
        "postgresql://ada:mit pass@db/notes", "postgresql://db/\nnotes"}) {
    const auto checked = check_vector_store(address);
    ASSERT_FALSE(checked) << address;
    EXPECT_THAT(checked.error().message, HasSubstr("postgresql://user:password@host:5432/database"));
  }
}

TEST(vector_store_address, a_wrong_one_is_not_repeated) {
  for (const auto* address : {"mysql://ada:geheim@db/notes", "postgresql://ada:geheim wort@db/notes"})
    EXPECT_THAT(check_vector_store(address).error().message, Not(HasSubstr("geheim"))) << address;
}

TEST(vector_store_address, its_passwords_are_known_as_written_and_as_meant) {
  EXPECT_THAT(passwords_in_vector_store("postgresql://ada@db/notes"), IsEmpty());
  EXPECT_THAT(passwords_in_vector_store("postgresql://db:5432/notes"), IsEmpty());
  EXPECT_THAT(passwords_in_vector_store("postgresql://ada:geheim@db:5432/notes"), ElementsAre("geheim"));
  EXPECT_THAT(passwords_in_vector_store("postgresql://ada:ge%2Fheim%21@db/notes"),
              ElementsAre("ge%2Fheim%21", "ge/heim!"));
  EXPECT_THAT(passwords_in_vector_store("postgresql://ada:ge@heim@db/notes"), ElementsAre("ge@heim"));
  EXPECT_THAT(passwords_in_vector_store("postgresql://db/notes?user=ada&password=geheim&sslmode=require"),
              ElementsAre("geheim"));
  EXPECT_THAT(passwords_in_vector_store("postgresql://ada:50%@db/notes"), ElementsAre("50%"));
}

TEST(vector_store_address, a_password_in_it_is_kept_out_of_the_log_and_an_address_without_one_is_not) {
  config values;
  values.vector_store = "postgresql://ada:geheimnis@db/notes";
  EXPECT_THAT(secrets_of(values), Contains("geheimnis"));
  EXPECT_THAT(secrets_of(values), Contains(values.vector_store));
  for (const auto* open : {"postgresql://ada@db/notes", "local"}) {
    values.vector_store = open;
    EXPECT_THAT(secrets_of(values), IsEmpty()) << open;
  }
}

TEST(vector_store_address, a_wrong_one_is_refused_at_the_start_without_being_repeated) {
  const auto loaded =
      load_config_as_if({{"HOME", "/home/ada"}}, "SECONDBRAIN_VECTOR_STORE=mysql://ada:geheim@db/notes\n");
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("SECONDBRAIN_VECTOR_STORE=**** is wrong"));
  EXPECT_THAT(loaded.error().message, Not(HasSubstr("geheim")));
}

}  // namespace
}  // namespace secondbrain::ops
