#include "brain/llm/byte_stream.hpp"

#include "brain/llm/tcp_stream.hpp"
#include "brain/llm/tls_stream.hpp"

namespace secondbrain::llm {

result<std::unique_ptr<byte_stream>> connect_to(const url& where, const patience& waiting, std::string* for_log) {
  auto plain = tcp_stream::connect(where, waiting);
  if (!plain || where.kind == scheme::http) return plain;
  return tls_stream::start(std::move(*plain), where, for_log);
}

}  // namespace secondbrain::llm
