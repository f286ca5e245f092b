// Compares all of the index with all of the vectors, a page at a time, so that neither is ever held as a whole.
//
// Owned by one thread; fails with what the two lists fail with.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/search/embedding_plan.hpp"
#include "brain/search/left_out_chunks.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::search {

class stock_taking {
 public:
  static constexpr std::size_t chunks_in_a_page = 20'000;

  /// A page of the chunks of the notes behind that one; whole notes, in order.
  using lister = std::function<result<chunk_page>(std::string_view behind_note, std::size_t enough)>;

  /// `left_out` outlives this.
  stock_taking(lister indexed, lister embedded, left_out_chunks& left_out)
      : indexed_{std::move(indexed), {}, {}, false},
        embedded_{std::move(embedded), {}, {}, false},
        left_out_{left_out} {}

  bool done() const { return indexed_.is_at_end() && embedded_.is_at_end(); }

  /// What is to be done of the next page; nothing when it is done.
  result<embedding_plan> advance();

 private:
  struct side {
    lister list;
    std::vector<chunk_key> chunks;  // read and not compared yet
    std::string behind;             // the note that was read last
    bool has_all = false;           // there is nothing to be read any more

    bool is_at_end() const { return has_all && chunks.empty(); }
    status fill();
    std::vector<chunk_key> take_up_to(const std::string& note);
  };

  std::string last_comparable_note() const;

  side indexed_;
  side embedded_;
  left_out_chunks& left_out_;
  std::string compared_to_;  // note
};

}  // namespace secondbrain::search
