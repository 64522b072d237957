// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/tag_head.h"

#include <charconv>

#include "base/error.h"
#include "base/unicode.h"

namespace demarche {

TagHead::Script TagHead::read_script(const ModelFile& model, const std::string& text) {
  Script out;
  out.is_form = text == "=";
  if (out.is_form) return out;
  const std::size_t bar = text.find('|', 2);
  const char* end = text.data() + (bar == std::string::npos ? 0 : bar);
  const bool starts = text.size() > 2 && (text[0] == '0' || text[0] == '1') && text[1] == '|' && bar != std::string::npos;
  if (!starts || std::from_chars(text.data() + 2, end, out.cut).ptr != end || bar == 2)
    model.refuse(fmt::format("lemma script \"{}\" is not of the form lower|cut|append", text));
  out.lowers = text[0] == '1';
  out.append = text.substr(bar + 1);
  return out;
}

TagHead::TagHead(const ModelFile& model) : model_(model) {
  for (const std::string& text : model.labels().lemma) scripts_.push_back(read_script(model, text));
}

std::string TagHead::lemma(std::string_view form, std::uint32_t script_number, std::string_view upos) const {
  const auto& exceptions = model_.lemma_exceptions();
  if (!exceptions.empty()) {
    std::string key(form);
    key += '\t';
    key += upos;
    const auto found = exceptions.find(key);
    if (found != exceptions.end()) return found->second;
  }
  const Script& script = scripts_[script_number];
  if (script.is_form) return std::string(form);
  std::string out = script.lowers ? lower_case(form) : std::string(form);
  std::size_t size = out.size();
  for (std::size_t i = 0; i < script.cut && size > 0; ++i) {
    --size;
    while (size > 0 && (static_cast<unsigned char>(out[size]) & 0xC0U) == 0x80U) --size;
  }
  out.resize(size);
  out += script.append;
  return out.empty() ? std::string(form) : out;
}

Tags TagHead::decode(const Document& document, std::uint32_t base, const WordScores& scores) const {
  const ModelLabels& labels = model_.labels();
  Tags out;
  out.words.reserve(scores.tags.size());
  for (std::uint32_t i = 0; i < scores.tags.size(); ++i) {
    const WordScores::TagNumbers& tags = scores.tags[i];
    const std::string& upos = labels.upos[tags.upos];
    out.words.push_back(
        {upos.c_str(), labels.xpos[tags.xpos].c_str(), labels.feats[tags.feats].c_str(), lemma(document.word(base + i), tags.lemma, upos)});
  }
  return out;
}

}  // namespace demarche
