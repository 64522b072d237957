// SPDX-License-Identifier: Apache-2.0
#include "language/encoder/encoder_reference.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "language/encoder/features.h"

namespace demarche {
namespace {

using Row = ReferenceNetwork::Row;
using Rows = ReferenceNetwork::Rows;

double gelu(double x) {
  return 0.5 * x * (1 + std::tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
}

void gelu_all(Row& x) {
  for (double& value : x) value = gelu(value);
}

void add(Row& x, const Row& y) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
}

void add_table_row(const Tensor& table, std::size_t row, Row& x, std::size_t at = 0) {
  for (std::size_t c = 0; c < table.columns; ++c) x[at + c] += static_cast<double>(table.at(row, c));
}

double dot(const Row& x, const Row& y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

/// The value that 8 bits stand for.
Row rounded(const Row& x) {
  double top = 0;
  for (double value : x) top = std::max(top, std::fabs(value));
  const double scale = top > 0 ? top / 127 : 1;
  Row out(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = std::nearbyint(x[i] / scale) * scale;
  return out;
}

}  // namespace

Tensor ReferenceNetwork::find(const std::string& name) const {
  return model_.any_tensor(name);
}

Row ReferenceNetwork::linear(const std::string& name, const Row& x, bool has_bias) const {
  const Tensor weight = find(name + ".weight");
  const Row input = rounds_ && weight.bytes != nullptr ? rounded(x) : x;
  Row out(weight.rows);
  for (std::size_t r = 0; r < weight.rows; ++r) {
    for (std::size_t c = 0; c < weight.columns; ++c) out[r] += static_cast<double>(weight.at(r, c)) * input[c];
    if (has_bias) out[r] += static_cast<double>(find(name + ".bias").at(0, r));
  }
  return out;
}

void ReferenceNetwork::normalize(Row& x, const Tensor& weight, const Tensor& bias) {
  double mean = 0;
  double variance = 0;
  for (double value : x) mean += value;
  mean /= static_cast<double>(x.size());
  for (double value : x) variance += (value - mean) * (value - mean);
  variance /= static_cast<double>(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = (x[i] - mean) / std::sqrt(variance + 1e-12) * static_cast<double>(weight.at(0, i)) + static_cast<double>(bias.at(0, i));
}

void ReferenceNetwork::attend(const std::string& layer, Rows& x) const {
  const std::size_t width = model_.sizes().hidden / model_.sizes().heads;
  Rows q, k, v;
  for (const Row& row : x) {
    q.push_back(linear(layer + "query", row));
    k.push_back(linear(layer + "key", row));
    v.push_back(linear(layer + "value", row));
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    Row mixed(model_.sizes().hidden);
    for (std::size_t at = 0; at < mixed.size(); at += width) {
      Row weights(x.size());
      double sum = 0;
      for (std::size_t j = 0; j < x.size(); ++j) {
        double score = 0;
        for (std::size_t c = at; c < at + width; ++c) score += q[i][c] * k[j][c];
        sum += weights[j] = std::exp(score / std::sqrt(static_cast<double>(width)));
      }
      for (std::size_t j = 0; j < x.size(); ++j)
        for (std::size_t c = at; c < at + width; ++c) mixed[c] += weights[j] / sum * v[j][c];
    }
    add(x[i], linear(layer + "output", mixed));
    normalize(x[i], find(layer + "norm1.weight"), find(layer + "norm1.bias"));
  }
}

Rows ReferenceNetwork::encode(const std::vector<std::uint32_t>& pieces, const std::vector<std::uint8_t>& features) const {
  Rows x;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Row row(model_.sizes().hidden);
    add_table_row(find("embeddings.word"), pieces[i], row);
    add_table_row(find("embeddings.position"), i, row);
    add_table_row(find("embeddings.type"), 0, row);
    if (features[i] != 255) add_table_row(find("embeddings.feature"), features[i], row);
    normalize(row, find("embeddings.norm.weight"), find("embeddings.norm.bias"));
    x.push_back(row);
  }
  for (std::size_t l = 0; l < model_.sizes().layers; ++l) {
    const std::string layer = fmt::format("layer.{}.", l);
    attend(layer, x);
    for (Row& row : x) {
      Row inner = linear(layer + "up", row);
      gelu_all(inner);
      add(row, linear(layer + "down", inner));
      normalize(row, find(layer + "norm2.weight"), find(layer + "norm2.bias"));
    }
  }
  return x;
}

Row ReferenceNetwork::word_vector(std::string_view word, const Row& encoded) const {
  const ModelSizes& s = model_.sizes();
  Row out = encoded;
  out.resize(s.word);
  for (const std::uint32_t row : affix_rows(word, s.affix_rows)) add_table_row(find("affix"), row, out, s.hidden);
  add_table_row(find("shape"), word_shape(word), out, s.hidden + s.affix_width);
  return out;
}

Row ReferenceNetwork::sem(const Row& v) const {
  Row out = linear("sem", v);
  gelu_all(out);
  return out;
}

Rows ReferenceNetwork::arcs(const Rows& v) const {
  Rows heads(1), out;
  for (std::size_t c = 0; c < model_.sizes().arc; ++c) heads[0].push_back(static_cast<double>(find("root").at(0, c)));
  for (const Row& word : v) {
    heads.push_back(linear("head", word));
    gelu_all(heads.back());
  }
  Row weight;
  for (std::size_t c = 0; c < model_.sizes().arc; ++c) weight.push_back(static_cast<double>(find("arc.head").at(0, c)));
  for (const Row& word : v) {
    Row dep = linear("dep", word);
    gelu_all(dep);
    Row& scores = out.emplace_back();
    for (const Row& head : heads) scores.push_back(dot(dep, linear("arc", head, false)) + dot(weight, head));
  }
  return out;
}

Row ReferenceNetwork::relation(const Row& v, const Row* head) const {
  const Row own = linear("dep_label", v);
  Row other;
  if (head != nullptr)
    other = linear("head_label", *head);
  else
    for (std::size_t c = 0; c < model_.sizes().label; ++c) other.push_back(static_cast<double>(find("root_label").at(0, c)));
  Row features;
  for (std::size_t c = 0; c < own.size(); ++c) features.push_back(gelu(own[c] + other[c]));
  for (std::size_t c = 0; c < own.size(); ++c) features.push_back(own[c] * other[c]);
  return linear("relation", features);
}

Rows ReferenceNetwork::convolve(const std::string& name, const Rows& x, std::size_t dilation) const {
  const Row zeros(model_.sizes().pair);
  Rows out = x;
  for (std::size_t w = 0; w < x.size(); ++w) {
    Row taps = w >= dilation ? x[w - dilation] : zeros;
    const Row& after = w + dilation < x.size() ? x[w + dilation] : zeros;
    taps.insert(taps.end(), x[w].begin(), x[w].end());
    taps.insert(taps.end(), after.begin(), after.end());
    Row step = linear(name, taps);
    gelu_all(step);
    add(out[w], step);
  }
  return out;
}

Rows ReferenceNetwork::roles(const std::string& name, const Rows& v, std::size_t anchor) const {
  const auto reach = static_cast<std::int64_t>(model_.sizes().distance);
  const Row q = linear(name + ".q", v[anchor]);
  const Row m = linear(name + ".m", v[anchor], false);
  Rows x;
  for (std::size_t w = 0; w < v.size(); ++w) {
    Row sum = linear(name + ".k", v[w], false);
    const std::int64_t distance = static_cast<std::int64_t>(w) - static_cast<std::int64_t>(anchor);
    add_table_row(find(name + ".dist"), static_cast<std::size_t>(std::clamp(distance, -reach, reach) + reach), sum);
    const Row n = linear(name + ".n", v[w], false);
    for (std::size_t c = 0; c < sum.size(); ++c) sum[c] = gelu(sum[c] + q[c]) + m[c] * n[c];
    x.push_back(sum);
  }
  x = convolve(name + ".conv1", x, 1);
  x = convolve(name + ".conv2", x, 2);
  x = convolve(name + ".conv3", x, 4);
  Rows out;
  for (const Row& row : x) out.push_back(linear(name + ".out", row));
  return out;
}

Row ReferenceNetwork::attribute(const std::string& name, const Row& v) const {
  Row hidden = linear("trig_hidden", v);
  gelu_all(hidden);
  return linear(name, hidden);
}

Rows ReferenceNetwork::doorways(const Rows& v) const {
  Rows out;
  for (std::size_t i = 0; i < v.size(); ++i) {
    Row& row = out.emplace_back(linear("none", v[i]));
    for (std::size_t j = 0; j < v.size(); ++j)
      row.push_back(i == j ? -1e9 : dot(linear("child", v[i], false), linear("parent", v[j], false)) / 8);
  }
  return out;
}

}  // namespace demarche
