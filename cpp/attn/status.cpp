#include <attn/status.h>

#include <cmath>

namespace attn {

Message& Message::operator<<(const char* text) noexcept {
  for (; *text != '\0'; ++text) append(*text);
  return *this;
}

Message& Message::operator<<(Index number) noexcept {
  char digits[20];
  int count = 0;
  std::uint64_t rest = number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  do {
    digits[count++] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (number < 0) append('-');
  while (count > 0) append(digits[--count]);
  return *this;
}

Message& Message::operator<<(double number) noexcept {
  if (std::isnan(number)) return *this << "NaN";
  if (std::isinf(number)) return *this << (number < 0 ? "-Infinity" : "Infinity");
  if (std::fabs(number) < 1e15 && number == std::trunc(number)) return *this << static_cast<Index>(number);
  if (number < 0) append('-');
  // The number becomes six significant digits d.ddddd and a power of ten, which are written as a plain decimal where that
  // is short.
  double mantissa = std::fabs(number);
  int exponent = 0;
  for (; mantissa >= 10; ++exponent) mantissa /= 10;
  for (; mantissa < 1; --exponent) mantissa *= 10;
  Index rest = static_cast<Index>(mantissa * 1e5 + 0.5);
  if (rest >= 1000000) {
    rest /= 10;
    ++exponent;
  }
  char digits[6];
  for (int i = 5; i >= 0; --i, rest /= 10) digits[i] = static_cast<char>('0' + rest % 10);
  int count = 6;
  while (count > 1 && digits[count - 1] == '0') --count;
  const bool plain = exponent >= -4 && exponent < 6;
  int point = plain ? exponent + 1 : 1;  // how many digits stand before the point
  if (point <= 0) *this << "0.";
  for (; point < 0; ++point) append('0');
  for (int i = 0; i < count || i < point; ++i) {
    if (i > 0 && i == point) append('.');
    append(i < count ? digits[i] : '0');
  }
  if (!plain) *this << "e" << static_cast<Index>(exponent);
  return *this;
}

Message& Message::operator<<(const Shape& shape) noexcept {
  append('[');
  for (int axis = 0; axis < shape.rank && axis < kMaxRank; ++axis) {
    if (axis > 0) append(',');
    *this << shape.lengths[axis];
  }
  append(']');
  return *this;
}

}  // namespace attn
