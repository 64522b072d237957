// SPDX-License-Identifier: Apache-2.0
// SHA-256, by which reports, models, lexicons and runs are known; and record ids made from it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace demarche {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void update(std::string_view bytes);
  std::string hex();  ///< 64 lower-case digits; ends the digest

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);

/// 13 characters of Crockford's base 32 from the digest of `key`: the part of a record id after "st_", "ev_", ...
std::string short_id(std::string_view key);

}  // namespace demarche
