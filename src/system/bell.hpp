// Tells a thread that waits for descriptors of something that another thread did.
#pragma once

namespace logprobs::system {

/// A descriptor that can be read from ring() to silence().
class Bell {
 public:
  /// Throws Error{failed} if there are too many descriptors.
  Bell();
  ~Bell();
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  int descriptor() const { return descriptor_; }
  void ring() const;
  void silence() const;

 private:
  int descriptor_;
};

}  // namespace logprobs::system
