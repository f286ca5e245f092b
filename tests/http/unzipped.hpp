// What a client makes of a compressed body.
#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

namespace secondbrain::http {

inline std::string unzipped(const std::string& packed) {
  std::string out(1024 * 1024, '\0');
  z_stream stream{};
  inflateInit2(&stream, MAX_WBITS + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

}  // namespace secondbrain::http
