#include "brain/vault/changes/indexing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class indexing : public testing::Test {
 protected:
  temporary_vault vault;

  result<prepared_note> prepared(const std::optional<std::string>& known_hash = {}) {
    return prepare_note(vault.root(), {"sub/a.md", 12.5, 7}, known_hash);
  }
};

TEST_F(indexing, prepares_chunks_and_the_row_that_commits_them) {
  vault.write("sub/a.md", "# A\n\none\n\n# B\n\ntwo");
  auto note = prepared().value();
  EXPECT_EQ(note.change, content_change::changed);
  EXPECT_EQ(note.note.path, "sub/a.md");
  EXPECT_THAT(note.note.chunks, SizeIs(2));
  EXPECT_EQ(note.file.path, "sub/a.md");
  EXPECT_EQ(note.file.content_hash, sha1_hex("# A\n\none\n\n# B\n\ntwo"));
  EXPECT_EQ(note.file.modified, 12.5);
  EXPECT_EQ(note.file.size, 7);
  EXPECT_EQ(note.file.chunk_count, 2);
}

TEST_F(indexing, does_not_cut_equal_content_again) {
  vault.write("sub/a.md", "text");
  auto note = prepared(sha1_hex("text")).value();
  EXPECT_EQ(note.change, content_change::same);
  EXPECT_THAT(note.note.chunks, IsEmpty());
  EXPECT_EQ(prepared(sha1_hex("other")).value().change, content_change::changed);
}

TEST_F(indexing, fails_as_reading_does) {
  EXPECT_EQ(prepared().error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain::vault
