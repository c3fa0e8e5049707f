#include <attn/reference.h>

#include <attn/adapt.h>
#include <attn/alibi.h>
#include <attn/mask_offset.h>
#include <attn/normalize.h>
#include <attn/score.h>
#include <attn/visible.h>

#include <attn/kernels/elementary.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace attn {
namespace {

constexpr double kMasked = -std::numeric_limits<double>::infinity();
constexpr double kLargest = std::numeric_limits<float>::max();

// From the numeric mask on, a stage has -Infinity for a masked key, and the maximum of a row of nothing else is that too.
constexpr bool has_masked(Output stage) noexcept {
  return stage == Output::kWithBias || stage == Output::kBiased || stage == Output::kRowMax;
}

// Computes cap tanh(score / cap). Near 0 that is the score itself, whose digits the quotient of a tiny one would lose.
double capped(double score, double cap) noexcept {
  constexpr double kLinear = 1e-9;
  return std::fabs(score) < kLinear * cap ? score : cap * kernels::tanh(score / cap);
}

class Reference {
 public:
  Reference(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept
      : request_(request),
        plan_(plan),
        results_(results),
        query_(scratch),
        value_(query_ + plan.head_size),
        output_(value_ + plan.value_size),
        scores_(output_ + plan.value_size),
        document_ends_(reinterpret_cast<Index*>(scores_ + plan.keys + 1)),
        scorer_(request, plan, scores_ + plan.keys + 1 + plan.documents) {
    scale_ = scale_of(request, plan);
    for (const Output stage : {Output::kScores, Output::kScaled, Output::kCapped, Output::kWithBias})
      scores_masked_keys_ |= request.wants(stage);
  }

  Status run() noexcept {
    for (Index b = 0; b < plan_.batch; ++b) {
      for (Index h = 0; h < plan_.heads; ++h) {
        if (h % plan_.group == 0) start_head(b, h);
        for (Index i = 0; i < plan_.queries; ++i) {
          Status status = attend_row({b, h, i});
          if (!status.ok()) return status;
        }
      }
    }
    return {};
  }

  // Computes one row of the head that start_head() was given.
  Status attend_row(const RowIndex& row) noexcept {
    const Options& options = request_.options;
    plan_.query.read(row.batch, row.head, row.query, query_);
    scorer_.start_query(query_);
    const kernels::KeyRange visible = visible_.of(row.query);

    // Scores are scaled and capped. A masked key is scored only where the trace shows it.
    for (Index j = 0; j < plan_.keys; ++j)
      scores_[j] = scores_masked_keys_ || is_visible(row, j, visible) ? scorer_.score(j) : 0;
    store(Output::kScores, row, scores_);
    if (scale_ != 1) each_key([&](Index j) noexcept { scores_[j] *= scale_; });
    store(Output::kScaled, row, scores_);
    if (options.softcap) {
      const double cap = *options.softcap;
      each_key([&](Index j) noexcept { scores_[j] = capped(scores_[j], cap); });
    }
    store(Output::kCapped, row, scores_);

    // ALiBi and a numeric mask are added. Then each mask puts -Infinity.
    if (request_.has_alibi()) {
      const double slope = alibi_slope(request_, plan_, row.head);
      const double position = static_cast<double>(row.query + visible_.offset);
      each_key([&](Index j) noexcept { scores_[j] += slope * alibi_nearness(options.alibi, static_cast<double>(j) - position); });
    }
    if (request_.has_numeric_mask()) {
      each_key([&](Index j) noexcept {
        const double bias = mask_number(row, j);
        scores_[j] = bias == kMasked ? kMasked : scores_[j] + bias;
      });
    }
    if (!kIsFigure) store(Output::kWithBias, row, scores_);
    for (Index j = 0; j < plan_.keys; ++j) {
      if (!is_visible(row, j, visible)) {
        scores_[j] = kMasked;
      } else if (!std::isfinite(scores_[j])) {
        return undefined_row(plan_, Input::kQuery, "finite scores", scores_[j], row);
      }
    }
    if (!kIsFigure) store(Output::kBiased, row, scores_);
    if (!kIsFigure && beyond_) return undefined_row(plan_, Output::kScores, "scores within float32's range", *beyond_, row);

    // The normaliser makes weights. A sink is one more score, whose weight has no value.
    const bool has_sink = request_.has(Input::kSinks);
    if (has_sink) scores_[plan_.keys] = number_at(request_[Input::kSinks], row.head);
    const Normalized normalized =
        normalize(request_.normalizer(), options.alpha.value_or(0), options.temperature.value_or(1), plan_.keys + has_sink, scores_);
    if (normalized.undefined != nullptr)
      return undefined_row(plan_, Scalar::kNormalizer, normalized.undefined, normalized.found, row);
    store_number(Output::kRowMax, row, normalized.max);
    if (!kIsFigure && results_[Output::kLogSumExp] != nullptr) {
      Status status = store_log_sum_exp(row, normalized);
      if (!status.ok()) return status;
    }
    store(Output::kExponentials, row, scores_);
    store_number(Output::kRowSum, row, normalized.sum);
    if (normalized.divisor != 1) each_key([&](Index j) noexcept { scores_[j] /= normalized.divisor; });
    if (options.focus != Focus::kNone) focus(row);
    for (Index j = 0; j < plan_.keys; ++j)
      if (!(std::fabs(scores_[j]) <= kLargest))
        return undefined_row(plan_, Scalar::kNormalizer, "weights within float32's range", scores_[j], row);
    store(Output::kWeights, row, scores_);

    // The output is the sum of the values, each times its weight.
    std::fill(output_, output_ + plan_.value_size, 0.0);
    for (Index j = 0; j < plan_.keys; ++j) {
      if (scores_[j] == 0) continue;
      plan_.read_value(row.batch, plan_.kv_head(row.head), j, value_);
      for (Index c = 0; c < plan_.value_size; ++c) output_[c] += scores_[j] * value_[c];
    }
    if (is_traced(row)) store_details(row);
    return store_output(plan_, results_, row, output_);
  }

  void start_head(Index b, Index h) noexcept {
    visible_ = visible_keys(request_, plan_, b, document_ends_);
    scorer_.start_head(b, plan_.kv_head(h));
  }

  void prepare_keys(Index first, Index last) noexcept { scorer_.project_keys(first, last); }

 private:
  // Multiplies the weights by Luong's Gaussian around p. They are not normalised again.
  void focus(const RowIndex& row) noexcept {
    const Options& options = request_.options;
    double p = static_cast<double>(plan_.origin.query + row.query);
    if (options.focus == Focus::kGiven) p = number_at(request_[Input::kFocusCenter], row.query);
    if (options.focus == Focus::kPredictive) {
      const Tensor& matrix = request_[Input::kFocusWeight];
      double sum = 0;
      for (Index a = 0; a < plan_.focus_size; ++a) {
        double hidden = 0;
        for (Index c = 0; c < plan_.head_size; ++c)
          hidden += number_at(matrix, a * plan_.head_size + c) * query_[c];
        sum += number_at(request_[Input::kFocusVector], a) * kernels::tanh(hidden);
      }
      p = static_cast<double>(plan_.keys) / (1 + kernels::exp(-sum));
    }
    each_key([&](Index j) noexcept {
      const double distance = (static_cast<double>(j) - p) / options.focus_sigma;
      scores_[j] *= kernels::exp(-0.5 * distance * distance);
    });
  }

  template <class Function>
  void each_key(Function f) noexcept {
    for (Index j = 0; j < plan_.keys; ++j) f(j);
  }

  bool is_visible(const RowIndex& row, Index j, const kernels::KeyRange& range) const noexcept {
    if (j < range.first || j >= range.last) return false;
    const Tensor& mask = request_[Input::kMask];
    if (!mask.present) return true;
    if (!request_.has_numeric_mask()) return static_cast<const unsigned char*>(mask.data)[mask_index(row, j)] != 0;
    return mask_number(row, j) != kMasked;
  }
  Index mask_index(const RowIndex& row, Index j) const noexcept {
    return mask_offset(plan_, row.batch, row.head, row.query, j);
  }
  double mask_number(const RowIndex& row, Index j) const noexcept {
    return number_at(request_[Input::kMask], mask_index(row, j));
  }

  // A stage that is wanted, by its indices [B, H, Tq, numbers]: a row has one number for each key, or one.
  auto stage_view(Output stage, Index numbers) const noexcept {
    return adapt(results_[stage], plan_.batch, plan_.heads, plan_.queries, numbers);
  }
  float& number_at_row(Output stage, const RowIndex& row) const noexcept {
    return stage_view(stage, 1)(row.batch, row.head, row.query, 0);
  }
  // Rounds a number of a stage to float32. One that lies beyond (a score of 1e60 is one in double) is held at float32's
  // end, and the results say so. Where they cannot, the row is refused for it.
  float held(Output stage, double number) noexcept {
    if (number == kMasked && has_masked(stage)) return -std::numeric_limits<float>::infinity();
    if (std::fabs(number) > kLargest) {
      if (kIsFigure || results_.clamped != nullptr) *results_.clamped |= 1u << static_cast<int>(stage);
      else if (!beyond_) beyond_ = number;
    }
    return static_cast<float>(std::clamp(number, -kLargest, kLargest));
  }
  void store(Output stage, const RowIndex& row, const double* numbers) noexcept {
    if (results_[stage] == nullptr) return;
    auto stored = stage_view(stage, plan_.keys);
    for (Index j = 0; j < plan_.keys; ++j) stored(row.batch, row.head, row.query, j) = held(stage, numbers[j]);
  }
  void store_number(Output stage, const RowIndex& row, double number) noexcept {
    if (results_[stage] != nullptr) number_at_row(stage, row) = held(stage, number);
  }

  // Stores the logarithm of a softmax's sum, -Infinity where it has no term.
  Status store_log_sum_exp(const RowIndex& row, const Normalized& normalized) noexcept {
    double number = kMasked;
    if (normalized.sum > 0) {
      number = normalized.max / request_.options.temperature.value_or(1) + kernels::log(normalized.sum);
      if (!(std::fabs(number) <= kLargest))
        return undefined_row(plan_, Output::kLogSumExp, "a logarithm within float32's range", number, row);
    }
    number_at_row(Output::kLogSumExp, row) = static_cast<float>(number);
    return {};
  }

  bool is_traced(const RowIndex& row) const noexcept {
    return request_.row && request_.row->batch == row.batch && request_.row->head == row.head &&
           request_.row->query == row.query;
  }
  // Stores the terms of each score and the weighted values of the traced row. It overwrites nothing but scratch
  // that the row is done with.
  void store_details(const RowIndex& row) noexcept {
    float* const products = results_[Output::kProducts];
    float* const weighted = results_[Output::kWeightedValues];
    for (Index j = 0; j < plan_.keys; ++j) {
      if (products != nullptr) {
        scorer_.each_term(j, [&](Index c, double term) noexcept {
          products[j * plan_.term_size + c] = held(Output::kProducts, term);
        });
      }
      if (weighted == nullptr) continue;
      plan_.read_value(row.batch, plan_.kv_head(row.head), j, value_);
      for (Index c = 0; c < plan_.value_size; ++c)
        weighted[j * plan_.value_size + c] = held(Output::kWeightedValues, scores_[j] * value_[c]);
    }
  }

  const Request& request_;
  const Plan& plan_;
  const Results& results_;
  double* query_;   // [D]
  double* value_;   // [Dv]
  double* output_;  // [Dv]
  double* scores_;  // [Tk + 1], the row on its way from scores to weights, and its sink behind
  Index* document_ends_;  // [documents]
  Scorer scorer_;
  kernels::VisibleKeys visible_;  // of the head's batch
  double scale_ = 1;
  bool scores_masked_keys_ = false;
  std::optional<double> beyond_;  // the first score that is asked for and is no float32
};

}  // namespace

Index reference_scratch_size(const Request& request, const Plan& plan) noexcept {
  const Index scorer = Scorer::scratch_size(request, plan);
  return scorer < 0 ? -1 : plan.head_size + 2 * plan.value_size + plan.keys + 1 + plan.documents + scorer;
}

Status attend_reference(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept {
  return Reference(request, plan, results, scratch).run();
}

Status attend_reference_row(const Request& request, const Plan& plan, const Results& results, const RowIndex& row,
                            double* scratch) noexcept {
  Reference reference(request, plan, results, scratch);
  reference.start_head(row.batch, row.head);
  return reference.attend_row(row);
}

void prepare_keys(const Request& request, const Plan& plan, Index first, Index last, double* scratch) noexcept {
  Reference(request, plan, Results(), scratch).prepare_keys(first, last);
}

}  // namespace attn
