#include "brain/vault/conventions/inbox_place.hpp"

#include <algorithm>
#include <array>

namespace secondbrain::vault {

namespace {

constexpr auto inbox_names = std::to_array<std::string_view>({"Inbox",
                                                              "inbox",
                                                              "INBOX",
                                                              "Eingang",
                                                              "Posteingang",
                                                              "Boîte de réception",
                                                              "Bandeja de entrada",
                                                              "Caixa de entrada",
                                                              "Posta in arrivo",
                                                              "Postvak IN",
                                                              "Postvak In",
                                                              "Inkorg",
                                                              "Innboks",
                                                              "Indbakke",
                                                              "Skrzynka odbiorcza",
                                                              "Входящие",
                                                              "受信箱",
                                                              "收件箱",
                                                              "收件匣",
                                                              "받은편지함"});
constexpr std::size_t longest_sign = 5;  // bytes before the name

bool is_sign(char each) noexcept {
  return static_cast<unsigned char>(each) < 0x80 && !((each | 0x20) >= 'a' && (each | 0x20) <= 'z');
}

}  // namespace

bool is_called_inbox(std::string_view folder) noexcept {
  const auto name = folder.substr(folder.rfind('/') + 1);
  return std::any_of(inbox_names.begin(), inbox_names.end(), [name](std::string_view called) {
    if (!name.ends_with(called) || name.size() > called.size() + longest_sign) return false;
    const auto sign = name.substr(0, name.size() - called.size());
    return std::all_of(sign.begin(), sign.end(), is_sign);
  });
}

}  // namespace secondbrain::vault
