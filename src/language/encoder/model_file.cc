// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/model_file.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/digest.h"
#include "base/error.h"
#include "language/encoder/attention_kernels.h"

namespace demarche {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kMagic = "DEMARCHE";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderStart = 48;
constexpr std::size_t kAlignment = 64;
constexpr std::uint32_t kLargestSize = 1U << 20U;
constexpr std::int8_t kWeightLimit = 63;  // beyond it, pairs of products saturate on processors without VNNI

const char* const kRemedy = "get the model of this version again (models/reader-en.dmm), or make it with ./dev train";

std::uint32_t read_u32(std::string_view bytes, std::size_t offset) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

std::string hex_of(std::string_view bytes) {
  constexpr const char* digits = "0123456789abcdef";
  std::string out;
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

/// Values a person could not have meant: they would spread through every sum.
bool all_finite(const float* values, std::size_t count) {
  return std::all_of(values, values + count, [](float v) { return std::isfinite(v); });
}

bool is_table(const std::string& name) {
  return name == "affix" || name == "shape" || name.rfind("embeddings.", 0) == 0 || name.find(".dist") != std::string::npos;
}

bool within_limit(const std::int8_t* values, std::size_t count) {
  int worst = 0;
  for (std::size_t i = 0; i < count; ++i) worst = std::max(worst, std::abs(static_cast<int>(values[i])));
  return worst <= kWeightLimit;
}

}  // namespace

struct ModelFile::Header {
  Json json{};
};

ModelFile::ModelFile(const std::string& path) : file_(std::make_unique<MappedFile>(path)), where_(path) {
  read(file_->bytes(), true);
}

ModelFile::ModelFile(std::string_view bytes, std::string where, bool check_digest) : where_(std::move(where)) {
  read(bytes, check_digest);
}

void ModelFile::refuse(const std::string& what) const {
  throw Error(ErrorCode::ModelMismatch, fmt::format("cannot use the model {}: {}", where_, what), kRemedy);
}

void ModelFile::read(std::string_view bytes, bool check_digest) {
  if (bytes.size() < kHeaderStart || bytes.substr(0, kMagic.size()) != kMagic) refuse("it is not a Demarche model");
  const std::uint32_t version = read_u32(bytes, 8);
  if (version != kVersion) refuse(fmt::format("it has format {}, this program reads format {}", version, kVersion));
  const std::size_t header_size = read_u32(bytes, 12);
  if (header_size > bytes.size() - kHeaderStart) refuse("it ends inside its header");
  digest_ = hex_of(bytes.substr(16, 32));
  if (check_digest && sha256_hex(bytes.substr(kHeaderStart)) != digest_)
    refuse("its content does not match its SHA-256; the file is damaged or was cut off");
  const std::size_t data_start = (kHeaderStart + header_size + kAlignment - 1) / kAlignment * kAlignment;
  if (data_start > bytes.size()) refuse("it ends before its data");
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kAlignment != 0) refuse("it is not aligned in memory to 64 bytes");
  Header header;
  try {
    header.json = Json::parse(bytes.substr(kHeaderStart, header_size));
    name_ = header.json.at("name").get<std::string>();
    const Json& own_version = header.json.at("version");
    version_ = own_version.is_string() ? own_version.get<std::string>() : own_version.dump();
    read_sizes(header);
    read_labels(header);
    read_tensors(header, bytes.substr(data_start));
  } catch (const Json::exception& error) {
    refuse(fmt::format("its header cannot be read ({})", error.what()));
  }
}

void ModelFile::read_sizes(const Header& header) {
  const Json& sizes = header.json.at("sizes");
  const auto get = [&](const char* key, std::uint32_t fallback = 0) {
    const std::uint64_t value = fallback != 0 && !sizes.contains(key) ? fallback : sizes.at(key).get<std::uint64_t>();
    if (!sizes.contains(key) && fallback == 0) refuse(fmt::format("size {} is missing", key));
    if (value == 0 || value > kLargestSize) refuse(fmt::format("size {} is {}", key, value));
    return static_cast<std::uint32_t>(value);
  };
  ModelSizes& s = sizes_;
  s.hidden = get("hidden"), s.layers = get("layers"), s.heads = get("heads"), s.intermediate = get("intermediate");
  s.window_pieces = get("window_pieces"), s.word_pieces = get("word_pieces", 12);
  s.positions = get("positions", s.window_pieces);
  s.shape_width = get("shape_width", 32), s.affix_rows = get("affix_rows", 8192), s.affix_width = get("affix_width", 96);
  s.word = get("word", s.hidden + s.affix_width + s.shape_width);
  s.sem = get("sem", 384), s.arc = get("arc", 256), s.label = get("label", 128), s.pair = get("pair", 128);
  s.distance = get("distance", 64), s.trigger_hidden = get("trigger_hidden", 256), s.doorway = get("doorway", 64);
  vocabulary_ = header.json.at("vocabulary").get<Labels>();
  if (vocabulary_.empty() || vocabulary_.size() > kLargestSize) refuse("its vocabulary is empty or too large");
  s.vocabulary = static_cast<std::uint32_t>(vocabulary_.size());
  check_sizes();
}

void ModelFile::check_sizes() const {
  const ModelSizes& s = sizes_;
  for (const std::uint32_t width :
       {s.hidden, s.intermediate, s.shape_width, s.affix_width, s.word, s.sem, s.arc, s.label, s.pair, s.trigger_hidden, s.doorway})
    if (width % 8 != 0 || width > 8192) refuse(fmt::format("width {} is no multiple of 8 up to 8192", width));
  if (s.hidden % (s.heads * kernels::kHeadStep) != 0 || s.hidden / s.heads > kernels::kWidestHead)
    refuse(fmt::format("its {} heads do not divide its width of {} into multiples of 16 up to 128", s.heads, s.hidden));
  if (s.word != s.hidden + s.affix_width + s.shape_width) refuse("the parts of its word vector do not add up");
  if (s.layers > 48) refuse(fmt::format("{} layers are more than 48", s.layers));
  if (s.window_pieces > s.positions || s.window_pieces > 4096) refuse("its windows are longer than its positions");
  if (s.window_pieces < s.word_pieces + 2) refuse("a long word does not fit its windows");
}

void ModelFile::read_labels(const Header& header) {
  const Json& labels = header.json.at("labels");
  const auto get = [&](const char* key, Labels& out) {
    out = labels.at(key).get<Labels>();
    if (out.empty() || out.size() > 4096) refuse(fmt::format("label set {} is empty or too large", key));
    for (const std::string& label : out)
      if (label.find('\0') != std::string::npos) refuse(fmt::format("label set {} holds a null byte", key));
  };
  get("upos", labels_.upos), get("xpos", labels_.xpos), get("feats", labels_.feats), get("lemma", labels_.lemma);
  get("name", labels_.name), get("kind", labels_.kind), get("relation", labels_.relation), get("status", labels_.status),
      get("mode", labels_.mode);
  get("code", labels_.code), get("types", labels_.types), get("cue", labels_.cue), get("trigger", labels_.trigger);
  get("statement", labels_.statement), get("event", labels_.event);
  const Json& modes_of = labels.at("modes_of");
  for (const std::string& type : labels_.types) {
    std::vector<std::uint32_t>& legal = labels_.modes_of.emplace_back();
    if (!modes_of.contains(type)) continue;
    const Labels names = modes_of.at(type).get<Labels>();
    for (std::uint32_t i = 1; i < labels_.mode.size(); ++i)
      if (std::find(names.begin(), names.end(), labels_.mode[i]) != names.end()) legal.push_back(i);
  }
  if (header.json.contains("lemma_exceptions")) header.json.at("lemma_exceptions").get_to(lemma_exceptions_);
  if (!header.json.contains("thresholds")) return;
  const Json& thresholds = header.json.at("thresholds");
  const auto threshold = [&](const char* key) {
    const float value = thresholds.contains(key) ? thresholds.at(key).get<float>() : 0.0F;
    if (!std::isfinite(value)) refuse(fmt::format("threshold {} is not a number", key));
    return value;
  };
  thresholds_ = {threshold("sentence"), threshold("cue"), threshold("trigger"), threshold("doorway")};
}

void ModelFile::read_tensors(const Header& header, std::string_view data) {
  for (const auto& item : header.json.at("tensors").items()) tensors_.emplace(item.key(), read_tensor(header, item.key(), data));
}

Tensor ModelFile::read_tensor(const Header& header, const std::string& name, std::string_view data) const {
  const Json& json = header.json.at("tensors").at(name);
  const auto dtype = json.at("dtype").get<std::string>();
  const auto shape = json.at("shape").get<std::vector<std::uint64_t>>();
  if (dtype != "i8" && dtype != "f32") refuse(fmt::format("tensor {} has the unknown type {}", name, dtype));
  if (shape.empty() || shape.size() > 2) refuse(fmt::format("tensor {} has {} dimensions", name, shape.size()));
  const std::uint64_t rows = shape.size() == 1 ? 1 : shape[0];
  const std::uint64_t columns = shape.back();
  if (rows == 0 || columns == 0 || rows > kLargestSize || columns > kLargestSize)
    refuse(fmt::format("tensor {} has the shape {} x {}", name, rows, columns));
  const auto view = [&](const char* key, std::uint64_t size) {
    const auto offset = json.at(key).get<std::uint64_t>();
    if (!json.at(key).is_number_unsigned() || offset % kAlignment != 0 || offset > data.size() || size > data.size() - offset)
      refuse(fmt::format("tensor {} lies outside the file or is not aligned", name));
    return data.data() + offset;
  };
  Tensor tensor;
  tensor.rows = rows;
  tensor.columns = columns;
  if (dtype == "f32") {
    tensor.floats = reinterpret_cast<const float*>(view("offset", rows * columns * sizeof(float)));
    if (!all_finite(tensor.floats, rows * columns)) refuse(fmt::format("tensor {} holds values that are no numbers", name));
    return tensor;
  }
  tensor.bytes = reinterpret_cast<const std::int8_t*>(view("offset", rows * columns));
  tensor.scales = reinterpret_cast<const float*>(view("scale", rows * sizeof(float)));
  if (!all_finite(tensor.scales, rows)) refuse(fmt::format("tensor {} holds scales that are no numbers", name));
  if (!is_table(name) && !within_limit(tensor.bytes, rows * columns)) refuse(fmt::format("tensor {} holds weights beyond -63 to 63", name));
  return tensor;
}

Tensor ModelFile::any_tensor(const std::string& name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) refuse(fmt::format("tensor {} is missing", name));
  return found->second;
}

Tensor ModelFile::tensor(const std::string& name, std::size_t rows, std::size_t columns) const {
  const Tensor tensor = any_tensor(name);
  if (tensor.rows != rows || tensor.columns != columns)
    refuse(fmt::format("tensor {} is {} x {}, this program needs {} x {}", name, tensor.rows, tensor.columns, rows, columns));
  return tensor;
}

}  // namespace demarche
