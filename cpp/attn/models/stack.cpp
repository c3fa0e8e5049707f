#include <attn/models/stack.h>

#include <attn/kernels/simd.h>
#include <attn/models/attention.h>
#include <attn/models/norm.h>

#include <algorithm>

namespace attn::models {
namespace {

// So many rows go through the products at a time: they and what the products make of them stay in the second-level cache.
constexpr Index kRows = 128;

constexpr Index round_up(Index n) noexcept { return (n + 3) / 4 * 4; }

// Takes pieces of the scratch, one behind the other, each aligned to 16.
class Pieces {
 public:
  explicit Pieces(float* scratch) noexcept : next_(scratch) {}
  float* take(Index count) noexcept {
    float* const piece = next_;
    next_ += round_up(count);
    return piece;
  }

 private:
  float* next_;
};

template <class Visit>
void visit_linears(const Stack& stack, Visit visit) noexcept {
  const auto visit_one = [&](const Linear& linear) noexcept {
    if (linear.is_present()) visit(linear);
  };
  for (Index l = 0; l < stack.layer_count; ++l) {
    const Layer& layer = stack.layers[l];
    for (const Attention* attention : {&layer.self, &layer.cross})
      for (const Linear* linear : {&attention->query, &attention->key, &attention->value, &attention->output, &attention->residual.shortcut})
        visit_one(*linear);
    for (const Linear* linear : {&layer.feed_forward.gate, &layer.feed_forward.up, &layer.feed_forward.down, &layer.feed_forward.residual.shortcut})
      visit_one(*linear);
  }
}

// The largest sizes that a stack's scratch must hold.
struct Sizes {
  Index width = 0;     // of a block's input or output
  Index inner = 0;     // of a feed-forward
  Index attended = 0;  // heads * head_size
  Index heads = 0;
  Index linear = 0;    // scratch of a product
  Index attend = 0;    // scratch of an attention

  Sizes(const Stack& stack, Index keys, Index rows) noexcept : width(stack.width) {
    visit_linears(stack, [&](const Linear& l) noexcept { linear = std::max(linear, scratch_size(l, rows)); });
    for (Index l = 0; l < stack.layer_count; ++l) {
      const Layer& layer = stack.layers[l];
      inner = std::max(inner, layer.feed_forward.up.weights.rows);
      for (const Attention* attention : {&layer.self, &layer.cross}) {
        if (!attention->is_present()) continue;
        attended = std::max(attended, attention->query_size());
        heads = std::max(heads, attention->heads);
        attend = std::max(attend, attend_scratch_size(*attention, keys));
      }
    }
  }
};

Index angles_size(const Stack& stack, Index count) noexcept {
  Index size = 0;
  for (const Rotary& rotary : stack.rotaries) size += round_up(2 * rotary.pairs * count);
  return size;
}

// Floats that one attention keeps: of its queries, and of its keys or values.
Index query_rows(const Attention& attention, Index capacity) noexcept { return round_up(attention.query_size() * capacity); }
Index key_rows(const Attention& attention, Index capacity) noexcept { return round_up(attention.key_size() * capacity); }

Index kept_by(const Attention& attention, Index capacity, Index keys) noexcept {
  return query_rows(attention, capacity) + 2 * key_rows(attention, keys);
}

// Norms each head of `count` rows that lie side by side.
void norm_heads(const Norm& norm, Index count, Index heads, Index head_size, float* rows) noexcept {
  if (norm.type != NormType::kNone) normalize(norm, rows, head_size, count * heads, head_size, rows, head_size);
}

// to[i] *= factors[i].
void multiply(const float* factors, Index count, float* to) noexcept {
  using namespace kernels;
  Index i = 0;
  for (; i + kLanes <= count; i += kLanes) store(to + i, mul(load(to + i), load(factors + i)));
  for (; i < count; ++i) to[i] *= factors[i];
}

// to[i] += factors[i] * from[i]; without factors they are 1.
void add_scaled(const float* from, const float* factors, Index count, float* to) noexcept {
  using namespace kernels;
  Index i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const F32x4 added = load(from + i);
    store(to + i, add(load(to + i), factors == nullptr ? added : mul(added, load(factors + i))));
  }
  for (; i < count; ++i) to[i] += factors == nullptr ? from[i] : from[i] * factors[i];
}

// One advance: the tokens of a call on their way through the layers.
class Advance {
 public:
  Advance(Run& run, float* hidden, Index count, const Without& without, float* scratch) noexcept
      : run_(run), stack_(*run.stack), hidden_(hidden), count_(count), without_(without) {
    const Index rows = std::min(count, kRows);
    const Sizes sizes(stack_, std::max(run.capacity, run.encoder_capacity), rows);
    Pieces pieces(scratch);
    for (Index i = 0; i < kRotaries; ++i) angles_[i] = pieces.take(2 * stack_.rotaries[i].pairs * count);
    biases_ = stack_.relative_bias.table == nullptr ? nullptr : pieces.take(sizes.heads * (count + run.length + count));
    attended_ = pieces.take(sizes.attended * count);
    normed_ = pieces.take(sizes.width * rows);
    branch_ = pieces.take(sizes.width * rows);
    inner_ = pieces.take(sizes.inner * rows);
    gate_ = pieces.take(sizes.inner * rows);
    rest_ = pieces.take(std::max(sizes.linear, sizes.attend));
  }

  void operator()() noexcept {
    own_ = {run_.length, count_, run_.length};
    for (Index i = 0; i < kRotaries; ++i) fill_angles(stack_.rotaries[i], run_.length, count_, angles_[i]);
    run_.length += count_;
    for (Index l = 0; l < stack_.layer_count; ++l) {
      const Layer& layer = stack_.layers[l];
      attend_to_own(layer.self, l);
      if (layer.cross.is_present()) attend_to_encoder(layer.cross, l);
      feed_forward(layer.feed_forward);
    }
    normalize(stack_.final_norm, hidden_, stack_.width, count_, stack_.width, hidden_, stack_.width);
  }

 private:
  // Calls visit(first, count, rows of hidden) for kRows rows at a time.
  template <class Visit>
  void each_rows(Visit visit) noexcept {
    for (Index first = 0; first < count_; first += kRows) visit(first, std::min(kRows, count_ - first), hidden_ + first * stack_.width);
  }

  void project(const Linear& linear, const float* x, Index size, Index rows, float* out) noexcept {
    apply(linear, kernels::Activation::kNone, x, size, rows, out, linear.weights.rows, rest_);
  }

  // Norms each head of the call's new rows, and turns it.
  void prepare_heads(const Attention& attention, const Norm& norm, float* rows, Index heads) noexcept {
    const Index d = attention.head_size;
    norm_heads(norm, count_, heads, d, rows);
    if (attention.rotary >= 0) rotate(stack_.rotaries[attention.rotary], angles_[attention.rotary], rows, count_, heads * d, heads, d);
  }

  void attend_to_own(const Attention& attention, Index l) noexcept {
    const KeptRows kept = kept_rows(run_, l, AttentionKind::kSelf);
    float* const query = kept.query + own_.first * attention.query_size();
    float* const key = kept.key + own_.first * attention.key_size();
    float* const value = kept.value + own_.first * attention.key_size();
    const Index size = attention.query.weights.columns;
    each_rows([&](Index first, Index rows, const float* x) noexcept {
      normalize(attention.residual.before, x, stack_.width, rows, size, normed_, size);
      project(attention.query, normed_, size, rows, query + first * attention.query_size());
      project(attention.key, normed_, size, rows, key + first * attention.key_size());
      project(attention.value, normed_, size, rows, value + first * attention.key_size());
    });
    prepare_heads(attention, attention.query_norm, query, attention.heads);
    prepare_heads(attention, attention.key_norm, key, attention.kv_heads);
    const float* const biases = attention.is_biased ? own_biases(attention.heads) : nullptr;
    attend(attention, stack_.is_causal, kept, own_, run_.length, biases, attended_, rest_);
    add_attended(attention, without_.self == nullptr ? nullptr : without_.self + l * attention.heads);
  }

  // They are the same in every layer.
  const float* own_biases(Index heads) noexcept {
    if (!has_biases_) fill_biases(stack_.relative_bias, heads, own_, run_.length, biases_);
    has_biases_ = true;
    return biases_;
  }

  void attend_to_encoder(const Attention& attention, Index l) noexcept {
    const KeptRows kept = kept_rows(run_, l, AttentionKind::kCross);
    float* const query = kept.query + own_.first * attention.query_size();
    const Index size = attention.query.weights.columns;
    each_rows([&](Index first, Index rows, const float* x) noexcept {
      normalize(attention.residual.before, x, stack_.width, rows, size, normed_, size);
      project(attention.query, normed_, size, rows, query + first * attention.query_size());
    });
    norm_heads(attention.query_norm, count_, attention.heads, attention.head_size, query);
    attend(attention, false, kept, own_, run_.encoder_length, nullptr, attended_, rest_);
    add_attended(attention, without_.cross == nullptr ? nullptr : without_.cross + l * attention.heads);
  }

  void add_attended(const Attention& attention, const std::uint8_t* without) noexcept {
    const Index size = attention.query_size(), d = attention.head_size;
    for (Index h = 0; without != nullptr && h < attention.heads; ++h) {
      if (without[h] == 0) continue;
      for (Index t = 0; t < count_; ++t) std::fill_n(attended_ + t * size + h * d, d, 0.0f);
    }
    each_rows([&](Index first, Index rows, float* x) noexcept {
      project(attention.output, attended_ + first * size, size, rows, branch_);
      add_branch(attention.residual, size_of_input(attention.query), attention.output.weights.rows, x, rows);
    });
  }

  static Index size_of_input(const Linear& linear) noexcept { return linear.weights.columns; }

  void feed_forward(const FeedForward& block) noexcept {
    const Index size = block.up.weights.columns, inner = block.up.weights.rows;
    each_rows([&](Index, Index rows, float* x) noexcept {
      normalize(block.residual.before, x, stack_.width, rows, size, normed_, size);
      const bool is_gated = block.gate.is_present();
      apply(block.up, is_gated ? kernels::Activation::kNone : block.activation, normed_, size, rows, inner_, inner, rest_);
      if (is_gated) {
        apply(block.gate, block.activation, normed_, size, rows, gate_, inner, rest_);
        multiply(gate_, rows * inner, inner_);
      }
      project(block.down, inner_, inner, rows, branch_);
      add_branch(block.residual, size, block.down.weights.rows, x, rows);
    });
  }

  // x = sum(x + layer_scale * after(branch)), for rows of hidden.
  void add_branch(const Residual& residual, Index in_size, Index size, float* x, Index rows) noexcept {
    normalize(residual.after, branch_, size, rows, size, branch_, size);
    if (residual.shortcut.is_present()) {
      // The rows move out of their own way first.
      normalize({}, x, stack_.width, rows, in_size, normed_, in_size);
      apply(residual.shortcut, kernels::Activation::kNone, normed_, in_size, rows, x, stack_.width, rest_);
    }
    for (Index t = 0; t < rows; ++t) add_scaled(branch_ + t * size, residual.layer_scale, size, x + t * stack_.width);
    normalize(residual.sum, x, stack_.width, rows, size, x, stack_.width);
  }

  Run& run_;
  const Stack& stack_;
  float* const hidden_;  // [count, width]
  const Index count_;
  const Without& without_;
  Queries own_;
  bool has_biases_ = false;
  float* angles_[kRotaries];
  float* biases_;
  float* attended_;  // [count, heads * head_size]
  float *normed_, *branch_;  // [kRows, width]
  float *inner_, *gate_;     // [kRows, inner]
  float* rest_;
};

}  // namespace

Index kept_size(const Stack& stack, Index capacity, Index encoder_capacity) noexcept {
  Index size = 0;
  for (Index l = 0; l < stack.layer_count; ++l)
    size += kept_by(stack.layers[l].self, capacity, capacity) + kept_by(stack.layers[l].cross, capacity, encoder_capacity);
  return size;
}

KeptRows kept_rows(const Run& run, Index layer, AttentionKind kind) noexcept {
  const Stack& stack = *run.stack;
  Stack before = stack;
  before.layer_count = layer;
  float* start = run.memory + kept_size(before, run.capacity, run.encoder_capacity);
  const Layer& at = stack.layers[layer];
  const bool is_self = kind == AttentionKind::kSelf;
  if (!is_self) start += kept_by(at.self, run.capacity, run.capacity);
  const Attention& attention = is_self ? at.self : at.cross;
  float* const key = start + query_rows(attention, run.capacity);
  return {start, key, key + key_rows(attention, is_self ? run.capacity : run.encoder_capacity)};
}

Index scratch_size(const Stack& stack, Index capacity, Index encoder_capacity, Index most_at_once) noexcept {
  const Index keys = std::max(capacity, encoder_capacity);
  const Sizes sizes(stack, keys, kRows);
  const Index rows = std::min(std::max(most_at_once, encoder_capacity), kRows);
  const Index bias = stack.relative_bias.table == nullptr ? 0 : round_up(sizes.heads * 2 * keys);
  return angles_size(stack, most_at_once) + bias + round_up(sizes.attended * most_at_once) + 2 * round_up(sizes.width * rows) +
         2 * round_up(sizes.inner * rows) + round_up(std::max(sizes.linear, sizes.attend));
}

void set_encoder(Run& run, const float* hidden, Index length, float* scratch) noexcept {
  run.encoder_length = length;
  for (Index l = 0; l < run.stack->layer_count; ++l) {
    const Attention& attention = run.stack->layers[l].cross;
    if (!attention.is_present()) continue;
    const KeptRows kept = kept_rows(run, l, AttentionKind::kCross);
    const Index size = attention.key.weights.columns;
    for (Index first = 0; first < length; first += kRows) {
      const Index rows = std::min(kRows, length - first);
      const auto project = [&](const Linear& linear, float* out) noexcept {
        apply(linear, kernels::Activation::kNone, hidden + first * size, size, rows, out + first * attention.key_size(), attention.key_size(), scratch);
      };
      project(attention.key, kept.key);
      project(attention.value, kept.value);
    }
    norm_heads(attention.key_norm, length, attention.kv_heads, attention.head_size, kept.key);
  }
}

void advance(Run& run, float* hidden, Index count, const Without& without, float* scratch) noexcept {
  Advance(run, hidden, count, without, scratch)();
}

void attention_weights(const Run& run, Index layer, AttentionKind kind, Index head, float* out, float* scratch) noexcept {
  const bool is_self = kind == AttentionKind::kSelf;
  const Attention& attention = is_self ? run.stack->layers[layer].self : run.stack->layers[layer].cross;
  const Queries queries{0, run.length, 0};
  const Index keys = is_self ? run.length : run.encoder_length;
  Pieces pieces(scratch);
  float* biases = nullptr;
  if (is_self && attention.is_biased) {
    biases = pieces.take(attention.heads * (queries.count + keys));
    fill_biases(run.stack->relative_bias, attention.heads, queries, keys, biases);
  }
  attend_weights(attention, is_self && run.stack->is_causal, kept_rows(run, layer, kind), queries, keys, biases, head, out, pieces.take(0));
}

}  // namespace attn::models
