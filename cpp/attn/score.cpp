#include <attn/score.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace attn {
namespace {

// Sum over c of matrix[row, first + c] * vector[c].
double row_dot(const Tensor& matrix, Index row, Index first, const double* vector, Index size) noexcept {
  const Index start = row * matrix.shape.last() + first;
  double sum = 0;
  for (Index c = 0; c < size; ++c) sum += number_at(matrix, start + c) * vector[c];
  return sum;
}

double dot(const double* a, const double* b, Index size) noexcept {
  double sum = 0;
  for (Index c = 0; c < size; ++c) sum += a[c] * b[c];
  return sum;
}

// The cosine of two vectors, each divided by its largest component first: squares of tiny components would leave the
// range of double. 0 where one has no component but 0.
double cosine_of_directions(const double* a, const double* b, Index size) noexcept {
  const auto largest = [size](const double* vector) noexcept {
    double most = 0;
    for (Index c = 0; c < size; ++c) most = std::max(most, std::fabs(vector[c]));
    return most;
  };
  const double most_a = largest(a), most_b = largest(b);
  if (most_a == 0 || most_b == 0) return 0;
  double sum = 0, squares_a = 0, squares_b = 0;
  for (Index c = 0; c < size; ++c) {
    const double x = a[c] / most_a, y = b[c] / most_b;
    sum += x * y;
    squares_a += x * x;
    squares_b += y * y;
  }
  return sum / std::sqrt(squares_a * squares_b);
}

}  // namespace

double linear_feature(double x) noexcept { return x > 0 ? x + 1 : kernels::exp(x); }

bool projects_keys(Score score) noexcept {
  return score == Score::kGeneral || score == Score::kConcat || score == Score::kAdditive;
}

double scale_of(const Request& request, const Plan& plan) noexcept {
  const bool is_scaled = request.options.score == Score::kScaledDot;
  return request.options.scale.value_or(is_scaled ? 1 / std::sqrt(static_cast<double>(plan.head_size)) : 1);
}

Index Scorer::scratch_size(const Request& request, const Plan& plan) noexcept {
  const Index projected = projects_keys(request.options.score) ? count({2, {plan.keys, plan.term_size}}) : 0;
  return projected < 0 ? -1 : plan.key_size + plan.hidden_size + projected;
}

Scorer::Scorer(const Request& request, const Plan& plan, double* scratch) noexcept
    : request_(request),
      plan_(plan),
      key_(scratch),
      hidden_(key_ + plan.key_size),
      projected_keys_(hidden_ + plan.hidden_size) {}

void Scorer::start_head(Index b, Index g) noexcept {
  batch_ = b;
  kv_head_ = g;
  if (!projects_keys(request_.options.score)) return;
  if (plan_.notes != nullptr && std::exchange(plan_.notes->is_known, true)) return;  // still in the scratch
  project_keys(0, plan_.keys);
}

void Scorer::project_keys(Index first, Index last) noexcept {
  const Score score = request_.options.score;
  if (!projects_keys(score)) return;
  const Tensor& matrix = request_[score == Score::kAdditive ? Input::kKeyWeight : Input::kWeight];
  const Index column = score == Score::kConcat ? plan_.head_size : 0;
  for (Index j = first; j < last; ++j) {
    plan_.read_key(batch_, kv_head_, j, key_);
    for (Index a = 0; a < plan_.term_size; ++a)
      projected_keys_[j * plan_.term_size + a] = row_dot(matrix, a, column, key_, plan_.key_size);
  }
}

void Scorer::start_query(const double* query) noexcept {
  query_ = query;
  squared_norm_ = dot(query, query, plan_.head_size);
  const Score score = request_.options.score;
  if (score != Score::kConcat && score != Score::kAdditive) return;
  const Tensor& matrix = request_[score == Score::kAdditive ? Input::kQueryWeight : Input::kWeight];
  const Tensor& bias = request_[Input::kBias];
  for (Index a = 0; a < plan_.hidden_size; ++a) {
    hidden_[a] = row_dot(matrix, a, 0, query, plan_.head_size);
    if (score == Score::kAdditive && bias.present) hidden_[a] += number_at(bias, a);
  }
}

double Scorer::score(Index j) noexcept {
  double sum = 0;
  each_term(j, [&](Index, double term) noexcept { sum += term; });
  if (request_.options.score != Score::kCosine) return sum;
  // There are two roots, as the product of two squared norms may leave the range of double.
  constexpr double kSmallestSquare = 1e-280;
  const double squared_key = dot(key_, key_, plan_.key_size);
  if (!(std::min(squared_norm_, squared_key) >= kSmallestSquare)) return cosine_of_directions(query_, key_, plan_.key_size);
  return sum / (std::sqrt(squared_norm_) * std::sqrt(squared_key));
}

}  // namespace attn
