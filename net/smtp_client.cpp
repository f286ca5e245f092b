#include "net/smtp_client.hpp"

#include <curl/curl.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "base/ip_address.hpp"
#include "net/call_deadline.hpp"
#include "net/curl_failure.hpp"
#include "net/curl_loop.hpp"
#include "net/curl_options.hpp"
#include "net/url.hpp"

namespace secondbrain::net {

namespace {

constexpr std::string_view plain_smtp = "smtp://";
constexpr std::string_view secure_smtp = "smtps://";
constexpr int submission_port = 587;
constexpr int secure_port = 465;

constexpr std::size_t most_of_answers = std::size_t{256} * 1024;  // bytes, of all lines of the server together

// What a server answers (RFC 5321 §4.2.1).
constexpr long first_temporary = 400;
constexpr long first_permanent = 500;
constexpr long after_permanent = 600;

/// libcurl says good-bye and waits for an answer to it, for two minutes unless it is told otherwise, and whatever the
/// deadline.
constexpr long longest_good_bye = 2;  // seconds

/// What is sent, and how much of it and of the server's words has gone by.
struct letter_in_transit {
  const std::string& message;
  const call_deadline& deadline;
  const curl_options& options;
  std::vector<curl_socket_t> sockets{};  // open
  std::size_t given = 0;
  std::size_t heard = 0;
  bool is_garrulous = false;

  static std::size_t give(char* into, std::size_t, std::size_t room, void* self) {
    auto& letter = *static_cast<letter_in_transit*>(self);
    const auto count = std::min(room, letter.message.size() - letter.given);
    std::copy_n(letter.message.data() + letter.given, count, into);
    letter.given += count;
    return count;
  }

  static std::size_t hear(char* bytes, std::size_t, std::size_t count, void* self) {
    auto& letter = *static_cast<letter_in_transit*>(self);
    const bool is_refusal = count > 0 && (*bytes == '4' || *bytes == '5');
    if (is_refusal) curl_easy_setopt(letter.options.handle(), CURLOPT_SERVER_RESPONSE_TIMEOUT, longest_good_bye);
    letter.heard += count;
    letter.is_garrulous = letter.heard > most_of_answers;
    return letter.is_garrulous ? 0 : count;
  }

  /// libcurl waits by itself for the answer to the whole letter; this ends that.
  static int is_too_late(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<letter_in_transit*>(self)->deadline.check() ? 0 : 1;
  }

  static curl_socket_t open(void* self, curlsocktype, curl_sockaddr* to) {
    const auto socket = ::socket(to->family, to->socktype, to->protocol);
    if (socket < 0) return CURL_SOCKET_BAD;
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    static_cast<letter_in_transit*>(self)->sockets.push_back(socket);
    return socket;
  }

  static int close(void* self, curl_socket_t socket) {
    std::erase(static_cast<letter_in_transit*>(self)->sockets, socket);
    return ::close(socket);
  }

  /// The good-bye is still sent, and no answer to it can come.
  void do_not_wait() const {
    for (const auto socket : sockets) ::shutdown(socket, SHUT_RD);
  }
};

std::string in_brackets(const std::string& address) {
  return "<" + address + ">";
}

std::string address_of(const smtp_server& server) {
  const auto& start = server.encryption == smtp_encryption::from_the_start ? secure_smtp : plain_smtp;
  return std::string{start} + server.text();
}

void set_up(curl_options& options, const smtp_server& server, const smtp_account& account, const smtp_letter& letter,
            letter_in_transit& transit) {
  options.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  options.set(CURLOPT_URL, address_of(server).c_str());
  if (server.encryption == smtp_encryption::required)
    options.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  else if (server.encryption == smtp_encryption::if_offered)
    options.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
  if (is_loopback(server.host)) options.set(CURLOPT_PROXY, "");
  if (!account.user.empty()) {
    options.set(CURLOPT_USERNAME, account.user.c_str());
    options.set(CURLOPT_PASSWORD, account.password.c_str());
  }
  std::vector<std::string> to;
  std::transform(letter.to.begin(), letter.to.end(), std::back_inserter(to), in_brackets);
  options.set(CURLOPT_MAIL_FROM, in_brackets(letter.from).c_str());
  options.set_list(CURLOPT_MAIL_RCPT, to);
  options.set(CURLOPT_UPLOAD, 1L);
  options.set(CURLOPT_READFUNCTION, &letter_in_transit::give);
  options.set(CURLOPT_READDATA, &transit);
  options.set(CURLOPT_HEADERFUNCTION, &letter_in_transit::hear);
  options.set(CURLOPT_HEADERDATA, &transit);
  options.set(CURLOPT_NOPROGRESS, 0L);
  options.set(CURLOPT_XFERINFOFUNCTION, &letter_in_transit::is_too_late);
  options.set(CURLOPT_XFERINFODATA, &transit);
  options.set(CURLOPT_OPENSOCKETFUNCTION, &letter_in_transit::open);
  options.set(CURLOPT_OPENSOCKETDATA, &transit);
  options.set(CURLOPT_CLOSESOCKETFUNCTION, &letter_in_transit::close);
  options.set(CURLOPT_CLOSESOCKETDATA, &transit);
  options.set(CURLOPT_WRITEFUNCTION, &letter_in_transit::hear);
  options.set(CURLOPT_WRITEDATA, &transit);
}

error refused(const smtp_server& server, long code) {
  const auto answer = " (it answers " + std::to_string(code) + ")";
  if (code < first_permanent) return {errc::unavailable, server.host + " does not take it now" + answer};
  return {errc::invalid_argument, server.host + " refuses the sender, a recipient or the message" + answer};
}

/// The server has answered the whole letter with a refusal; or nobody knows what it made of it.
bool is_refused(const curl_options& options) {
  long code = 0;
  curl_easy_getinfo(options.handle(), CURLINFO_RESPONSE_CODE, &code);
  return code >= first_temporary && code < after_permanent;
}

error explain(const smtp_server& server, CURLcode outcome, const curl_options& options,
              const letter_in_transit& transit) {
  long code = 0;
  curl_easy_getinfo(options.handle(), CURLINFO_RESPONSE_CODE, &code);
  if (transit.is_garrulous) return {errc::unavailable, server.host + " talks without end"};
  switch (outcome) {
    case CURLE_LOGIN_DENIED:
      if (code >= first_temporary && code < first_permanent) return refused(server, code);
      return {errc::invalid_argument, server.host + " refuses the user or the password"};
    case CURLE_USE_SSL_FAILED:
      return {errc::invalid_argument,
              server.host + " does not offer encryption on port " + std::to_string(server.port)};
    case CURLE_SSL_CONNECT_ERROR:
      return {errc::unavailable, "what answers at " + server.text() +
                                     " does not encrypt as it should; smtps:// is usual on port 465, smtp:// on 587"};
    case CURLE_WEIRD_SERVER_REPLY:
      if (code >= first_temporary && code < after_permanent) return refused(server, code);
      return {errc::unavailable, "what answers at " + server.text() + " is no mail server"};
    default: break;
  }
  if (code >= first_temporary && code < after_permanent) return refused(server, code);
  curl_failure failure{outcome, options.words(), server.text()};
  if (transit.given > 0) failure.progress = http_progress::sent;
  curl_easy_getinfo(options.handle(), CURLINFO_OS_ERRNO, &failure.system_error);
  return {errc::unavailable, net::explain(failure).message};  // all of it can pass
}

}  // namespace

std::string smtp_server::text() const {
  return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
}

result<smtp_server> parse_smtp_server(std::string_view text) {
  const bool is_secure = text.starts_with(secure_smtp);
  const bool is_plain = text.starts_with(plain_smtp);
  auto rest = text.substr(std::min(text.size(), is_secure ? secure_smtp.size() : plain_smtp.size()));
  if (rest.ends_with('/')) rest.remove_suffix(1);
  // Its authority is that of any other address.
  const auto parsed = parse_url("https://" + std::string{rest});
  if ((!is_secure && !is_plain) || !parsed || !parsed->path.empty())
    return fail(errc::invalid_argument, "must look like smtps://smtp.example.com");
  const bool names_port = rest.ends_with(":" + std::to_string(parsed->port));
  const int usual = is_secure ? secure_port : submission_port;
  return smtp_server{parsed->host, names_port ? parsed->port : usual,
                     is_secure ? smtp_encryption::from_the_start : smtp_encryption::required};
}

letter_end send_letter(const smtp_server& server, const smtp_account& account, const smtp_letter& letter,
                       const call_limits& limits) {
  const call_deadline deadline{limits};
  curl_options options;
  letter_in_transit transit{letter.message, deadline, options};
  set_up(options, server, account, letter, transit);
  const auto multi = new_multi_handle();
  const auto outcome = carry_out(multi.get(), options.handle(), deadline);
  transit.do_not_wait();
  if (outcome && *outcome == CURLE_OK) return {};
  letter_end end;
  end.may_have_arrived = transit.given == letter.message.size() && !is_refused(options);
  if (!outcome)
    end.ended = fail(outcome.error());
  else if (auto late = deadline.check(); !late)
    end.ended = std::move(late);
  else
    end.ended = fail(explain(server, *outcome, options, transit));
  return end;
}

}  // namespace secondbrain::net
