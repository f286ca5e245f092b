#include "net/curl_transfer.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/ip_address.hpp"
#include "net/curl_failure.hpp"
#include "net/private_host.hpp"

namespace secondbrain::net {

namespace {

constexpr int first_final = 200;
constexpr int first_success = 200;
constexpr int after_success = 300;

constexpr std::size_t longest_head = std::size_t{256} * 1024;  // bytes

/// How long the end of an answer is waited for when its receiver has had enough before it.
constexpr std::chrono::milliseconds time_to_end{50};

/// What stays on this machine needs no proxy. An unencrypted call takes one only where the host is private by its name,
/// because where else the proxy would carry it cannot be seen.
bool goes_directly(const url& target) {
  return is_loopback(target.host) || (target.kind == scheme::http && !has_private_name(target.host));
}

curl_transfer& transfer_of(void* self) {
  return *static_cast<curl_transfer*>(self);
}

}  // namespace

curl_transfer::curl_transfer(const http_call& request, const body_receiver& on_body, std::chrono::seconds longest_idle)
    : request_{request}, on_body_{on_body}, direct_{goes_directly(request.target)} {
  set_request();
  set_policy(longest_idle);
  set_callbacks();
}

void curl_transfer::set_request() {
  std::vector<std::string> lines{"Accept: application/json, text/event-stream", "Expect:"};
  for (const auto& [name, value] : request_.headers) {
    auto line = name + ": ";
    lines.push_back(line += value);
  }
  if (request_.method == http_method::post) {
    lines.push_back("Content-Type: " + request_.content_type);
    options_.set(CURLOPT_POST, 1L);
    options_.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  }
  if (request_.method == http_method::remove) options_.set(CURLOPT_CUSTOMREQUEST, "DELETE");
  options_.set_list(CURLOPT_HTTPHEADER, lines);
  options_.set(CURLOPT_URL, request_.target.text().c_str());
  options_.set(CURLOPT_USERAGENT, "secondbrain");
}

void curl_transfer::set_policy(std::chrono::seconds longest_idle) {
  options_.set(CURLOPT_PROTOCOLS_STR, "http,https");
  options_.set(CURLOPT_FOLLOWLOCATION, 0L);
  options_.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  options_.set(CURLOPT_ACCEPT_ENCODING, "");  // whatever libcurl can unpack
  options_.set(CURLOPT_MAXAGE_CONN, static_cast<long>(longest_idle.count()));
  options_.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (direct_) options_.set(CURLOPT_PROXY, "");
}

void curl_transfer::set_callbacks() {
  options_.set(CURLOPT_HEADERFUNCTION, &take_head);
  options_.set(CURLOPT_HEADERDATA, this);
  options_.set(CURLOPT_WRITEFUNCTION, &take_body);
  options_.set(CURLOPT_WRITEDATA, this);
  options_.set(CURLOPT_READFUNCTION, &give_body);
  options_.set(CURLOPT_READDATA, this);
  options_.set(CURLOPT_SEEKFUNCTION, &rewind_body);
  options_.set(CURLOPT_SEEKDATA, this);
  options_.set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  options_.set(CURLOPT_OPENSOCKETDATA, this);
  options_.set(CURLOPT_PREREQFUNCTION, &before_request);
  options_.set(CURLOPT_PREREQDATA, this);
}

void curl_transfer::only_connect() {
  options_.set(CURLOPT_CONNECT_ONLY, 1L);
}

// ---- what libcurl calls ----

std::size_t curl_transfer::take_head(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& transfer = transfer_of(self);
  if (!transfer.count(count, transfer.most_of_head())) return 0;
  const std::string_view line{bytes, count};
  long code = 0;
  if (line == "\r\n" || line == "\n") curl_easy_getinfo(transfer.handle(), CURLINFO_RESPONSE_CODE, &code);
  if (code >= first_final) transfer.answer_.code = static_cast<int>(code);
  return count;
}

std::size_t curl_transfer::take_body(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& transfer = transfer_of(self);
  return transfer.count(count, transfer.request_.most_bytes) && transfer.deliver({bytes, count}) ? count : 0;
}

std::size_t curl_transfer::give_body(char* into, std::size_t, std::size_t room, void* self) {
  auto& transfer = transfer_of(self);
  const auto& body = transfer.request_.body;
  const auto count = std::min(room, body.size() - transfer.given_);
  std::copy_n(body.data() + transfer.given_, count, into);
  transfer.given_ += count;
  return count;
}

/// libcurl begins again where a kept connection breaks before an answer. A request that may have been read whole is not
/// sent twice: its work may have been done, and paid for.
int curl_transfer::rewind_body(void* self, curl_off_t offset, int) {
  auto& transfer = transfer_of(self);
  if (offset != 0 || transfer.was_sent()) return CURL_SEEKFUNC_FAIL;
  transfer.given_ = 0;
  return CURL_SEEKFUNC_OK;
}

int curl_transfer::before_request(void* self, char*, char*, int, int) {
  return rewind_body(self, 0, SEEK_SET) == CURL_SEEKFUNC_OK ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

curl_socket_t curl_transfer::open_socket(void* self, curlsocktype, curl_sockaddr* to) {
  auto& transfer = transfer_of(self);
  if (transfer.was_sent()) return CURL_SOCKET_BAD;
  if (transfer.request_.target.kind == scheme::http && !is_private_address(to->addr)) {
    transfer.refused_address_ = true;
    return CURL_SOCKET_BAD;
  }
  const auto socket = ::socket(to->family, to->socktype, to->protocol);
  if (socket >= 0) ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  return socket;
}

std::size_t curl_transfer::most_of_head() const noexcept {
  return answer_.code == 0 ? longest_head : std::max(longest_head, request_.most_bytes);
}

bool curl_transfer::count(std::size_t bytes, std::size_t limit) {
  received_ += bytes;
  too_long_ = received_ > limit;
  return !too_long_;
}

bool curl_transfer::deliver(std::string_view bytes) {
  if (over_at_) return true;  // what follows is not wanted, but the end that comes with it is
  if (answer_.code < first_success || answer_.code >= after_success) {
    answer_.error_body += bytes;
    return true;
  }
  try {
    if (!on_body_(bytes)) over_at_ = call_deadline::clock::now() + time_to_end;
    return true;
  } catch (...) {  // not through libcurl, which is C
    thrown_ = std::current_exception();
    return false;
  }
}

// ---- what became of it ----

http_answer curl_transfer::finish(const result<CURLcode>& outcome) {
  if (thrown_) std::rethrow_exception(thrown_);
  if (answer_.code != 0)
    answer_.progress = http_progress::answered;
  else if (was_sent())
    answer_.progress = http_progress::sent;
  curl_header* pause = nullptr;
  if (handle() != nullptr && curl_easy_header(handle(), "Retry-After", 0, CURLH_HEADER, -1, &pause) == CURLHE_OK)
    answer_.retry_after = pause->value;

  if (over_at_) return std::move(answer_);
  if (!outcome)
    answer_.ended = fail(outcome.error());
  else if (too_long_)
    answer_.ended = fail(errc::corrupt, "the answer is longer than any answer should be");
  else if (*outcome != CURLE_OK)
    answer_.ended = fail(failure_of(*outcome));
  return std::move(answer_);
}

error curl_transfer::failure_of(CURLcode code) {
  const auto& target = request_.target;
  const auto proxy = direct_ ? "" : proxy_setting(target.kind);
  if (refused_address_ && answer_.progress == http_progress::not_sent)
    return {errc::invalid_argument,
            (proxy.empty() ? target.origin() + " is" : "the proxy in " + proxy + " has") +
                " a public address, and notes and keys do not travel there unencrypted; use https"};
  curl_failure failure{code, options_.words(), target.authority(), answer_.progress, proxy};
  curl_easy_getinfo(handle(), CURLINFO_OS_ERRNO, &failure.system_error);
  curl_easy_getinfo(handle(), CURLINFO_HTTP_CONNECTCODE, &failure.proxy_code);
  answer_.for_log = for_log(failure);
  return explain(failure);
}

}  // namespace secondbrain::net
