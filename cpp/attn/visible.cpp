#include <attn/visible.h>

namespace attn {

kernels::VisibleKeys visible_keys(const Request& request, const Plan& plan, Index b, Index* document_ends) noexcept {
  const Options& options = request.options;
  kernels::VisibleKeys visible;
  visible.length = plan.keys;
  visible.offset = plan.origin.query + plan.offset;
  if (request.has(Input::kKeyLengths)) {
    visible.length = static_cast<Index>(number_at(request[Input::kKeyLengths], b));
    visible.offset = plan.origin.query + visible.length - plan.total_queries;
  }
  visible.causal = options.causal;
  visible.left = options.window.left;
  visible.right = options.window.right;
  if (!request.has(Input::kDocuments)) return visible;
  visible.document_ends = document_ends;
  visible.documents = plan.documents;
  Index end = 0;
  for (Index document = 0; document < plan.documents; ++document)
    document_ends[document] = end += static_cast<Index>(number_at(request[Input::kDocuments], document));
  return visible;
}

}  // namespace attn
