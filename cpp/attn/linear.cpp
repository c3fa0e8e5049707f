#include <attn/linear.h>

#include <attn/score.h>
#include <attn/visible.h>

#include <algorithm>

namespace attn {

bool is_linear_time(const Request& request) noexcept {
  const Options& options = request.options;
  std::uint32_t others = request.outputs;
  for (const Output output : {Output::kOutput, Output::kPresentKey, Output::kPresentValue, Output::kStates})
    others &= ~(1u << static_cast<int>(output));
  return options.score == Score::kLinear && others == 0 && !request[Input::kMask].present &&
         !request.has_alibi() &&
         !request.has(Input::kDocuments) && !options.softcap && options.window.left < 0 && options.window.right < 0 &&
         options.focus == Focus::kNone && options.scale.value_or(1) != 0;
}

Index linear_scratch_size(const Plan& plan) noexcept {
  const Index products = count({2, {plan.head_size, plan.value_size}});
  return products < 0 ? -1 : products + 2 * plan.head_size + plan.key_size + 2 * plan.value_size;
}

// The output is phi(q) S / phi(q) z with S = sum of phi(k) v^T and z = sum of phi(k) over the visible
// keys. Those only grow from row to row, so each key is added once: O(T D Dv) in all, where the
// definition costs O(T^2 (D + Dv)). The scale stands above and below the line and cancels.
Status attend_linear(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept {
  const Index d = plan.head_size;
  const Index dv = plan.value_size;
  double* const products = scratch;           // S, [D, Dv]
  double* const features = products + d * dv;  // z, [D]
  double* const query = features + d;
  double* const key = query + d;
  double* const value = key + plan.key_size;
  double* const output = value + dv;

  for (Index b = 0; b < plan.batch; ++b) {
    const kernels::VisibleKeys visible = visible_keys(request, plan, b, nullptr);  // there are no documents
    for (Index h = 0; h < plan.heads; ++h) {
      std::fill(products, query, 0.0);
      Index added = 0;
      for (Index i = 0; i < plan.queries; ++i) {
        const Index last = visible.of(i).last;
        for (; added < last; ++added) {
          plan.read_key(b, plan.kv_head(h), added, key);
          plan.read_value(b, plan.kv_head(h), added, value);
          for (Index c = 0; c < d; ++c) {
            const double feature = linear_feature(key[c]);
            features[c] += feature;
            for (Index e = 0; e < dv; ++e) products[c * dv + e] += feature * value[e];
          }
        }
        plan.query.read(b, h, i, query);
        std::fill(output, output + dv, 0.0);
        double sum = 0;
        for (Index c = 0; c < d; ++c) {
          const double feature = linear_feature(query[c]);
          sum += feature * features[c];
          for (Index e = 0; e < dv; ++e) output[e] += feature * products[c * dv + e];
        }
        if (last > 0) {
          if (sum == 0) return undefined_row(plan, Scalar::kNormalizer, "a row sum other than 0", sum, {b, h, i});
          for (Index e = 0; e < dv; ++e) output[e] /= sum;
        }
        Status status = store_output(plan, results, {b, h, i}, output);
        if (!status.ok()) return status;
      }
    }
  }
  return {};
}

}  // namespace attn
