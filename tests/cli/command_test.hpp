// Runs commands of the program in this process, in a home of their own.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "cli/commands/command_line.hpp"
#include "cli/commands/commands.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::cli {

class command_test : public testing::Test {
 protected:
  struct outcome {
    int exit_code;
    std::string out;
    std::string err;
  };

  command_test() {
    std::filesystem::create_directories(vault());
    environment_ = {{"HOME", home_.path().string()},
                    {"SECONDBRAIN_ENV_FILE", (home_ / ".env").string()},
                    {"SECONDBRAIN_DATA_PATH", data().string()},
                    {"SECONDBRAIN_VAULT_PATH", vault().string()},
                    {"SECONDBRAIN_BACKUP_PATH", (home_ / "backups").string()},
                    {"SECONDBRAIN_PORT", "1"}};  // nobody listens there
  }

  std::filesystem::path home() const { return home_.path(); }
  std::filesystem::path vault() const { return home_ / "vault"; }
  std::filesystem::path data() const { return home_ / "data"; }

  void set(const std::string& name, const std::string& value) { environment_[name] = value; }
  void unset(const std::string& name) { environment_.erase(name); }
  void call_server_at(int port) { set("SECONDBRAIN_PORT", std::to_string(port)); }
  void look_at_a_terminal() { screen_ = terminal{true, false, 80}; }
  void pipe_in(std::string text) { piped_ = std::istringstream{std::move(text)}; }
  void answer_questions_with(std::string text) { person_ = std::istringstream{std::move(text)}; }

  outcome run(std::vector<const char*> words) {
    words.insert(words.begin(), "secondbrain");
    std::ostringstream out;
    std::ostringstream err;
    context ctx{.out = out,
                .err = err,
                .out_terminal = screen_,
                .err_terminal = screen_,
                .environment = environment_,
                .person = person_.str().empty() ? nullptr : &person_,
                .piped = piped_ ? &*piped_ : nullptr};
    auto code = run_command_line(every_command, static_cast<int>(words.size()), words.data(), ctx);
    return {code, out.str(), err.str()};
  }

 private:
  temporary_directory home_;
  ops::variables environment_;
  std::istringstream person_;
  std::optional<std::istringstream> piped_;
  terminal screen_;
};

inline void write_file(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream{file} << text;
}

inline std::string read_file(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream{file}.rdbuf();
  return text.str();
}

}  // namespace secondbrain::cli
