// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/tiny_model.h"

#include <fmt/format.h>

#include <cstring>
#include <new>

#include "base/digest.h"

namespace demarche::tiny {
namespace {

constexpr std::uint32_t kHidden = 96, kIntermediate = 160, kWord = 136, kSem = 72, kArc = 72, kLabel = 72, kPair = 72, kTriggerHidden = 72,
                        kDoorway = 16, kPieces = 32;

std::string quoted(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values) out += fmt::format("{}\"{}\"", out.size() > 1 ? "," : "", value);
  return out + "]";
}

std::vector<std::string> vocabulary() {
  std::vector<std::string> out = {"[PAD]", "[UNK]", "[CLS]", "[SEP]"};
  for (char c = 33; c < 127; ++c)
    if ((c < 'A' || c > 'Z') && c != '"' && c != '\\') out.emplace_back(1, c);
  for (char c = 'a'; c <= 'z'; ++c) out.push_back(fmt::format("##{}", c));
  for (char c = '0'; c <= '9'; ++c) out.push_back(fmt::format("##{}", c));
  for (const char* piece : {"the", "said", "min", "##ister", "##ed", "##ing", "attack", "peace", "talk", "##s"}) out.emplace_back(piece);
  return out;
}

std::vector<std::string> numbered(const char* prefix, int count) {
  std::vector<std::string> out;
  for (int i = 0; i < count; ++i) out.push_back(fmt::format("{}{}", prefix, i));
  return out;
}

class Builder {
 public:
  explicit Builder(std::uint64_t seed) : random_(seed) {}

  void int8(const std::string& name, std::uint32_t rows, std::uint32_t columns, int limit, float size) {
    const std::size_t offset = align();
    for (std::uint32_t i = 0; i < rows * columns; ++i)
      data_ += static_cast<char>(static_cast<int>(random_.below(static_cast<std::uint32_t>(2 * limit + 1))) - limit);
    const std::size_t scale = align();
    for (std::uint32_t i = 0; i < rows; ++i) add(random_.between(0.5F, 1.5F) * size / static_cast<float>(limit));
    entry(name, "i8", fmt::format("[{},{}]", rows, columns), fmt::format("{},\"scale\":{}", offset, scale));
  }
  void floats(const std::string& name, std::uint32_t rows, std::uint32_t columns, float middle, float size) {
    const std::size_t offset = align();
    for (std::uint32_t i = 0; i < std::max(rows, 1U) * columns; ++i) add(middle + random_.between(-size, size));
    entry(name, "f32", rows == 0 ? fmt::format("[{}]", columns) : fmt::format("[{},{}]", rows, columns), fmt::format("{}", offset));
  }
  void layer(const std::string& name, std::size_t outputs, std::uint32_t inputs, bool has_bias = true) {
    const auto rows = static_cast<std::uint32_t>(outputs);
    const float size = 2.0F / static_cast<float>(inputs) * 4.0F;
    if (rows > 64)
      int8(name + ".weight", rows, inputs, 63, size);
    else
      floats(name + ".weight", rows, inputs, 0, size);
    if (has_bias) floats(name + ".bias", 0, rows, 0, 0.3F);
  }
  void norm(const std::string& name) {
    floats(name + ".weight", 0, kHidden, 1, 0.2F);
    floats(name + ".bias", 0, kHidden, 0, 0.2F);
  }
  void roles(const std::string& name, std::size_t tags) {
    layer(name + ".q", kPair, kWord), layer(name + ".k", kPair, kWord, false);
    layer(name + ".m", kPair, kWord, false), layer(name + ".n", kPair, kWord, false);
    floats(name + ".dist", 2 * 8 + 1, kPair, 0, 0.5F);
    for (const char* conv : {".conv1", ".conv2", ".conv3"}) layer(name + conv, kPair, 3 * kPair);
    layer(name + ".out", tags, kPair);
  }
  const std::string& data() const { return data_; }
  const std::string& tensors() const { return tensors_; }

 private:
  std::size_t align() {
    data_.resize((data_.size() + 63) / 64 * 64);
    return data_.size();
  }
  void add(float value) { data_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void entry(const std::string& name, const char* type, const std::string& shape, const std::string& offset) {
    tensors_ +=
        fmt::format("{}\"{}\":{{\"dtype\":\"{}\",\"shape\":{},\"offset\":{}}}", tensors_.empty() ? "" : ",", name, type, shape, offset);
  }
  Random random_;
  std::string data_{}, tensors_{};
};

struct LabelSets {
  std::vector<std::string> upos = numbered("U", 17), xpos = numbered("X", 20), feats = numbered("F", 70), lemma{};
  std::vector<std::string> relation = numbered("r", 12), code = numbered("0", 70);
  std::vector<std::string> name = {"O", "B-PER", "I-PER", "B-LOC", "I-LOC"}, cue = {"O", "B", "I", "BARE"};
  std::vector<std::string> kind = {"O", "B-PER", "I-PER", "B-NORP", "I-NORP", "B-DATE", "I-DATE"};
  std::vector<std::string> trigger = {"O", "B-AID", "I-AID", "B-ASSAULT", "I-ASSAULT"}, types = {"AID", "ASSAULT"};
  std::vector<std::string> status = {"happened", "planned", "denied"}, mode = {"none", "beat", "torture"};
  std::vector<std::string> statement = {"O", "B-speaker", "I-speaker", "B-content", "I-content", "B-addressee", "I-addressee"};
  std::vector<std::string> event = {"O", "B-actor", "I-actor", "B-recipient", "I-recipient", "B-date", "I-date", "B-place", "I-place"};
  LabelSets() {
    lemma = {"=", "1|0|", "1|1|y", "0|2|"};
    for (int i = 0; i < 70; ++i) lemma.push_back(fmt::format("1|{}|x{}", i % 4, i));
    relation[0] = "root";
  }
};

void add_tensors(const LabelSets& labels, Builder& b) {
  b.int8("embeddings.word", static_cast<std::uint32_t>(vocabulary().size()), kHidden, 127, 1);
  b.int8("embeddings.position", kPieces, kHidden, 127, 1);
  b.int8("embeddings.type", 1, kHidden, 127, 0.5F);
  b.int8("embeddings.feature", 36, kHidden, 127, 1);
  b.norm("embeddings.norm");
  for (const char* layer : {"layer.0.", "layer.1."}) {
    const std::string at = layer;
    for (const char* part : {"query", "key", "value", "output"}) b.layer(at + part, kHidden, kHidden);
    b.layer(at + "up", kIntermediate, kHidden), b.layer(at + "down", kHidden, kIntermediate);
    b.norm(at + "norm1"), b.norm(at + "norm2");
  }
  b.int8("affix", 64, 32, 127, 0.5F), b.int8("shape", 9, 8, 127, 0.5F);
  b.layer("sentence", 1, kWord), b.layer("upos", labels.upos.size(), kWord), b.layer("xpos", labels.xpos.size(), kWord);
  b.layer("feats", labels.feats.size(), kWord), b.layer("lemma", labels.lemma.size(), kWord), b.layer("sem", kSem, kWord);
  b.layer("name", labels.name.size(), kSem), b.layer("kind", labels.kind.size(), kSem), b.layer("cue", labels.cue.size(), kSem);
  b.layer("trigger", labels.trigger.size(), kSem), b.layer("dep", kArc, kWord), b.layer("head", kArc, kWord);
  b.layer("dep_label", kLabel, kWord), b.layer("head_label", kLabel, kWord);
  b.floats("root", 0, kArc, 0, 1), b.floats("root_label", 0, kLabel, 0, 1), b.layer("arc", kArc, kArc, false);
  b.floats("arc.head", 0, kArc, 0, 0.3F), b.layer("relation", labels.relation.size(), 2 * kLabel);
  b.roles("statement", labels.statement.size()), b.roles("event", labels.event.size());
  b.layer("trig_hidden", kTriggerHidden, kWord), b.layer("status", labels.status.size(), kTriggerHidden);
  b.layer("mode", labels.mode.size(), kTriggerHidden), b.layer("code", labels.code.size(), kTriggerHidden);
  b.layer("child", kDoorway, kWord, false), b.layer("parent", kDoorway, kWord, false), b.layer("none", 1, kWord);
}

std::string raw_digest(std::string_view bytes) {
  const std::string hex = sha256_hex(bytes);
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 2) out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return out;
}

std::string file_of(const std::string& header, std::string_view data) {
  std::string body = header;
  body.resize((48 + header.size() + 63) / 64 * 64 - 48);
  body += data;
  const std::uint32_t numbers[2] = {1, static_cast<std::uint32_t>(header.size())};
  return "DEMARCHE" + std::string(reinterpret_cast<const char*>(numbers), 8) + raw_digest(body) + body;
}

}  // namespace

AlignedBytes::AlignedBytes(std::string_view bytes)
    : data_(static_cast<char*>(::operator new (bytes.size() + 1, std::align_val_t{64}))), size_(bytes.size()) {
  std::memcpy(data_.get(), bytes.data(), bytes.size());
}

std::string make_tiny_model(std::uint64_t seed) {
  const LabelSets l;
  Builder b(seed);
  add_tensors(l, b);
  const std::string sizes = fmt::format(
      "{{\"hidden\":{},\"layers\":2,\"heads\":3,\"intermediate\":{},\"window_pieces\":{},\"positions\":{},\"word_pieces\":12,"
      "\"shape_width\":8,\"affix_rows\":64,\"affix_width\":32,\"word\":{},\"sem\":{},\"arc\":{},\"label\":{},\"pair\":{},"
      "\"distance\":8,\"trigger_hidden\":{},\"doorway\":{}}}",
      kHidden, kIntermediate, kPieces, kPieces, kWord, kSem, kArc, kLabel, kPair, kTriggerHidden, kDoorway);
  const std::string labels = fmt::format(
      "{{\"upos\":{},\"xpos\":{},\"feats\":{},\"lemma\":{},\"relation\":{},\"code\":{},\"name\":{},\"kind\":{},\"cue\":{},\"trigger\":{},"
      "\"types\":{},\"status\":{},\"mode\":{},\"statement\":{},\"event\":{},\"modes_of\":{{\"ASSAULT\":[\"beat\",\"torture\"]}}}}",
      quoted(l.upos), quoted(l.xpos), quoted(l.feats), quoted(l.lemma), quoted(l.relation), quoted(l.code), quoted(l.name), quoted(l.kind),
      quoted(l.cue), quoted(l.trigger), quoted(l.types), quoted(l.status), quoted(l.mode), quoted(l.statement), quoted(l.event));
  const std::string header = fmt::format(
      "{{\"name\":\"tiny\",\"version\":\"1\",\"sizes\":{},\"labels\":{},\"lemma_exceptions\":{{\"men\\tU0\":\"man\"}},"
      "\"thresholds\":{{\"sentence\":0.25,\"cue\":-0.5}},\"vocabulary\":{},\"tensors\":{{{}}}}}",
      sizes, labels, quoted(vocabulary()), b.tensors());
  return file_of(header, b.data());
}

std::string with_header(const std::string& model, std::string_view find, std::string_view replace) {
  std::uint32_t size = 0;
  std::memcpy(&size, model.data() + 12, sizeof size);
  std::string header = model.substr(48, size);
  const std::size_t at = header.find(find);
  if (at != std::string::npos) header.replace(at, find.size(), replace);
  return file_of(header, std::string_view(model).substr((48 + size + 63) / 64 * 64));
}

Document make_words(std::string_view text) {
  Words words;
  Gap gap = Gap::Block;
  std::uint32_t block = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(' ', i), text.size());
    if (text.substr(i, end - i) == "|") {
      gap = Gap::Block;
      ++block;
    } else if (end > i) {
      words.words.push_back({{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)}, gap, false, block});
      gap = Gap::Space;
    }
    i = end + 1;
  }
  Document document(Origin{}, std::string(text), SourceMap{}, Blocks{});
  document.attach(std::move(words));
  return document;
}

std::string make_text(std::uint64_t seed, std::size_t count) {
  constexpr const char* kWords[] = {"the", "Minister", "said", "attacked", "Berlin", "1,200", "peace", "talks", ".",        ",",
                                    "men", "USA",      "on",   "Monday",   "Ürümqi", "x",     "...",   "\"",    "McDonald", "signing"};
  Random random(seed);
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    if (random.below(40) == 0) out += "| ";
    out += kWords[random.below(std::size(kWords))];
    out += ' ';
  }
  return out;
}

std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

}  // namespace demarche::tiny
