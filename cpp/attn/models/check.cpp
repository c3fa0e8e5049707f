#include <attn/models/check.h>

#include <cmath>
#include <limits>

namespace attn::models {
namespace {

// The largest scale of the kernels.
constexpr double kLargestScale = 1e30;

class Checker {
 public:
  explicit Checker(const Stack& stack) noexcept : stack_(stack) {}

  Fault operator()() noexcept {
    expect_at_least(1, stack_.width, "width");
    expect_at_least(1, stack_.layer_count, "layer_count");
    expect_present(stack_.layers != nullptr, "layers");
    for (const Rotary& rotary : stack_.rotaries) check_rotary(rotary);
    check_norm(stack_.final_norm, "final_norm");
    if (stack_.relative_bias.table != nullptr) check_relative_bias();
    if (!fault_.ok()) return fault_;
    size_ = stack_.layers[0].self.query.weights.columns;
    for (layer_ = 0; layer_ < stack_.layer_count && fault_.ok(); ++layer_) check_layer(stack_.layers[layer_]);
    layer_ = -1;
    block_ = "";
    expect_equal(size_, stack_.width, "width");
    return fault_;
  }

 private:
  // Notes a fault of a part of the block, if it is the first. What was expected, and what came, is written behind it.
  template <class Write>
  void fail(Code code, const char* part, Write write) noexcept {
    if (!fault_.ok()) return;
    fault_.code = code;
    if (layer_ >= 0) fault_.argument << "layers[" << layer_ << "].";
    fault_.argument << block_ << part;
    write(fault_.message << "expected ");
  }

  void expect_at_least(Index least, Index got, const char* part) noexcept {
    if (got < least) fail(Code::kValue, part, [&](Message& message) { message << least << " or more, got " << got; });
  }
  void expect_equal(Index expected, Index got, const char* part) noexcept {
    if (got != expected) fail(Code::kShape, part, [&](Message& message) { message << expected << ", got " << got; });
  }
  void expect_present(bool is_present, const char* part) noexcept {
    if (!is_present) fail(Code::kMissing, part, [](Message& message) { message << "its numbers, got none"; });
  }
  void expect_number(bool holds, double got, const char* part, const char* expected) noexcept {
    if (!holds) fail(Code::kValue, part, [&](Message& message) { message << expected << ", got " << got; });
  }

  void check_norm(const Norm& norm, const char* part) noexcept {
    const auto type = static_cast<std::int32_t>(norm.type);
    expect_number(type >= 0 && type <= static_cast<std::int32_t>(NormType::kRms), type, part, "a type from 0 to 2");
    expect_number(norm.epsilon >= 0 && std::isfinite(norm.epsilon), norm.epsilon, part, "an epsilon of 0 or more");
  }

  void check_rotary(const Rotary& rotary) noexcept {
    expect_at_least(0, rotary.pairs, "rotaries.pairs");
    expect_present(rotary.pairs == 0 || rotary.frequencies != nullptr, "rotaries.frequencies");
    expect_number(std::isfinite(rotary.factor), rotary.factor, "rotaries.factor", "a finite number");
  }

  void check_relative_bias() noexcept {
    const RelativeBias& bias = stack_.relative_bias;
    const Index sides = bias.is_bidirectional ? 2 : 1;
    expect_at_least(2 * sides, bias.buckets, "relative_bias.buckets");
    expect_at_least(bias.buckets / sides / 2 + 1, bias.max_distance, "relative_bias.max_distance");
  }

  // A matrix of just this shape.
  void check_linear(const Linear& linear, Index rows, Index columns, const char* part) noexcept {
    const Weights& weights = linear.weights;
    const auto type = static_cast<std::int32_t>(weights.type);
    expect_present(weights.is_present(), part);
    expect_number(is_weight_type(type), type, part, "a type of weights");
    if (!fault_.ok()) return;
    if (weights.rows != rows || weights.columns != columns)
      return fail(Code::kShape, part, [&](Message& message) {
        message << Shape{2, {rows, columns}} << ", got " << Shape{2, {weights.rows, weights.columns}};
      });
    if (Weights::bytes(weights.type, rows, columns) < 0)
      fail(Code::kSize, part, [&](Message& message) { message << "rows of whole blocks, and bytes that memory holds, got " << Shape{2, {rows, columns}}; });
    expect_present(weights.type != WeightType::kInt8Rows || weights.scales != nullptr, part);
  }

  // What stands around a block that takes rows of size_ and gives rows of `size`, the rows of its last matrix, to the next block.
  void check_residual(const Residual& residual, Index size, const char* last) noexcept {
    check_norm(residual.before, "residual.before");
    check_norm(residual.after, "residual.after");
    check_norm(residual.sum, "residual.sum");
    if (residual.shortcut.is_present())
      check_linear(residual.shortcut, size, size_, "residual.shortcut");
    else
      expect_equal(size_, size, last);
    if (size > stack_.width) expect_equal(stack_.width, size, last);
    size_ = size;
  }

  void check_activation(kernels::Activation activation) noexcept {
    const auto number = static_cast<std::int32_t>(activation);
    expect_number(number >= 0 && number <= static_cast<std::int32_t>(kernels::Activation::kTanh), number, "activation", "a number from 0 to 6");
  }

  void check_layer(const Layer& layer) noexcept {
    block_ = "self.";
    check_attention(layer.self, size_);
    if (layer.self.is_biased) check_biased(layer.self);
    block_ = "cross.";
    if (layer.cross.is_present()) check_attention(layer.cross, encoder_size(stack_));
    block_ = "feed_forward.";
    check_feed_forward(layer.feed_forward);
  }

  // keys_from: the size of the rows that keys and values are made of.
  void check_attention(const Attention& attention, Index keys_from) noexcept {
    expect_at_least(1, attention.heads, "heads");
    expect_at_least(1, attention.kv_heads, "kv_heads");
    expect_at_least(1, attention.head_size, "head_size");
    expect_at_least(1, size_, "query.weights.columns");
    if (!fault_.ok()) return;
    expect_number(attention.heads % attention.kv_heads == 0, static_cast<double>(attention.kv_heads), "kv_heads", "a divisor of the heads");
    expect_number(std::fabs(attention.scale) <= kLargestScale, attention.scale, "scale", "a number of at most 1e30");
    expect_number(attention.softcap >= 0 && std::isfinite(attention.softcap), attention.softcap, "softcap", "0 or more");
    expect_at_least(-1, attention.left, "left");
    expect_at_least(-1, attention.right, "right");
    expect_number(attention.rotary >= -1 && attention.rotary < kRotaries, static_cast<double>(attention.rotary), "rotary", "-1, 0 or 1");
    check_norm(attention.query_norm, "query_norm");
    check_norm(attention.key_norm, "key_norm");
    check_linear(attention.query, attention.query_size(), size_, "query");
    check_linear(attention.key, attention.key_size(), keys_from, "key");
    check_linear(attention.value, attention.key_size(), keys_from, "value");
    check_linear(attention.output, attention.output.weights.rows, attention.query_size(), "output");
    if (!fault_.ok()) return;
    if (attention.rotary >= 0) expect_at_least(2 * stack_.rotaries[attention.rotary].pairs, attention.head_size, "head_size");
    check_residual(attention.residual, attention.output.weights.rows, "output.weights.rows");
  }

  // One table of biases is for all layers.
  void check_biased(const Attention& attention) noexcept {
    expect_present(stack_.relative_bias.table != nullptr, "is_biased");
    for (Index l = 0; l < stack_.layer_count; ++l)
      if (stack_.layers[l].self.is_biased) return expect_equal(stack_.layers[l].self.heads, attention.heads, "heads");
  }

  void check_feed_forward(const FeedForward& block) noexcept {
    const Index inner = block.up.weights.rows, size = block.down.weights.rows;
    check_activation(block.activation);
    check_linear(block.up, inner, size_, "up");
    if (block.gate.is_present()) check_linear(block.gate, inner, size_, "gate");
    check_linear(block.down, size, inner, "down");
    check_residual(block.residual, size, "down.weights.rows");
  }

  const Stack& stack_;
  Fault fault_;
  Index layer_ = -1;
  const char* block_ = "";
  Index size_ = 0;  // of the rows between two blocks
};

}  // namespace

Index encoder_size(const Stack& stack) noexcept {
  for (Index l = 0; l < stack.layer_count; ++l)
    if (stack.layers[l].cross.is_present()) return stack.layers[l].cross.key.weights.columns;
  return 0;
}

Fault check(const Stack& stack) noexcept { return Checker(stack)(); }

}  // namespace attn::models
