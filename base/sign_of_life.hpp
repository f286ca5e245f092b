// A sign of life from the midst of long work: whoever watches a thread hears that it goes on, though it is not done.
//
// Each thread has a listener of its own, or none. Giving a sign costs next to nothing: it belongs into loops whose
// steps are short, so that one that hangs is still noticed. Never fails.
#pragma once

#include <functional>
#include <utility>

namespace secondbrain {

/// Hears the signs that this thread gives while it lives. The one before is heard again afterwards.
class sign_of_life_listener {
 public:
  explicit sign_of_life_listener(std::function<void()> heard)
      : heard_{std::move(heard)}, before_{std::exchange(current(), this)} {}
  ~sign_of_life_listener() { current() = before_; }
  sign_of_life_listener(const sign_of_life_listener&) = delete;
  sign_of_life_listener& operator=(const sign_of_life_listener&) = delete;

  static void notify() {
    if (current() != nullptr) current()->heard_();
  }

 private:
  static sign_of_life_listener*& current() noexcept {
    thread_local sign_of_life_listener* listener = nullptr;
    return listener;
  }

  std::function<void()> heard_;
  sign_of_life_listener* before_;
};

inline void give_sign_of_life() {
  sign_of_life_listener::notify();
}

}  // namespace secondbrain
