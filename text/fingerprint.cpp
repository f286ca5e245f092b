#include "text/fingerprint.hpp"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <array>
#include <cstdint>

#include "text/folding.hpp"
#include "text/stemmer.hpp"
#include "text/stop_words.hpp"

namespace secondbrain::text {

namespace {

// Of scripts and languages that have no list of stop words.
constexpr std::string_view samples[] = {"канадские", "كتابها",      "किताबें",         "Βιβλία",       "գրքեր",
                                        "Tölvunni",  "kirjastossa", "könyvtárakban", "evlerimizden", "Straßen"};

class hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    value_ = (value_ ^ 0xff) * 0x100000001b3;
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  u_versionToString(version, text.data());
  return text.data();
}

}  // namespace

std::string fingerprint() {
  hash seen;
  for (const auto language : stemmer_languages()) {
    stemmer stems{language};
    for (const auto& list : stop_word_lists())
      if (list.language == language)
        for (const auto word : list.words) seen.add(stems.stem(word));
    for (const auto word : samples) seen.add(stems.stem(case_folded(word)));
  }
  for (const auto word : samples) seen.add(folded(word));
  return "unicode " + unicode_version() + ", stems " + std::to_string(seen.value());
}

}  // namespace secondbrain::text
