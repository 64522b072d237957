// SPDX-License-Identifier: Apache-2.0
#include "ledger/link_store.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/civil_date.h"
#include "base/error.h"
#include "ledger/link_changes.h"
#include "ledger/link_components.h"
#include "ledger/link_copies.h"
#include "ledger/link_events.h"
#include "ledger/link_identities.h"
#include "ledger/link_plans.h"
#include "ledger/link_rulings.h"
#include "ledger/link_source.h"
#include "linking/link_words.h"
#include "linking/pair_score.h"

namespace demarche {
namespace {

constexpr std::size_t kReadingsAtOnce = 256;  // of link_everything: what is linked together is held in memory

constexpr const char* kStatementParties =
    "INSERT INTO statement_party (finding_key, role, identity_key, country, sort_date) "
    "SELECT finding_key, role, identity_key, actor.country, coalesce(reading.published, '') FROM finding "
    "CROSS JOIN party USING (finding_key) JOIN actor USING (actor_key) JOIN alias USING (actor_key) "
    "JOIN reading USING (reading_key) WHERE kind = 'statement' AND party.ordinal = 0 AND ";

constexpr const char* kKnownMention = "SELECT finding_key FROM finding JOIN link_feature USING (finding_key) WHERE id = ?";

/// Where a mention is found as one that tells of the same, or of what came of a plan.
std::vector<BlockKey> blocks_of(const LinkMention& mention) {
  std::vector<BlockKey> blocks = block_keys(mention);
  const std::vector<BlockKey> more = plan_keys(mention, Met::Events);
  blocks.insert(blocks.end(), more.begin(), more.end());
  return blocks;
}

}  // namespace

struct LinkStore::State {
  explicit State(Database& given)
      : database(given),
        copies(given),
        identities(given),
        mentions(given),
        events(given, mentions),
        changes(given),
        components(given, mentions),
        plans(given, mentions, events, changes) {}

  void add_reading(std::int64_t key);
  void add_mention(std::int64_t key, const LinkMention& mention);
  void add_statements(std::int64_t key);
  void remove_reading(std::int64_t key);
  void count_day(const std::string& day, int times);
  void pair(std::int64_t key);
  void write_component(const LinkComponents::Component& component, const Rulings& rulings);
  std::vector<Link> links_among(const LinkComponents::Component& component, const std::vector<LinkMention>& list, const Rulings& rulings);
  void cluster_again(const Rulings& rulings);
  bool is_settled(const std::vector<std::int64_t>& group);
  void touch(std::int64_t mention);
  void remove_event_of(std::int64_t mention);
  void touch_reading(std::int64_t reading);
  void touch_actor(std::int64_t actor);
  void relink();

  Database& database;
  LinkCopies copies;
  LinkIdentities identities;
  MentionCache mentions;
  LinkEvents events;
  LinkChanges changes;
  LinkComponents components;
  LinkPlans plans;
  std::vector<std::int64_t> fresh;     ///< mentions that have not been compared with others
  std::set<std::int64_t> touched;      ///< mentions whose event must be made again
  std::vector<std::int64_t> queue;     ///< the same, as they came
  std::set<std::int64_t> gone_events;  ///< removed since the last relink
  std::set<std::int64_t> fresh_events;
  bool rulings_changed = false;
};

void LinkStore::State::count_day(const std::string& day, int times) {
  if (day.empty()) return;
  database
      .cached(
          "INSERT INTO report_day (day, n_reports) VALUES (?, ?) "
          "ON CONFLICT DO UPDATE SET n_reports = n_reports + excluded.n_reports")
      .bind(day, times)
      .run();
  database.cached("DELETE FROM report_day WHERE day = ? AND n_reports = 0").bind(day).run();
  database.cached("UPDATE ledger_revision SET horizon = max(horizon, ?)").bind(day).run();
}

void LinkStore::State::add_mention(std::int64_t key, const LinkMention& mention) {
  mentions.put(key, mention);
  database.cached("INSERT INTO link_feature (finding_key, features) VALUES (?, ?)").bind(key, to_line(mention)).run();
  for (const BlockKey& block : blocks_of(mention)) {
    database.cached("INSERT OR IGNORE INTO link_block (block, day, finding_key) VALUES (?, ?, ?)")
        .bind(static_cast<std::int64_t>(block.block), block.day, key)
        .run();
  }
  for (const LinkNumber& number : mention.numbers) {
    database.cached("INSERT INTO mention_number (finding_key, what, low, high, words) VALUES (?, ?, ?, ?, ?)")
        .bind(key, to_string(number.what), number.low, number.high, number.words)
        .run();
  }
  fresh.push_back(key);
  touch(key);
}

void LinkStore::State::add_statements(std::int64_t key) {
  database.cached(std::string(kStatementParties) + "reading_key = ?").bind(key).run();
}

void LinkStore::State::add_reading(std::int64_t key) {
  const auto old = numbers(database
                               .cached("SELECT older.reading_key FROM reading AS newer JOIN reading AS older USING (report_key) "
                                       "JOIN copy ON copy.reading_key = older.reading_key WHERE newer.reading_key = ?")
                               .bind(key));
  for (const std::int64_t reading : old) remove_reading(reading);
  Query& report = database.cached("SELECT report.id FROM reading JOIN report USING (report_key) WHERE reading_key = ?").bind(key);
  DEMARCHE_CHECK(report.step());
  changes.note(report.text(0), old.empty());
  report.reset();
  const LinkReading reading = load_link_reading(database, key);
  count_day(reading.published, 1);
  copies.add(key, reading.text);
  // Its row stands before anything counts current readings; regroup() may put another original.
  database.cached("INSERT INTO copy (reading_key, original_key, reason, credit, similarity) VALUES (?1, ?1, 'original', '', 1)")
      .bind(key)
      .run();
  for (const std::int64_t actor : identities.add_actors(key)) touch_actor(actor);
  identities.count_reading(key, 1);
  for (const auto& [finding, mention] : reading.mentions) add_mention(finding, mention);
  add_statements(key);
}

/// Everything that hangs on a reading that another one supersedes.
void LinkStore::State::remove_reading(std::int64_t key) {
  Query& row = database.cached("SELECT published FROM reading WHERE reading_key = ?").bind(key);
  const std::string published = row.step() ? row.text(0) : "";
  row.reset();
  count_day(published, -1);
  identities.count_reading(key, -1);
  copies.remove(key);
  std::set<std::int64_t> leaving;
  for (const std::int64_t finding :
       numbers(database.cached("SELECT finding_key FROM finding WHERE reading_key = ? AND kind = 'event'").bind(key)))
    leaving.insert(finding);
  for (const std::int64_t finding : leaving) {
    remove_event_of(finding);
    for (const BlockKey& block : blocks_of(mentions.get(finding))) {
      database.cached("DELETE FROM link_block WHERE block = ? AND day = ? AND finding_key = ?")
          .bind(static_cast<std::int64_t>(block.block), block.day, finding)
          .run();
    }
    for (const std::int64_t other : numbers(database.cached("SELECT other_key FROM link_pair WHERE one_key = ?").bind(finding))) {
      touch(other);
      database.cached("DELETE FROM link_pair WHERE one_key = ? AND other_key = ?").bind(other, finding).run();
    }
    database.cached("DELETE FROM link_pair WHERE one_key = ?").bind(finding).run();
    database.cached("DELETE FROM link_feature WHERE finding_key = ?").bind(finding).run();
    database.cached("DELETE FROM mention_number WHERE finding_key = ?").bind(finding).run();
  }
  for (const std::int64_t finding : leaving) touched.erase(finding);
  std::erase_if(fresh, [&](std::int64_t finding) { return leaving.count(finding) > 0; });
  database
      .cached(
          "DELETE FROM statement_party WHERE finding_key IN "
          "(SELECT finding_key FROM finding WHERE reading_key = ? AND kind = 'statement')")
      .bind(key)
      .run();
}

/// Whoever else was in the event must find another one.
void LinkStore::State::remove_event_of(std::int64_t mention) {
  for (const std::int64_t event : numbers(database.cached("SELECT merged_key FROM mention WHERE finding_key = ?").bind(mention))) {
    for (const std::int64_t other : numbers(database.cached("SELECT finding_key FROM mention WHERE merged_key = ?").bind(event)))
      touch(other);
    changes.keep_event(event);
    plans.leave_blocks(event);
    events.remove(event);
    gone_events.insert(event);
  }
}

void LinkStore::State::touch(std::int64_t mention) {
  if (touched.insert(mention).second) queue.push_back(mention);
}

void LinkStore::State::touch_reading(std::int64_t reading) {
  for (const std::int64_t finding :
       numbers(database.cached("SELECT finding_key FROM finding WHERE reading_key = ? AND kind = 'event'").bind(reading)))
    touch(finding);
}

/// The actor is somebody else now.
void LinkStore::State::touch_actor(std::int64_t actor) {
  const auto statements = numbers(database
                                      .cached("SELECT DISTINCT finding_key FROM party JOIN statement_party USING (finding_key, role) "
                                              "WHERE actor_key = ? AND ordinal = 0")
                                      .bind(actor));
  for (const std::int64_t statement : statements) {
    database.cached("DELETE FROM statement_party WHERE finding_key = ?").bind(statement).run();
    database.cached(std::string(kStatementParties) + "finding_key = ?").bind(statement).run();
  }
  for (const std::int64_t finding :
       numbers(database.cached("SELECT finding_key FROM party JOIN mention USING (finding_key) WHERE actor_key = ?").bind(actor)))
    touch(finding);
}

/// Compares a new mention with all that stand in its blocks near its day.
void LinkStore::State::pair(std::int64_t key) {
  // Days of a block are where intervals begin: those of mentions that meet may lie further apart than their days.
  const std::int32_t window = (is_ahead(mentions.get(key)) ? 4 : 2) * link_limit("window");
  const std::int32_t join = link_limit("join");
  const LinkMention mine = mentions.get(key);
  std::set<std::int64_t> others;
  for (const BlockKey& block : block_keys(mine)) {
    Query& rows = database.cached("SELECT finding_key FROM link_block WHERE block = ? AND day BETWEEN ? AND ?")
                      .bind(static_cast<std::int64_t>(block.block), block.day == kNoDay ? kNoDay : block.day - window,
                            block.day == kNoDay ? kNoDay : block.day + window);
    while (rows.step()) others.insert(rows.number(0));
    rows.reset();
  }
  others.erase(key);
  for (const std::int64_t other : others) {
    const PairScore score = score_pair(mine, mentions.get(other));
    if (!score.possible || score.points < join) continue;
    Query& insert = database.cached("INSERT OR IGNORE INTO link_pair (one_key, other_key, points, reason) VALUES (?, ?, ?, ?)");
    insert.bind(key, other, score.points, score.reason).run();
    insert.bind(other, key, score.points, score.reason).run();
  }
}

/// Whether the group is an event already, and nothing in it was touched.
bool LinkStore::State::is_settled(const std::vector<std::int64_t>& group) {
  std::int64_t event = 0;
  for (const std::int64_t key : group) {
    if (touched.count(key) > 0) return false;
    const auto known = numbers(database.cached("SELECT merged_key FROM mention WHERE finding_key = ?").bind(key));
    if (known.empty() || (event != 0 && known.front() != event)) return false;
    event = known.front();
  }
  const auto count = numbers(database.cached("SELECT n_mentions FROM merged_event WHERE merged_key = ?").bind(event));
  return count.size() == 1 && count.front() == static_cast<std::int64_t>(group.size());
}

/// The links that are kept between these mentions, but those of mentions that a person set apart.
std::vector<Link> LinkStore::State::links_among(const LinkComponents::Component& component, const std::vector<LinkMention>& list,
                                                const Rulings& rulings) {
  const std::vector<std::int64_t>& keys = component.keys;
  const std::int32_t least = points_at(component.level);
  std::unordered_map<std::int64_t, std::uint32_t> positions;
  for (std::uint32_t i = 0; i < keys.size(); ++i) positions.emplace(keys[i], i);
  std::vector<Link> links;
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    if (rulings.alone.count(list[i].id) > 0) continue;
    Query& rows = database.cached("SELECT other_key, points, reason FROM link_pair WHERE one_key = ?").bind(keys[i]);
    while (rows.step()) {
      if (rows.number(1) < least) continue;
      const std::uint32_t other = positions.at(rows.number(0));
      if (i < other && rulings.alone.count(list[other].id) == 0)
        links.push_back({i, other, static_cast<std::int32_t>(rows.number(1)), rows.text(2)});
    }
    rows.reset();
  }
  return links;
}

void LinkStore::State::write_component(const LinkComponents::Component& component, const Rulings& rulings) {
  const std::vector<std::int64_t>& keys = component.keys;
  std::vector<LinkMention> list;
  list.reserve(keys.size());
  for (const std::int64_t key : keys) list.push_back(mentions.get(key));
  const std::vector<Link> links = links_among(component, list, rulings);
  std::vector<std::vector<GroupMember>> groups;
  for (const std::vector<std::uint32_t>& group : cluster_component(list, links, rulings.ruling, component.level)) {
    std::vector<std::int64_t> members;
    members.reserve(group.size());
    for (const std::uint32_t at : group) members.push_back(keys[at]);
    if (!is_settled(members)) groups.push_back(members_of(group, keys, list, links));
  }
  // First all old events of these mentions leave, then the new ones come: a mention has one event at a time.
  for (const auto& group : groups)
    for (const GroupMember& member : group) remove_event_of(member.key);
  for (const auto& group : groups) {
    const std::int64_t event = events.write(group, rulings);
    fresh_events.insert(event);
    changes.made_event(event);
  }
}

/// Clusters every component that holds a touched mention, and those that these have made too large.
void LinkStore::State::cluster_again(const Rulings& rulings) {
  components.begin(rulings);
  std::set<std::int64_t> done;
  std::set<std::int64_t> looked;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::int64_t key = queue[i];
    if ((touched.count(key) == 0 && looked.count(key) == 0) || done.count(key) > 0) continue;
    std::vector<std::int64_t> again;
    const LinkComponents::Component component = components.find(key, again);
    done.insert(component.keys.begin(), component.keys.end());
    for (const std::int64_t other : again)
      if (looked.insert(other).second) queue.push_back(other);
    write_component(component, rulings);
  }
  components.end();
  touched.clear();
  queue.clear();
}

void LinkStore::State::relink() {
  for (const std::int64_t reading : copies.regroup()) touch_reading(reading);
  std::sort(fresh.begin(), fresh.end());
  for (const std::int64_t key : fresh) pair(key);
  fresh.clear();
  const Rulings rulings = load_rulings(database);
  if (rulings_changed) {
    for (const std::string& id : rulings.mentions)
      for (const std::int64_t key : numbers(database.cached(kKnownMention).bind(id))) touch(key);
  }
  rulings_changed = false;
  cluster_again(rulings);
  Query& row = database.cached("SELECT horizon FROM ledger_revision");
  const auto horizon = row.step() ? parse_iso_date(row.text(0)) : std::nullopt;
  row.reset();
  plans.follow(gone_events, fresh_events, rulings, horizon ? static_cast<std::int32_t>(to_days(*horizon)) : kNoDay);
  gone_events.clear();
  fresh_events.clear();
  identities.finish();
  mentions.forget_some();
}

LinkStore::LinkStore(Database& database) : state_(std::make_unique<State>(database)) {}
LinkStore::~LinkStore() = default;
void LinkStore::add_reading(std::int64_t reading_key) {
  state_->add_reading(reading_key);
}
void LinkStore::apply_decision(const std::string& id, const std::string& undone) {
  state_->rulings_changed = true;
  state_->changes.note(id, true);
  if (!undone.empty()) state_->changes.note(undone, false);
}
void LinkStore::relink(std::int64_t revision) {
  state_->relink();
  state_->changes.write(revision);
}

void LinkStore::forget() {
  Database& database = state_->database;
  state_ = std::make_unique<State>(database);
}

void LinkStore::link_everything(std::int64_t revision) {
  Database& database = state_->database;
  forget();
  for (const char* table : {"contradiction", "plan_link", "merged_number", "mention_number", "merged_party", "statement_party", "mention",
                            "merged_event", "identity_tally", "alias", "identity", "identity_key", "link_pair", "link_block",
                            "link_feature", "copy_pair", "copy", "text_sketch", "report_day"})
    database.execute(std::string("DELETE FROM ") + table);
  // Names of superseded readings stay known, as they do when readings come one by one.
  for (const std::int64_t reading : numbers(database.cached("SELECT reading_key FROM reading ORDER BY 1")))
    state_->identities.add_actors(reading);
  std::size_t count = 0;
  for (const std::int64_t reading : numbers(database.cached("SELECT max(reading_key) FROM reading GROUP BY report_key ORDER BY 1"))) {
    state_->add_reading(reading);
    if (++count % kReadingsAtOnce != 0) continue;
    state_->relink();
    state_->changes.begin_at(revision);
  }
  state_->rulings_changed = true;
  state_->relink();
  state_->changes.begin_at(revision);
  database.cached("UPDATE ledger_revision SET linked = ?").bind(kLinkingVersion).run();
}

}  // namespace demarche
