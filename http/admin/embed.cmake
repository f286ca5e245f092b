# Writes a C++ source that holds files as constants: cmake -DFILES="a;b" -DSOURCE_DIR=… -DOUTPUT=… -P embed.cmake
# Bytes become character arrays, not string literals: compilers limit the length of a literal, not of an array.

set(content_type_html "text/html; charset=utf-8")
set(content_type_css "text/css; charset=utf-8")
set(content_type_js "text/javascript; charset=utf-8")
set(content_type_svg "image/svg+xml")

set(arrays "")
set(entries "")
set(number 0)
foreach(file IN LISTS FILES)
  cmake_path(GET file EXTENSION LAST_ONLY extension)
  string(SUBSTRING "${extension}" 1 -1 kind)
  if(NOT DEFINED content_type_${kind})
    message(FATAL_ERROR "${file}: no content type is known for .${kind}; add it to embed.cmake")
  endif()

  if(file STREQUAL "index.html")
    set(path "/admin/")
  else()
    set(path "/admin/${file}")
  endif()

  file(READ ${SOURCE_DIR}/${file} hex HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," characters "${hex}")
  file(SHA256 ${SOURCE_DIR}/${file} digest)
  string(SUBSTRING "${digest}" 0 16 etag)

  string(APPEND arrays "constexpr char file_${number}[] = {${characters}};\n")
  string(APPEND entries "    asset{\"${path}\", \"${content_type_${kind}}\", {file_${number}, sizeof file_${number}}, \"\\\"${etag}\\\"\"},\n")
  math(EXPR number "${number} + 1")
endforeach()

file(WRITE ${OUTPUT} "#include \"http/admin/assets.hpp\"

#include <array>

namespace secondbrain::http {
namespace {

${arrays}
constexpr std::array assets{
${entries}};

}  // namespace

std::span<const asset> admin_assets() { return assets; }

}  // namespace secondbrain::http
")
