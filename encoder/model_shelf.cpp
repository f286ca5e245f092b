#include "encoder/model_shelf.hpp"

#include <algorithm>
#include <functional>
#include <system_error>
#include <utility>

#include "base/durable_rename.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/list_directory.hpp"
#include "base/record_json.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"
#include "encoder/own_model.hpp"
#include "encoder/text_encoder.hpp"
#include "encoder/zip_archive.hpp"

namespace secondbrain::encoder {

namespace {

namespace fs = std::filesystem;

bool may_be_name(std::string_view name) {
  constexpr std::size_t longest = 64;
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  return !name.empty() && name.size() <= longest && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), allowed);
}

constexpr auto choice_file = ".chosen";  // no name of a model begins so

failed no_such_model(const std::string& name) {
  return fail(errc::not_found,
              "There is no model " + name + " here. `secondbrain model` lists those that are installed.");
}

/// Takes a content where it is one of the wanted: name on the shelf -> SHA-256.
class wanted_files {
 public:
  explicit wanted_files(std::map<std::string, std::string> hashes) : missing_{std::move(hashes)} {}

  status offer(const std::string& bytes) {
    const auto hash = sha256_hex(bytes);
    RETURN_IF_ERROR(hash);
    const auto found =
        std::find_if(missing_.begin(), missing_.end(), [&](const auto& one) { return one.second == *hash; });
    if (found == missing_.end()) return {};
    found_.emplace(found->first, bytes);
    missing_.erase(found);
    return {};
  }

  bool complete() const { return missing_.empty(); }
  const std::map<std::string, std::string>& found() const { return found_; }

 private:
  std::map<std::string, std::string> missing_;
  std::map<std::string, std::string> found_;
};

constexpr std::size_t largest_file = std::size_t{1} << 30;  // bytes

status offer_archive(const fs::path& file, wanted_files& wanted) {
  const auto archive = zip_archive::open(file);
  RETURN_IF_ERROR(archive);
  for (const auto& entry : archive->entries()) {
    if (wanted.complete() || entry.size > largest_file) continue;
    const auto bytes = archive->read(entry);
    if (!bytes) return fail(bytes.error(), file.string());
    RETURN_IF_ERROR(wanted.offer(*bytes));
  }
  return {};
}

bool is_archive(const fs::path& file) {
  const auto extension = file.extension();
  return extension == ".jar" || extension == ".zip" || extension == ".whl";
}

status offer_file(const fs::path& file, wanted_files& wanted) {
  if (is_archive(file)) return offer_archive(file, wanted);
  std::error_code ignored;
  if (const auto size = fs::file_size(file, ignored); ignored || size > largest_file) return {};
  const auto bytes = read_file(file);
  RETURN_IF_ERROR(bytes);
  return wanted.offer(*bytes);
}

status offer_all(const fs::path& from, wanted_files& wanted) {
  std::error_code problem;
  if (!fs::is_directory(from, problem)) return offer_file(from, wanted);
  for (fs::recursive_directory_iterator at{from, problem}, end; !problem && at != end && !wanted.complete();
       at.increment(problem)) {
    if (!at->is_regular_file(problem)) continue;
    RETURN_IF_ERROR(offer_file(at->path(), wanted));
  }
  if (problem) return fail_with(problem, "cannot read " + from.string());
  return {};
}

/// A folder that is gone when it has not been given its name.
class staging {
 public:
  explicit staging(fs::path folder) : folder_{std::move(folder)} {}
  staging(const staging&) = delete;
  staging& operator=(const staging&) = delete;
  ~staging() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  status create() const {
    std::error_code problem;
    fs::remove_all(folder_, problem);
    fs::create_directories(folder_, problem);
    if (!problem) fs::permissions(folder_, fs::perms::owner_all, problem);
    if (problem) return fail_with(problem, "cannot create " + folder_.string());
    return {};
  }

  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

}  // namespace

std::vector<model_shelf::installed> model_shelf::list() const {
  std::vector<installed> found;
  const auto entries = list_directory(folder_);
  if (!entries) return found;
  for (const auto& entry : *entries) {
    if (!may_be_name(entry.filename().string())) continue;
    if (auto description = read_description(entry)) found.push_back({*std::move(description), entry});
  }
  return found;
}

std::vector<std::string> model_shelf::not_whole() const {
  std::vector<std::string> names;
  if (const auto entries = list_directory(folder_))
    for (const auto& entry : *entries)
      if (may_be_name(entry.filename().string()) && !read_description(entry))
        names.push_back(entry.filename().string());
  std::error_code ignored;
  if (const auto name = chosen(); may_be_name(name) && !fs::exists(folder_ / name, ignored)) names.push_back(name);
  return names;
}

result<model_shelf::installed> model_shelf::find(const std::string& name) const {
  auto all = list();
  const auto named = [&](std::string_view wanted) {
    return std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.folder.filename() == wanted; });
  };
  auto found = named(name.empty() ? chosen() : name);
  if (found == all.end() && name.empty()) found = named(default_model);
  if (found == all.end() && name.empty()) found = all.begin();
  if (found == all.end()) return no_such_model(name);
  return std::move(*found);
}

/// Empty: none is.
std::string model_shelf::chosen() const {
  const auto name = read_file(folder_ / choice_file);
  return name ? std::string{trimmed(*name)} : std::string{};
}

status model_shelf::choose(const std::string& name) const {
  const auto model = find(name);
  RETURN_IF_ERROR(model);
  return write_atomically(folder_ / choice_file, model->folder.filename().string() + '\n');
}

result<model_shelf::installed> model_shelf::install_known(const known_model& model, const fs::path& from) const {
  auto description = model.description;
  auto others = model.rounded_by_others.begin();
  while (true) {
    wanted_files wanted{description.sha256};
    RETURN_IF_ERROR(offer_all(from, wanted));
    if (wanted.complete()) return put(std::move(description), wanted.found(), model.licence);
    if (others == model.rounded_by_others.end()) break;
    description.sha256 = *others++;
  }
  return fail(errc::corrupt, from.string() + " does not hold the files of " + model.description.name +
                                 " as they are known (by their SHA-256). Take another source.");
}

result<model_shelf::installed> model_shelf::install_folder(const fs::path& from, const std::string& name) const {
  auto own = read_own_model(from);
  RETURN_IF_ERROR(own);
  std::error_code problem;
  const auto place = fs::weakly_canonical(from, problem);
  own->description.name = name.empty() ? place.filename().string() : name;
  for (const auto& [file, bytes] : own->files) {
    auto hash = sha256_hex(bytes);
    RETURN_IF_ERROR(hash);
    own->description.sha256.emplace(file, *std::move(hash));
  }
  return put(own->description, own->files, own->licence);
}

result<model_shelf::installed> model_shelf::put(model_description description,
                                                const std::map<std::string, std::string>& files,
                                                const std::string& licence) const {
  const auto name = description.name;
  if (!may_be_name(name))
    return fail(errc::invalid_argument, "`" + name +
                                            "` cannot be a model's name: take letters, digits, `-`, `_` and `.`, "
                                            "64 at most, and no `.` in front.");
  const staging beside{folder_ / ("." + name + ".new")};
  RETURN_IF_ERROR(beside.create());
  for (const auto& [file, bytes] : files) RETURN_IF_ERROR(write_atomically(beside.folder() / file, bytes));
  if (!licence.empty()) RETURN_IF_ERROR(write_atomically(beside.folder() / "LICENSE", licence));
  RETURN_IF_ERROR(write_atomically(beside.folder() / description_file, indented_json(to_json(description))));
  const auto tried = text_encoder::load(beside.folder());
  RETURN_IF_ERROR(tried);
  RETURN_IF_ERROR(tried->encode_query("note"));

  const auto place = folder_ / name;
  const staging before{folder_ / ("." + name + ".old")};
  std::error_code problem;
  fs::remove_all(before.folder(), problem);
  if (fs::exists(place, problem)) RETURN_IF_ERROR(rename_durably(place, before.folder()));
  RETURN_IF_ERROR(rename_durably(beside.folder(), place));
  return installed{std::move(description), place};
}

status model_shelf::remove(const std::string& name) const {
  std::error_code problem;
  if (!may_be_name(name) || !fs::exists(folder_ / name / description_file, problem)) return no_such_model(name);
  const staging gone{folder_ / ("." + name + ".old")};
  fs::remove_all(gone.folder(), problem);
  if (chosen() == name) fs::remove(folder_ / choice_file, problem);
  return rename_durably(folder_ / name, gone.folder());
}

}  // namespace secondbrain::encoder
