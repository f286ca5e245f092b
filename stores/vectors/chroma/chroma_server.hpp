// A Chroma server, spoken to by its API of version 2 over HTTP.
//
// Blocks, never longer than its limit says. Any number of threads. Fails with timeout and unavailable (another attempt
// can help), not_found (the collection is not there), locked (the server wants a proof of who asks), invalid_argument
// (of what was asked) and corrupt (an answer that makes no sense). Sentences name the server.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "net/http_client.hpp"

namespace secondbrain::stores {

struct chroma_place {
  net::url server;  // with the tenant and the database in its path, where it names any
};

/// `chroma+http://host:8000`, or with `/tenant/database` behind it. invalid_argument.
result<chroma_place> parse_chroma_address(std::string_view address);

class chroma_server {
 public:
  chroma_server(const chroma_place& place, std::chrono::milliseconds limit);

  /// The id of the collection of that name; it is made if need be, to be searched by inner product.
  result<std::string> collection(const std::string& name) const;
  status remove_collection(const std::string& name) const;

  /// `what`: get, query, upsert, update, delete.
  result<boost::json::value> post(const std::string& collection, std::string_view what,
                                  const boost::json::object& body) const;
  result<std::int64_t> count(const std::string& collection) const;

 private:
  result<boost::json::value> call(net::http_method method, const std::string& path, const std::string& body = {}) const;
  failed explain(const net::http_answer& answer) const;

  net::url collections_;  // the address of them all
  std::string name_;      // of the server, for people
  std::chrono::milliseconds limit_;
  std::shared_ptr<net::http_client> network_ = std::make_shared<net::http_client>();
};

}  // namespace secondbrain::stores
