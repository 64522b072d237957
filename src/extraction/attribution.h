// SPDX-License-Identifier: Apache-2.0
// Cue proposals and quotation marks -> statements: whole contents, forms, speakers resolved, nesting by position.
#pragma once

#include <vector>

#include "extraction/actor_resolver.h"
#include "extraction/quotation_finder.h"

namespace demarche {

/// Statements of one report, ordered by the first byte of cue or content.
Statements attribute(const Document& document, const ActorResolver& actors, const Lexicons& lexicons);

/// The innermost statement whose content holds `span`, other than `except`; nullopt = the report's own voice.
std::optional<std::uint32_t> innermost(const std::vector<Statement>& statements, TextSpan span,
                                       std::optional<std::uint32_t> except = std::nullopt);

}  // namespace demarche
