// SPDX-License-Identifier: Apache-2.0
// Actors across reports: which names are one actor's, and why.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace demarche {

struct NamedActor {
  std::string id{};  ///< ac_…
  std::string name{};
  std::string country{};
  bool resolved = false;
};

/// Actors that may be one are found under one of these keys: the folded name, and the last word of a resolved one, with the country.
std::vector<std::string> identity_keys(const NamedActor& actor);

struct Alias {
  std::uint32_t actor = 0;     ///< position
  std::uint32_t identity = 0;  ///< position of the actor that names it best
  std::string reason{};        ///< itself, spelling, short-name
};

/// For actors that share keys, all of those: one alias for each. A last name alone goes to a full name of the same country where
/// there is exactly one. Independent of the order.
std::vector<Alias> identify(std::span<const NamedActor> actors);

/// state, organization, person, group, unknown; from the reason by which a party was resolved.
const char* kind_of_actor(const std::string& name, const std::string& country, const std::string& reason);

}  // namespace demarche
