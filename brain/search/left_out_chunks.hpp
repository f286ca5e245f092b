// The chunks of the index that get no vector: they are empty, or the model does not take their text.
//
// A plain value, kept from one run of the embedder to the next, so that a text which the model refused is not offered
// again and again; forgotten when the process ends, and then each is tried once more.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "messages/vectors.hpp"

namespace secondbrain::search {

class left_out_chunks {
 public:
  bool contains(const chunk_key& key) const { return reasons_.contains(key); }

  /// What the model said about the text with that hash; null: nothing yet.
  const std::string* refusal(const std::string& text_hash) const {
    const auto found = refused_texts_.find(text_hash);
    return found == refused_texts_.end() ? nullptr : &found->second;
  }

  void leave_out_empty(chunk_key key) { reasons_.insert_or_assign(std::move(key), std::string{}); }
  void leave_out_refused(chunk_key key, const std::string& why) { reasons_.insert_or_assign(std::move(key), why); }
  void refuse_text(const std::string& text_hash, const std::string& why) { refused_texts_[text_hash] = why; }

  /// For another model, everything is to be tried.
  void forget_all() {
    reasons_.clear();
    refused_texts_.clear();
  }

  /// `indexed`: the chunks of the notes behind the one and up to the other, that one included. Of these notes, drops
  /// what is no longer in the index, and takes out of `indexed` what is left out.
  void reconcile(const std::string& behind_note, const std::string& up_to_note, std::vector<chunk_key>& indexed);

  /// There are no notes behind that one any more.
  void forget_behind(const std::string& note);

  /// Its chunks are looked at anew.
  void forget(const std::string& note);

  /// Notes with a text that the model refused, and what it said; of several texts of a note the first.
  std::vector<refused_note> refused() const;

 private:
  std::map<chunk_key, std::string> reasons_;          // empty: there is nothing to embed
  std::map<std::string, std::string> refused_texts_;  // by hash
};

}  // namespace secondbrain::search
