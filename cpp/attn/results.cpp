#include <attn/results.h>

#include <cmath>
#include <limits>

namespace attn {

Status store_output(const Plan& plan, const Results& results, const RowIndex& row, const double* output) noexcept {
  constexpr double kLargest = std::numeric_limits<float>::max();
  const Rows& layout = plan.output;
  const Index start =
      row.batch * layout.batch_stride + row.head * layout.head_stride + row.query * layout.row_stride;
  for (Index c = 0; c < layout.size; ++c) {
    if (!(std::fabs(output[c]) <= kLargest))
      return undefined_row(plan, Input::kValue, "an output within float32's range", output[c], row);
    if (results[Output::kOutput] != nullptr) results[Output::kOutput][start + c] = static_cast<float>(output[c]);
    if (!kIsFigure && results.exact_output != nullptr) results.exact_output[start + c] = output[c];
  }
  return {};
}

Status undefined_row(const Plan& plan, Argument argument, const char* expected, double found,
                     const RowIndex& row) noexcept {
  Status status;
  // This is a template, as a status has either a message or a figure's finding.
  const auto tell = [&](auto& message, [[maybe_unused]] auto& finding) noexcept {
    if constexpr (kIsFigure) {
      finding = {expected, found, row.query};
    } else {
      const RowIndex& origin = plan.origin;
      message << "expected " << expected << ", got " << found << " in row [batch " << origin.batch + row.batch << ", head "
              << origin.head + row.head << ", query " << origin.query + row.query << "]";
    }
  };
  tell(status.fail(Code::kUndefinedRow, argument), status.finding);
  return status;
}

}  // namespace attn
