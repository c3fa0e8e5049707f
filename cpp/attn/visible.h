// Which keys the queries of a request see, from its options and lengths.
#pragma once

#include <attn/plan.h>
#include <attn/request.h>

#include <kernels/visible_keys.h>

namespace attn {

// What the queries of batch `b` see by length, causality, window and documents; a mask comes on top of it. Query 0 stands
// behind the past; with key lengths, so that the last query stands at the last key of its length; aligned bottom-right, so
// that it stands at the last of all keys; otherwise at key 0. In a part, query 0 is the part's first.
// document_ends: [plan.documents], gets the sums of the documents' lengths, which the answer points to.
kernels::VisibleKeys visible_keys(const Request& request, const Plan& plan, Index b, Index* document_ends) noexcept;

}  // namespace attn
