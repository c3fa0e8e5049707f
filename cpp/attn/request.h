// A request as the engine sees it: pointers, shapes and numbers. The xtensor face (attend.h) and the
// WebAssembly bindings both fill in one of these.
#pragma once

#include <attn/names.h>
#include <attn/tensor.h>

#include <cstdint>
#include <optional>

namespace attn {

// Keys from `left` before to `right` after the query's own position; -1 is no limit.
struct Window {
  Setting<Index, -1> left = -1;
  Setting<Index, -1> right = -1;
};

struct Options {
  Score score = Score::kScaledDot;
  std::optional<Normalizer> normalizer;  // softmax; sum for the score `linear`
  std::optional<double> alpha;           // > 1, of entmax alone, which has to have one
  std::optional<double> temperature;     // > 0, divides the scores; 1
  std::optional<double> scale;           // finite; 1, for scaled-dot 1 / sqrt(D)
  std::optional<double> softcap;         // c > 0: c tanh(s / c)
  Setting<bool, false> causal = false;
  Setting<bool, false> bottom_right = false;  // with causal: the last query stands at the last key, whatever the past
  Window window;
  Setting<Alibi, Alibi::kNone> alibi = Alibi::kNone;  // its slopes are inputs; kPast or kBoth without them has those of the head count
  Focus focus = Focus::kNone;     // of local attention (Luong, Pham, Manning 2015, section 3.2)
  double focus_sigma = 1;         // > 0, in keys
  std::optional<Index> num_heads;     // 1
  std::optional<Index> num_kv_heads;  // as many as query heads
};

// Names one row of the weights.
struct RowIndex {
  Index batch = 0;
  Index head = 0;
  Index query = 0;
};

// Names some rows of a request, so that workers can share it. A unit is one query head of one batch, b * H + h; a part has
// several units with all their queries, or some queries of one. Its rows keep the positions, the digits and
// the names in errors that they have in the whole. The inputs are those of the whole; the outputs lie
// [units, queries, Dv] and [units, queries, Tk], but for present keys and values.
//
// The parts of a request are computed one after the other in the same scratch, where what they share stays.
// The first is one of no units: it makes ready what they share.
struct Part {
  Index first_unit = 0;
  Index units = 0;
  Index first_query = 0;
  Index queries = 0;
};

struct Cache;

struct Request {
  Tensor inputs[kInputCount];
  Options options;
  std::uint32_t outputs = 0;    // one bit for each wanted Output
  bool explain = false;         // a trace: each tensor at most kMaxTraceElements
  std::optional<RowIndex> row;  // asks for kProducts and kWeightedValues of that row
  std::optional<Part> part;
  const Cache* cache = nullptr;         // holds the keys and values; the inputs then tell their shape only
  DType precision = DType::kFloat32;    // how keys and values are held while a request is computed
  std::optional<Index> steps;  // iterate, at most so many steps
  double tolerance = 0;               // the movement at which the iteration is at rest

  const Tensor& operator[](Input input) const noexcept { return inputs[static_cast<int>(input)]; }
  Tensor& operator[](Input input) noexcept { return inputs[static_cast<int>(input)]; }
  // Tells whether the input is given. A figure never gives some of them.
  bool has(Input input) const noexcept {
    const bool is_left_out = input == Input::kKeyLengths || input == Input::kAlibi || input == Input::kDocuments;
    return !(kIsFigure && is_left_out) && (*this)[input].present;
  }
  // ALiBi biases the scores by distance, with slopes that are given or with those of the head count.
  bool has_alibi() const noexcept { return has(Input::kAlibi) || options.alibi != Alibi::kNone; }
  bool has_numeric_mask() const noexcept {
    const Tensor& mask = (*this)[Input::kMask];
    return !kIsFigure && mask.present && mask.dtype != DType::kBool;
  }
  bool wants(Output output) const noexcept { return outputs >> static_cast<int>(output) & 1u; }
  void want(Output output) noexcept { outputs |= 1u << static_cast<int>(output); }
  Normalizer normalizer() const noexcept { return options.normalizer.value_or(default_normalizer(options.score)); }
};

inline constexpr Index kMaxTraceElements = 1'000'000;

}  // namespace attn
