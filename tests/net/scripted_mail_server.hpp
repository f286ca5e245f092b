// A mail server that answers exactly as a test tells it to, unencrypted, on the loopback address.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "tests/net/scripted_host.hpp"

namespace secondbrain::net {

class scripted_mail_server {
 public:
  scripted_mail_server() {
    host_.play([this](const served_connection& client) { converse(client); });
  }

  int port() const noexcept { return host_.port(); }
  std::string address() const { return "smtp://127.0.0.1:" + std::to_string(port()); }

  /// To commands that begin so; "greeting", "." and "anything else" are such, too. An empty answer: it says nothing
  /// more.
  scripted_mail_server& answer(const std::string& command, const std::string& reply) {
    const std::lock_guard lock{mutex_};
    replies_[command] = reply;
    return *this;
  }

  /// What the client said, without line ends.
  std::vector<std::string> lines() const {
    const std::lock_guard lock{mutex_};
    return lines_;
  }

 private:
  void converse(const served_connection& client) {
    bool in_message = false;
    std::string line;
    if (!reply(client, "greeting")) return;
    while (read_line(client, line)) {
      {
        const std::lock_guard lock{mutex_};
        lines_.push_back(line);
      }
      if (in_message && line != ".") continue;
      in_message = line == "DATA" && !refuses(line);
      if (!reply(client, line.substr(0, line.find_first_of(" :")))) return;
    }
  }

  bool refuses(const std::string& command) const {
    const std::lock_guard lock{mutex_};
    return replies_.at(command).front() != '3';
  }

  bool reply(const served_connection& client, const std::string& command) {
    std::string text;
    {
      const std::lock_guard lock{mutex_};
      const auto known = replies_.find(command);
      text = known == replies_.end() ? replies_.at("anything else") : known->second;
    }
    if (!text.empty()) return client.write(text + "\r\n");
    client.wait_for_end();
    return false;
  }

  static bool read_line(const served_connection& client, std::string& line) {
    line.clear();
    while (client.wait_for_more()) {
      char letter = 0;
      if (::recv(client.socket(), &letter, 1, 0) <= 0) return false;
      if (letter == '\n') return true;
      if (letter != '\r') line += letter;
    }
    return false;
  }

  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  std::map<std::string, std::string> replies_{
      {"greeting", "220 ready"}, {"EHLO", "250 here"},     {"HELO", "250 here"},
      {"MAIL", "250 fine"},      {"RCPT", "250 fine"},     {"DATA", "354 go on"},
      {".", "250 taken"},        {"QUIT", "221 good-bye"}, {"anything else", "502 not known"}};
  scripted_host host_{scripted_host::listening::bytes};  // the last: it stops before the rest goes
};

}  // namespace secondbrain::net
