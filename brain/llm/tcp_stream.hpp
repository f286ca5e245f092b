// A TCP connection to a provider.
#pragma once

#include <memory>
#include <utility>

#include "base/file_descriptor.hpp"
#include "brain/llm/byte_stream.hpp"

namespace secondbrain::llm {

class tcp_stream final : public byte_stream {
 public:
  /// Tries the addresses of the host one after the other, each for five seconds at most.
  static result<std::unique_ptr<byte_stream>> connect(const url& where, const patience& waiting);

  tcp_stream(file_descriptor socket, const patience& waiting) : socket_{std::move(socket)}, waiting_{waiting} {}

  result<std::size_t> read(char* out, std::size_t size) override;
  status write(std::string_view bytes) override;

 private:
  file_descriptor socket_;
  const patience& waiting_;
};

}  // namespace secondbrain::llm
