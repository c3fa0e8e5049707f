// exp, tanh and logarithms in double, for the reference and for linear attention. The C library's would do, but its
// tables are a tenth of the module; and these give the same digits on every machine.
#pragma once

namespace attn::kernels {

// e^x. Largest error 1.1 ULP where the result is a normal number; 0 below -745.2, infinity above 709.8.
double exp(double x) noexcept;

// Largest error 2.5 ULP; from 1 on 1 ULP, and it never falls there. 1 from where that is the nearest double.
double tanh(double x) noexcept;

// The natural logarithm of x > 0, subnormal or not. Largest error 1.5 ULP.
double log(double x) noexcept;

// ln(1 + x) for |x| <= 1/2, near 0 to the last digit. Largest error 1.5 ULP.
double log1p(double x) noexcept;

}  // namespace attn::kernels
