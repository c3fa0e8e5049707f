#include <attn/check.h>

#include <attn/cache.h>
#include <attn/check_options.h>
#include <attn/parameters.h>
#include <attn/score.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace attn {
namespace {

// Goes through a request in the order in which later checks rest on earlier ones; each step returns
// false once it has filled in the status.
class Checker {
 public:
  Checker(const Request& request, Plan& plan, Status& status) noexcept
      : request_(request), options_(request.options), plan_(plan), status_(status) {}

  bool run() noexcept {
    return tensors() && ranks() && heads() && lengths() && past() && alignment() && check_options(request_, status_) &&
           parameters() && mask() && documents() && per_head_and_row() && outputs() && part() && trace();
  }

 private:
  const Tensor& at(Input input) const noexcept { return request_[input]; }
  Message& fail(Code code, Argument argument) noexcept { return status_.fail(code, argument) << "expected "; }

  bool fail_shape(Input input, const Shape& expected) noexcept {
    fail(Code::kShape, input) << expected << ", got " << at(input).shape;
    return false;
  }
  bool fail_number(Code code, Scalar scalar, const char* expected, double got) noexcept {
    fail(code, scalar) << expected << ", got " << got;
    return false;
  }

  // The tensor must be there, with a rank from 1 to 4, no empty axis and a countable size.
  bool tensor(Input input, bool may_be_empty = false) noexcept {
    const Tensor& tensor = at(input);
    if (!tensor.present) {
      fail(Code::kMissing, input) << "a tensor, got none";
      return false;
    }
    if (tensor.shape.rank < 1 || tensor.shape.rank > kMaxRank) {
      fail(Code::kShape, input) << "rank 1 to 4, got rank " << Index{tensor.shape.rank};
      return false;
    }
    if (tensor.dtype == DType::kBool && input != Input::kMask) {
      fail(Code::kValue, input) << "numbers, got booleans";
      return false;
    }
    for (int axis = 0; axis < tensor.shape.rank; ++axis) {
      if (tensor.shape.lengths[axis] >= (may_be_empty ? 0 : 1)) continue;
      fail(Code::kSize, input) << "every length at least 1, got " << tensor.shape;
      return false;
    }
    if (count(tensor.shape) < 0) {
      fail(Code::kSize, input) << "fewer than 2^62 elements, got " << tensor.shape;
      return false;
    }
    return true;
  }

  // Every tensor that is given is checked, also one that the options make no use of: check_values() reads them all.
  bool tensors() noexcept {
    for (int index = 0; index < kInputCount; ++index) {
      const Input input = static_cast<Input>(index);
      if (at(input).present && !tensor(input, input == Input::kPastKey || input == Input::kPastValue)) return false;
    }
    return true;
  }

  bool exact(Input input, const Shape& expected) noexcept {
    return tensor(input) && (at(input).shape == expected || fail_shape(input, expected));
  }

  bool ranks() noexcept {
    if (!tensor(Input::kQuery) || !tensor(Input::kKey) || !tensor(Input::kValue)) return false;
    rank_ = at(Input::kQuery).shape.rank;
    const int expected = rank_ == 1 ? 2 : rank_;
    for (const Input input : {Input::kKey, Input::kValue}) {
      if (at(input).shape.rank == expected) continue;
      fail(Code::kShape, input) << "rank " << Index{expected} << " beside a query of rank "
                                << Index{rank_} << ", got " << at(input).shape;
      return false;
    }
    return true;
  }

  bool heads() noexcept {
    if (!at_least_one(options_.num_heads, Scalar::kNumHeads) || !at_least_one(options_.num_kv_heads, Scalar::kNumKvHeads))
      return false;
    if (rank_ == 3) {
      plan_.heads = options_.num_heads.value_or(1);
      plan_.kv_heads = options_.num_kv_heads.value_or(plan_.heads);
      return packed(Input::kQuery, plan_.heads) && packed(Input::kKey, plan_.kv_heads) &&
             packed(Input::kValue, plan_.kv_heads) && grouped(Scalar::kNumKvHeads);
    }
    if (rank_ == 4) {
      plan_.heads = at(Input::kQuery).shape.lengths[1];
      plan_.kv_heads = at(Input::kKey).shape.lengths[1];
    }
    if (options_.num_heads.value_or(plan_.heads) != plan_.heads) {
      fail(Code::kShape, Scalar::kNumHeads)
          << plan_.heads << " for a query of " << at(Input::kQuery).shape << ", got " << *options_.num_heads;
      return false;
    }
    if (options_.num_kv_heads.value_or(plan_.kv_heads) != plan_.kv_heads) {
      fail(Code::kShape, Scalar::kNumKvHeads)
          << plan_.kv_heads << " for a key of " << at(Input::kKey).shape << ", got " << *options_.num_kv_heads;
      return false;
    }
    return grouped(Input::kKey);
  }

  bool at_least_one(const std::optional<Index>& number, Scalar scalar) noexcept {
    return number.value_or(1) >= 1 ||
           fail_number(Code::kRange, scalar, "a whole number above 0", static_cast<double>(*number));
  }

  bool packed(Input input, Index heads) noexcept {
    if (at(input).shape.last() % heads == 0) return true;
    fail(Code::kShape, input) << "a last axis that divides into " << heads << " heads, got " << at(input).shape;
    return false;
  }

  bool grouped(Argument argument) noexcept {
    if (plan_.heads % plan_.kv_heads == 0) return true;
    fail(Code::kShape, argument) << "a number of heads that divides the query's " << plan_.heads << ", got "
                                 << plan_.kv_heads;
    return false;
  }

  // Returns the length of the last axis of packed heads: so large that a shape of it is refused, where it overflows.
  static Index packed_size(Index heads, Index size) noexcept {
    return heads > kMaxCount / size ? std::numeric_limits<Index>::max() : heads * size;
  }

  // The layout of `heads` heads of `length` rows of `size` elements, in the query's rank.
  Shape shape_of(Index heads, Index length, Index size) const noexcept {
    switch (rank_) {
      case 4: return {4, {plan_.batch, heads, length, size}};
      case 3: return {3, {plan_.batch, length, packed_size(heads, size)}};
      default: return {2, {length, size}};
    }
  }

  Rows rows_of(const Tensor& tensor, Index heads, Index length, Index size, int rank) const noexcept {
    Rows rows{tensor.data, tensor.dtype, length * heads * size, length * size, size, size};
    if (rank == 3) {
      rows.head_stride = size;
      rows.row_stride = heads * size;
    }
    return rows;
  }

  bool lengths() noexcept {
    const Shape& query = at(Input::kQuery).shape;
    const Shape& key = at(Input::kKey).shape;
    const Shape& value = at(Input::kValue).shape;
    const bool is_packed = rank_ == 3;
    plan_.batch = rank_ >= 3 ? query.lengths[0] : 1;
    plan_.queries = rank_ == 1 ? 1 : query.lengths[rank_ == 4 ? 2 : rank_ - 2];
    plan_.total_queries = plan_.queries;
    plan_.total_heads = plan_.heads;
    plan_.group = plan_.heads / plan_.kv_heads;
    plan_.head_size = query.last() / (is_packed ? plan_.heads : 1);
    plan_.key_size = key.last() / (is_packed ? plan_.kv_heads : 1);
    plan_.value_size = value.last() / (is_packed ? plan_.kv_heads : 1);
    const Index new_keys = key.lengths[key.rank == 3 ? 1 : key.rank - 2];
    plan_.keys = new_keys;

    // A key that is projected may have another size than the query.
    const Index key_size = projects_keys(options_.score) ? plan_.key_size : plan_.head_size;
    const Shape expected_key = shape_of(plan_.kv_heads, new_keys, key_size);
    if (key != expected_key) return fail_shape(Input::kKey, expected_key);
    const Shape expected_value = shape_of(plan_.kv_heads, new_keys, plan_.value_size);
    if (value != expected_value) return fail_shape(Input::kValue, expected_value);

    // Strides are counted in 64 bits: the inputs' fit, as the inputs do, but the output may be larger than all.
    const Shape output = shape_of(plan_.heads, plan_.queries, plan_.value_size);
    if (count(output) < 0) {
      fail(Code::kSize, Output::kOutput) << "fewer than 2^62 elements, got " << output;
      return false;
    }
    plan_.query = rows_of(at(Input::kQuery), plan_.heads, plan_.queries, plan_.head_size, rank_);
    plan_.key = rows_of(at(Input::kKey), plan_.kv_heads, new_keys, plan_.key_size, rank_);
    plan_.value = rows_of(at(Input::kValue), plan_.kv_heads, new_keys, plan_.value_size, rank_);
    plan_.output = rows_of(Tensor{}, plan_.heads, plan_.queries, plan_.value_size, rank_);
    if (request_.cache == nullptr) return true;
    plan_.key = request_.cache->keys;
    plan_.value = request_.cache->values;
    plan_.offset = plan_.keys - plan_.queries;
    return true;
  }

  bool past() noexcept {
    const bool key_given = at(Input::kPastKey).present;
    if (!key_given && !at(Input::kPastValue).present) return true;
    if (!tensor(Input::kPastKey, true) || !tensor(Input::kPastValue, true)) return false;
    const Shape& key = at(Input::kPastKey).shape;
    plan_.past = key.rank >= 2 ? key.lengths[key.rank - 2] : 0;
    const auto matches = [&](Input input, Index size, Rows& rows) noexcept {
      Shape expected{4, {plan_.batch, plan_.kv_heads, plan_.past, size}};
      if (rank_ <= 2 && at(input).shape.rank == 2) expected = {2, {plan_.past, size}};
      if (at(input).shape != expected) return fail_shape(input, expected);
      rows = rows_of(at(input), plan_.kv_heads, plan_.past, size, 4);
      return true;
    };
    if (!matches(Input::kPastKey, plan_.key_size, plan_.past_key)) return false;
    if (!matches(Input::kPastValue, plan_.value_size, plan_.past_value)) return false;
    plan_.keys += plan_.past;
    plan_.offset = plan_.past;
    return true;
  }

  // Aligned bottom-right the last query stands at the last key. Key lengths put it at the last key of its length anyway.
  bool alignment() noexcept {
    if (!options_.bottom_right) return true;
    if (!options_.causal) return fail_number(Code::kOption, Scalar::kCausal, "causal beside bottom-right", 0);
    plan_.offset = plan_.keys - plan_.queries;
    return true;
  }

  bool parameters() noexcept {
    plan_.hidden_size = 0;
    if (options_.score == Score::kConcat && !rows(Input::kWeight, plan_.hidden_size)) return false;
    if (options_.score == Score::kAdditive && !rows(Input::kQueryWeight, plan_.hidden_size)) return false;
    plan_.term_size = plan_.hidden_size > 0 ? plan_.hidden_size : plan_.head_size;
    if (options_.focus == Focus::kPredictive && !rows(Input::kFocusWeight, plan_.focus_size)) return false;
    for (const Input parameter : kParameters) {
      if (!has_parameter(options_, parameter) || (parameter == Input::kBias && !at(parameter).present)) continue;
      if (!exact(parameter, parameter_shape(plan_, options_.score, parameter))) return false;
    }
    return true;
  }

  // The rows of a matrix that must be there.
  bool rows(Input matrix, Index& count) noexcept {
    if (!tensor(matrix)) return false;
    count = at(matrix).shape.lengths[0];
    return true;
  }

  bool mask() noexcept {
    if (!at(Input::kMask).present) return true;
    if (!tensor(Input::kMask)) return false;
    const Shape& shape = at(Input::kMask).shape;
    const Shape full{4, {plan_.batch, plan_.heads, plan_.queries, plan_.keys}};
    Index stride = 1;
    for (int axis = kMaxRank - 1; axis >= kMaxRank - shape.rank; --axis) {
      const Index length = shape.lengths[axis - (kMaxRank - shape.rank)];
      if (length != 1 && length != full.lengths[axis]) {
        fail(Code::kShape, Input::kMask) << "a shape that broadcasts to " << full << ", got " << shape;
        return false;
      }
      plan_.mask_strides[static_cast<std::size_t>(axis)] = length == 1 ? 0 : stride;
      stride *= length;
    }
    return true;
  }

  // There may be any number of documents, and each has one length.
  bool documents() noexcept {
    const Tensor& lengths = at(Input::kDocuments);
    if (!lengths.present) return true;
    plan_.documents = lengths.shape.lengths[0];
    return exact(Input::kDocuments, {1, {plan_.documents}});
  }

  bool per_head_and_row() noexcept {
    const auto optional = [&](Input input, Index length) noexcept {
      return !at(input).present || exact(input, {1, {length}});
    };
    return optional(Input::kKeyLengths, plan_.batch) && optional(Input::kAlibi, plan_.heads) &&
           optional(Input::kSinks, plan_.heads) &&
           (options_.focus != Focus::kGiven || exact(Input::kFocusCenter, {1, {plan_.queries}}));
  }

  bool outputs() noexcept {
    Shape weights{4, {plan_.batch, plan_.heads, plan_.queries, plan_.keys}};
    if (rank_ == 2) weights = {2, {plan_.queries, plan_.keys}};
    if (rank_ == 1) weights = {1, {plan_.keys}};
    Shape row = weights;
    --row.rank;
    const auto set = [&](Output output, const Shape& shape) noexcept { plan_.shapes[static_cast<int>(output)] = shape; };
    for (int stage = static_cast<int>(Output::kWeights); stage <= static_cast<int>(Output::kExponentials); ++stage)
      plan_.shapes[stage] = weights;
    set(Output::kRowMax, row);
    set(Output::kRowSum, row);
    set(Output::kLogSumExp, row);
    Shape output = at(Input::kQuery).shape;
    output.lengths[output.rank - 1] = plan_.value_size * (rank_ == 3 ? plan_.heads : 1);
    set(Output::kOutput, output);
    set(Output::kProducts, {2, {plan_.keys, plan_.term_size}});
    set(Output::kWeightedValues, {2, {plan_.keys, plan_.value_size}});
    for (const auto& [output_name, size] : {std::pair{Output::kPresentKey, plan_.key_size},
                                            std::pair{Output::kPresentValue, plan_.value_size}}) {
      set(output_name, rank_ >= 3 ? Shape{4, {plan_.batch, plan_.kv_heads, plan_.keys, size}}
                                  : Shape{2, {plan_.keys, size}});
    }
    return !request_.steps || iteration(output);
  }

  // A part lies inside of its whole. Only attend has parts. The outputs become as large as the part.
  bool part() noexcept {
    if (!request_.part) return true;
    const auto& [first_unit, units, first_query, queries] = *request_.part;
    const auto inside = [](Index first, Index count, Index all) noexcept {
      return first >= 0 && count >= 0 && first <= all && count <= all - first;
    };
    if (request_.cache != nullptr || request_.steps || request_.row || (units > 1 && queries != plan_.queries) ||
        !inside(first_unit, units, plan_.batch * plan_.heads) || !inside(first_query, queries, plan_.queries)) {
      fail(Code::kOption, Scalar::kPartUnits) << "some queries of a unit, or all of some units, got " << queries << " and " << units;
      return false;
    }
    for (int index = 0; index < kOutputCount; ++index) {
      const Output output = static_cast<Output>(index);
      const Index width = output == Output::kOutput ? plan_.value_size : plan_.keys;
      if (is_of_rows(output)) plan_.shapes[index] = {is_number_of_row(output) ? 2 : 3, {units, queries, width}};
    }
    return true;
  }

  bool iteration(const Shape& output) noexcept {
    if (plan_.value_size != plan_.head_size) {
      fail(Code::kShape, Input::kValue) << "rows of " << plan_.head_size
                                        << ", as the output becomes the next query, got " << at(Input::kValue).shape;
      return false;
    }
    if (!(request_.tolerance >= 0) || !std::isfinite(request_.tolerance))
      return fail_number(Code::kRange, Scalar::kTolerance, "a finite number from 0", request_.tolerance);
    if (!at_least_one(request_.steps, Scalar::kSteps)) return false;
    // The states lie one behind the other; their shape here is [steps + 1, elements of one].
    const Index states = std::min(*request_.steps, kMaxCount) + 1;
    plan_.shapes[static_cast<int>(Output::kStates)] = {2, {states, count(output)}};
    return true;
  }

  // Each of these is computed only by the request that it belongs to.
  bool trace() noexcept {
    const bool wants_details = request_.wants(Output::kProducts) || request_.wants(Output::kWeightedValues);
    if (request_.wants(Output::kStates) != request_.steps.has_value() || (wants_details && !request_.row)) {
      fail(Code::kOption, Scalar::kOutputs) << "states with steps, and products with a row, got one without the other";
      return false;
    }
    if (request_.row) {
      const auto inside = [&](Index index, Index length, Scalar scalar) noexcept {
        if (index >= 0 && index < length) return true;
        fail(Code::kRange, scalar) << "a whole number from 0 to " << length - 1 << ", got " << index;
        return false;
      };
      if (!inside(request_.row->batch, plan_.batch, Scalar::kRowBatch) ||
          !inside(request_.row->head, plan_.heads, Scalar::kRowHead) ||
          !inside(request_.row->query, plan_.queries, Scalar::kRowQuery))
        return false;
    }
    if (!request_.explain) return true;
    for (int output = 0; output < kOutputCount; ++output) {
      if (!request_.wants(static_cast<Output>(output))) continue;
      const Index elements = count(plan_.shapes[output]);
      if (elements >= 0 && elements <= kMaxTraceElements) continue;
      fail(Code::kSize, static_cast<Output>(output)) << "at most " << kMaxTraceElements << " elements in each tensor of a trace, got "
                                          << plan_.shapes[output];
      return false;
    }
    return true;
  }

  const Request& request_;
  const Options& options_;
  Plan& plan_;
  Status& status_;
  int rank_ = 0;
};

}  // namespace

Status check(const Request& request, Plan& plan) noexcept {
  Status status;
  Checker(request, plan, status).run();
  return status;
}

}  // namespace attn
