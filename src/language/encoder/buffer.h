// SPDX-License-Identifier: Apache-2.0
// Buffer: scratch memory that grows and is kept, aligned for vectors. One set of them per worker thread (workspace.h), so
// that the loop over windows allocates nothing once it has seen its largest window.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>

namespace demarche {

/// The next multiple of `step`.
constexpr std::size_t round_up(std::size_t value, std::size_t step) {
  return (value + step - 1) / step * step;
}

template <class T>
class Buffer {
 public:
  /// At least `count` values; what stood there before is lost when the buffer grows. New memory is zero.
  T* need(std::size_t count) {
    if (count > capacity_) {
      const std::size_t grown = count + count / 4 + 64;
      data_.reset();
      data_.reset(static_cast<T*>(::operator new(grown * sizeof(T), kAlign)));
      std::memset(static_cast<void*>(data_.get()), 0, grown * sizeof(T));
      capacity_ = grown;
    }
    return data_.get();
  }
  T* get() const { return data_.get(); }

 private:
  static constexpr std::align_val_t kAlign{64};
  struct Release {
    void operator()(T* data) const { ::operator delete(data, kAlign); }
  };
  std::unique_ptr<T[], Release> data_{};
  std::size_t capacity_ = 0;
};

}  // namespace demarche
