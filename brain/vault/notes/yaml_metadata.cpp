#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <sstream>

#include "brain/vault/notes/metadata_formats.hpp"
#include "brain/vault/notes/yaml_scalar.hpp"

namespace secondbrain::vault {

namespace {

// Far beyond any real note, far below what would hurt: an alias bomb doubles with every line.
constexpr std::size_t largest_tree = 1024UL * 1024;  // bytes of text, and one for each value
constexpr std::size_t deepest = 64;

struct too_large : std::exception {
  const char* what() const noexcept override { return "it holds too many or too deeply nested values"; }
};

/// Builds values from the parser's events. An alias copies what its anchor names.
class value_builder final : public YAML::EventHandler {
 public:
  frontmatter_value take() { return std::move(document_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override { add({}, anchor); }

  void OnAlias(const YAML::Mark&, YAML::anchor_t anchor) override {
    // An alias inside the value it names has no finite expansion; its anchor is not known yet.
    auto named = anchored_.find(anchor);
    if (named == anchored_.end()) throw too_large{};
    charge(weight(named->second));
    add(named->second, YAML::NullAnchor);
  }

  void OnScalar(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override {
    charge(1 + text.size());
    bool plain = tag == "?";
    bool is_mark_alone = !plain && tag != "!" && text.empty();  // `!important`, which means itself
    add({plain ? kind_of_plain_scalar(text) : value_kind::string, is_mark_alone ? tag : text, {}, {}}, anchor);
  }

  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(value_kind::list, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(value_kind::mapping, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct open_value {
    frontmatter_value value;
    YAML::anchor_t anchor = YAML::NullAnchor;
    bool expects_value = false;  // of a mapping: its last entry has only a key so far
  };

  void open(value_kind kind, YAML::anchor_t anchor) {
    if (open_.size() == deepest) throw too_large{};
    charge(1);
    open_.push_back({{kind, {}, {}, {}}, anchor, false});
  }

  void close() {
    auto closed = std::move(open_.back());
    open_.pop_back();
    add(std::move(closed.value), closed.anchor);
  }

  void add(frontmatter_value value, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) {
      charge(weight(value));  // a copy: nested anchors would multiply what they hold
      anchored_[anchor] = value;
    }
    if (open_.empty()) {
      document_ = std::move(value);
    } else if (open_.back().value.kind == value_kind::list) {
      open_.back().value.items.push_back(std::move(value));
    } else {
      add_to_mapping(open_.back(), std::move(value));
    }
  }

  /// Keys need not be strings; the text of any scalar will do. A list or mapping as a key has the empty text.
  static void add_to_mapping(open_value& mapping, frontmatter_value value) {
    auto& entries = mapping.value.entries;
    if (mapping.expects_value) {
      entries.back().value = std::move(value);
    } else {
      entries.push_back({std::move(value.text), {}});
    }
    mapping.expects_value = !mapping.expects_value;
  }

  void charge(std::size_t added) {
    weight_ += added;
    if (weight_ > largest_tree) throw too_large{};
  }

  static std::size_t weight(const frontmatter_value& value) {
    auto total = 1 + value.text.size();
    for (auto& item : value.items) total += weight(item);
    for (auto& [key, entry] : value.entries) total += key.size() + weight(entry);
    return total;
  }

  frontmatter_value document_;
  std::vector<open_value> open_;
  std::map<YAML::anchor_t, frontmatter_value> anchored_;
  std::size_t weight_ = 0;
};

}  // namespace

result<frontmatter_value> parse_yaml(std::string_view block) {
  if (block.size() > largest_block) return fail(errc::invalid_argument, "it is larger than 256 KB");
  try {
    std::istringstream input{std::string{block}};
    YAML::Parser parser{input};
    value_builder builder;
    parser.HandleNextDocument(builder);
    return builder.take();
  } catch (const YAML::Exception& problem) {
    return fail(errc::invalid_argument, problem.msg + " (line " + std::to_string(problem.mark.line + 1) + ")");
  } catch (const std::exception& problem) {
    return fail(errc::invalid_argument, problem.what());
  }
}

}  // namespace secondbrain::vault
