// SPDX-License-Identifier: Apache-2.0
// Merged events, plans, disputes, actors and decisions, drawn for people.
#include <fmt/format.h>

#include "answers/answers.h"
#include "query.h"
#include "record.h"

namespace demarche {
namespace {

constexpr std::uint32_t kLabelWidth = 16;

class Sheaf {
 public:
  explicit Sheaf(const DrawingOptions& options) : options_(options) {}

  void line(const StyledText& text, std::uint32_t indent = 0) {
    bool first = true;
    for (const StyledText& part : text.wrap(options_.columns - indent, options_.columns - indent - 2)) {
      out_ += std::string(first ? indent : indent + 2, ' ') + part.render(options_.color) + "\n";
      first = false;
    }
  }
  void field(const std::string& label, const StyledText& value) {
    if (value.empty()) return;
    StyledText head("  " + label, kDim);
    head.pad(kLabelWidth);
    bool first = true;
    for (const StyledText& part : value.wrap(options_.columns - kLabelWidth)) {
      out_ += (first ? head.render(options_.color) : std::string(kLabelWidth, ' ')) + part.render(options_.color) + "\n";
      first = false;
    }
  }
  void field(const std::string& label, const std::string& value) { field(label, StyledText(value, {})); }
  void gap() { out_ += "\n"; }
  std::string take() { return std::move(out_); }

 private:
  DrawingOptions options_;
  std::string out_{};
};

std::string parties(const RowView& row) {
  const std::string actors = row.list("actors", ", "), recipients = row.list("recipients", ", ");
  if (recipients.empty()) return row.list("actors", " ↔ ");
  return (actors.empty() ? "?" : actors) + " → " + recipients;
}

void draw_head(Sheaf& page, const RowView& row, const std::string& id) {
  const std::string mode = row.text("mode");
  StyledText head(row.text("type") + (mode.empty() ? "" : "/" + mode), kBold);
  head.add("  " + parties(row)).add("  ");
  const std::optional<Status> status = parse_status(row.text("status"));
  if (status) head.add(badge_of(*status), style_of(*status));
  if (row.text("contested") == "1") head.add("  in dispute", kBold);
  page.line(head.add("  " + id, kDim));
}

std::string votes(const RowView& row) {
  std::string out;
  for (const char* status : {"happened", "ongoing", "planned", "requested", "threatened", "possible", "denied"}) {
    const std::string n = row.text(std::string("votes_") + status);
    if (n != "0" && !n.empty()) out += (out.empty() ? "" : " · ") + std::string(status) + " " + n;
  }
  return out;
}

std::string days(const RowView& row, const char* from, const char* to) {
  const std::string first = row.text(from), last = row.text(to);
  return first.empty() || first == last ? first : first + " to " + last;
}

void draw_mention(Sheaf& page, std::size_t number, const Record& mention) {
  const RowView row(mention.columns, mention.row);
  StyledText head(fmt::format("{:>2}  ", number), kDim);
  head.add(row.text("source"), kBold).add("  " + row.text("published") + "  “" + row.text("trigger") + "”  ");
  const std::optional<Status> status = parse_status(row.text("status"));
  if (status) head.add(badge_of(*status), style_of(*status));
  if (row.text("independent") != "1") head.add("  rests on " + row.text("origin") + ", counted already", kDim);
  page.line(head.add("  " + mention.id, kDim), 2);
  StyledText chain;
  for (auto step = mention.chain.rbegin(); step != mention.chain.rend(); ++step)
    chain.add(chain.empty() ? "" : " ▸ ", kDim)
        .add(step->speaker.empty() ? "nobody named" : step->speaker, kSpeaker)
        .add(step->cue.empty() ? "" : " " + step->cue);
  if (!chain.empty()) page.line(StyledText("said through ", kDim).add(chain), 6);
  const std::string reason = row.text("merge_reason");
  if (!reason.empty()) page.line(StyledText("here by " + reason, kDim), 6);
}

void draw_event(Sheaf& page, const Record& record) {
  const RowView row(record.columns, record.row);
  draw_head(page, row, record.id);
  page.field("told by", fmt::format("{} reports ({} copies), {} independent sources: {}", row.text("n_reports"), row.text("n_copies"),
                                    row.text("n_independent"), row.list("source_names", ", ")));
  page.field("votes", votes(row));
  page.field("date", days(row, "date_from", "date_to") + (row.text("date_basis") == "text" ? "" : "  " + row.text("date_basis")));
  page.field("place", row.text("place") + (row.text("place_country").empty() ? "" : "  " + row.text("place_country")));
  for (const char* what : {"killed", "injured", "arrested", "crowd"}) {
    const std::string low = row.text(std::string(what) + "_low"), high = row.text(std::string(what) + "_high");
    if (!low.empty()) page.field(what, low == high ? low : fmt::format("{} to {}", low, high));
  }
  page.field("review", row.text("review"));
  if (!row.text("outcome_verdict").empty()) page.field("outcome", row.text("outcome_verdict") + "  " + row.text("outcome_id"));
  page.field("outcome of", row.list("plan_of", " "));
  page.field("in dispute", row.list("contradiction_ids", " "));
  for (const Part& part : record.parts) {
    if (part.name != "mentions") continue;
    page.gap();
    for (std::size_t i = 0; i < part.records.size(); ++i) draw_mention(page, i + 1, part.records[i]);
  }
}

void draw_columns(Sheaf& page, const Record& record) {
  const RowView row(record.columns, record.row);
  page.line(StyledText(record.kind, kBold).add("  " + record.id, kDim));
  for (const std::string& column : record.columns)
    if (column != record.columns.front()) page.field(column, row.list(column, "; "));
}

}  // namespace

std::string draw_record(const Record& record, const DrawingOptions& options) {
  Sheaf page(options);
  if (record.kind == "event") {
    draw_event(page, record);
    return page.take();
  }
  draw_columns(page, record);
  for (const Part& part : record.parts) {
    page.gap();
    for (const Record& one : part.records) {
      page.line(StyledText(part.name, kDim));
      if (one.kind == "event") {
        draw_head(page, RowView(one.columns, one.row), one.id);
      } else if (one.kind == "mention") {
        draw_mention(page, 1, one);
      } else {
        draw_columns(page, one);
      }
    }
  }
  return page.take();
}

}  // namespace demarche
