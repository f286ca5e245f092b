#include "brain/vault/writing/editable_text.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <vector>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/writing/note_encoding.hpp"

namespace secondbrain::vault {
namespace {

/// A text cut where ASCII and letters beyond it meet: the letters, and what stands before each of them and at the end.
struct cut_text {
  std::vector<std::string_view> plain;
  std::vector<std::string_view> letters;
};

cut_text cut(std::string_view text) {
  cut_text parts;
  while (true) {
    const auto begin = std::find_if_not(text.begin(), text.end(), [](char byte) { return is_ascii(byte); });
    const auto end = std::find_if(begin, text.end(), [](char byte) { return is_ascii(byte); });
    const auto length = static_cast<std::size_t>(begin - text.begin());
    parts.plain.push_back(text.substr(0, length));
    if (begin == end) return parts;
    parts.letters.push_back(text.substr(length, static_cast<std::size_t>(end - begin)));
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
  }
}

/// The bytes of letters that are there, to be taken in their order.
class known_letters {
 public:
  known_letters(const std::vector<std::string_view>& letters, const std::vector<std::string_view>& bytes) {
    for (std::size_t at = 0; at < std::min(letters.size(), bytes.size()); ++at)
      bytes_[letters[at]].push_back(bytes[at]);
  }

  std::optional<std::string_view> take(std::string_view letters) {
    const auto known = bytes_.find(letters);
    if (known == bytes_.end()) return std::nullopt;
    const auto bytes = known->second.front();
    if (known->second.size() > 1) known->second.pop_front();
    return bytes;
  }

 private:
  std::map<std::string_view, std::deque<std::string_view>> bytes_;
};

}  // namespace

editable_text::editable_text(std::string_view bytes) : bytes_{bytes}, decoded_{text_of_before_utf8(bytes)} {
  if (!decoded_ && !check_encoding({}, bytes)) decoded_ = text::decoded_text{read_note_text(bytes).text, {}, {}};
}

result<std::string> editable_text::bytes_of(std::string_view path, std::string_view edited) const {
  RETURN_IF_ERROR(check_encoding(path, bytes_));
  if (!decoded_) return std::string{edited};
  known_letters known{cut(decoded_->text).letters, text::stretches_beyond_ascii(bytes_, decoded_->converter)};
  const auto [plain, letters] = cut(edited);
  std::string bytes;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const auto taken = known.take(letters[at]);
    if (!taken) return refuse_letters(path, decoded_->charset);
    bytes.append(plain[at]).append(*taken);
  }
  bytes += plain.back();
  // With other plain words around them the letters might be taken for those of another encoding.
  if (read_note_text(bytes).text != decode_text(edited)) return refuse_letters(path, decoded_->charset);
  return bytes;
}

}  // namespace secondbrain::vault
