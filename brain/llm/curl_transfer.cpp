#include "brain/llm/curl_transfer.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "base/ip_address.hpp"
#include "brain/llm/curl_failure.hpp"
#include "brain/llm/private_host.hpp"

namespace secondbrain::llm {

namespace {

constexpr int first_final = 200;
constexpr int first_success = 200;
constexpr int after_success = 300;

/// Name, TCP and TLS, over all addresses of the host.
constexpr std::chrono::milliseconds time_to_connect{10'000};

constexpr std::size_t longest_head = std::size_t{256} * 1024;  // bytes

/// How long the end of an answer is waited for when its receiver has had enough before it.
constexpr std::chrono::milliseconds time_to_end{50};

const char* environment(const char* name) {
  const auto* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

/// What stays on this machine needs no proxy. An unencrypted call takes one only where the host is private by its name,
/// because where else the proxy would carry it cannot be seen.
bool goes_directly(const url& target) {
  return is_loopback(target.host) || (target.kind == scheme::http && !has_private_name(target.host));
}

curl_transfer& transfer_of(void* self) {
  return *static_cast<curl_transfer*>(self);
}

}  // namespace

curl_transfer::curl_transfer(const http_post& request, const body_receiver& on_body, std::chrono::seconds longest_idle)
    : request_{request},
      on_body_{on_body},
      easy_{curl_easy_init(), &curl_easy_cleanup},
      ready_{easy_ != nullptr},
      direct_{goes_directly(request.target)} {
  if (!ready_) return;
  set_request();
  set_policy(longest_idle);
  set_trust();
  set_callbacks();
}

template <class Value>
void curl_transfer::set(CURLoption option, Value value) {
  ready_ = curl_easy_setopt(easy_.get(), option, value) == CURLE_OK && ready_;
}

void curl_transfer::set_request() {
  const auto add = [this](const std::string& line) {
    auto* longer = curl_slist_append(headers_.get(), line.c_str());
    ready_ = longer != nullptr && ready_;
    if (longer != nullptr && headers_ == nullptr) headers_.reset(longer);
  };
  for (const auto* line : {"Content-Type: application/json", "Accept: application/json, text/event-stream", "Expect:"})
    add(line);
  for (const auto& [name, value] : request_.headers) {
    auto line = name + ": ";
    add(line += value);
  }
  set(CURLOPT_URL, request_.target.text().c_str());
  set(CURLOPT_POST, 1L);
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  set(CURLOPT_HTTPHEADER, headers_.get());
  set(CURLOPT_USERAGENT, "secondbrain");
}

void curl_transfer::set_policy(std::chrono::seconds longest_idle) {
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_ACCEPT_ENCODING, "");  // whatever libcurl can unpack
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(time_to_connect.count()));
  set(CURLOPT_MAXAGE_CONN, static_cast<long>(longest_idle.count()));
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a look-up that takes too long is left behind on its thread
  if (direct_) set(CURLOPT_PROXY, "");
}

/// The certificates that the system trusts, or those of the variables that every program built on OpenSSL reads.
void curl_transfer::set_trust() {
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  const auto* file = environment("SSL_CERT_FILE");
  const auto* folder = environment("SSL_CERT_DIR");
  if (file != nullptr) {
    set(CURLOPT_CAINFO, file);
    set(CURLOPT_PROXY_CAINFO, file);
  }
  // libcurl keeps what it has read of a file, but reads it anew for each connection where there is a folder, too.
  if (folder != nullptr || file != nullptr || curl_version_info(CURLVERSION_NOW)->cainfo != nullptr) {
    set(CURLOPT_CAPATH, folder);
    set(CURLOPT_PROXY_CAPATH, folder);
  }
}

void curl_transfer::set_callbacks() {
  set(CURLOPT_ERRORBUFFER, words_.data());
  set(CURLOPT_HEADERFUNCTION, &take_head);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &take_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_READFUNCTION, &give_body);
  set(CURLOPT_READDATA, this);
  set(CURLOPT_SEEKFUNCTION, &rewind_body);
  set(CURLOPT_SEEKDATA, this);
  set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  set(CURLOPT_PREREQFUNCTION, &before_request);
  set(CURLOPT_PREREQDATA, this);
}

void curl_transfer::only_connect() {
  set(CURLOPT_CONNECT_ONLY, 1L);
}

// ---- what libcurl calls ----

std::size_t curl_transfer::take_head(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& transfer = transfer_of(self);
  if (!transfer.count(count, transfer.answer_.code == 0 ? longest_head : longest_answer)) return 0;
  const std::string_view line{bytes, count};
  long code = 0;
  if (line == "\r\n" || line == "\n") curl_easy_getinfo(transfer.handle(), CURLINFO_RESPONSE_CODE, &code);
  if (code >= first_final) transfer.answer_.code = static_cast<int>(code);
  return count;
}

std::size_t curl_transfer::take_body(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& transfer = transfer_of(self);
  return transfer.count(count, longest_answer) && transfer.deliver({bytes, count}) ? count : 0;
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
  if (ready_ && curl_easy_header(handle(), "Retry-After", 0, CURLH_HEADER, -1, &pause) == CURLHE_OK)
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
            (proxy.empty() ? target.text() + " is" : "the proxy in " + proxy + " has") +
                " a public address, and notes and keys do not travel there unencrypted; use https"};
  curl_failure failure{code, words_.data(), target.authority(), answer_.progress, proxy};
  curl_easy_getinfo(handle(), CURLINFO_OS_ERRNO, &failure.system_error);
  curl_easy_getinfo(handle(), CURLINFO_HTTP_CONNECTCODE, &failure.proxy_code);
  answer_.for_log = for_log(failure);
  return explain(failure);
}

}  // namespace secondbrain::llm
