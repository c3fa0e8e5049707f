// The engine's module for figures. A figure attends with one head, in float64, under at most one mask of booleans,
// and has checked its own numbers: so this stands in for cpp/bindings, the checks and the dispatch.
//
// A call has three steps: prepare() says where its tensors are, prepare_keys() does what all rows share, and run() computes
// rows. Both can be asked for a piece after the other, so that a page can live between. One behind the other there are
//
//   the inputs, in double    query [Tq,D], key [Tk,D], value [Tk,Dv], the centres of a given focus [Tq], the parameters
//                            of the score in the order of Input, and those of a predictive focus; the sink comes before
//                            the centres
//   the outputs, in float    those that are wanted, in the order of Output
//   the mask, in bytes       [Tq,Tk], where there is one: 0 is masked
#include <attn/fused.h>
#include <attn/parameters.h>
#include <attn/reference.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#define ATTN_EXPORT(name) extern "C" __attribute__((export_name(#name)))

extern "C" unsigned char __heap_base;  // the linker's: from here on, all memory is the call's

namespace attn {
namespace {

constexpr Request kNothing;  // Copying it takes less code than making one.
Request request;
Plan plan;
Results results;
HeadNotes notes;  // All rows of a call share them.
Index first_row;  // The first of the rows that run() computes.
Status status;
std::uint32_t clamped_outputs;
void* scratch;

// Addresses have 64 bits here, in which no sum of a call's sizes overflows.
using Address = std::int64_t;

template <class T>
T* pointer(Address address) noexcept {
  return reinterpret_cast<T*>(static_cast<std::uintptr_t>(address));
}

// Makes the memory reach as far as `end`. False where it cannot.
bool reserve(Address end) noexcept {
  constexpr Address kPage = 64 * 1024, kMost = Address{1} << 31;
  const Address more = (end + kPage - 1) / kPage - static_cast<Address>(__builtin_wasm_memory_size(0));
  if (more <= 0) return true;
  return end <= kMost && __builtin_wasm_memory_grow(0, static_cast<std::size_t>(more)) != SIZE_MAX;
}

void add(Input input, Index rows, Index columns) noexcept {
  request[input] = {nullptr, DType::kFloat64, true, {2, {rows, columns}}};
}

void add_parameters() noexcept {
  // The parameters are the last of the inputs: to count costs less than kParameters.
  for (int index = static_cast<int>(Input::kWeight); index < kInputCount; ++index) {
    const Input parameter{index};
    if (!has_parameter(request.options, parameter)) continue;
    const Shape shape = parameter_shape(plan, request.options.score, parameter);
    add(parameter, shape.lengths[0], shape.lengths[1]);
  }
}

// How many floats an output has.
Address size_of(Output output) noexcept {
  switch (output) {
    case Output::kOutput: return Address{plan.queries} * plan.value_size;
    case Output::kRowMax:
    case Output::kRowSum: return plan.queries;
    case Output::kProducts: return Address{plan.keys} * plan.term_size;
    case Output::kWeightedValues: return Address{plan.keys} * plan.value_size;
    default: return Address{plan.queries} * plan.keys;
  }
}

// Gives every tensor its place, from `place` on. Returns the end.
Address place_all(Address place) noexcept {
  const auto take = [&](Address elements, Address size) noexcept {
    return pointer<void>(std::exchange(place, place + elements * size));
  };
  for (Tensor& tensor : request.inputs)
    if (tensor.present && tensor.dtype == DType::kFloat64)
      tensor.data = take(Address{tensor.shape.lengths[0]} * tensor.shape.lengths[1], sizeof(double));
  for (int output = 0; output < kOutputCount; ++output)
    if (request.wants(Output{output})) results.data[output] = static_cast<float*>(take(size_of(Output{output}), sizeof(float)));
  if (request[Input::kMask].present) request[Input::kMask].data = take(Address{plan.queries} * plan.keys, 1);
  plan.bind(request);
  return place;
}

// Moves the tensors to row `first` of the queries, of which there are then `count`.
void take_rows(Index first, Index count, Request& part, Plan& rows, Results& place) noexcept {
  rows.queries = count;
  rows.origin.query = first;
  rows.query = rows.query.from(0, 0, first);
  const auto start_at = [&](Input input, Index element) noexcept {
    Tensor& tensor = part[input];
    if (tensor.present) tensor.data = static_cast<const unsigned char*>(tensor.data) + element * size_of(tensor.dtype);
  };
  start_at(Input::kMask, first * plan.keys);
  start_at(Input::kFocusCenter, first);
  for (int output = 0; output < kOutputCount; ++output) {
    const Index width = static_cast<Index>(size_of(Output{output}) / plan.queries);
    if (float* const data = results.data[output]) place.data[output] = data + first * width;
  }
}

}  // namespace

// The numbers of scores, normalisers and focuses are those of names.h, and `outputs` has one bit for each; those of a single
// query may include the terms of its row. A temperature, scale or softcap of NaN is none. Returns the address of the inputs, or 0 where memory cannot hold the call.
ATTN_EXPORT(prepare)
int prepare(Score score, Normalizer normalizer, double temperature, double scale, double softcap, Focus focus,
            double focus_sigma, int queries, int keys, int size, int value_size, std::uint32_t outputs, bool is_masked, bool has_sink) {
  request = kNothing;
  request.options.score = score;
  request.options.normalizer = normalizer;
  if (temperature == temperature) request.options.temperature = temperature;
  if (scale == scale) request.options.scale = scale;
  if (softcap == softcap) request.options.softcap = softcap;
  request.options.focus = focus;
  request.options.focus_sigma = focus_sigma;
  request.outputs = outputs;
  if (request.wants(Output::kProducts)) request.row = RowIndex();
  results = Results();
  results.clamped = &clamped_outputs;
  clamped_outputs = 0;
  notes = HeadNotes();

  plan.queries = plan.total_queries = queries;
  plan.keys = keys;
  plan.head_size = plan.key_size = plan.hidden_size = plan.focus_size = plan.term_size = size;
  plan.value_size = value_size;
  plan.query.size = plan.query.row_stride = plan.key.size = plan.key.row_stride = size;
  plan.value.size = plan.value.row_stride = plan.output.size = plan.output.row_stride = value_size;
  add(Input::kQuery, queries, size);
  add(Input::kKey, keys, size);
  add(Input::kValue, keys, value_size);
  if (has_sink) add(Input::kSinks, 1, 1);
  if (focus == Focus::kGiven) add(Input::kFocusCenter, 1, queries);
  add_parameters();
  request[Input::kMask].present = is_masked;
  request[Input::kMask].dtype = DType::kBool;
  plan.mask_strides[2] = keys;
  plan.mask_strides[3] = 1;

  // The scratch comes first, as its vectors want an aligned start.
  const Address start = (reinterpret_cast<std::intptr_t>(&__heap_base) + 15) / 16 * 16;
  const Address reference = Address{reference_scratch_size(request, plan)} * Address{sizeof(double)};
  const Address inputs = start + (std::max(reference, Address{fused_scratch_bytes(plan)}) + 7) / 8 * 8;
  scratch = pointer<void>(start);
  return reserve(place_all(inputs)) ? static_cast<int>(inputs) : 0;
}

// Makes ready `count` keys from `first` on. Once they all are, or where none was, rows may be computed.
ATTN_EXPORT(prepare_keys)
void prepare_keys(int first, int count) {
  attn::prepare_keys(request, plan, first, first + count, static_cast<double*>(scratch));
  notes.is_known = first + count == plan.keys;
}

// Computes `count` rows from `first` on; a row has the same digits whichever others are computed with it. The terms of a
// row, which are no rows of the queries, are those of a single query. False where a row is undefined: then expected() and
// found() tell by what, argument() of what, and row() which one.
ATTN_EXPORT(run)
bool run(int first, int count) {
  first_row = first;
  Request part = request;
  Plan rows = plan;
  Results place = results;
  rows.notes = &notes;
  take_rows(first, count, part, rows, place);
  status = is_fused(part, rows) ? attend_fused(part, rows, place, scratch)
                                : attend_reference(part, rows, place, static_cast<double*>(scratch));
  return status.ok();
}

// Tells, by one bit for each, which outputs are held at the largest float32, as they lie beyond it.
ATTN_EXPORT(clamped)
std::uint32_t clamped() { return clamped_outputs; }

ATTN_EXPORT(expected)
const char* expected() { return status.finding.expected; }

ATTN_EXPORT(found)
double found() { return status.finding.found; }

ATTN_EXPORT(argument)
int argument() { return status.argument.index(); }

ATTN_EXPORT(row)
int row() { return first_row + static_cast<int>(status.finding.query); }

}  // namespace attn
