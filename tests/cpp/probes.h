// Inputs and options that show a test one thing only: which keys are seen, or the bias.
#pragma once

#include "arrays.h"
#include "random.h"

#include <cstddef>
#include <string>
#include <vector>

namespace attn::tests {

// Shows which keys have weight: one text for each row of [B,H,Tq], with `1` for a key that is seen.
inline std::vector<std::string> seen(const Inputs<double>& inputs, const Options& options = {}) {
  AttendOptions wanted = output_only(options);
  wanted.weights = true;
  const Array<float> weights = *attend(inputs, wanted).weights;
  const std::size_t keys = weights.shape().back();
  std::vector<std::string> rows;
  for (std::size_t start = 0; start < weights.size(); start += keys) {
    rows.emplace_back();
    for (std::size_t j = 0; j < keys; ++j) rows.back() += weights.data()[start + j] > 0 ? '1' : '0';
  }
  return rows;
}

// Inputs with a query of 0: all raw scores are 0, so that only the bias remains.
inline Inputs<double> flat_inputs(std::size_t b, std::size_t h, std::size_t tq, std::size_t tk) {
  Inputs<double> inputs;
  inputs.query = Random(0).array({b, h, tq, 2}, 0, 0);
  inputs.key = Random(17).array({b, h, tk, 2});
  inputs.value = Random(18).array({b, h, tk, 2});
  return inputs;
}

}  // namespace attn::tests
