// What a described model computes, independent of the library: number by number, in double, all tokens at once.
#pragma once

#include <attn/models/ends.h>
#include <attn/models/stack.h>

#include <vector>

namespace attn::tests {

using Row = std::vector<double>;
using Rows = std::vector<Row>;

// W as numbers: of float32 and kInt8Rows read here, of other types by the kernel that quantized_test.cpp tests.
Rows numbers_of(const models::Weights& weights);

double defined_activation(kernels::Activation activation, double x);
Row defined_linear(const models::Linear& linear, kernels::Activation activation, const Row& x);
Row defined_norm(const models::Norm& norm, const Row& x);

// The elements of one head at a position.
Row defined_rotation(const models::Rotary& rotary, Index position, const Row& head);

// Where `distance` is that from the query to the key: bucket b of those that widen starts where
// exact * (max_distance / exact)^((b - exact) / (buckets - exact)) keys lie between.
Index defined_bucket(const models::RelativeBias& bias, Index distance);

// The weights of each head of an attention: [heads][queries][keys].
using HeadWeights = std::vector<Rows>;

struct DefinedRun {
  Rows hidden;                           // [tokens, width], behind the final norm
  std::vector<HeadWeights> self, cross;  // of each layer; none where there is no such attention
};

DefinedRun defined_run(const models::Stack& stack, const Rows& hidden, const Rows& encoder = {}, const models::Without& without = {});

Row defined_head(const models::Head& head, const Row& x);

}  // namespace attn::tests
