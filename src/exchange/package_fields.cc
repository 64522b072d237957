// SPDX-License-Identifier: Apache-2.0
// The columns of each table of a data package, in the order of its files.
#include "exchange/package_fields.h"

#include "base/error.h"

namespace demarche {
namespace {

constexpr PackageField kEvents[] = {{"event_id", "event_id"},
                                    {"revision", "#revision"},
                                    {"review", "review"},
                                    {"model", "#model"},
                                    {"confidence", "confidence"},
                                    {"date_start", "date_from"},
                                    {"date_end", "date_to"},
                                    {"date_precision", "date_precision"},
                                    {"date_basis", "date_basis"},
                                    {"first_reported", "first_reported"},
                                    {"last_reported", "last_reported"},
                                    {"event_type", "type"},
                                    {"event_mode", "mode"},
                                    {"contexts", nullptr},
                                    {"quad", "quad"},
                                    {"quad_label", "#quad_label"},
                                    {"scale", "#scale"},
                                    {"cameo_code", "cameo"},
                                    {"cameo_basis", "#cameo_basis"},
                                    {"status", "status"},
                                    {"votes_happened", "votes_happened"},
                                    {"votes_ongoing", "votes_ongoing"},
                                    {"votes_planned", "votes_planned"},
                                    {"votes_requested", "votes_requested"},
                                    {"votes_threatened", "votes_threatened"},
                                    {"votes_possible", "votes_possible"},
                                    {"votes_denied", "votes_denied"},
                                    {"contested", "contested"},
                                    {"actor_ids", "actor_ids"},
                                    {"actor_names", "actors"},
                                    {"actor_countries", "actor_countries"},
                                    {"actor_sectors", "actor_sectors"},
                                    {"actor_text", nullptr},
                                    {"recipient_ids", "recipient_ids"},
                                    {"recipient_names", "recipients"},
                                    {"recipient_countries", "recipient_countries"},
                                    {"recipient_sectors", "recipient_sectors"},
                                    {"recipient_text", nullptr},
                                    {"directed", "#directed"},
                                    {"place_id", nullptr},
                                    {"place_name", "place"},
                                    {"place_text", "place_words"},
                                    {"admin2", nullptr},
                                    {"admin1", "#admin1"},
                                    {"country_iso3", "place_country"},
                                    {"gwcode", "#gwcode"},
                                    {"cown", "#cown"},
                                    {"latitude", "latitude"},
                                    {"longitude", "longitude"},
                                    {"place_precision", "place_precision"},
                                    {"place_basis", nullptr},
                                    {"geonames_id", "geonames_id"},
                                    {"killed_low", "killed_low"},
                                    {"killed_high", "killed_high"},
                                    {"injured_low", "injured_low"},
                                    {"injured_high", "injured_high"},
                                    {"arrested_low", "arrested_low"},
                                    {"arrested_high", "arrested_high"},
                                    {"crowd_low", "crowd_low"},
                                    {"crowd_high", "crowd_high"},
                                    {"counts_text", nullptr},
                                    {"n_mentions", "n_mentions"},
                                    {"n_reports", "n_reports"},
                                    {"n_copies", "n_copies"},
                                    {"n_sources", "n_sources"},
                                    {"n_independent", "n_independent"},
                                    {"source_names", "source_names"},
                                    {"top_report_id", "report_id"},
                                    {"top_url", "url"},
                                    {"top_quote", "trigger"},
                                    {"plan_of", "plan_of"},
                                    {"outcome_id", "outcome_id"},
                                    {"outcome_verdict", "outcome_verdict"},
                                    {"contradiction_ids", "contradiction_ids"}};

constexpr PackageField kMentions[] = {{"mention_id", "mention_id"},
                                      {"event_id", "event_id"},
                                      {"report_id", "report_id"},
                                      {"source_id", nullptr},
                                      {"sentence", nullptr},
                                      {"status", "status"},
                                      {"status_cue", nullptr},
                                      {"hypothetical", "#hypothetical"},
                                      {"negated", "#negated"},
                                      {"date_start", "date_from"},
                                      {"date_end", "date_to"},
                                      {"date_basis", "date_basis"},
                                      {"date_text", "date_words"},
                                      {"event_type", "type"},
                                      {"event_mode", "mode"},
                                      {"cameo_code", "cameo"},
                                      {"actor_ids", "actor_ids"},
                                      {"actor_names", "actors"},
                                      {"actor_countries", "actor_countries"},
                                      {"actor_sectors", "actor_sectors"},
                                      {"recipient_ids", "recipient_ids"},
                                      {"recipient_names", "recipients"},
                                      {"recipient_countries", "recipient_countries"},
                                      {"recipient_sectors", "recipient_sectors"},
                                      {"place_name", "place"},
                                      {"place_country", "place_country"},
                                      {"place_text", "place_words"},
                                      {"quote", "trigger"},
                                      {"start", "quote_begin"},
                                      {"end", "quote_end"},
                                      {"origin", "origin"},
                                      {"chain_length", "chain_length"},
                                      {"said_through", "said_through"},
                                      {"within", "within"},
                                      {"content_of", "content_of"},
                                      {"first_hand", "independent"},
                                      {"merge_reason", "merge_reason"},
                                      {"model", "#model"},
                                      {"rule", "rule"},
                                      {"confidence", "score"}};

constexpr PackageField kStatements[] = {{"statement_id", "statement_id"},
                                        {"report_id", "report_id"},
                                        {"source_id", "source_id"},
                                        {"published", "published"},
                                        {"sentence", nullptr},
                                        {"quote_type", "form"},
                                        {"stance", nullptr},
                                        {"speaker_id", "speaker_id"},
                                        {"speaker_name", "speaker"},
                                        {"speaker_title", nullptr},
                                        {"speaker_country", "speaker_country"},
                                        {"speaker_sector", "speaker_sector"},
                                        {"speaker_text", "speaker_words"},
                                        {"named", "named"},
                                        {"addressee_id", "addressee_id"},
                                        {"addressee_name", "addressee"},
                                        {"cue", "cue"},
                                        {"content", "content"},
                                        {"content_start", "content_begin"},
                                        {"content_end", "content_end"},
                                        {"chain_length", "depth"},
                                        {"first_hand", "#first_hand"},
                                        {"within", "within"},
                                        {"mention_ids", "mention_ids"},
                                        {"model", "#model"},
                                        {"rule", "rule"},
                                        {"confidence", "score"}};

constexpr PackageField kReports[] = {{"report_id", "report_id"},
                                     {"source_id", "source_id"},
                                     {"source_name", "source"},
                                     {"url", "url"},
                                     {"title", "title"},
                                     {"byline", "author"},
                                     {"published", "published"},
                                     {"published_basis", "date_basis"},
                                     {"lang", "language"},
                                     {"characters", "characters"},
                                     {"text_sha256", "text_digest"},
                                     {"copy_of", "copy_of"},
                                     {"copy_reason", "copy_reason"},
                                     {"raw_sha256", "raw_digest"},
                                     {"kept_text", "#kept_text"},
                                     {"text", "#text"}};

constexpr PackageField kActors[] = {
    {"actor_id", "actor_id"}, {"name", "name"},     {"kind", "kind"},         {"country_iso3", "country"},    {"gwcode", "gwcode"},
    {"cown", "cown"},         {"sector", "sector"}, {"n_reports", "reports"}, {"n_statements", "statements"}, {"n_mentions", "events"}};
constexpr PackageField kNames[] = {
    {"actor_id", "#actor_id"}, {"name", "name"}, {"country_iso3", "country"}, {"origin", "reason"}, {"n_reports", "reports"}};
constexpr PackageField kSources[] = {{"source_id", "source_id"},
                                     {"name", "name"},
                                     {"n_reports", "reports"},
                                     {"n_copies", "copies"},
                                     {"first_published", "first_published"},
                                     {"last_published", "last_published"}};
constexpr PackageField kPlans[] = {{"plan_link_id", "plan_link_id"}, {"plan_id", "plan_id"},   {"outcome_id", "outcome_id"},
                                   {"verdict", "verdict"},           {"due_from", "due_from"}, {"due_to", "due_to"},
                                   {"days_off", "days_off"},         {"score", "score"},       {"basis", "basis"},
                                   {"coverage", "coverage"}};
constexpr PackageField kContradictions[] = {{"contradiction_id", "contradiction_id"},
                                            {"kind", "kind"},
                                            {"field", "field"},
                                            {"event_id", "event_id"},
                                            {"a_kind", "a_kind"},
                                            {"a_id", "a_id"},
                                            {"b_kind", "b_kind"},
                                            {"b_id", "b_id"},
                                            {"a_value", "a_value"},
                                            {"b_value", "b_value"},
                                            {"n_independent_a", "n_independent_a"},
                                            {"n_independent_b", "n_independent_b"},
                                            {"state", "state"}};
constexpr PackageField kDecisions[] = {
    {"decision_id", "decision_id"}, {"at", "at"},         {"by", "by"},       {"act", "act"},       {"record_id", "record_id"},
    {"other_id", "other_id"},       {"before", "before"}, {"after", "after"}, {"reason", "reason"}, {"undoes", "undoes"}};
constexpr PackageField kEvidence[] = {{"record_id", ""}, {"record_kind", ""}, {"role", ""},   {"ordinal", ""},
                                      {"report_id", ""}, {"start", ""},       {"end", ""},    {"unit", ""},
                                      {"quote", ""},     {"prefix", ""},      {"suffix", ""}, {"state", ""}};
constexpr PackageField kAttributions[] = {{"attribution_id", ""}, {"statement_id", ""},   {"step", ""},  {"holder_id", ""},
                                          {"holder_name", ""},    {"holder_text", ""},    {"named", ""}, {"cue", ""},
                                          {"addressee", ""},      {"of_statement_id", ""}};

constexpr PackageTable kTables[] = {
    {"events", "one row for each event: merged mentions", kEvents, Kind::Events},
    {"mentions", "one row for each report's telling of an event", kMentions, Kind::Mentions},
    {"statements", "one row for each statement: who said what in one report", kStatements, Kind::Statements},
    {"attributions", "the steps of each statement's chain; step 1 is nearest to the report", kAttributions, std::nullopt},
    {"evidence", "the exact words of each role, in code points of the report's text: text[start:end] == quote", kEvidence, std::nullopt},
    {"reports", "one row for each report", kReports, Kind::Reports},
    {"actors", "one row for each actor across reports", kActors, Kind::Actors},
    {"actor_names", "the names of each actor, and why they are one", kNames, std::nullopt},
    {"sources", "outlets and agencies", kSources, Kind::Sources},
    {"plan_links", "plans, requests and threats with what came of them", kPlans, Kind::Plans},
    {"contradictions", "records that cannot both hold", kContradictions, Kind::Contradictions},
    {"decisions", "what people decided", kDecisions, Kind::Decisions},
};

}  // namespace

std::span<const PackageTable> package_tables() {
  return kTables;
}

const PackageTable& package_table(std::string_view name) {
  for (const PackageTable& table : kTables)
    if (table.name == name) return table;
  throw Bug("no such table of a data package");
}

std::string package_meaning(const PackageTable& table, const PackageField& field) {
  if (!table.kind) return "";
  if (field.from == nullptr) return "not in this version: always empty";
  for (const ColumnInfo& info : columns_of(*table.kind))
    if (info.name == field.from) return std::string(info.meaning);
  return "";
}

}  // namespace demarche
