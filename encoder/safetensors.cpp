// Tensors in the safetensors format: a little-endian length, so much JSON, then the numbers.
#include <bit>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <cstring>

#include "encoder/tensors.hpp"

namespace secondbrain::encoder {

namespace {

static_assert(std::endian::native == std::endian::little, "weights are read as they lie in the file");

failed damaged_tensors() {
  return fail(errc::corrupt, "It is damaged, cut short, or no safetensors file. Fetch it again.");
}

result<tensor> read_tensor(const boost::json::object& entry, std::span<const std::byte> numbers) {
  tensor read;
  if (entry.at("dtype").as_string() != "F32")
    return fail(errc::invalid_argument, "It holds numbers of the kind " + std::string{entry.at("dtype").as_string()} +
                                            ", which is not read here. Take a model of float (F32) weights.");
  read.shape = boost::json::value_to<std::vector<std::size_t>>(entry.at("shape"));
  const auto range = boost::json::value_to<std::vector<std::size_t>>(entry.at("data_offsets"));
  if (range.size() != 2 || range[0] > range[1] || range[1] > numbers.size()) return damaged_tensors();
  read.bytes = numbers.subspan(range[0], range[1] - range[0]);
  if (read.bytes.size() != read.size() * sizeof(float)) return damaged_tensors();
  return read;
}

}  // namespace

result<tensor_file> read_safetensors(std::span<const std::byte> bytes) {
  std::uint64_t length = 0;
  if (bytes.size() < sizeof(length)) return damaged_tensors();
  std::memcpy(&length, bytes.data(), sizeof(length));
  const auto rest = bytes.subspan(sizeof(length));
  if (length > rest.size()) return damaged_tensors();
  tensor_file file;
  try {
    const auto header = boost::json::parse({reinterpret_cast<const char*>(rest.data()), length});
    for (const auto& [name, entry] : header.as_object()) {
      if (name == "__metadata__" || name.ends_with("position_ids")) continue;
      auto read = read_tensor(entry.as_object(), rest.subspan(length));
      RETURN_IF_ERROR(read);
      file.tensors.insert_or_assign(std::string{name}, *std::move(read));
    }
  } catch (const std::exception&) {  // of Boost.JSON: no JSON, or another shape of it
    return damaged_tensors();
  }
  if (file.tensors.empty()) return damaged_tensors();
  return file;
}

}  // namespace secondbrain::encoder
