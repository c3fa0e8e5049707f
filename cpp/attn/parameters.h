// The parameters of the score functions: which tensors, of which shapes.
#pragma once

#include <attn/plan.h>
#include <attn/request.h>

namespace attn {

// A matrix, or a vector where there are no columns. Its lengths are sizes of the plan.
struct Parameter {
  Score score;
  Input input;
  Index Plan::*rows;
  Index Plan::*columns = nullptr;
  Index Plan::*more_columns = nullptr;  // the key's part, where it stands beside the query's
  bool is_optional = false;

  // The length of a row, 1 for a vector.
  Index width(const Plan& plan) const noexcept {
    if (columns == nullptr) return 1;
    return plan.*columns + (more_columns == nullptr ? 0 : plan.*more_columns);
  }
  Shape shape(const Plan& plan) const noexcept { return {columns == nullptr ? 1 : 2, {plan.*rows, width(plan)}}; }
};

inline constexpr Parameter kParameters[] = {
    {Score::kGeneral, Input::kWeight, &Plan::head_size, &Plan::key_size},
    {Score::kConcat, Input::kWeight, &Plan::hidden_size, &Plan::head_size, &Plan::key_size},
    {Score::kConcat, Input::kVector, &Plan::hidden_size},
    {Score::kAdditive, Input::kQueryWeight, &Plan::hidden_size, &Plan::head_size},
    {Score::kAdditive, Input::kKeyWeight, &Plan::hidden_size, &Plan::key_size},
    {Score::kAdditive, Input::kVector, &Plan::hidden_size},
    {Score::kAdditive, Input::kBias, &Plan::hidden_size, nullptr, nullptr, true},
    {Score::kLocation, Input::kWeight, &Plan::keys, &Plan::head_size},
};

}  // namespace attn
