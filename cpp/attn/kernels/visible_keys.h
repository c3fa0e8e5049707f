// A query sees keys by its place among them. The reference and the kernel ask the same rule.
#pragma once

#include <attn/kernels/simd.h>

#include <algorithm>

namespace attn::kernels {

// The keys j with first <= j < last. There are none where first >= last.
struct KeyRange {
  Index first = 0;
  Index last = 0;
};

// Query i of a batch stands at the position i + offset. It sees the keys j with j < length, with j <= position if causal,
// and with position - left <= j <= position + right where a limit is not negative. Where there are documents, told by
// their ends in rising order, it sees only keys of the document that its position lies in.
struct VisibleKeys {
  Setting<Index, 0> offset = 0;
  Index length = 1;
  Setting<bool, false> causal = false;
  Setting<Index, -1> left = -1;
  Setting<Index, -1> right = -1;
  Setting<const Index*, nullptr> document_ends = nullptr;
  Setting<Index, 0> documents = 0;

  // Returns the keys that query i sees. It is inlined: where each query sees only a few keys, a call takes 2 % of the whole.
  ATTN_INLINE KeyRange of(Index i) const noexcept {
    const Index position = i + offset;
    KeyRange range{0, length};
    if (causal) range.last = std::min(range.last, position + 1);
    if (right >= 0 && right < kUnlimited) range.last = std::min(range.last, position + right + 1);
    if (left >= 0 && left < kUnlimited) range.first = std::max(range.first, position - left);
    if (documents == 0) return range;
    const KeyRange own = document_at(position);
    return {std::max(range.first, own.first), std::min(range.last, own.last)};
  }

 private:
  // The keys of the document that a position lies in, and none where it lies in no document.
  KeyRange document_at(Index position) const noexcept {
    const Index* const ends = document_ends;
    const Index* const end = std::upper_bound(ends, ends + documents, position);
    if (position < 0 || end == ends + documents) return {};
    return {end == ends ? 0 : end[-1], *end};
  }
};

}  // namespace attn::kernels
