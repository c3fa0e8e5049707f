// Tests of how a message writes numbers and shapes, and of what happens to a message that is too long.
#include <attn/status.h>

#include <doctest/doctest.h>

#include <cstring>
#include <limits>
#include <string>

namespace attn::tests {
namespace {

template <class Part>
std::string text_of(const Part& part) {
  Message message;
  message << part;
  CHECK(message.length() == static_cast<int>(std::strlen(message.text())));
  return message.text();
}

TEST_CASE("message: whole numbers") {
  CHECK(text_of(std::int64_t{0}) == "0");
  CHECK(text_of(std::int64_t{-1}) == "-1");
  CHECK(text_of(std::int64_t{1234567890}) == "1234567890");
  CHECK(text_of(std::numeric_limits<std::int64_t>::max()) == "9223372036854775807");
  CHECK(text_of(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
}

TEST_CASE("message: floating-point numbers, with at most six significant digits") {
  CHECK(text_of(0.0) == "0");
  CHECK(text_of(-0.0) == "0");
  CHECK(text_of(1.0) == "1");
  CHECK(text_of(-2.5) == "-2.5");
  CHECK(text_of(0.1) == "0.1");
  CHECK(text_of(1.0 / 3) == "0.333333");
  CHECK(text_of(2.0 / 3) == "0.666667");
  CHECK(text_of(-0.00123) == "-0.00123");
  CHECK(text_of(0.0001) == "0.0001");
  CHECK(text_of(0.00001) == "1e-5");
  CHECK(text_of(1e-7) == "1e-7");
  CHECK(text_of(-1.5e-7) == "-1.5e-7");
  CHECK(text_of(12345.678) == "12345.7");
  CHECK(text_of(99999.96) == "100000");
  CHECK(text_of(0.9999999) == "1");
  CHECK(text_of(999999.75) == "1e6");
  const std::string tie = text_of(999999.5);  // Both neighbours are equally near.
  CHECK((tie == "999999" || tie == "1e6"));
  CHECK(text_of(123456789.25) == "1.23457e8");
  CHECK(text_of(123456789.0) == "123456789");  // Whole numbers keep all digits.
  CHECK(text_of(999999999999999.0) == "999999999999999");
  CHECK(text_of(1e15) == "1e15");
  CHECK(text_of(9007199254740992.0) == "9.0072e15");
}

TEST_CASE("message: the ends of the range") {
  using Limits = std::numeric_limits<double>;
  CHECK(text_of(Limits::quiet_NaN()) == "NaN");
  CHECK(text_of(-Limits::quiet_NaN()) == "NaN");
  CHECK(text_of(Limits::infinity()) == "Infinity");
  CHECK(text_of(-Limits::infinity()) == "-Infinity");
  CHECK(text_of(Limits::max()) == "1.79769e308");
  CHECK(text_of(Limits::min()) == "2.22507e-308");
  CHECK(text_of(Limits::denorm_min()) == "4.94066e-324");
  CHECK(text_of(double{std::numeric_limits<float>::max()}) == "3.40282e38");
}

TEST_CASE("message: shapes") {
  CHECK(text_of(Shape{}) == "[]");
  CHECK(text_of(Shape{1, {3}}) == "[3]");
  CHECK(text_of(Shape{4, {2, 0, -1, 9007199254740992}}) == "[2,0,-1,9007199254740992]");
  CHECK(text_of(Shape{9, {1, 2, 3, 4}}) == "[1,2,3,4]");  // A shape has no room for this rank.
}

TEST_CASE("message: a text that is too long is cut off") {
  Message message;
  std::string whole;
  for (int n = 0; n < 100; ++n) {
    message << "part " << std::int64_t{n} << ", ";
    whole += "part " + std::to_string(n) + ", ";
  }
  const std::string text = message.text();
  CHECK(static_cast<int>(text.size()) == message.length());
  CHECK(text.size() > 150);
  CHECK(text.size() < whole.size());
  CHECK(text == whole.substr(0, text.size()));
  message << 1.5 << Shape{2, {3, 4}};
  CHECK(message.text() == text);
}

TEST_CASE("message: a status holds its last failure") {
  Status status;
  CHECK(status.ok());
  CHECK(std::string(status.argument.name()).empty());
  CHECK(std::string(status.message.text()).empty());
  status.fail(Code::kShape, Input::kFocusWeight) << "expected a first thing";
  status.fail(Code::kRange, Scalar::kWindowLeft) << "expected another";
  CHECK_FALSE(status.ok());
  CHECK(status.code == Code::kRange);
  CHECK(std::string(status.argument.name()) == "window.left");
  CHECK(std::string(status.message.text()) == "expected another");
}

TEST_CASE("message: every argument has the name that JavaScript knows") {
  CHECK(std::string(Argument(Input::kQuery).name()) == "query");
  CHECK(std::string(Argument(Input::kFocusVector).name()) == "params.focusVector");
  CHECK(std::string(Argument(Scalar::kScore).name()) == "score");
  CHECK(std::string(Argument(Scalar::kTolerance).name()) == "tolerance");
  CHECK(std::string(Argument(Output::kOutput).name()) == "output");
  CHECK(std::string(Argument(Output::kStates).name()) == "states");
}

}  // namespace
}  // namespace attn::tests
