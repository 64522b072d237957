// SPDX-License-Identifier: Apache-2.0
// Where quotation marks open and close: straight, curly, low, angled, doubled; across paragraphs, and unclosed ones.
#pragma once

#include <vector>

#include "document/document.h"

namespace demarche {

/// One stretch between marks, marks included. An unclosed quotation ends with its block.
struct Quotation {
  TextSpan span{};
  TextSpan inside{};  ///< without the marks
  bool closed = true;
  bool continues = false;  ///< goes on from the quotation before it, whose paragraph ended without a closing mark
};

/// In text order, without nesting: single quotation marks inside double ones are part of the outer one.
std::vector<Quotation> find_quotations(const Document& document);

/// The quotation that holds `offset`, or nullptr.
const Quotation* quotation_at(const std::vector<Quotation>& quotations, std::uint32_t offset);

/// The quotation that begins at `offset`, or nullptr.
const Quotation* quotation_opened_at(const std::vector<Quotation>& quotations, std::uint32_t offset);

}  // namespace demarche
