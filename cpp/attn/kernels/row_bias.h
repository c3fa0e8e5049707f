// The mask of a row of scores, and the bias that ALiBi and a numeric mask add to it.
#pragma once

#include <attn/kernels/fused.h>
#include <attn/kernels/simd.h>

#include <cmath>
#include <cstdint>
#include <limits>

namespace attn::kernels {

// The mask and the biases of one row of a call. An array of them is left as it is until each is assigned: a call of few
// rows must not pay for clearing many.
class RowBias {
 public:
  RowBias() noexcept = default;
  // Query `i` of head `head` of the group has this row.
  RowBias(const FusedCall& call, Offset head, Offset i) noexcept
      : call_(&call),
        mask_(head * call.mask_strides[0] + i * call.mask_strides[1]),
        position_(in_memory(i + call.visible.offset)),
        has_alibi_(call.alibi != nullptr),
        is_both_(call.alibi_both),
        slope_(call.alibi == nullptr ? 0 : call.alibi[head]),
        favoured_(0),
        largest_(0) {}

  bool attends(Offset key) const noexcept {
    return static_cast<const unsigned char*>(call_->mask)[mask_index(key)] != 0;
  }

  // The element of a numeric mask.
  ATTN_INLINE double mask_number(Offset key) const noexcept {
    return call_->mask_type == MaskType::kFloat64 ? static_cast<const double*>(call_->mask)[mask_index(key)]
                                                  : double{static_cast<const float*>(call_->mask)[mask_index(key)]};
  }

  // ALiBi's part of a key, as it is defined.
  ATTN_INLINE double alibi(Offset key) const noexcept { return has_alibi_ ? slope_ * static_cast<double>(nearness(key)) : 0; }

  // The same less that of the favoured key, without its rounding: for a distance to the past, and for one to both sides. They
  // are two functions, as one for either takes ALiBi from 10.5 to 17 ms where T = 512.
  ATTN_INLINE double past_below_favoured(Offset key) const noexcept { return slope_ * static_cast<double>(key - favoured_); }
  ATTN_INLINE double both_below_favoured(Offset key) const noexcept {
    return slope_ * static_cast<double>(nearness(key) - nearness(favoured_));
  }

  // The largest bias of the keys that the row sees; 0 where it sees none.
  double largest() const noexcept { return largest_; }

  // The bias that the row's biases are relative to.
  double shift() const noexcept { return call_->has_numeric_mask() ? largest_ : alibi(favoured_); }

  // Finds the favoured key, which of all that the row sees in [first, last) has the largest bias. A softmax does not see
  // what is added to a whole row: relative to this key a bias is 0 where the weight is, and float32 keeps the score's
  // digits there.
  void find_favoured(Offset first, Offset last) noexcept {
    if (first >= last) return;
    if (call_->has_numeric_mask()) return find_largest(first, last);
    // The bias falls from the query's own place to both sides, or from an end of the row, or from both its ends: so the
    // favoured key is the first that attends from there down, or the first from there up.
    Offset down = last - 1;
    Offset up = first;
    if (is_both_ && slope_ >= 0) down = up = position_ < first ? first : position_ < last ? position_ : last - 1;
    const bool is_masked = call_->mask_type == MaskType::kBool;
    while (is_masked && down >= first && !attends(down)) --down;
    while (is_masked && up < last && !attends(up)) ++up;
    favoured_ = down < first || (up < last && alibi(up) > alibi(down)) ? up : down;
  }

 private:
  ATTN_INLINE Offset nearness(Offset key) const noexcept {
    const Offset distance = key - position_;
    return is_both_ && distance > 0 ? -distance : distance;
  }

  ATTN_INLINE Offset mask_index(Offset key) const noexcept { return mask_ + key * call_->mask_strides[2]; }

  // Where numbers are added, any key may have the largest bias.
  void find_largest(Offset first, Offset last) noexcept {
    double largest = -std::numeric_limits<double>::infinity();
    for (Offset key = first; key < last; ++key) largest = std::fmax(largest, alibi(key) + mask_number(key));
    if (std::isfinite(largest)) largest_ = largest;
  }

  const FusedCall* call_;
  Offset mask_;  // where the row's elements of the mask start
  Offset position_;
  bool has_alibi_;
  bool is_both_;
  double slope_;
  Offset favoured_;
  double largest_;
};

}  // namespace attn::kernels
