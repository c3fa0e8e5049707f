// Every name that C++ and JavaScript share, listed once: the place in a list is the number that crosses the boundary.
// boundary/print_boundary.cpp makes JavaScript's lists of these when the project is built.
#pragma once

#include <cstdint>

namespace attn {

// X(enumerator, JavaScript name)
#define ATTN_SCORES(X)           \
  X(kScaledDot, "scaled-dot")    \
  X(kDot, "dot")                 \
  X(kCosine, "cosine")           \
  X(kEuclidean, "euclidean")     \
  X(kGeneral, "general")         \
  X(kConcat, "concat")           \
  X(kAdditive, "additive")       \
  X(kLocation, "location")       \
  X(kLinear, "linear")

#define ATTN_NORMALIZERS(X)      \
  X(kSoftmax, "softmax")         \
  X(kSparsemax, "sparsemax")     \
  X(kEntmax15, "entmax15")       \
  X(kEntmax, "entmax")           \
  X(kHardmax, "hardmax")         \
  X(kSigmoid, "sigmoid")         \
  X(kSum, "sum")                 \
  X(kArticle, "article")         \
  X(kArticleCode, "article-code")

// What C++ can find wrong. JavaScript adds the codes that only it can meet.
#define ATTN_CODES(X)            \
  X(kOk, "ok")                   \
  X(kMissing, "missing")         \
  X(kShape, "shape")             \
  X(kSize, "size")               \
  X(kValue, "value")             \
  X(kOption, "option")           \
  X(kRange, "range")             \
  X(kUndefinedRow, "undefined-row") \
  X(kMemory, "memory")

// The tensors of a request, in the order in which they lie in the arena.
#define ATTN_INPUTS(X)                    \
  X(kQuery, "query")                      \
  X(kKey, "key")                          \
  X(kValue, "value")                      \
  X(kPastKey, "pastKey")                  \
  X(kPastValue, "pastValue")              \
  X(kMask, "mask")                        \
  X(kKeyLengths, "keyLengths")            \
  X(kAlibi, "alibi")                      \
  X(kSinks, "sinks")                      \
  X(kDocuments, "documents")              \
  X(kFocusCenter, "localFocus.center")    \
  X(kWeight, "params.weight")             \
  X(kVector, "params.vector")             \
  X(kQueryWeight, "params.queryWeight")   \
  X(kKeyWeight, "params.keyWeight")       \
  X(kBias, "params.bias")                 \
  X(kFocusWeight, "params.focusWeight")   \
  X(kFocusVector, "params.focusVector")

// How keys and values are held.
#define ATTN_PRECISIONS(X)       \
  X(kFloat32, "f32")             \
  X(kFloat16, "f16")             \
  X(kInt8, "int8")

// Where local attention looks.
#define ATTN_FOCUSES(X)          \
  X(kNone, "none")               \
  X(kGiven, "given")             \
  X(kMonotonic, "monotonic")     \
  X(kPredictive, "predictive")

// How ALiBi counts from a query to a key: later keys as nearer still, or to both sides.
#define ATTN_ALIBIS(X)           \
  X(kNone, "none")               \
  X(kPast, "past")               \
  X(kBoth, "both")

// The numbers of a request. An absent one is NaN. Causal is 0, 1, or 2 for bottom-right.
#define ATTN_SCALARS(X)                   \
  X(kScore, "score")                      \
  X(kNormalizer, "normalizer")            \
  X(kAlpha, "alpha")                      \
  X(kTemperature, "temperature")          \
  X(kScale, "scale")                      \
  X(kSoftcap, "softcap")                  \
  X(kCausal, "causal")                    \
  X(kWindowLeft, "window.left")           \
  X(kWindowRight, "window.right")         \
  X(kAlibiDistance, "alibi.distance")     \
  X(kFocus, "localFocus")                 \
  X(kFocusSigma, "localFocus.sigma")      \
  X(kNumHeads, "numHeads")                \
  X(kNumKvHeads, "numKvHeads")            \
  X(kInputs, "inputs")                    \
  X(kOutputs, "outputs")                  \
  X(kExplain, "explain")                  \
  X(kRowBatch, "row.batch")               \
  X(kRowHead, "row.head")                 \
  X(kRowQuery, "row.query")               \
  X(kPartUnit, "part.unit")               \
  X(kPartUnits, "part.units")             \
  X(kPartQuery, "part.query")             \
  X(kPartQueries, "part.queries")         \
  X(kSession, "session")                  \
  X(kBatch, "batch")                      \
  X(kHeadSize, "headSize")                \
  X(kValueSize, "valueSize")              \
  X(kCapacity, "capacity")                \
  X(kPrecision, "precision")              \
  X(kSteps, "steps")                      \
  X(kTolerance, "tolerance")

// What a call can be asked for. The stages of the trace stand in the order of the computation.
#define ATTN_OUTPUTS(X)                   \
  X(kOutput, "output")                    \
  X(kWeights, "weights")                  \
  X(kScores, "scores")                    \
  X(kScaled, "scaled")                    \
  X(kCapped, "capped")                    \
  X(kWithBias, "withBias")                \
  X(kBiased, "biased")                    \
  X(kRowMax, "rowMax")                    \
  X(kExponentials, "exponentials")        \
  X(kRowSum, "rowSum")                    \
  X(kProducts, "products")                \
  X(kWeightedValues, "weightedValues")    \
  X(kLogSumExp, "logSumExp")              \
  X(kPresentKey, "presentKey")            \
  X(kPresentValue, "presentValue")        \
  X(kStates, "states")

// The numbers of a call's result; of some steps they say something else, see bindings/call.h.
#define ATTN_REPORTS(X)          \
  X(kCode, "code")               \
  X(kArgument, "argument")       \
  X(kPeakBytes, "peakBytes")     \
  X(kSteps, "steps")             \
  X(kConverged, "converged")

#define ATTN_ENUMERATOR(enumerator, name) enumerator,
#define ATTN_NAME(enumerator, name) name,
#define ATTN_ONE(enumerator, name) +1

enum class Score : std::int32_t { ATTN_SCORES(ATTN_ENUMERATOR) };
enum class Normalizer : std::int32_t { ATTN_NORMALIZERS(ATTN_ENUMERATOR) };
enum class Focus : std::int32_t { ATTN_FOCUSES(ATTN_ENUMERATOR) };
enum class Alibi : std::int32_t { ATTN_ALIBIS(ATTN_ENUMERATOR) };
enum class Code : std::int32_t { ATTN_CODES(ATTN_ENUMERATOR) };
enum class Input : std::int32_t { ATTN_INPUTS(ATTN_ENUMERATOR) };
enum class Scalar : std::int32_t { ATTN_SCALARS(ATTN_ENUMERATOR) };
enum class Output : std::int32_t { ATTN_OUTPUTS(ATTN_ENUMERATOR) };
enum class Report : std::int32_t { ATTN_REPORTS(ATTN_ENUMERATOR) };

inline constexpr int kScoreCount = 0 ATTN_SCORES(ATTN_ONE);
inline constexpr int kNormalizerCount = 0 ATTN_NORMALIZERS(ATTN_ONE);
inline constexpr int kInputCount = 0 ATTN_INPUTS(ATTN_ONE);
inline constexpr int kScalarCount = 0 ATTN_SCALARS(ATTN_ONE);
inline constexpr int kOutputCount = 0 ATTN_OUTPUTS(ATTN_ONE);
inline constexpr int kReportCount = 0 ATTN_REPORTS(ATTN_ONE);

inline constexpr const char* kScoreNames[] = {ATTN_SCORES(ATTN_NAME)};
inline constexpr const char* kNormalizerNames[] = {ATTN_NORMALIZERS(ATTN_NAME)};
inline constexpr const char* kCodeNames[] = {ATTN_CODES(ATTN_NAME)};
inline constexpr const char* kPrecisionNames[] = {ATTN_PRECISIONS(ATTN_NAME)};
inline constexpr const char* kFocusNames[] = {ATTN_FOCUSES(ATTN_NAME)};
inline constexpr const char* kAlibiNames[] = {ATTN_ALIBIS(ATTN_NAME)};
inline constexpr const char* kInputNames[] = {ATTN_INPUTS(ATTN_NAME)};
inline constexpr const char* kScalarNames[] = {ATTN_SCALARS(ATTN_NAME)};
inline constexpr const char* kOutputNames[] = {ATTN_OUTPUTS(ATTN_NAME)};
inline constexpr const char* kReportNames[] = {ATTN_REPORTS(ATTN_NAME)};
// What an error message may be about: first the inputs, then the scalars, then the outputs.
inline constexpr const char* kArgumentNames[] = {ATTN_INPUTS(ATTN_NAME) ATTN_SCALARS(ATTN_NAME) ATTN_OUTPUTS(ATTN_NAME)};

// Linear attention adds its values up before it weighs them, which no other normaliser allows.
constexpr bool takes(Score score, Normalizer normalizer) noexcept {
  return score != Score::kLinear || normalizer == Normalizer::kSum;
}
constexpr Normalizer default_normalizer(Score score) noexcept {
  return takes(score, Normalizer::kSoftmax) ? Normalizer::kSoftmax : Normalizer::kSum;
}

// The plain ratios of the scores take no temperature.
constexpr bool takes_temperature(Normalizer normalizer) noexcept {
  return normalizer != Normalizer::kSum && normalizer != Normalizer::kArticle && normalizer != Normalizer::kArticleCode;
}

// A sink is a further score: it needs a normaliser that gives it its share of what the weights sum up to.
constexpr bool takes_sinks(Normalizer normalizer) noexcept {
  return takes_temperature(normalizer) && normalizer != Normalizer::kSigmoid;
}

// Outputs of every row of the weights, which a part has as many rows of as it computes: all but present keys and values
// and what belongs to a call as a whole. Some have one number a row.
constexpr bool is_of_rows(Output output) noexcept { return output <= Output::kRowSum || output == Output::kLogSumExp; }
constexpr bool is_number_of_row(Output output) noexcept {
  return output == Output::kRowMax || output == Output::kRowSum || output == Output::kLogSumExp;
}

#undef ATTN_ENUMERATOR
#undef ATTN_NAME
#undef ATTN_ONE

}  // namespace attn
