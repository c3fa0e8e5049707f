#include "models_definition.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace attn::tests {
namespace {

using namespace attn::models;

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

bool is_visible(const Attention& attention, bool is_causal, Index query, Index key) {
  if (is_causal && key > query) return false;
  if (attention.left >= 0 && key < query - attention.left) return false;
  return attention.right < 0 || key <= query + attention.right;
}

Row softmax(const Row& scores, const std::vector<bool>& visible) {
  Row weights(scores.size());
  double largest = -HUGE_VAL, sum = 0;
  for (std::size_t j = 0; j < scores.size(); ++j)
    if (visible[j]) largest = std::max(largest, scores[j]);
  for (std::size_t j = 0; j < scores.size(); ++j)
    if (visible[j]) sum += weights[j] = std::exp(scores[j] - largest);
  for (double& weight : weights) weight = sum > 0 ? weight / sum : 0;
  return weights;
}

Row part_of(const Row& row, Index first, Index count) { return Row(row.data() + first, row.data() + first + count); }

// Queries and keys as they are compared: each head normed, and turned by its position.
Rows prepared(const Stack& stack, const Attention& attention, const Norm& norm, Rows rows, Index heads, bool is_self) {
  const Index d = attention.head_size;
  for (std::size_t t = 0; t < rows.size(); ++t)
    for (Index h = 0; h < heads; ++h) {
      Row head = defined_norm(norm, part_of(rows[t], h * d, d));
      if (is_self && attention.rotary >= 0) head = defined_rotation(stack.rotaries[attention.rotary], static_cast<Index>(t), head);
      std::copy(head.begin(), head.end(), rows[t].data() + h * d);
    }
  return rows;
}

Rows all_rows(const Linear& linear, const Rows& x) {
  Rows out;
  for (const Row& row : x) out.push_back(defined_linear(linear, kernels::Activation::kNone, row));
  return out;
}

double score_of(const Stack& stack, const Attention& attention, bool is_self, Index h, const Row& query, const Row& key, Index distance) {
  const Index d = attention.head_size, kv = h / (attention.heads / attention.kv_heads);
  double score = 0;
  for (Index c = 0; c < d; ++c) score += query[at(h * d + c)] * key[at(kv * d + c)];
  score *= attention.scale;
  if (attention.softcap > 0) score = attention.softcap * std::tanh(score / attention.softcap);
  if (attention.alibi != nullptr) score += attention.alibi[h] * static_cast<double>(distance);
  if (is_self && attention.is_biased)
    score += double{stack.relative_bias.table[defined_bucket(stack.relative_bias, distance) * attention.heads + h]};
  return score;
}

// x = sum(x + layer_scale * after(branch)).
Row joined(const Residual& residual, const Row& x, const Row& branch) {
  const Row added = defined_norm(residual.after, branch);
  const Index in_size = residual.shortcut.weights.columns;
  Row sum = residual.shortcut.is_present() ? defined_linear(residual.shortcut, kernels::Activation::kNone, part_of(x, 0, in_size))
                                           : part_of(x, 0, static_cast<Index>(branch.size()));
  for (std::size_t i = 0; i < sum.size(); ++i)
    sum[i] += added[i] * (residual.layer_scale == nullptr ? 1.0 : double{residual.layer_scale[i]});
  return defined_norm(residual.sum, sum);
}

// Takes hidden through an attention, and returns its weights.
HeadWeights attended(const Stack& stack, const Attention& attention, Rows& hidden, const Rows* encoder, const std::uint8_t* without) {
  const bool is_self = encoder == nullptr;
  Rows x;
  for (const Row& row : hidden) x.push_back(defined_norm(attention.residual.before, part_of(row, 0, attention.query.weights.columns)));
  const Rows& source = is_self ? x : *encoder;
  const Rows queries = prepared(stack, attention, attention.query_norm, all_rows(attention.query, x), attention.heads, is_self);
  const Rows keys = prepared(stack, attention, attention.key_norm, all_rows(attention.key, source), attention.kv_heads, is_self);
  const Rows values = all_rows(attention.value, source);
  HeadWeights weights(at(attention.heads), Rows(x.size()));
  const Index d = attention.head_size;
  for (std::size_t t = 0; t < x.size(); ++t) {
    Row heads(at(attention.query_size()));
    for (Index h = 0; h < attention.heads; ++h) {
      Row scores(keys.size());
      std::vector<bool> visible(keys.size());
      for (std::size_t j = 0; j < keys.size(); ++j) {
        const Index query = static_cast<Index>(t), key = static_cast<Index>(j);
        visible[j] = is_visible(attention, is_self && stack.is_causal, query, key);
        scores[j] = score_of(stack, attention, is_self, h, queries[t], keys[j], key - query);
      }
      const Row& row = weights[at(h)][t] = softmax(scores, visible);
      if (without != nullptr && without[h] != 0) continue;
      const Index kv = h / (attention.heads / attention.kv_heads);
      for (std::size_t j = 0; j < keys.size(); ++j)
        for (Index c = 0; c < d; ++c) heads[at(h * d + c)] += row[j] * values[j][at(kv * d + c)];
    }
    hidden[t] = joined(attention.residual, hidden[t], defined_linear(attention.output, kernels::Activation::kNone, heads));
  }
  return weights;
}

Row fed_forward(const FeedForward& block, const Row& x) {
  const Row normed = defined_norm(block.residual.before, part_of(x, 0, block.up.weights.columns));
  const bool is_gated = block.gate.is_present();
  Row inner = defined_linear(block.up, is_gated ? kernels::Activation::kNone : block.activation, normed);
  if (is_gated) {
    const Row gate = defined_linear(block.gate, block.activation, normed);
    for (std::size_t i = 0; i < inner.size(); ++i) inner[i] *= gate[i];
  }
  return joined(block.residual, x, defined_linear(block.down, kernels::Activation::kNone, inner));
}

}  // namespace

Rows numbers_of(const Weights& weights) {
  Rows rows(at(weights.rows), Row(at(weights.columns)));
  std::vector<float> floats(at(weights.columns));
  for (Index r = 0; r < weights.rows; ++r) {
    const Index start = r * weights.columns;
    if (weights.type != WeightType::kFloat32 && weights.type != WeightType::kInt8Rows) weights.read(r, floats.data());
    for (Index c = 0; c < weights.columns; ++c) {
      double number = double{floats[at(c)]};
      if (weights.type == WeightType::kFloat32) number = double{static_cast<const float*>(weights.data)[start + c]};
      if (weights.type == WeightType::kInt8Rows)
        number = static_cast<double>(static_cast<const std::int8_t*>(weights.data)[start + c]) * double{weights.scales[r]};
      rows[at(r)][at(c)] = number;
    }
  }
  return rows;
}

double defined_activation(kernels::Activation activation, double x) {
  using kernels::Activation;
  const auto sigmoid = [](double y) { return 1 / (1 + std::exp(-y)); };
  switch (activation) {
    case Activation::kNone: return x;
    case Activation::kRelu: return std::max(x, 0.0);
    case Activation::kGelu: return x * (1 + std::erf(x / std::sqrt(2.0))) / 2;
    case Activation::kGeluTanh: return x / 2 * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (x + 0.044715 * x * x * x)));
    case Activation::kGeluQuick: return x * sigmoid(1.702 * x);
    case Activation::kSilu: return x * sigmoid(x);
    case Activation::kTanh: return std::tanh(x);
  }
  return NAN;
}

Row defined_linear(const Linear& linear, kernels::Activation activation, const Row& x) {
  Row out;
  for (const Row& row : numbers_of(linear.weights)) {
    double sum = linear.bias == nullptr ? 0 : double{linear.bias[out.size()]};
    for (std::size_t c = 0; c < row.size(); ++c) sum += row[c] * x[c];
    out.push_back(defined_activation(activation, sum));
  }
  return out;
}

Row defined_norm(const Norm& norm, const Row& x) {
  if (norm.type == NormType::kNone) return x;
  const double size = static_cast<double>(x.size());
  double mean = 0, squares = 0;
  if (norm.type == NormType::kLayer)
    for (const double each : x) mean += each / size;
  for (const double each : x) squares += (each - mean) * (each - mean) / size;
  Row out;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double weight = (norm.weight == nullptr ? 1 : double{norm.weight[i]}) + (norm.adds_one ? 1 : 0);
    out.push_back((x[i] - mean) / std::sqrt(squares + norm.epsilon) * weight + (norm.bias == nullptr ? 0 : double{norm.bias[i]}));
  }
  return out;
}

Row defined_rotation(const Rotary& rotary, Index position, const Row& head) {
  Row turned = head;
  for (Index p = 0; p < rotary.pairs; ++p) {
    const std::size_t a = at(rotary.is_interleaved ? 2 * p : p), b = at(rotary.is_interleaved ? 2 * p + 1 : p + rotary.pairs);
    const double angle = static_cast<double>(position) * rotary.frequencies[p];
    turned[a] = rotary.factor * (head[a] * std::cos(angle) - head[b] * std::sin(angle));
    turned[b] = rotary.factor * (head[a] * std::sin(angle) + head[b] * std::cos(angle));
  }
  return turned;
}

Index defined_bucket(const RelativeBias& bias, Index distance) {
  const Index count = bias.is_bidirectional ? bias.buckets / 2 : bias.buckets;
  const Index start = bias.is_bidirectional && distance > 0 ? count : 0;
  const Index n = bias.is_bidirectional ? std::abs(distance) : distance < 0 ? -distance : 0;
  const Index exact = count / 2;
  if (n < exact) return start + n;
  Index bucket = exact;
  for (Index next = exact + 1; next < count; ++next) {
    const double power = static_cast<double>(next - exact) / static_cast<double>(count - exact);
    const double first = static_cast<double>(exact) * std::pow(static_cast<double>(bias.max_distance) / static_cast<double>(exact), power);
    // A power that is a whole number may come out a little above it.
    if (static_cast<double>(n) >= first * (1 - 1e-12)) bucket = next;
  }
  return start + bucket;
}

DefinedRun defined_run(const Stack& stack, const Rows& hidden, const Rows& encoder, const Without& without) {
  DefinedRun run{hidden, {}, {}};
  for (Index l = 0; l < stack.layer_count; ++l) {
    const Layer& layer = stack.layers[l];
    const std::uint8_t* const self = without.self == nullptr ? nullptr : without.self + l * layer.self.heads;
    run.self.push_back(attended(stack, layer.self, run.hidden, nullptr, self));
    run.cross.emplace_back();
    if (layer.cross.is_present()) {
      const std::uint8_t* const cross = without.cross == nullptr ? nullptr : without.cross + l * layer.cross.heads;
      run.cross.back() = attended(stack, layer.cross, run.hidden, &encoder, cross);
    }
    for (Row& row : run.hidden) row = fed_forward(layer.feed_forward, row);
  }
  for (Row& row : run.hidden) row = defined_norm(stack.final_norm, row);
  return run;
}

Row defined_head(const Head& head, const Row& x) {
  Row y = x;
  for (double& each : y) each *= head.scale;
  y = defined_norm(head.norm, y);
  if (head.dense.is_present()) y = defined_linear(head.dense, head.activation, y);
  y = defined_norm(head.dense_norm, y);
  if (head.output.is_present()) y = defined_linear(head.output, kernels::Activation::kNone, y);
  double squares = 0;
  for (double& each : y) {
    if (head.softcap > 0) each = head.softcap * std::tanh(each / head.softcap);
    squares += each * each;
  }
  for (double& each : y) each /= head.is_normalized && squares > 0 ? std::sqrt(squares) : 1;
  return y;
}

}  // namespace attn::tests
