#include "definition.h"

#include "arrays.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace attn::tests {
namespace {

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// Long double has the range for every square of a double and every difference of two.
long double wide_dot(const std::vector<double>& a, const std::vector<double>& b) {
  long double sum = 0;
  for (std::size_t c = 0; c < a.size(); ++c) sum += static_cast<long double>(a[c]) * b[c];
  return sum;
}

std::vector<double> product(const Array<double>& matrix, const std::vector<double>& vector) {
  std::vector<double> result(matrix.shape()[0]);
  for (std::size_t a = 0; a < result.size(); ++a)
    for (std::size_t c = 0; c < vector.size(); ++c) result[a] += matrix(a, c) * vector[c];
  return result;
}

double tanh_layer(const Array<double>& vector, const std::vector<double>& hidden) {
  double sum = 0;
  for (std::size_t a = 0; a < hidden.size(); ++a) sum += vector(a) * std::tanh(hidden[a]);
  return sum;
}

std::vector<double> row_of(const Array<double>& array, std::size_t heads, std::size_t b, std::size_t h, std::size_t t,
                           std::size_t size) {
  std::vector<double> row(size);
  for (std::size_t c = 0; c < size; ++c) row[c] = component(array, heads, b, h, t, c);
  return row;
}

// Finds the threshold by sorting: `tau_of` gives the candidate of the k largest numbers, and the right k is the
// largest for which the k-th number lies above its candidate.
double sorted_threshold(std::vector<double> z, const std::function<double(std::size_t, double, double)>& tau_of) {
  std::sort(z.begin(), z.end(), std::greater<>());
  double sum = 0, squares = 0, tau = 0;
  for (std::size_t k = 1; k <= z.size(); ++k) {
    sum += z[k - 1];
    squares += z[k - 1] * z[k - 1];
    const double candidate = tau_of(k, sum, squares);
    if (!(z[k - 1] > candidate)) break;
    tau = candidate;
  }
  return tau;
}

double sparsemax_threshold(const std::vector<double>& z) {
  return sorted_threshold(z, [](std::size_t k, double sum, double) { return (sum - 1) / static_cast<double>(k); });
}

double entmax15_threshold(const std::vector<double>& halves) {
  return sorted_threshold(halves, [](std::size_t k, double sum, double squares) {
    const double n = static_cast<double>(k);
    const double mean = sum / n;
    const double spread = squares - n * mean * mean;
    return spread > 1 ? kInfinity : mean - std::sqrt((1 - spread) / n);
  });
}

// The largest z is 0: with a threshold of -1 the weights sum up to 1 or more, with a threshold of 0 to 0.
std::vector<long double> entmax_weights(const std::vector<double>& z, double alpha) {
  const long double power = static_cast<long double>(alpha) - 1;
  std::vector<long double> weights(z.size());
  long double low = -1, high = 0;
  for (int step = 0; step < 100; ++step) {
    const long double tau = (low + high) / 2;
    long double sum = 0;
    for (std::size_t n = 0; n < z.size(); ++n) {
      const long double above = power * z[n] - tau;
      sum += weights[n] = above > 0 ? std::pow(above, 1 / power) : 0;
    }
    (sum < 1 ? high : low) = tau;
  }
  return weights;
}

// NumPy's rule: shapes are aligned at the right, and an axis of length 1 repeats, as does an absent one.
template <class T>
T broadcast_element(const Array<T>& array, const std::array<std::size_t, 4>& index) {
  std::size_t place = 0;
  for (std::size_t axis = 0; axis < array.dimension(); ++axis) {
    const std::size_t length = array.shape()[axis];
    place = place * length + (length == 1 ? 0 : index[4 - array.dimension() + axis]);
  }
  return array.data()[place];
}

// Whether mask, causality, window, lengths and documents let query `i` see key `j`.
bool is_visible(const Inputs<double>& inputs, const Options& options, std::size_t b, std::size_t h, std::size_t i,
                std::size_t j, double position) {
  const double key = static_cast<double>(j);
  const auto& [left, right] = options.window;
  if (inputs.key_lengths && key >= static_cast<double>((*inputs.key_lengths)[b])) return false;
  if (options.causal && key > position) return false;
  if (left >= 0 && key < position - static_cast<double>(left)) return false;
  if (right >= 0 && key > position + static_cast<double>(right)) return false;
  if (inputs.documents) {
    // `numbers` holds the number of each key's document. The query's document is that of the key at its place.
    std::vector<std::size_t> numbers;
    for (std::size_t document = 0; document < inputs.documents->size(); ++document)
      numbers.insert(numbers.end(), static_cast<std::size_t>((*inputs.documents)[document]), document);
    if (position < 0 || position >= static_cast<double>(numbers.size())) return false;
    if (numbers[j] != numbers[static_cast<std::size_t>(position)]) return false;
  }
  const auto* mask = std::get_if<Array<bool>>(&inputs.mask);
  return mask == nullptr || broadcast_element(*mask, {b, h, i, j});
}

double capped(double score, double cap) {
  const long double ratio = static_cast<long double>(score) / cap;  // A tiny score has a ratio below double.
  return std::fabs(ratio) < 1e-10L ? score : cap * std::tanh(static_cast<double>(ratio));
}

// The slopes that get_slopes() makes in the code of Press et al. 2022.
std::vector<double> slopes_of_heads(std::size_t n) {
  std::vector<double> slopes;
  if ((n & (n - 1)) == 0) {
    for (std::size_t i = 0; i < n; ++i) slopes.push_back(std::pow(2, -8.0 / static_cast<double>(n) * static_cast<double>(i + 1)));
    return slopes;
  }
  std::size_t closest = 1;
  while (2 * closest < n) closest *= 2;
  slopes = slopes_of_heads(closest);
  const std::vector<double> twice = slopes_of_heads(2 * closest);
  for (std::size_t i = 0; slopes.size() < n; i += 2) slopes.push_back(twice[i]);
  return slopes;
}

// The largest score is not subtracted first: long double has the range for the sum.
double log_sum_exp(const std::vector<double>& scores, double temperature) {
  long double sum = 0;
  for (const double score : scores) sum += std::exp(static_cast<long double>(score) / temperature);
  return static_cast<double>(std::log(sum));
}

double focus_center(const Inputs<double>& inputs, const Options& options, const Sizes& sizes,
                    const std::vector<double>& q, std::size_t i) {
  if (options.focus == Focus::kGiven) return (*inputs.focus_center)[i];
  if (options.focus == Focus::kMonotonic) return static_cast<double>(i);
  const double place = tanh_layer(*inputs.focus_vector, product(*inputs.focus_weight, q));
  return static_cast<double>(sizes.tk) / (1 + std::exp(-place));
}

}  // namespace

Sizes sizes_of(const Inputs<double>& inputs, const Options& options) {
  const Lengths query = shape_of(inputs.query), key = shape_of(inputs.key), value = shape_of(inputs.value);
  Sizes sizes;
  if (query.size() == 4) {
    sizes.h = query[1];
    sizes.g = key[1];
  } else if (query.size() == 3) {
    sizes.h = static_cast<std::size_t>(options.num_heads.value_or(1));
    sizes.g = options.num_kv_heads ? static_cast<std::size_t>(*options.num_kv_heads) : sizes.h;
  }
  const bool is_packed = query.size() == 3;
  if (query.size() >= 3) sizes.b = query[0];
  if (query.size() >= 2) sizes.tq = query[query.size() == 4 ? 2 : query.size() - 2];
  if (inputs.past_key) sizes.past = shape_of(*inputs.past_key)[inputs.past_key->dimension() - 2];
  sizes.tk = sizes.past + key[key.size() == 4 ? 2 : key.size() - 2];
  sizes.d = query.back() / (is_packed ? sizes.h : 1);
  sizes.dk = key.back() / (is_packed ? sizes.g : 1);
  sizes.dv = value.back() / (is_packed ? sizes.g : 1);
  return sizes;
}

double component(const Array<double>& array, std::size_t heads, std::size_t b, std::size_t h, std::size_t t,
                 std::size_t c) {
  switch (array.dimension()) {
    case 4: return array(b, h, t, c);
    case 3: return array(b, t, h * (array.shape()[2] / heads) + c);
    case 2: return array(t, c);
    default: return array(c);
  }
}

double score_of(Score score, const Inputs<double>& params, const std::vector<double>& q, const std::vector<double>& k,
                std::size_t j) {
  const auto phi = [](double x) { return x < 0 ? std::exp(x) : x + 1; };
  switch (score) {
    case Score::kDot:
    case Score::kScaledDot: return dot(q, k);
    case Score::kCosine: {
      const long double norms = std::sqrt(wide_dot(q, q)) * std::sqrt(wide_dot(k, k));
      return norms == 0 ? 0 : static_cast<double>(wide_dot(q, k) / norms);
    }
    case Score::kEuclidean: {
      double squared = 0;
      for (std::size_t c = 0; c < q.size(); ++c) squared += (q[c] - k[c]) * (q[c] - k[c]);
      return -squared / 2;
    }
    case Score::kGeneral: return dot(q, product(*params.weight, k));
    case Score::kConcat: {
      std::vector<double> both = q;
      both.insert(both.end(), k.begin(), k.end());
      return tanh_layer(*params.vector, product(*params.weight, both));
    }
    case Score::kAdditive: {
      std::vector<double> hidden = product(*params.query_weight, q);
      const std::vector<double> other = product(*params.key_weight, k);
      for (std::size_t a = 0; a < hidden.size(); ++a) hidden[a] += other[a] + (params.bias ? (*params.bias)(a) : 0);
      return tanh_layer(*params.vector, hidden);
    }
    case Score::kLocation: return product(*params.weight, q)[j];
    case Score::kLinear: {
      double sum = 0;
      for (std::size_t c = 0; c < q.size(); ++c) sum += phi(q[c]) * phi(k[c]);
      return sum;
    }
  }
  return kNaN;
}

std::optional<std::vector<double>> normalized(Normalizer normalizer, double temperature,
                                              const std::vector<double>& scores, double alpha) {
  std::vector<std::size_t> visible;
  for (std::size_t j = 0; j < scores.size(); ++j)
    if (scores[j] != -kInfinity) visible.push_back(j);
  std::vector<double> weights(scores.size(), 0.0);
  if (visible.empty()) return weights;

  const std::size_t winner = *std::max_element(
      visible.begin(), visible.end(), [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  std::vector<double> z;  // visible scores minus the largest: shift-invariant ones allow it
  double sum = 0, sizes = 0, roots = 0;
  for (const std::size_t j : visible) {
    z.push_back(static_cast<double>((static_cast<long double>(scores[j]) - scores[winner]) / temperature));
    sum += scores[j];
    sizes += std::fabs(scores[j]);
    roots += std::sqrt(scores[j]);
  }
  // A sum that is not larger than the rounding of its terms has no correct digit.
  const bool is_rounding =
      std::fabs(sum) <= sizes * static_cast<double>(scores.size()) * std::numeric_limits<double>::epsilon();
  const auto put = [&](auto weight_of) {
    for (std::size_t n = 0; n < visible.size(); ++n) weights[visible[n]] = weight_of(n);
    return weights;
  };

  switch (normalizer) {
    case Normalizer::kSoftmax: {
      double total = 0;
      for (const double each : z) total += std::exp(each);
      return put([&](std::size_t n) { return std::exp(z[n]) / total; });
    }
    case Normalizer::kSparsemax: {
      const double tau = sparsemax_threshold(z);
      return put([&](std::size_t n) { return std::max(z[n] - tau, 0.0); });
    }
    case Normalizer::kEntmax15: {
      for (double& each : z) each /= 2;
      const double tau = entmax15_threshold(z);
      return put([&](std::size_t n) { return z[n] > tau ? (z[n] - tau) * (z[n] - tau) : 0; });
    }
    case Normalizer::kEntmax: {
      const std::vector<long double> shares = entmax_weights(z, alpha);
      return put([&](std::size_t n) { return static_cast<double>(shares[n]); });
    }
    case Normalizer::kHardmax: return put([&](std::size_t n) { return visible[n] == winner ? 1 : 0; });
    case Normalizer::kSigmoid: {
      const double log_keys = std::log(static_cast<double>(scores.size()));
      return put([&](std::size_t n) { return 1 / (1 + std::exp(log_keys - scores[visible[n]] / temperature)); });
    }
    case Normalizer::kSum:
      if (is_rounding) return std::nullopt;
      return put([&](std::size_t n) { return scores[visible[n]] / sum; });
    case Normalizer::kArticle:
      if (!(sum > 0) || is_rounding) return std::nullopt;
      return put([&](std::size_t n) { return scores[visible[n]] / std::sqrt(sum); });
    case Normalizer::kArticleCode:
      if (!(roots > 0)) return std::nullopt;  // NaN if a score is negative
      return put([&](std::size_t n) { return scores[visible[n]] / roots / (sum / roots); });
  }
  return std::nullopt;
}

Defined define(const Inputs<double>& inputs, const Options& options) {
  const Sizes sizes = sizes_of(inputs, options);
  const double scale = options.scale.value_or(
      options.score == Score::kScaledDot ? 1 / std::sqrt(static_cast<double>(sizes.d)) : 1);
  const Normalizer normalizer =
      options.normalizer.value_or(options.score == Score::kLinear ? Normalizer::kSum : Normalizer::kSoftmax);
  Defined defined;
  defined.output.resize(sizes.b * sizes.h * sizes.tq * sizes.dv);

  for (std::size_t b = 0; b < sizes.b; ++b) {
    for (std::size_t h = 0; h < sizes.h; ++h) {
      const std::size_t g = h / (sizes.h / sizes.g);
      const auto row_at = [&](const Array<double>& rows, const std::optional<Array<double>>& past, std::size_t j,
                              std::size_t size) {
        return j < sizes.past ? row_of(*past, sizes.g, b, g, j, size)
                              : row_of(rows, sizes.g, b, g, j - sizes.past, size);
      };
      for (std::size_t i = 0; i < sizes.tq; ++i) {
        const std::vector<double> q = row_of(inputs.query, sizes.h, b, h, i, sizes.d);
        const double offset = inputs.key_lengths ? static_cast<double>((*inputs.key_lengths)[b]) -
                                                       static_cast<double>(sizes.tq)
                              : options.bottom_right ? static_cast<double>(sizes.tk) - static_cast<double>(sizes.tq)
                                                     : static_cast<double>(sizes.past);
        const double position = static_cast<double>(i) + offset;
        std::vector<double> row;
        for (std::size_t j = 0; j < sizes.tk; ++j) {
          double s = score_of(options.score, inputs, q, row_at(inputs.key, inputs.past_key, j, sizes.dk), j);
          defined.scores.push_back(s);
          defined.scaled.push_back(s *= scale);
          if (options.softcap) s = capped(s, *options.softcap);
          defined.capped.push_back(s);
          const double distance = static_cast<double>(j) - position;
          if (inputs.alibi || options.alibi != Alibi::kNone)
            s += (inputs.alibi ? *inputs.alibi : slopes_of_heads(sizes.h))[h] *
                 (options.alibi == Alibi::kBoth ? -std::fabs(distance) : distance);
          if (const auto* mask = std::get_if<Array<double>>(&inputs.mask)) s += broadcast_element(*mask, {b, h, i, j});
          defined.with_bias.push_back(s);
          if (!is_visible(inputs, options, b, h, i, j, position)) s = -kInfinity;
          row.push_back(s);
        }
        defined.biased.insert(defined.biased.end(), row.begin(), row.end());
        if (inputs.sinks) row.push_back((*inputs.sinks)[h]);  // one more score; its weight is dropped
        if (normalizer == Normalizer::kSoftmax) defined.log_sum_exp.push_back(log_sum_exp(row, options.temperature.value_or(1)));
        std::optional<std::vector<double>> weights = normalized(normalizer, options.temperature.value_or(1), row, options.alpha.value_or(0));
        if (!weights) {
          defined = Defined();
          defined.is_undefined = true;
          return defined;
        }
        weights->resize(sizes.tk);
        const std::size_t start = inputs.query.dimension() == 3 ? ((b * sizes.tq + i) * sizes.h + h) * sizes.dv
                                                                : ((b * sizes.h + h) * sizes.tq + i) * sizes.dv;
        for (std::size_t j = 0; j < sizes.tk; ++j) {
          double& weight = (*weights)[j];
          if (options.focus != Focus::kNone) {
            const double distance = static_cast<double>(j) - focus_center(inputs, options, sizes, q, i);
            weight *= std::exp(-distance * distance / (2 * options.focus_sigma * options.focus_sigma));
          }
          const std::vector<double> value = row_at(inputs.value, inputs.past_value, j, sizes.dv);
          for (std::size_t c = 0; c < sizes.dv; ++c) defined.output[start + c] += weight * value[c];
        }
        defined.weights.insert(defined.weights.end(), weights->begin(), weights->end());
      }
    }
  }
  return defined;
}

}  // namespace attn::tests
