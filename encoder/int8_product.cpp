#include "encoder/int8_product.hpp"

#include <omp.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>
#include <vector>

namespace secondbrain::encoder {

namespace {

using dnnl::memory;

const dnnl::engine& processor() {
  static const dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  return engine;
}

dnnl::stream& this_threads_stream() {
  thread_local dnnl::stream stream{processor()};
  return stream;
}

memory::dim dimension(std::size_t size) {
  return static_cast<memory::dim>(size);
}

dnnl::convolution_forward::primitive_desc describe(std::size_t rows, std::size_t inputs, std::size_t outputs) {
  const memory::desc codes{{1, dimension(inputs), dimension(rows), 1}, memory::data_type::u8, memory::format_tag::nhwc};
  const memory::desc weights{
      {dimension(outputs), dimension(inputs), 1, 1}, memory::data_type::s8, memory::format_tag::any};
  const memory::desc sums{
      {1, dimension(outputs), dimension(rows), 1}, memory::data_type::s32, memory::format_tag::nhwc};
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);  // so that several threads may use it at once
  const auto inference = dnnl::prop_kind::forward_inference;
  const auto direct = dnnl::algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
  return {processor(), inference, direct, codes, weights, sums, {1, 1}, {0, 0}, {0, 0}, attributes};
#else
  return {{inference, direct, codes, weights, sums, {1, 1}, {0, 0}, {0, 0}}, attributes, processor()};
#endif
}

memory reordered(const memory& given, const memory::desc& wanted) {
  memory made{wanted, processor()};
  auto& stream = this_threads_stream();
  auto from = given;
  dnnl::reorder{from, made}.execute(stream, from, made);
  stream.wait();
  return made;
}

/// The product of a number of rows, made when it is wanted first.
struct product_of_rows {
  std::once_flag once;
  dnnl::convolution_forward::primitive_desc description;
  dnnl::convolution_forward primitive;
  memory weights;  // in the order that it wants
};

}  // namespace

struct int8_product::parts {
  std::size_t inputs;
  std::size_t outputs;
  std::vector<memory> orders;  // the weights in each order that is wanted: few rows may want another one than many
  std::array<product_of_rows, most_rows / row_group> by_rows{};

  /// From weights that lie row by row. Quick from these only: each order is made before it is wanted.
  void put_in_order(const memory& weights) {
    for (const auto rows : {row_group, most_rows}) {
      const auto wanted = describe(rows, inputs, outputs).weights_desc();
      if (!find(wanted)) orders.push_back(reordered(weights, wanted));
    }
  }

  const memory* find(const memory::desc& wanted) const {
    const auto found =
        std::find_if(orders.begin(), orders.end(), [&](const auto& one) { return one.get_desc() == wanted; });
    return found == orders.end() ? nullptr : &*found;
  }

  product_of_rows& of(std::size_t rows) {
    auto& product = by_rows[rows / row_group - 1];
    std::call_once(product.once, [&] {
      product.description = describe(rows, inputs, outputs);
      product.primitive = dnnl::convolution_forward{product.description};
      const auto wanted = product.description.weights_desc();
      const auto* at_hand = find(wanted);
      product.weights = at_hand != nullptr ? *at_hand : reordered(orders.back(), wanted);
    });
    return product;
  }
};

int8_product::int8_product(std::span<const std::int8_t> weights, std::size_t inputs, std::size_t outputs)
    : parts_{new parts{inputs, outputs, {}}} {
  const memory::desc rows_first{{dimension(outputs), dimension(inputs), 1, 1},
                                memory::data_type::s8,
                                memory::dims{1, dimension(outputs), dimension(outputs), dimension(outputs)}};
  // It is only read from.
  parts_->put_in_order({rows_first, processor(), const_cast<std::int8_t*>(weights.data())});  // NOLINT(*-const-cast)
}

int8_product::int8_product(int8_product&&) noexcept = default;
int8_product::~int8_product() = default;

void int8_product::multiply(const std::uint8_t* codes, std::size_t rows, std::int32_t* sums) const {
  const auto& product = parts_->of(rounded_up(rows));
  const memory given{product.description.src_desc(), processor(),
                     const_cast<std::uint8_t*>(codes)};  // NOLINT(*-const-cast): it is only read from
  const memory made{product.description.dst_desc(), processor(), sums};
  memory scratch;
  if (product.description.scratchpad_desc().get_size() > 0)
    scratch = memory{product.description.scratchpad_desc(), processor()};
  auto& stream = this_threads_stream();
  std::unordered_map<int, memory> arguments{
      {DNNL_ARG_SRC, given}, {DNNL_ARG_WEIGHTS, product.weights}, {DNNL_ARG_DST, made}};
  if (scratch) arguments.emplace(DNNL_ARG_SCRATCHPAD, scratch);
  product.primitive.execute(stream, arguments);
  stream.wait();
}

void multiply_floats(float_matrix left, float_matrix right, orientation of_right, std::size_t rows, std::size_t columns,
                     std::size_t inner, float factor, float* to, std::size_t to_width) {
  const char order = of_right == orientation::transposed ? 'T' : 'N';
  const auto outcome =
      dnnl_sgemm('N', order, dimension(rows), dimension(columns), dimension(inner), factor, left.values,
                 dimension(left.width), right.values, dimension(right.width), 0, to, dimension(to_width));
  if (outcome != dnnl_success) throw dnnl::error{outcome, "a product of floats"};
}

void compute_on_this_thread_alone() {
  omp_set_num_threads(1);
}

}  // namespace secondbrain::encoder
