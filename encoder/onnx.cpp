// The initialisers of an ONNX graph, and which of them its products use (onnx.proto3: ModelProto, GraphProto,
// NodeProto, TensorProto).
#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "encoder/protobuf_reader.hpp"
#include "encoder/tensors.hpp"

namespace secondbrain::encoder {

namespace {

namespace model_field {
constexpr std::uint64_t graph = 7;
}
namespace graph_field {
constexpr std::uint64_t node = 1;
constexpr std::uint64_t initializer = 5;
}  // namespace graph_field
namespace node_field {
constexpr std::uint64_t input = 1;
constexpr std::uint64_t output = 2;
constexpr std::uint64_t operation = 4;
}  // namespace node_field
namespace tensor_field {
constexpr std::uint64_t dims = 1;
constexpr std::uint64_t data_type = 2;
constexpr std::uint64_t float_data = 4;
constexpr std::uint64_t int32_data = 5;
constexpr std::uint64_t name = 8;
constexpr std::uint64_t raw_data = 9;
constexpr std::uint64_t data_location = 14;
}  // namespace tensor_field
namespace data_type {
constexpr std::uint64_t float32 = 1;
constexpr std::uint64_t uint8 = 2;
constexpr std::uint64_t int8 = 3;
constexpr std::uint64_t int64 = 7;
}  // namespace data_type

constexpr std::size_t largest_dimension = std::size_t{1} << 31;

failed damaged_model() {
  return fail(errc::corrupt, "It is damaged, cut short, or no ONNX file. Fetch it again.");
}

std::string text_of(std::string_view text) {
  return std::string{text};
}

struct named_tensor {
  std::string name;
  tensor numbers;
  bool is_wanted = true;  // tables of indices are not
};

bool add_dimensions(const protobuf_reader& from, std::vector<std::size_t>& shape) {
  if (from.bytes().empty()) {
    shape.push_back(from.number());
  } else {
    for (auto list = from.bytes(); !list.empty();) {
      const auto dimension = take_varint(list);
      if (!dimension) return false;
      shape.push_back(*dimension);
    }
  }
  return shape.back() < largest_dimension;
}

/// Small integers, each as a number of its own.
bool unpack(std::span<const std::byte> list, std::vector<std::byte>& into) {
  while (!list.empty()) {
    const auto number = take_varint(list);
    if (!number) return false;
    into.push_back(static_cast<std::byte>(*number & 0xFF));
  }
  return true;
}

result<named_tensor> read_tensor(std::span<const std::byte> message) {
  named_tensor read;
  std::uint64_t type = 0;
  protobuf_reader field{message};
  while (field.next()) switch (field.field()) {
      case tensor_field::dims:
        if (!add_dimensions(field, read.numbers.shape)) return damaged_model();
        break;
      case tensor_field::data_type: type = field.number(); break;
      case tensor_field::name: read.name = text_of(field.text()); break;
      case tensor_field::raw_data:
      case tensor_field::float_data: read.numbers.bytes = field.bytes(); break;
      case tensor_field::int32_data:
        if (field.bytes().empty())
          read.numbers.unpacked.push_back(static_cast<std::byte>(field.number() & 0xFF));
        else if (!unpack(field.bytes(), read.numbers.unpacked))
          return damaged_model();
        break;
      case tensor_field::data_location:
        if (field.number() != 0)
          return fail(errc::invalid_argument,
                      "Its weights lie in further files, which is not read here. Take a model with all in one file.");
        break;
      default: break;
    }
  if (!field.healthy()) return damaged_model();
  if (!read.numbers.unpacked.empty()) read.numbers.bytes = read.numbers.unpacked;
  switch (type) {
    case data_type::float32: read.numbers.kind = number_kind::float32; break;
    case data_type::uint8: read.numbers.kind = number_kind::uint8; break;
    case data_type::int8: read.numbers.kind = number_kind::int8; break;
    case data_type::int64: read.is_wanted = false; return read;
    default:
      return fail(errc::invalid_argument, "It holds numbers of a kind that is not read here (ONNX type " +
                                              std::to_string(type) + "). Take a model of float or int8 weights.");
  }
  const std::size_t width = read.numbers.kind == number_kind::float32 ? sizeof(float) : 1;
  if (read.numbers.bytes.size() != read.numbers.size() * width) return damaged_model();
  return read;
}

/// `/encoder/layer.0/attention/self/query/MatMul_output_0…` is of the part `encoder.layer.0.attention.self.query`.
std::optional<std::string> part_of(std::string_view output) {
  const auto end = output.find("/MatMul");
  if (end == std::string_view::npos || !output.starts_with('/')) return std::nullopt;
  auto part = text_of(output.substr(1, end - 1));
  std::replace(part.begin(), part.end(), '/', '.');
  return part;
}

bool read_node(std::span<const std::byte> message, tensor_file& file) {
  std::vector<std::string_view> inputs;
  std::string_view output;
  std::string_view operation;
  protobuf_reader field{message};
  while (field.next()) switch (field.field()) {
      case node_field::input: inputs.push_back(field.text()); break;
      case node_field::output: output = field.text(); break;
      case node_field::operation: operation = field.text(); break;
      default: break;
    }
  if (!field.healthy()) return false;
  if ((operation != "MatMulInteger" && operation != "MatMul") || inputs.size() < 2) return true;
  if (auto part = part_of(output)) file.products.insert_or_assign(*std::move(part), text_of(inputs[1]));
  return true;
}

status read_graph(std::span<const std::byte> message, tensor_file& file) {
  protobuf_reader field{message};
  while (field.next()) {
    if (field.field() == graph_field::node && !read_node(field.bytes(), file)) return damaged_model();
    if (field.field() != graph_field::initializer) continue;
    auto read = read_tensor(field.bytes());
    RETURN_IF_ERROR(read);
    if (!read->is_wanted) continue;
    auto& kept = file.tensors.insert_or_assign(std::move(read->name), std::move(read->numbers)).first->second;
    if (!kept.unpacked.empty()) kept.bytes = kept.unpacked;
  }
  if (!field.healthy()) return damaged_model();
  return {};
}

}  // namespace

result<tensor_file> read_onnx(std::span<const std::byte> bytes) {
  tensor_file file;
  protobuf_reader field{bytes};
  while (field.next()) {
    if (field.field() != model_field::graph) continue;
    if (auto read = read_graph(field.bytes(), file); !read) return fail(read.error());
  }
  if (!field.healthy() || file.tensors.empty()) return damaged_model();
  return file;
}

}  // namespace secondbrain::encoder
