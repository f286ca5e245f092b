#include "encoder/int8_product.hpp"

#include <omp.h>

#include <array>
#include <mutex>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

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

/// The product of a number of rows, made when it is wanted first.
struct product_of_rows {
  std::once_flag once;
  dnnl::convolution_forward::primitive_desc description;
  dnnl::convolution_forward primitive;
  memory weights;  // in the order that it wants
};

}  // namespace

struct int8_product::parts {
  parts(std::size_t inputs, std::size_t outputs) : inputs{inputs}, outputs{outputs} {}

  std::size_t inputs;
  std::size_t outputs;
  memory weights;
  std::array<product_of_rows, most_rows / row_group> by_rows{};

  product_of_rows& of(std::size_t rows) {
    auto& product = by_rows[rows / row_group - 1];
    std::call_once(product.once, [&] {
      product.description = describe(rows, inputs, outputs);
      product.primitive = dnnl::convolution_forward{product.description};
      product.weights = weights;
      if (product.description.weights_desc() != weights.get_desc()) {
        product.weights = memory{product.description.weights_desc(), processor()};
        reorder(weights, product.weights);
      }
    });
    return product;
  }

  static void reorder(memory& from, memory& to) {
    auto& stream = this_threads_stream();
    dnnl::reorder{from, to}.execute(stream, from, to);
    stream.wait();
  }
};

int8_product::int8_product(std::span<const std::int8_t> weights, std::size_t inputs, std::size_t outputs)
    : parts_{std::make_unique<parts>(inputs, outputs)} {
  const memory::desc rows_first{{dimension(outputs), dimension(inputs), 1, 1},
                                memory::data_type::s8,
                                memory::dims{1, dimension(outputs), dimension(outputs), dimension(outputs)}};
  // It is only read from.
  memory given{rows_first, processor(), const_cast<std::int8_t*>(weights.data())};  // NOLINT(*-const-cast)
  parts_->weights = memory{describe(most_rows, inputs, outputs).weights_desc(), processor()};
  parts::reorder(given, parts_->weights);
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
