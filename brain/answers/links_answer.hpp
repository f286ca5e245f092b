// Everything that is told of the links of one note: where they lead, what leads to it, and where it is named without a
// link.
//
// On the reader's thread, at one moment of the index. errc::not_found: there is no such note. Bounded in what it reads;
// what was left out, the answer says.
#pragma once

#include "base/error.hpp"
#include "brain/vault/links/link_resolver.hpp"
#include "messages/links.hpp"
#include "stores/link_reader.hpp"

namespace secondbrain::answers {

result<links_of_note> answer_links(const list_links& request, stores::link_reader& reader,
                                   vault::link_resolver& resolver);

}  // namespace secondbrain::answers
