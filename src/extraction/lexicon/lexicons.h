// SPDX-License-Identifier: Apache-2.0
// All tables of knowledge together, read once and shared by every report.
#pragma once

#include <string>

#include "extraction/lexicon/actor_table.h"
#include "extraction/lexicon/calendar.h"
#include "extraction/lexicon/cue_table.h"
#include "extraction/lexicon/outlet_table.h"
#include "extraction/lexicon/path_table.h"
#include "extraction/lexicon/person_table.h"
#include "extraction/lexicon/place_table.h"
#include "extraction/lexicon/weight_table.h"

namespace demarche {

/// Immutable after construction. Throws Error(FileUnreadable, LexiconInvalid).
struct Lexicons {
  explicit Lexicons(const std::string& folder);

  ActorTable actors;
  AgentTable agents;
  PlaceTable places;
  Calendar calendar;
  CueTable cues;
  CueTable acts;  ///< acts whose parties the codebook tells
  PathTable recipient_paths;
  OutletTable outlets;
  PersonTable persons;
  WeightTable party_countries;
  std::string digest;  ///< SHA-256 over all files
};

}  // namespace demarche
