// SPDX-License-Identifier: Apache-2.0
#include "service/api_page.h"

#include <fmt/format.h>

namespace demarche {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string frame(const std::string& title, const std::string& body, const std::string& base_path) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
      "<title>{0} · Demarche</title><link rel=\"stylesheet\" href=\"{2}/api/style.css\"></head>\n<body><main>\n"
      "<nav><a href=\"{2}/\">Demarche</a> · <a href=\"{2}/api\">API</a> · <a href=\"{2}/problems\">Problems</a></nav>\n"
      "<h1>{0}</h1>\n{1}</main></body></html>\n",
      escaped(title), body, base_path);
}

std::string type_of(const Json& schema) {
  if (schema.contains("enum")) {
    std::string out;
    for (const Json& value : schema["enum"])
      out += (out.empty() ? "" : " | ") + (value.is_string() ? value.get<std::string>() : value.dump());
    return out;
  }
  if (schema.value("type", Json()).is_string()) {
    const std::string type = schema["type"];
    return type == "array" && schema.contains("items") ? "list" : type;
  }
  return "";
}

std::string parameter_rows(const Json& operation) {
  std::string rows;
  for (const Json& parameter : operation.value("parameters", Json::array()))
    rows += fmt::format("<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>\n", escaped(parameter["name"].get<std::string>()),
                        escaped(type_of(parameter["schema"])), escaped(parameter.value("description", "")));
  if (rows.empty()) return "";
  return "<details><summary>Parameters</summary><table><thead><tr><th>name</th><th>values</th><th>meaning</th></tr></thead><tbody>\n" +
         rows + "</tbody></table></details>\n";
}

std::string operation_section(const std::string& method, const std::string& path, const Json& operation) {
  return fmt::format("<section><h2 id=\"{2}\"><span class=\"method\">{0}</span> <code>{1}</code></h2><p>{3}.</p>\n{4}</section>\n",
                     escaped(method), escaped(path), escaped(operation["operationId"].get<std::string>()),
                     escaped(operation["summary"].get<std::string>()), parameter_rows(operation));
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace

std::string make_api_page(const Json& openapi, const std::string& base_path) {
  std::string body = fmt::format(
      "<p>{} For programs: <a href=\"{}/api/v1/openapi.json\">openapi.json</a>. Any address with GET works in a browser's address bar, for "
      "example "
      "<a href=\"{}/api/v1/events?limit=3\"><code>/api/v1/events?limit=3</code></a>.</p>\n",
      escaped(openapi["info"]["description"].get<std::string>()), base_path, base_path);
  for (const auto& [path, item] : openapi["paths"].items())
    for (const auto& [method, operation] : item.items()) body += operation_section(upper(method), path, operation);
  return frame("The API", body, base_path);
}

std::string make_problem_page(const ProblemKind& kind, const std::string& base_path) {
  return frame(std::string(kind.title),
               fmt::format("<p><code>{}</code> · HTTP status {}</p>\n<p>{}</p>\n", kind.slug, kind.status, escaped(kind.explanation)),
               base_path);
}

std::string make_problem_list(const std::string& base_path) {
  std::string body =
      "<p>Every error of the API is one of these (RFC "
      "9457).</p>\n<table><thead><tr><th>name</th><th>status</th><th>meaning</th></tr></thead><tbody>\n";
  for (const ProblemKind& kind : problem_kinds())
    body += fmt::format("<tr><td><a href=\"{}/problems/{}\"><code>{}</code></a></td><td>{}</td><td>{}</td></tr>\n", base_path, kind.slug,
                        kind.slug, kind.status, escaped(kind.title));
  return frame("Problems", body + "</tbody></table>\n", base_path);
}

std::string_view api_style() {
  return R"(:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
code { font-size: 0.95em; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1rem; margin: 1.5rem 0 0.25rem; border-top: 1px solid #8886; padding-top: 1rem; }
p { margin: 0.25rem 0; }
.method { display: inline-block; min-width: 4rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #8884; }
summary { cursor: pointer; padding: 0.25rem 0; }
)";
}

}  // namespace demarche
