// SPDX-License-Identifier: Apache-2.0
// Who is linked with whom around one actor, the strongest links first.
#include <algorithm>
#include <map>

#include "answers/records.h"
#include "answers/state.h"

namespace demarche {
namespace {

constexpr std::int64_t kUsualNodes = 60;
constexpr std::int64_t kMostNodes = 300;

/// SELECT of from, to, quad, rows, last day over links of the actors in '{}', a JSON list of identity keys.
struct EdgeSql {
  const char* name;
  Kind kind;
  const char* value;  ///< from, to, quad, day
  const char* joins;  ///< after the rows of the kind
};
// In an event of several actors without recipients all act together: such a link has the direction of the actors' order.
constexpr EdgeSql kEdges[] = {
    {"events", Kind::Events, "a.identity_key, b.identity_key, t.quad, t.sort_date",
     " CROSS JOIN merged_party AS a ON a.merged_key = t.merged_key AND a.role = 'actor' CROSS JOIN merged_party AS b ON b.merged_key = "
     "t.merged_key AND (b.role = 'recipient' OR b.ordinal > a.ordinal)"},
    {"statements", Kind::Statements, "a.identity_key, b.identity_key, 0, coalesce(t.published, '')",
     " CROSS JOIN statement_party AS a ON a.finding_key = t.finding_key AND a.role = 'speaker' CROSS JOIN statement_party AS b ON "
     "b.finding_key = t.finding_key AND b.role = 'addressee'"},
    {"attribution", Kind::Statements, "a.identity_key, b.identity_key, 0, coalesce(t.published, '')",
     " CROSS JOIN statement_party AS a ON a.finding_key = f.within_key AND a.role = 'speaker' CROSS JOIN statement_party AS b ON "
     "b.finding_key = t.finding_key AND b.role = 'speaker'"},
};

using Links = std::map<std::pair<std::int64_t, std::int64_t>, GraphEdge>;

/// Links of rows in which one of `actors` takes part; `among`: both ends are of them.
Links find_links(Database& database, const EdgeSql& edge, const Parameters& filters, const QuestionContext& context,
                 const std::vector<std::int64_t>& actors, bool among) {
  Question question = make_question(edge.kind, filters, context, Purpose::Count);
  question.order = &question.table->orders.front();
  std::string keys;
  for (const std::int64_t key : actors) keys += (keys.empty() ? "" : ",") + std::to_string(key);
  const std::string list = "(SELECT value FROM json_each(?))";
  // The rows of these actors, by the index of parties: they drive the question.
  const bool is_event = edge.kind == Kind::Events;
  Restriction parties{"party", "", {"true", {}}};
  parties.keys = {std::string("SELECT p.") + (is_event ? "merged_key FROM merged_party" : "finding_key FROM statement_party") +
                      " AS p WHERE p.identity_key IN " + list,
                  {"[" + keys + "]"}};
  if (std::string_view(edge.name) == "attribution") {
    parties.keys.sql +=
        " UNION SELECT w.finding_key FROM statement_party AS p CROSS JOIN finding AS w ON w.within_key = p.finding_key AND "
        "w.kind = 'statement' WHERE p.identity_key IN " +
        list;
    parties.keys.bound.push_back(parties.keys.bound.front());
  }
  question.conditions.push_back(std::move(parties));
  const Shape shape{question.conditions.size() - 1, Shape::kNone, 0};
  Clause rows = rows_of(question, shape, Shape::kNone, false);
  rows.sql.insert(rows.sql.rfind(kWhere), edge.joins);
  const std::string ends = std::string(" AND (a.identity_key IN ") + list + (among ? " AND" : " OR") + " b.identity_key IN " + list + ")";
  Clause clause{std::string("SELECT ") + edge.value + ", t." + question.table->key + " ", {}};
  clause.add(rows).add(
      Clause{ends + " AND a.identity_key <> b.identity_key AND NOT EXISTS (SELECT 1 FROM identity AS i WHERE i.identity_key IN "
                    "(a.identity_key, b.identity_key) AND i.nobody)",
             {"[" + keys + "]", "[" + keys + "]"}});
  Query query =
      prepare(database, Clause{"SELECT one.a, one.b, one.quad, count(DISTINCT one.row), max(one.day) FROM (SELECT NULL AS a, NULL AS "
                               "b, NULL AS quad, NULL AS day, NULL AS row WHERE false UNION ALL " +
                                   clause.sql + ") AS one GROUP BY 1, 2, 3",
                               clause.bound});
  Links links;
  while (query.step()) {
    GraphEdge& link = links[{query.number(0), query.number(1)}];
    link.rows += query.number(3);
    const std::int64_t quad = query.number(2);
    if (quad >= 1 && quad <= 4) link.quads[quad - 1] += query.number(3);
    link.last = std::max(link.last, query.text(4));
  }
  return links;
}

GraphNode make_node(Database& database, std::int64_t key, std::int64_t rows, std::int64_t depth) {
  Query& query = database.cached("SELECT id, name, country, kind FROM identity WHERE identity_key = ?").bind(key);
  GraphNode node;
  if (query.step()) node = {query.text(0), query.text(1), query.text(2), query.text(3), rows, depth};
  query.reset();
  return node;
}

}  // namespace

Graph Answers::graph(const Parameters& parameters) const {
  const Snapshot snapshot(*state_->database);
  Database& database = *state_->database;
  const std::optional<std::string> actor = last_of(parameters, "actor");
  if (!actor) throw BadParameter("bad-parameter", "actor", "", "is missing", "the id of an actor: ac_...");
  const RecordKey center = find_key(*actor, database);
  if (center.kind != Kind::Actors) throw BadParameter("bad-parameter", "actor", *actor, "is no actor", "an id that begins with ac_");
  const std::int64_t depth = parse_integer("depth", last_of(parameters, "depth").value_or("1"), 1, 2);
  const std::int64_t limit = parse_integer("limit", last_of(parameters, "limit").value_or(std::to_string(kUsualNodes)), 1, kMostNodes);
  const std::string edge_name = parse_choice("edge", last_of(parameters, "edge").value_or("events"), "events|statements|attribution");
  Parameters filters = parameters;
  for (const char* own : {"actor", "depth", "limit", "edge"}) filters = without(filters, own);
  const EdgeSql& edge = *std::find_if(std::begin(kEdges), std::end(kEdges), [&](const EdgeSql& e) { return e.name == edge_name; });
  Links links = find_links(database, edge, filters, state_->context(), {center.key}, false);
  std::map<std::int64_t, std::int64_t> weights;
  std::int64_t all = 0;
  for (const auto& [ends, link] : links) {
    weights[ends.first == center.key ? ends.second : ends.first] += link.rows;
    all += link.rows;
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> neighbors(weights.begin(), weights.end());
  std::sort(neighbors.begin(), neighbors.end(),
            [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  Graph graph;
  graph.nodes.push_back(make_node(database, center.key, all, 0));
  if (neighbors.size() > static_cast<std::size_t>(limit)) {
    graph.omitted = static_cast<std::int64_t>(neighbors.size()) - limit;
    neighbors.resize(static_cast<std::size_t>(limit));
  }
  std::map<std::int64_t, std::string> ids = {{center.key, center.id}};
  std::vector<std::int64_t> keys;
  for (const auto& [key, rows] : neighbors) {
    graph.nodes.push_back(make_node(database, key, rows, 1));
    ids[key] = graph.nodes.back().id;
    keys.push_back(key);
  }
  if (depth == 2) links.merge(find_links(database, edge, filters, state_->context(), keys, true));
  for (auto& [ends, link] : links) {
    const auto from = ids.find(ends.first), to = ids.find(ends.second);
    if (from == ids.end() || to == ids.end()) continue;
    link.from = from->second;
    link.to = to->second;
    graph.edges.push_back(std::move(link));
  }
  std::sort(graph.edges.begin(), graph.edges.end(), [](const GraphEdge& a, const GraphEdge& b) {
    return a.rows != b.rows ? a.rows > b.rows : std::tie(a.from, a.to) < std::tie(b.from, b.to);
  });
  return graph;
}

}  // namespace demarche
