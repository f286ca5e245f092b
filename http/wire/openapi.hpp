// The description of the interface for tools, rendered from the routes (OpenAPI 3.1).
#pragma once

#include <boost/json/object.hpp>
#include <string_view>
#include <vector>

#include "http/wire/route.hpp"

namespace secondbrain::http {

boost::json::object openapi_document(const std::vector<route>& routes, std::string_view version);

}  // namespace secondbrain::http
