// One call from JavaScript. A call crosses the boundary as numbers in a fixed array, the slots:
//
//   for each Input    its DType, its rank and four lengths; left unchanged if it is absent
//   for each Scalar   its number, NaN if absent; names and flags as their index; the inputs that are
//                     present and the outputs that are wanted as one bit for each
//   for each Report   the Code, the Argument, the call's bytes at their peak, steps (of an append: the session's
//                     length; of a trace: one bit for each output that is held at the largest float32; of a
//                     check: the milliseconds that the call may take), converged (of a check:
//                     whether units are taken as a whole)
//   for each Output   its address, its rank and four lengths
//
// The inputs' elements lie in the arena from its start, in the order of Input, each aligned to 16. Scratch follows, so
// that it stays in its place from one part of a call to the next, and then the outputs.
#pragma once

#include <attn/cache.h>
#include <attn/engine.h>
#include <bindings/arena.h>

namespace attn::bindings {

inline constexpr int kTensorSlots = 2 + kMaxRank;
inline constexpr int kScalarsAt = kInputCount * kTensorSlots;
inline constexpr int kReportAt = kScalarsAt + kScalarCount;
inline constexpr int kOutputsAt = kReportAt + kReportCount;
inline constexpr int kSlotCount = kOutputsAt + kOutputCount * kTensorSlots;

class Call {
 public:
  double* slots() noexcept { return slots_; }
  Arena& arena() noexcept { return arena_; }
  const Status& status() const noexcept { return status_; }

  // Checks the request's shapes and reserves its memory, before the inputs are copied in. Only calls
  // whose inputs do not fit into the present arena need this step.
  bool prepare() noexcept;

  // Checks the request's shapes and takes no memory, for a call that workers will compute in parts. The scalars of its
  // part become those of the whole call.
  bool check() noexcept;

  // Checks the request and computes it. The inputs lie in the arena.
  bool run() noexcept;

  // A session is a cache on the heap. Its address identifies it in the slot of Scalar::kSession. JavaScript
  // sends only addresses that open() has given and close() has not taken back.
  bool open() noexcept;      // reads kBatch, kNumKvHeads, kHeadSize, kValueSize, kCapacity and kPrecision
  bool reserve(double bytes) noexcept;  // makes room in the arena for an append that does not fit
  bool append() noexcept;    // appends the inputs key and value
  void truncate() noexcept;  // shortens to the length in kCapacity
  void close() noexcept;

 private:
  bool plan() noexcept;
  bool is_planned() const noexcept;
  bool make_plan() noexcept;
  void bind() noexcept;
  double* slots_of(int output) noexcept { return slots_ + kOutputsAt + output * kTensorSlots; }
  bool report() noexcept;
  void report(Report name, double number) noexcept { slots_[kReportAt + static_cast<int>(name)] = number; }
  double scalar(Scalar name) const noexcept { return slots_[kScalarsAt + static_cast<int>(name)]; }
  bool has_input(int index) const noexcept {
    return static_cast<std::uint32_t>(scalar(Scalar::kInputs)) >> index & 1u;
  }
  void read_request() noexcept;
  void read_cached_shapes() noexcept;
  Cache* cache() const noexcept;
  bool check_append(const Cache& cache, Plan& plan) noexcept;
  void read_options() noexcept;

  double slots_[kSlotCount];
  double planned_[kReportAt];  // the slots that the plan was made from
  bool has_plan_ = false;
  Arena arena_;
  Request request_;
  Plan plan_;
  Results results_;
  std::uint32_t clamped_ = 0;  // the outputs of a trace that are held at the largest float32
  unsigned char* scratch_ = nullptr;
  const unsigned char* bound_to_ = nullptr;  // the start of the arena for which the tensors' places were set
  Status status_;
  std::int64_t kept_bytes_ = 0;  // inputs and scratch
  std::int64_t peak_bytes_ = 0;
  Argument largest_;  // what takes the most bytes
};

}  // namespace attn::bindings
