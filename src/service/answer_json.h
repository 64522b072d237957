// SPDX-License-Identifier: Apache-2.0
// Answers as JSON (docs/formats/http.md).
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "answers/answers.h"
#include "service/http.h"

namespace demarche {

using Json = nlohmann::ordered_json;

/// What positions in a text count.
enum class OffsetUnit : std::uint8_t { CodePoint, Utf8, Utf16 };
/// Throws Problem for another word.
OffsetUnit parse_offset_unit(std::string_view word);

Json to_json(const Value& value);
Json to_json(const std::vector<std::string>& columns, const Row& row);
Json to_json(const Page& page);  ///< the rows alone
Json to_json(const Counted& counted);
Json to_json(const std::vector<CountWithout>& counts);
Json to_json(const std::vector<Facet>& facets);
Json to_json(const Series& series);
Json to_json(const Graph& graph);
Json to_json(const MapCells& cells);
Json to_json(const Found& found);
Json to_json(const Overview& overview);
Json to_json(const Changes& changes);
Json to_json(const Record& record, OffsetUnit unit);

/// JSON text that is UTF-8 whatever stands in it.
std::string dump(const Json& json);
HttpAnswer json_answer(const Json& json);

}  // namespace demarche
