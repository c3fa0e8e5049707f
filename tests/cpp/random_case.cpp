#include "random_case.h"

#include "arrays.h"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace attn::tests {
namespace {

class Maker {
 public:
  explicit Maker(Random& random) : random_(random) {}

  RandomCase make() {
    choose_function();
    choose_sizes();
    make_tensors();
    make_params();
    make_mask();
    choose_options();
    return std::move(made_);
  }

 private:
  Array<double> array(const Lengths& shape) { return random_.array(shape, low_, 1); }
  template <class Enum>
  Enum any(int count) {
    return static_cast<Enum>(random_.between(0, static_cast<std::size_t>(count) - 1));
  }

  void choose_function() {
    Options& options = made_.options;
    options.score = any<Score>(kScoreCount);
    if (options.score != Score::kLinear && random_.chance(0.8)) options.normalizer = any<Normalizer>(kNormalizerCount);
    if (options.normalizer == Normalizer::kEntmax) options.alpha = random_.number(1.02, 3);
    if (options.score == Score::kLinear && random_.chance(0.5)) options.normalizer = Normalizer::kSum;
    is_ratio_ = options.score == Score::kLinear || (options.normalizer && *options.normalizer >= Normalizer::kSum);
    // Mostly, inputs above 0 give scores above 0, for which every ratio is defined.
    low_ = is_ratio_ && random_.chance(0.8) ? 0.05 : -1;
  }

  void choose_sizes() {
    rank_ = random_.between(1, 4);
    batch_ = rank_ >= 3 ? random_.between(1, 2) : 1;
    kv_heads_ = rank_ >= 3 ? random_.between(1, 2) : 1;
    heads_ = kv_heads_ * (rank_ >= 3 ? random_.between(1, 3) : 1);
    queries_ = rank_ >= 2 ? random_.between(1, 4) : 1;
    new_keys_ = random_.between(1, 5);
    has_past_ = random_.chance(0.3);
    past_ = has_past_ ? random_.between(0, 3) : 0;
    // With one component a cosine is 1 or -1, except for its last digit, which alone would decide a hardmax.
    head_size_ = random_.between(made_.options.score == Score::kCosine ? 2 : 1, 5);
    const bool has_own_key_size = made_.options.score == Score::kGeneral || made_.options.score == Score::kConcat ||
                                  made_.options.score == Score::kAdditive;
    key_size_ = has_own_key_size ? random_.between(1, 5) : head_size_;
    value_size_ = random_.between(1, 4);
  }

  Lengths shape(std::size_t heads, std::size_t length, std::size_t size, std::size_t rank) const {
    switch (rank) {
      case 4: return {batch_, heads, length, size};
      case 3: return {batch_, length, heads * size};
      case 2: return {length, size};
      default: return {size};
    }
  }

  void make_tensors() {
    Inputs<double>& inputs = made_.inputs;
    const std::size_t key_rank = rank_ == 1 ? 2 : rank_;
    inputs.query = array(shape(heads_, queries_, head_size_, rank_));
    inputs.key = array(shape(kv_heads_, new_keys_, key_size_, key_rank));
    inputs.value = random_.array(shape(kv_heads_, new_keys_, value_size_, key_rank));
    if (has_past_) {
      const std::size_t past_rank = rank_ <= 2 && random_.chance(0.5) ? 2 : 4;
      inputs.past_key = array(shape(kv_heads_, past_, key_size_, past_rank));
      inputs.past_value = random_.array(shape(kv_heads_, past_, value_size_, past_rank));
    }
    if (rank_ == 3 || random_.chance(0.2)) {
      made_.options.num_heads = static_cast<std::int64_t>(heads_);
      made_.options.num_kv_heads = static_cast<std::int64_t>(kv_heads_);
    }
  }

  void make_params() {
    Inputs<double>& inputs = made_.inputs;
    const std::size_t hidden = random_.between(1, 4);
    switch (made_.options.score) {
      case Score::kGeneral: inputs.weight = array({head_size_, key_size_}); break;
      case Score::kConcat:
        inputs.weight = array({hidden, head_size_ + key_size_});
        inputs.vector = array({hidden});
        break;
      case Score::kAdditive:
        inputs.query_weight = array({hidden, head_size_});
        inputs.key_weight = array({hidden, key_size_});
        inputs.vector = array({hidden});
        if (random_.chance(0.5)) inputs.bias = array({hidden});
        break;
      case Score::kLocation: inputs.weight = array({past_ + new_keys_, head_size_}); break;
      default: break;
    }
  }

  void make_mask() {
    const double kind = random_.number(0, 1);
    if (kind < 0.4) return;
    Lengths lengths = {batch_, heads_, queries_, past_ + new_keys_};
    lengths.erase(lengths.begin(), lengths.begin() + static_cast<std::ptrdiff_t>(random_.between(0, 3)));
    for (std::size_t& length : lengths)
      if (random_.chance(0.3)) length = 1;
    if (kind < 0.7) {
      Array<bool> mask = Array<bool>::from_shape(lengths);
      for (bool& attends : mask) attends = random_.chance(0.7);
      made_.inputs.mask = mask;
    } else {
      Array<double> mask = random_.array(lengths, is_ratio_ ? 0 : -1, 1);
      for (double& number : mask)
        if (random_.chance(0.2)) number = -kInfinity;
      made_.inputs.mask = mask;
    }
  }

  void choose_options() {
    Inputs<double>& inputs = made_.inputs;
    Options& options = made_.options;
    options.causal = random_.chance(0.3);
    options.bottom_right = options.causal && random_.chance(0.4);
    if (random_.chance(0.2)) options.window.left = static_cast<std::int64_t>(random_.between(0, 4)) - 1;
    if (random_.chance(0.2)) options.window.right = static_cast<std::int64_t>(random_.between(0, 4)) - 1;
    if (!has_past_ && random_.chance(0.3)) {
      inputs.key_lengths.emplace();
      for (std::size_t b = 0; b < batch_; ++b)
        inputs.key_lengths->push_back(static_cast<std::int64_t>(random_.between(0, new_keys_)));
    }
    if (random_.chance(0.2)) {
      inputs.documents.emplace();
      for (std::size_t rest = past_ + new_keys_; rest > 0;) {
        const std::size_t length = random_.between(0, rest);
        inputs.documents->push_back(static_cast<std::int64_t>(length));
        rest -= length;
      }
    }
    if (!is_ratio_ && random_.chance(0.2)) {
      options.alibi = random_.pick<Alibi>({Alibi::kNone, Alibi::kPast, Alibi::kBoth});
      if (options.alibi == Alibi::kNone || random_.chance(0.5)) inputs.alibi = random_.list(heads_);
    }
    if (!is_ratio_ && options.normalizer != Normalizer::kSigmoid && random_.chance(0.25)) inputs.sinks = random_.list(heads_, -2, 2);
    if (random_.chance(0.3)) options.scale = random_.number(is_ratio_ ? 0.5 : -2, 2);
    if (random_.chance(0.2)) options.softcap = random_.number(0.5, 3);
    if (!is_ratio_ && random_.chance(0.3)) options.temperature = random_.number(0.5, 2);
    if (random_.chance(0.2)) {
      options.focus = random_.pick<Focus>({Focus::kGiven, Focus::kMonotonic, Focus::kPredictive});
      options.focus_sigma = random_.number(0.5, 3);
      if (options.focus == Focus::kGiven) inputs.focus_center = random_.list(queries_, -1, 6);
      if (options.focus == Focus::kPredictive) {
        inputs.focus_weight = random_.array({2, head_size_});
        inputs.focus_vector = random_.array({2});
      }
    }
    made_.options.weights = random_.chance(0.5);
    made_.options.present = random_.chance(0.3);
    const bool is_softmax = options.score != Score::kLinear && options.normalizer.value_or(Normalizer::kSoftmax) == Normalizer::kSoftmax;
    made_.options.log_sum_exp = is_softmax && random_.chance(0.5);
    if (random_.chance(0.3)) {
      made_.options.scores =
          random_.pick<Output>({Output::kScaled, Output::kCapped, Output::kBiased, Output::kWeights});
    }
  }

  Random& random_;
  RandomCase made_;
  bool is_ratio_ = false;  // the normaliser divides by a sum that may vanish
  bool has_past_ = false;
  double low_ = -1;
  std::size_t rank_ = 1, batch_ = 1, heads_ = 1, kv_heads_ = 1, queries_ = 1, new_keys_ = 1, past_ = 0;
  std::size_t head_size_ = 1, key_size_ = 1, value_size_ = 1;
};

}  // namespace

RandomCase random_case(Random& random) { return Maker(random).make(); }

}  // namespace attn::tests
