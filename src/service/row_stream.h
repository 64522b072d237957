// SPDX-License-Identifier: Apache-2.0
// Lists without an end: every row as it is read, with trailers that say that it was all.
#pragma once

#include "service/http.h"
#include "service/routes.h"

namespace demarche {

/// Forms: jsonl, csv, tsv, by the placeholder {format} of the path. Throws Problem for another.
HttpAnswer stream_rows(Service& service, Kind kind, const Call& call);

}  // namespace demarche
