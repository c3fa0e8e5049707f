#include <attn/documents.h>

namespace attn {

KeyRange own_document(const Request& request, const Plan& plan, Index b, Index i) noexcept {
  const Tensor& lengths = request[Input::kDocuments];
  const Index position = i + query_offset(request, plan, b);
  KeyRange keys{0, 0};
  if (position < 0) return keys;
  for (Index document = 0; document < plan.documents; ++document) {
    keys = {keys.last, keys.last + static_cast<Index>(number_at(lengths, document))};
    if (position < keys.last) return keys;
  }
  return {0, 0};
}

void sum_documents(const Request& request, const Plan& plan, Index* ends) noexcept {
  Index end = 0;
  for (Index document = 0; document < plan.documents; ++document)
    ends[document] = end += static_cast<Index>(number_at(request[Input::kDocuments], document));
}

}  // namespace attn
