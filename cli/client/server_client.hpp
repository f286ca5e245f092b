// The running server, as the command line talks to it.
//
// Every failure is a sentence that says what to do: not running (errc::unavailable), no answer in time (errc::timeout),
// or what the server itself said. One request at a time; not thread-safe, make one per thread. The only file of `cli/`
// that knows the HTTP library.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "cli/client/expected_vault.hpp"
#include "cli/display/context.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::cli {

using query_parameters = std::vector<std::pair<std::string, std::string>>;

using event_listener = std::function<void(std::string_view event, std::string_view data)>;

class server_client {
 public:
  /// For the server that the environment of a command configures; warnings go to the command's `err`.
  static result<server_client> configured(context& ctx);

  /// Where a vault or a data directory is named, it is meant: a server of another one refuses what changes something,
  /// and the first other answer of it is warned of.
  server_client(const ops::loaded_config& loaded, std::ostream& warnings);

  /// For whatever server is there. One that listens everywhere is called on the loopback address.
  explicit server_client(const ops::config& config);

  const std::string& url() const noexcept { return url_; }

  result<boost::json::object> get(std::string_view path, const query_parameters& parameters = {}) const;

  /// For answers that are lists.
  result<boost::json::array> get_list(std::string_view path, const query_parameters& parameters = {}) const;

  /// `timeout` is how long the server may work before it answers.
  result<boost::json::object> post(std::string_view path, std::chrono::seconds timeout,
                                   const query_parameters& parameters = {}, const boost::json::object& body = {}) const;

  result<boost::json::object> patch(std::string_view path, const boost::json::object& body) const;

  /// Posts, and hands each event of the answer over as it arrives, until the server ends the stream.
  status post_for_events(std::string_view path, const boost::json::object& body, const event_listener& listener) const;

  /// errc::conflict when the server there serves another vault, or has another data directory, than is meant.
  status same_vault() const;

  /// Whether anything answers at all.
  bool reachable() const;

 private:
  result<boost::json::value> send(const char* method, std::string_view path, std::chrono::seconds timeout,
                                  const query_parameters& parameters, const boost::json::object* body) const;
  /// Says once that the answers are another vault's.
  void warn(const expected_vault& served) const;

  expected_vault expected_;
  std::ostream* warnings_ = nullptr;
  mutable bool warned_ = false;
  std::string host_;
  int port_;
  std::string token_;
  std::string url_;
};

}  // namespace secondbrain::cli
