#include "encoder/model_description.hpp"

#include <boost/json/parse.hpp>

#include "base/files.hpp"
#include "base/record_json.hpp"

namespace secondbrain::encoder {

namespace {

/// A name in the folder, and nothing that leads out of it.
bool is_plain(const std::string& file) {
  return !file.empty() && file != "." && file != ".." && file.find('/') == std::string::npos;
}

}  // namespace

result<model_description> read_description(const std::filesystem::path& folder) {
  const auto file = folder / description_file;
  const auto text = read_file(file);
  RETURN_IF_ERROR(text);
  boost::system::error_code broken;
  const auto parsed = boost::json::parse(*text, broken);
  auto read =
      broken ? result<model_description>{fail(errc::corrupt, "no JSON")} : checked_from_json<model_description>(parsed);
  const bool makes_sense = read && is_plain(read->weights) && is_plain(read->tokenizer) && read->dimensions > 0 &&
                           read->heads > 0 && read->dimensions % read->heads == 0 && read->longest_text > 2 &&
                           read->epsilon >= 0;
  if (makes_sense) return read;
  return fail(errc::corrupt, file.string() + " makes no sense" + (read ? "" : " (" + read.error().message + ")") +
                                 ". Install the model again: `secondbrain model install`.");
}

std::string vector_name(const model_description& model) {
  constexpr std::size_t enough = 12;
  const auto found = model.sha256.find(model.weights);
  return model.name + "@" + (found == model.sha256.end() ? std::string{} : found->second.substr(0, enough));
}

}  // namespace secondbrain::encoder
