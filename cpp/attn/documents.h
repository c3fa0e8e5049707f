// Packed sequences: documents that lie one behind the other in one list of keys, told by their lengths. A query sees the
// keys of the document that its position lies in, and of none where it lies in none.
#pragma once

#include <attn/reference.h>

namespace attn {

// The keys of the document of query `i`, by the position that causal masks give it.
KeyRange own_document(const Request& request, const Plan& plan, Index b, Index i) noexcept;

// Where each document ends: the sums of the lengths up to there. ends: [plan.documents].
void sum_documents(const Request& request, const Plan& plan, Index* ends) noexcept;

}  // namespace attn
