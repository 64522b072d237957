// SPDX-License-Identifier: Apache-2.0
#include "intake/metadata.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/unicode.h"
#include "intake/block_finder.h"
#include "intake/dates.h"

namespace demarche {
namespace {

using Json = nlohmann::json;
using Names = std::vector<std::string_view>;

constexpr std::size_t kMostJsonValues = 20000;  ///< looked at in one page's JSON-LD
constexpr std::size_t kShortText = 160;         ///< bytes; a longer text with a date in it is a sentence

/// Collects candidates; the first of each kind wins.
struct Collector {
  PageMetadata found{};
  std::vector<std::string> dates{};

  static void set(std::string& field, std::string_view value) {
    const TextSpan inner = trimmed(value, {0, static_cast<std::uint32_t>(value.size())});
    if (field.empty() && !inner.empty()) field = value.substr(inner.begin, inner.size());
  }
  void add_date(std::string_view value) {
    if (!value.empty()) dates.emplace_back(value);
  }
};

bool is_one_of(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A string, the name of an object, or the names of a list of them.
std::string name_in(const Json& value) {
  std::string out;
  std::vector<const Json*> items;
  if (value.is_array()) {
    for (const Json& item : value) items.push_back(&item);
  } else {
    items.push_back(&value);
  }
  for (const Json* item : items) {
    std::string name;
    if (item->is_string()) name = item->get<std::string>();
    if (item->is_object() && item->contains("name") && (*item)["name"].is_string()) name = (*item)["name"].get<std::string>();
    if (!name.empty()) out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

std::string string_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool is_article(const Json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto says = [](const Json& name) {
    if (!name.is_string()) return false;
    const std::string& text = name.get_ref<const std::string&>();
    return text.find("Article") != std::string::npos || text == "BlogPosting" || text == "LiveBlogPosting" || text == "Report";
  };
  return type->is_array() ? std::any_of(type->begin(), type->end(), says) : says(*type);
}

void take_article(const Json& object, Collector& out) {
  Collector::set(out.found.title, string_in(object, "headline"));
  out.add_date(string_in(object, "datePublished"));
  out.add_date(string_in(object, "dateCreated"));
  if (object.contains("author")) Collector::set(out.found.author, name_in(object["author"]));
  if (object.contains("publisher")) Collector::set(out.found.publisher, name_in(object["publisher"]));
  Collector::set(out.found.language, string_in(object, "inLanguage"));
  Collector::set(out.found.url, string_in(object, "url"));
  Collector::set(out.found.url, string_in(object, "mainEntityOfPage"));
}

void read_json_ld(std::string_view script, Collector& out) {
  // Some pages still hide scripts from browsers of the nineties.
  const std::size_t begin = script.find_first_of("{[");
  const std::size_t end = script.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return;
  const Json root = Json::parse(script.substr(begin, end + 1 - begin), nullptr, false);
  std::vector<const Json*> open{&root};
  for (std::size_t count = 0; !open.empty() && count < kMostJsonValues; ++count) {
    const Json* const value = open.back();
    open.pop_back();
    if (value->is_object() && is_article(*value)) {
      take_article(*value, out);
      continue;
    }
    if (!value->is_structured()) continue;
    // Backwards, so that what stands first is looked at first.
    for (auto item = value->rbegin(); item != value->rend(); ++item) open.push_back(&*item);
  }
}

/// The name of a meta element, in lower case.
std::string meta_name(const HtmlNode& node) {
  for (const std::string_view attribute : {"property", "name", "itemprop"})
    if (const std::string_view value = node.attribute(attribute); !value.empty()) return lower_case(value);
  return "";
}

void read_open_graph(const std::string& name, std::string_view content, Collector& out) {
  if (name == "og:title") Collector::set(out.found.title, content);
  if (name == "og:site_name") Collector::set(out.found.publisher, content);
  if (name == "og:url") Collector::set(out.found.url, content);
  if (name == "article:published_time" || name == "og:article:published_time") out.add_date(content);
  // Often the address of a page about the author.
  if (name == "article:author" && content.substr(0, 4) != "http") Collector::set(out.found.author, content);
}

void read_other_meta(const std::string& name, std::string_view content, Collector& out) {
  static const Names kDates{"date",
                            "pubdate",
                            "publishdate",
                            "publish-date",
                            "publish_date",
                            "publication_date",
                            "datepublished",
                            "dc.date",
                            "dc.date.issued",
                            "dcterms.date",
                            "dcterms.issued",
                            "dcterms.created",
                            "sailthru.date",
                            "parsely-pub-date",
                            "article.published",
                            "article_date_original",
                            "cxenseparse:recs:publishtime",
                            "og:published_time",
                            "og:release_date",
                            "citation_publication_date",
                            "citation_date",
                            "created",
                            "ptime"};
  static const Names kAuthors{"author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "byline"};
  static const Names kTitles{"dc.title", "dcterms.title", "twitter:title", "headline", "parsely-title", "sailthru.title"};
  static const Names kPublishers{"dc.publisher", "dcterms.publisher", "application-name", "publisher", "source", "article:publisher"};
  if (is_one_of(name, kDates)) out.add_date(content);
  if (is_one_of(name, kAuthors)) Collector::set(out.found.author, content);
  if (is_one_of(name, kTitles)) Collector::set(out.found.title, content);
  if (is_one_of(name, kPublishers) && content.substr(0, 4) != "http") Collector::set(out.found.publisher, content);
  if (name == "dc.language" || name == "language") Collector::set(out.found.language, content);
}

void read_elements(const HtmlTree& tree, Collector& out) {
  std::string first_heading;
  std::string page_title;
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.is_text()) continue;
    if (node.tag == "time" || node.attribute("itemprop") == "datePublished") {
      const std::string_view stamp = node.attribute("datetime");
      out.add_date(stamp.empty() ? tree.text_of(i) : stamp);
    }
    if (node.tag == "html") Collector::set(out.found.language, node.attribute("lang"));
    if (node.tag == "link" && node.attribute("rel") == "canonical") Collector::set(out.found.url, node.attribute("href"));
    if (node.tag == "title") Collector::set(page_title, tree.text_of(i));
    if (node.tag == "h1") Collector::set(first_heading, tree.text_of(i));
  }
  Collector::set(out.found.title, first_heading);
  Collector::set(out.found.title, page_title);
}

/// "Talks open | The Wire" without the outlet's name.
std::string without_outlet(const std::string& title, const std::string& publisher) {
  if (publisher.empty() || title.size() <= publisher.size() + 3) return title;
  const std::size_t at = title.size() - publisher.size();
  if (fold(title.substr(at)) != fold(publisher)) return title;
  for (const std::string_view mark : {" | ", " - ", " – ", " — "})
    if (at > mark.size() && title.compare(at - mark.size(), mark.size(), mark) == 0) return title.substr(0, at - mark.size());
  return title;
}

}  // namespace

PageMetadata read_metadata(const HtmlTree& tree, const std::string& where, Diagnostics& diagnostics) {
  Collector out;
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.tag != "script" || lower_case(node.attribute("type")) != "application/ld+json") continue;
    for (std::uint32_t text = i + 1; text < node.end; ++text) read_json_ld(tree.nodes[text].text, out);
  }
  for (const auto reader : {read_open_graph, read_other_meta})
    for (const HtmlNode& node : tree.nodes)
      if (node.tag == "meta") reader(meta_name(node), node.attribute("content"), out);
  read_elements(tree, out);
  for (const std::string& date : out.dates)
    if (!out.found.published) out.found.published = read_date(date).date;
  // One word about the date that should have counted.
  if (!out.found.published && !out.dates.empty()) read_date_or_say(out.dates.front(), where, diagnostics);
  out.found.title = without_outlet(out.found.title, out.found.publisher);
  return out.found;
}

std::optional<Date> find_visible_date(const HtmlTree& tree, std::uint32_t end) {
  for (std::uint32_t i = 0; i < std::min<std::size_t>(end, tree.nodes.size()); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.tag == "script" || node.tag == "style" || node.tag == "head" || node.tag == "nav") {
      i = node.end - 1;
      continue;
    }
    if (!node.is_text() || node.text.size() > kShortText) continue;
    if (const auto date = find_date(node.text)) return date;
  }
  return std::nullopt;
}

}  // namespace demarche
