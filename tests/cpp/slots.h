// A caller of the slot interface (cpp/bindings/call.h) that does what JavaScript does.
#pragma once

#include "arrays.h"

#include <bindings/call.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace attn::tests {

struct SlotTensor {
  DType dtype = DType::kFloat32;
  std::int64_t rank = 0;
  std::array<std::int64_t, kMaxRank> lengths = {};
  std::vector<unsigned char> bytes;
};

struct SlotRequest {
  SlotRequest() { scalars.fill(kNaN); }

  std::array<std::optional<SlotTensor>, kInputCount> inputs;
  std::array<double, kScalarCount> scalars;  // without kInputs and kOutputs, which follow from the rest
  std::uint32_t outputs = 0;

  std::optional<SlotTensor>& operator[](Input input) { return inputs[static_cast<std::size_t>(input)]; }
  double& operator[](Scalar scalar) { return scalars[static_cast<std::size_t>(scalar)]; }
  void want(Output output) { outputs |= 1u << static_cast<int>(output); }
  bool wants(Output output) const { return outputs >> static_cast<int>(output) & 1u; }
};

// Makes the request of an attend() with these inputs and options.
template <class T>
SlotRequest slots_of(const Inputs<T>& inputs, const AttendOptions& options);

// Makes one call after the other to one engine. Before each call its whole arena is filled with NaN: if the engine read
// beyond its inputs or left an output unwritten, a NaN would come out.
class SlotCaller {
 public:
  ~SlotCaller() { arena().release(); }  // The arena does not release itself: it is made to live as long as the module.

  // Does the same as the loader: writes the slots, prepares if the inputs do not fit, copies them in and runs.
  Code call(const SlotRequest& request);

  // Writes the slots and prepares, but copies and runs nothing.
  Code prepare(const SlotRequest& request);

  std::string argument() const;
  std::string message() const { return call_->status().message.text(); }
  Lengths shape(Output output) const;
  const float* data(Output output) const;
  Array<float> result(Output output) const;
  std::int64_t steps() const { return static_cast<std::int64_t>(report(Report::kSteps)); }
  bool has_converged() const { return report(Report::kConverged) != 0; }
  double peak_bytes() const { return report(Report::kPeakBytes); }

  // Whether the whole output lies in the arena.
  bool is_inside(Output output) const;
  bindings::Arena& arena() { return call_->arena(); }

 private:
  double report(Report name) const { return call_->slots()[bindings::kReportAt + static_cast<int>(name)]; }
  const double* slots_of(Output output) const;
  void write(const SlotRequest& request);
  Code code() const { return static_cast<Code>(static_cast<int>(report(Report::kCode))); }

  std::unique_ptr<bindings::Call> call_ = std::make_unique<bindings::Call>();
};

}  // namespace attn::tests
