// Finds the keys that the queries of a request see, from its options and lengths.
#pragma once

#include <attn/plan.h>
#include <attn/request.h>

#include <attn/kernels/visible_keys.h>

namespace attn {

// Returns what the queries of batch `b` see by length, causality, window and documents. A mask may hide more. Query 0
// stands behind the past, at key 0 where there is none. With key lengths it stands so that the last query is at the last
// key of its length; aligned bottom-right, so that the last query is at the last of all keys. A part's queries stand where
// they stand in the whole.
// document_ends: [plan.documents], gets the sums of the documents' lengths, which the answer points to.
kernels::VisibleKeys visible_keys(const Request& request, const Plan& plan, Index b, Index* document_ends) noexcept;

}  // namespace attn
