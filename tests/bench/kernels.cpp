// The limits with which the benchmark compares the whole attention: the engine's own tile kernels on data that stays in
// the first-level cache, and multiply-adds that touch no memory at all.
#include <attn/kernels/tile.h>

#include <emscripten/bind.h>

#include <algorithm>

namespace {

using namespace attn::kernels;

constexpr std::int64_t kSize = 64;
constexpr std::int64_t kKeys = 128;  // The keys or the values take 32 KB.

alignas(16) float queries[kSize * kTileRows];
alignas(16) float rows[kKeys * kSize];
alignas(16) float scores[kTileRows * kKeys];  // also used for the weights
alignas(16) float output[kTileRows * kSize];

double start(float query, float row) {
  std::fill(std::begin(queries), std::end(queries), query);
  std::fill(std::begin(rows), std::end(rows), row);
  return 2.0 * kTileRows * kKeys * kSize;  // the operations of one round
}

// Each function returns the number of its operations. The results decide its sign, so that the compiler must keep them.
double query_key(int iterations) {
  const double operations = start(0.01f, 0.02f);
  for (int i = 0; i < iterations; ++i)
    for (std::int64_t j = 0; j < kKeys; j += kTileColumns) query_key_tile<kKeys>(queries, rows + j * kSize, kSize, scores + j);
  return scores[kKeys - 1] > 0 ? operations * iterations : -1;
}

double weights_value(int iterations) {
  const double operations = start(0.01f, 0.02f);
  std::fill(std::begin(scores), std::end(scores), 0.01f);
  float keep[kTileRows];
  std::fill(std::begin(keep), std::end(keep), 0.5f);
  for (int i = 0; i < iterations; ++i)
    for (std::int64_t c = 0; c < kSize; c += kTileColumns)
      weights_value_tile<kKeys>(scores, rows + c * kKeys, kTileColumns, kKeys, keep, output + c, kSize);
  return output[kSize - 1] > 0 ? operations * iterations : -1;
}

double multiply_add_peak(int iterations) {
  // A multiplication and the addition after it take about six cycles, in which a processor starts about 24 operations.
  // Twelve independent sums keep it busy and still fit into the registers.
  constexpr int kSums = 12;
  const F32x4 factor = splat(0.999f);
  const F32x4 term = splat(0.001f);
  F32x4 s0 = term, s1 = term, s2 = term, s3 = term, s4 = term, s5 = term;
  F32x4 s6 = term, s7 = term, s8 = term, s9 = term, s10 = term, s11 = term;
  constexpr int kSteps = 4096;
  for (int i = 0; i < iterations * kSteps; ++i) {
    s0 = multiply_add(s0, factor, term);
    s1 = multiply_add(s1, factor, term);
    s2 = multiply_add(s2, factor, term);
    s3 = multiply_add(s3, factor, term);
    s4 = multiply_add(s4, factor, term);
    s5 = multiply_add(s5, factor, term);
    s6 = multiply_add(s6, factor, term);
    s7 = multiply_add(s7, factor, term);
    s8 = multiply_add(s8, factor, term);
    s9 = multiply_add(s9, factor, term);
    s10 = multiply_add(s10, factor, term);
    s11 = multiply_add(s11, factor, term);
  }
  const F32x4 sum = add(add(add(add(s0, s1), add(s2, s3)), add(add(s4, s5), add(s6, s7))), add(add(s8, s9), add(s10, s11)));
  return lane<0>(sum) > 0 ? 2.0 * kLanes * kSums * kSteps * iterations : -1;
}

}  // namespace

EMSCRIPTEN_BINDINGS(bench_kernels) {
  emscripten::function("queryKeyTile", &query_key);
  emscripten::function("weightsValueTile", &weights_value);
  emscripten::function("multiplyAddPeak", &multiply_add_peak);
}
