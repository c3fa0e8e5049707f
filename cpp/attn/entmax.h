// alpha-entmax (Peters, Niculae and Martins 2019, "Sparse Sequence-to-Sequence Models", equation 7 and definition 1):
//
//   weight = max((alpha - 1) z - tau, 0)^(1 / (alpha - 1)),  with tau so that the weights sum up to 1
//
// It tends to softmax as alpha falls to 1, is sparsemax at 2 (Martins and Astudillo 2016), and tends to hardmax from there
// on; the sparser, the greater alpha. The keys with a weight are its support, and its Jacobian is
// diag(s) - s s^T / sum(s) with s = weight^(2 - alpha) on the support and 0 elsewhere.
#pragma once

#include <attn/kernels/build_variant.h>

namespace attn {

// Replaces a row of z by its weights and returns tau. The weights sum up to 1 but for rounding: no step of the search is
// left that would bring the sum closer.
// z: [count], its largest is 0; -infinity is masked. alpha: above 1, finite.
// Within 1e-12 of the weights of these z, for alpha up to 2. Beyond that a weight at the edge of the support has a slope
// without an end, and what was rounded off in z may change it: by less than 1e-7 for alpha up to 3. As weights of the z
// before the rounding of their last digit they are right for any alpha.
double entmax(double alpha, Index count, double* z) noexcept;

}  // namespace attn
