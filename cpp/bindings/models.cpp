// JavaScript sees of the models' module functions of numbers alone. Descriptions come as numbers, one for each field in the order
// of attn/models/fields.h; what they point to lies in the module's memory already.
#include <attn/kernels/quantized.h>
#include <attn/models/ends.h>
#include <attn/models/stack.h>
#include <bindings/arena.h>
#include <bindings/model_fields.h>

#include <emscripten.h>
#include <emscripten/bind.h>

#include <algorithm>
#include <cstdint>
#include <new>

namespace {

using namespace attn;
using namespace attn::models;

// An address as JavaScript passes it.
using Address = std::uint32_t;

template <class T>
T* at(Address address) noexcept { return reinterpret_cast<T*>(static_cast<std::uintptr_t>(address)); }

double address_of(const void* place) noexcept { return static_cast<double>(reinterpret_cast<std::uintptr_t>(place)); }

// What a step works in, and gives up again when the next one asks for more.
bindings::Arena scratch_arena;

// Null where memory cannot hold so many floats.
float* scratch(Index floats) noexcept {
  const bool has_room = scratch_arena.reserve(floats * Index{sizeof(float)}, 0);
  return has_room ? reinterpret_cast<float*>(scratch_arena.data()) : nullptr;
}

double layout() { return bindings::kFieldsNumber; }

// Null where memory cannot hold so many bytes.
double allocate(double bytes) { return address_of(bindings::allocate(static_cast<Index>(bytes))); }
void release(Address block) { bindings::free_block(at<unsigned char>(block)); }
void release_scratch() { scratch_arena.release(); }

// --- Weights -----------------------------------------------------------------------------------------------------------

bool is_type(int type) { return is_weight_type(type); }
double weight_bytes(int type, double rows, double columns) {
  return static_cast<double>(Weights::bytes(static_cast<WeightType>(type), static_cast<Index>(rows), static_cast<Index>(columns)));
}
void to_floats(int type, Address from, double rows, double columns, Address out) {
  const Weights weights{static_cast<WeightType>(type), at<void>(from), nullptr, static_cast<Index>(rows), static_cast<Index>(columns)};
  for (Index r = 0; r < weights.rows; ++r) weights.read(r, at<float>(out) + r * weights.columns);
}
void quantize(Address from, double rows, double columns, Address data, Address scales) {
  quantize_rows(at<float>(from), static_cast<Index>(rows), static_cast<Index>(columns), at<std::int8_t>(data), at<float>(scales));
}

// --- Stacks and runs ---------------------------------------------------------------------------------------------------

// A stack with its layers behind it.
struct OpenStack {
  Stack stack;
  Layer* layers() noexcept { return reinterpret_cast<Layer*>(this + 1); }
};

double open_stack(Address fields, Address layer_fields, int layer_count) {
  void* const block = bindings::allocate(Index{sizeof(OpenStack)} + layer_count * Index{sizeof(Layer)});
  if (block == nullptr) return 0;
  OpenStack* const open = new (block) OpenStack;
  bindings::Reader stack_reader(at<double>(fields));
  visit_fields(open->stack, stack_reader);
  bindings::Reader layer_reader(at<double>(layer_fields));
  for (int l = 0; l < layer_count; ++l) visit_fields(*new (open->layers() + l) Layer, layer_reader);
  open->stack.layers = open->layers();
  open->stack.layer_count = layer_count;
  return address_of(open);
}

// Bytes that a run of so many tokens keeps, and those of the scratch beside it.
double run_bytes(Address stack, double capacity, double encoder_capacity) {
  return static_cast<double>(kept_size(*at<Stack>(stack), static_cast<Index>(capacity), static_cast<Index>(encoder_capacity)) * Index{sizeof(float)});
}
double run_scratch_bytes(Address stack, double capacity, double encoder_capacity, double most_at_once) {
  return static_cast<double>(scratch_size(*at<Stack>(stack), static_cast<Index>(capacity), static_cast<Index>(encoder_capacity), static_cast<Index>(most_at_once)) *
                             Index{sizeof(float)});
}

// Null where memory cannot hold it.
double open_run(Address stack, double capacity, double encoder_capacity) {
  Run run{at<Stack>(stack), static_cast<Index>(capacity), static_cast<Index>(encoder_capacity)};
  const Index kept = kept_size(*run.stack, run.capacity, run.encoder_capacity) * Index{sizeof(float)};
  const Index start = bindings::align(sizeof(Run));
  unsigned char* const block = bindings::allocate(start + kept);
  if (block == nullptr) return 0;
  run.memory = reinterpret_cast<float*>(block + start);
  return address_of(new (block) Run(run));
}

float* scratch_of(const Run& run, Index most_at_once) noexcept {
  return scratch(scratch_size(*run.stack, run.capacity, run.encoder_capacity, most_at_once));
}

bool give_encoder(Address run, Address hidden, int length) {
  float* const work = scratch_of(*at<Run>(run), length);
  if (work == nullptr) return false;
  set_encoder(*at<Run>(run), at<float>(hidden), length, work);
  return true;
}

bool take_tokens(Address run, Address hidden, int count, Address without_self, Address without_cross) {
  float* const work = scratch_of(*at<Run>(run), count);
  if (work == nullptr) return false;
  advance(*at<Run>(run), at<float>(hidden), count, {at<std::uint8_t>(without_self), at<std::uint8_t>(without_cross)}, work);
  return true;
}

// Goes back to the first `length` tokens.
void truncate(Address run, int length) { at<Run>(run)->length = std::min<Index>(at<Run>(run)->length, length); }

bool weights_of_head(Address run, int layer, int kind, int head, Address out) {
  float* const work = scratch_of(*at<Run>(run), 1);
  if (work == nullptr) return false;
  attention_weights(*at<Run>(run), layer, static_cast<AttentionKind>(kind), head, at<float>(out), work);
  return true;
}

double kept_queries(Address run, int layer, int kind) { return address_of(kept_rows(*at<Run>(run), layer, static_cast<AttentionKind>(kind)).query); }
double kept_keys(Address run, int layer, int kind) { return address_of(kept_rows(*at<Run>(run), layer, static_cast<AttentionKind>(kind)).key); }
double kept_values(Address run, int layer, int kind) { return address_of(kept_rows(*at<Run>(run), layer, static_cast<AttentionKind>(kind)).value); }

// --- The ends ----------------------------------------------------------------------------------------------------------

template <class Description>
Description read(Address fields) noexcept {
  Description description;
  bindings::Reader reader(at<double>(fields));
  visit_fields(description, reader);
  return description;
}

void tokens(Address fields, Address ids, Address positions, Address types, int count, Address out, int out_stride) {
  embed_tokens(read<TokenEmbedding>(fields), at<std::int32_t>(ids), at<std::int32_t>(positions), at<std::int32_t>(types), count, at<float>(out), out_stride);
}

bool patches(Address fields, Address pixels, int height, int width, Address positions, Address out) {
  const auto embedding = read<PatchEmbedding>(fields);
  float* const work = scratch(scratch_size(embedding, height / embedding.side * (width / embedding.side)));
  if (work == nullptr) return false;
  embed_patches(embedding, at<float>(pixels), height, width, at<float>(positions), at<float>(out), work);
  return true;
}

bool convolution(Address fields, Address in, int steps, Address out) {
  const auto description = read<Convolution>(fields);
  float* const work = scratch(scratch_size(description, steps));
  if (work == nullptr) return false;
  convolve(description, at<float>(in), steps, at<float>(out), work);
  return true;
}

bool head(Address fields, Address in, int in_stride, int size, int rows, Address out) {
  const auto description = read<Head>(fields);
  float* const work = scratch(scratch_size(description, size, rows));
  if (work == nullptr) return false;
  apply(description, at<float>(in), in_stride, size, rows, at<float>(out), work);
  return true;
}

}  // namespace

EMSCRIPTEN_BINDINGS(models) {
  emscripten::function("layout", &layout);
  emscripten::function("allocate", &allocate);
  emscripten::function("release", &release);
  emscripten::function("releaseScratch", &release_scratch);
  emscripten::function("isType", &is_type);
  emscripten::function("weightBytes", &weight_bytes);
  emscripten::function("toFloats", &to_floats);
  emscripten::function("quantize", &quantize);
  emscripten::function("openStack", &open_stack);
  emscripten::function("runBytes", &run_bytes);
  emscripten::function("runScratchBytes", &run_scratch_bytes);
  emscripten::function("openRun", &open_run);
  emscripten::function("giveEncoder", &give_encoder);
  emscripten::function("takeTokens", &take_tokens);
  emscripten::function("truncate", &truncate);
  emscripten::function("weightsOfHead", &weights_of_head);
  emscripten::function("keptQueries", &kept_queries);
  emscripten::function("keptKeys", &kept_keys);
  emscripten::function("keptValues", &kept_values);
  emscripten::function("tokens", &tokens);
  emscripten::function("patches", &patches);
  emscripten::function("convolution", &convolution);
  emscripten::function("head", &head);
}
