// SPDX-License-Identifier: Apache-2.0
#include "intake/tag_depth.h"

#include <algorithm>
#include <string>
#include <vector>

namespace demarche {
namespace {

using Names = std::initializer_list<std::string_view>;

bool one_of(std::string_view name, Names names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_void(std::string_view name) {
  return one_of(name, {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
                       "frame", "keygen", "basefont", "bgsound", "image"});
}

bool is_raw_text(std::string_view name) {
  return one_of(name, {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"});
}

/// Start tags that end an open paragraph.
bool closes_paragraph(std::string_view name) {
  return one_of(name, {"p",       "div",      "ul",     "ol",  "dl",   "li",      "dd",         "dt",         "section", "article",
                       "aside",   "header",   "footer", "nav", "main", "figure",  "figcaption", "blockquote", "address", "pre",
                       "form",    "table",    "h1",     "h2",  "h3",   "h4",      "h5",         "h6",         "center",  "details",
                       "summary", "fieldset", "hgroup", "dir", "menu", "listing", "hr"});
}

/// Where the search for an open element of the same kind ends.
bool is_barrier(std::string_view name) {
  return one_of(
      name, {"html", "table", "td", "th", "caption", "button", "object", "applet", "marquee", "template", "svg", "math", "foreignobject"});
}

bool is_formatting(std::string_view name) {
  return one_of(name, {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
}

bool is_tag_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space_byte(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/// The open tags, kept as the parser keeps them where that matters for their number.
class OpenTags {
 public:
  explicit OpenTags(std::uint32_t most) : most_(most) {}

  void start(const std::string& name) {
    if (closes_paragraph(name)) leave_foreign(), close("p", Names{});
    if (name == "li") close("li", {"ul", "ol", "menu", "dir"});
    if (name == "dd" || name == "dt") close("dd", {"dl"}), close("dt", {"dl"});
    if (name == "option" || name == "optgroup") close("option", {"select"});
    if (name == "a") close("a", Names{});
    if (name == "td" || name == "th") unwind({"tr", "tbody", "thead", "tfoot", "table"});
    if (name == "tr") unwind({"tbody", "thead", "tfoot", "table"});
    if (name == "tbody" || name == "thead" || name == "tfoot") unwind({"table"});
    if (is_void(name)) return;
    open_.push_back(name);
    deepest_ = std::max(deepest_, static_cast<std::uint32_t>(open_.size()));
  }
  void end(const std::string& name) {
    if (one_of(name, {"table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption"})) {
      pop_to(name, {"table"});
    } else if (is_formatting(name)) {
      const auto found = std::find(open_.rbegin(), open_.rend(), name);
      // The adoption agency takes the element out of the middle; what is open inside it stays.
      if (found != open_.rend()) open_.erase(std::next(found).base());
    } else if (!closes_paragraph(name) && !is_barrier(name)) {
      // Any other element ends only up to the next block.
      for (std::size_t i = open_.size(); i-- > 0 && !closes_paragraph(open_[i]) && !is_barrier(open_[i]);)
        if (open_[i] == name) return open_.resize(i);
    } else {
      pop_to(name, Names{});
    }
  }
  /// Inside drawings and formulas script and style hold tags like any other.
  bool in_foreign() const {
    return std::any_of(open_.begin(), open_.end(), [](const std::string& name) { return name == "svg" || name == "math"; });
  }
  bool too_deep() const { return open_.size() > most_; }
  std::uint32_t deepest() const { return deepest_; }

 private:
  void pop_to(std::string_view name, Names stops) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) return open_.resize(i);
      if (stops.size() > 0 ? one_of(open_[i], stops) : is_barrier(open_[i])) return;
    }
  }
  /// A block inside a drawing ends the drawing, unless it stands in a part made for HTML.
  void leave_foreign() {
    for (std::size_t i = open_.size(); i-- > 0 && open_[i] != "foreignobject";)
      if (open_[i] == "svg" || open_[i] == "math") return open_.resize(i);
  }
  /// Ends an open `name` unless one of `stops` or a barrier stands between.
  void close(std::string_view name, Names stops) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) return open_.resize(i);
      if (is_barrier(open_[i]) || one_of(open_[i], stops)) return;
    }
  }
  /// Ends what is open inside the nearest of `bases`, if one is open.
  void unwind(Names bases) {
    for (std::size_t i = open_.size(); i-- > 0;)
      if (one_of(open_[i], bases)) return open_.resize(i + 1);
  }

  std::uint32_t most_;
  std::uint32_t deepest_ = 0;
  std::vector<std::string> open_{};
};

/// Over the value of an attribute whose name ends at `at`, if it has one.
std::size_t after_value(std::string_view page, std::size_t at) {
  const auto skip_spaces = [&page](std::size_t from) { return std::min(page.find_first_not_of(" \t\n\f\r", from), page.size()); };
  const std::size_t equals = skip_spaces(at);
  if (equals >= page.size() || page[equals] != '=') return at;
  const std::size_t value = skip_spaces(equals + 1);
  if (value < page.size() && (page[value] == '"' || page[value] == '\''))
    return std::min(page.find(page[value], value + 1), page.size() - 1) + 1;
  return std::min(page.find_first_of(" \t\n\f\r>", value), page.size());
}

/// Goes over the attributes of a tag; leaves `at` after its ">".
std::uint32_t skip_attributes(std::string_view page, std::size_t& at) {
  std::uint32_t count = 0;
  while (at < page.size() && page[at] != '>') {
    if (is_space_byte(page[at]) || page[at] == '/') {
      ++at;
      continue;
    }
    ++count;
    ++at;  // a name may begin with any byte, "=" too
    while (at < page.size() && !is_space_byte(page[at]) && page[at] != '=' && page[at] != '>' && page[at] != '/') ++at;
    at = after_value(page, at);
  }
  at = std::min(at + 1, page.size());
  return count;
}

std::string lower_name(std::string_view page, std::size_t begin) {
  std::string name;
  for (std::size_t i = begin; i < page.size() && !is_space_byte(page[i]) && page[i] != '>' && page[i] != '/'; ++i)
    name += page[i] >= 'A' && page[i] <= 'Z' ? static_cast<char>(page[i] | 0x20) : page[i];
  return name;
}

/// After the end tag of an element that holds no tags, or at the end of the page.
std::size_t skip_raw_text(std::string_view page, std::size_t at, const std::string& name) {
  for (at = page.find("</", at); at != std::string_view::npos; at = page.find("</", at + 2))
    if (lower_name(page.substr(0, at + 2 + name.size()), at + 2) == name) return at;
  return page.size();
}

/// After a comment, a doctype or a processing instruction that begins at `at`.
std::size_t skip_declaration(std::string_view page, std::size_t at) {
  const bool comment = page.substr(at, 4) == "<!--";
  const std::size_t end = comment ? page.find("-->", at + 2) : page.find('>', at);
  return end == std::string_view::npos ? page.size() : end + (comment ? 3 : 1);
}

}  // namespace

PageShape measure_page(std::string_view page, std::uint32_t most_depth) {
  OpenTags tags(most_depth);
  PageShape shape;
  std::size_t at = page.find('<');
  while (at < page.size() && !tags.too_deep()) {
    const char next = at + 1 < page.size() ? page[at + 1] : ' ';
    if (next == '!' || next == '?') {
      at = skip_declaration(page, at);
    } else if (is_tag_letter(next)) {
      const std::string name = lower_name(page, at + 1);
      at += 1 + name.size();
      shape.attributes = std::max(shape.attributes, skip_attributes(page, at));
      tags.start(name);
      if (is_raw_text(name) && !tags.in_foreign()) at = skip_raw_text(page, at, name);
    } else if (next == '/' && at + 2 < page.size() && is_tag_letter(page[at + 2])) {
      const std::string name = lower_name(page, at + 2);
      at += 2 + name.size();
      shape.attributes = std::max(shape.attributes, skip_attributes(page, at));
      tags.end(name);
    } else {
      ++at;
    }
    at = page.find('<', at);
  }
  shape.depth = tags.deepest();
  return shape;
}

}  // namespace demarche
