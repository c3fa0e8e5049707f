// The parameters of the scores and of the predictive focus: which tensors they are, and of what shape.
#pragma once

#include <attn/plan.h>
#include <attn/request.h>

namespace attn {

// Matrices come first, as their rows tell the sizes of the vectors.
inline constexpr Input kParameters[] = {Input::kWeight, Input::kQueryWeight, Input::kKeyWeight,  Input::kVector,
                                        Input::kBias,   Input::kFocusWeight, Input::kFocusVector};

// Whether the options ask for one of kParameters.
constexpr bool has_parameter(const Options& options, Input parameter) noexcept {
  const Score score = options.score;
  switch (parameter) {
    case Input::kWeight: return score == Score::kGeneral || score == Score::kConcat || score == Score::kLocation;
    case Input::kVector: return score == Score::kConcat || score == Score::kAdditive;
    case Input::kQueryWeight:
    case Input::kKeyWeight:
    case Input::kBias: return score == Score::kAdditive;
    default: return options.focus == Focus::kPredictive;
  }
}

// The shape of one of kParameters, where the plan's sizes are known; a vector has 1 as its second length.
constexpr Shape parameter_shape(const Plan& plan, Score score, Input parameter) noexcept {
  const Index d = plan.head_size;
  const Index dk = plan.key_size;
  switch (parameter) {
    case Input::kWeight:
      if (score == Score::kGeneral) return {2, {d, dk}};
      if (score == Score::kLocation) return {2, {plan.keys, d}};
      return {2, {plan.hidden_size, d + dk}};
    case Input::kQueryWeight: return {2, {plan.hidden_size, d}};
    case Input::kKeyWeight: return {2, {plan.hidden_size, dk}};
    case Input::kFocusWeight: return {2, {plan.focus_size, d}};
    case Input::kFocusVector: return {1, {plan.focus_size, 1}};
    default: return {1, {plan.hidden_size, 1}};
  }
}

}  // namespace attn
