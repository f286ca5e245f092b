// A text as a program of before UTF-8 saves it.
#pragma once

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace secondbrain {

/// `charset`: as ICU calls it. It has all letters of the text.
inline std::string saved_as(const char* charset, std::string_view text) {
  auto failure = U_ZERO_ERROR;
  std::u16string wide(text.size(), u'\0');
  auto* utf8 = ucnv_open("UTF-8", &failure);
  const auto length = ucnv_toUChars(utf8, wide.data(), static_cast<std::int32_t>(wide.size()), text.data(),
                                    static_cast<std::int32_t>(text.size()), &failure);
  ucnv_close(utf8);
  auto* converter = ucnv_open(charset, &failure);
  ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &failure);
  std::string bytes(text.size() * 2 + 1, '\0');
  const auto size =
      ucnv_fromUChars(converter, bytes.data(), static_cast<std::int32_t>(bytes.size()), wide.data(), length, &failure);
  EXPECT_TRUE(U_SUCCESS(failure)) << charset << ": " << text;
  ucnv_close(converter);
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

}  // namespace secondbrain
