#include <attn/check_options.h>

#include <attn/cache.h>

#include <cmath>
#include <optional>

namespace attn {
namespace {

class Checker {
 public:
  Checker(const Request& request, Status& status) noexcept
      : request_(request), options_(request.options), status_(status) {}

  bool numbers() noexcept {
    const auto positive = [&](const std::optional<double>& number, Scalar scalar) noexcept {
      return !number || (std::isfinite(*number) && *number > 0) ||
             fail_number(Code::kRange, scalar, "a finite number above 0", *number);
    };
    const auto limit = [&](Index number, Scalar scalar) noexcept {
      return number >= -1 || fail_number(Code::kRange, scalar, "a whole number from 0, or -1 for no limit",
                                         static_cast<double>(number));
    };
    if (options_.alpha && !(std::isfinite(*options_.alpha) && *options_.alpha > 1))
      return fail_number(Code::kRange, Scalar::kAlpha, "a finite number above 1", *options_.alpha);
    if (options_.scale && !std::isfinite(*options_.scale))
      return fail_number(Code::kRange, Scalar::kScale, "a finite number", *options_.scale);
    return positive(options_.softcap, Scalar::kSoftcap) && positive(options_.temperature, Scalar::kTemperature) &&
           limit(options_.window.left, Scalar::kWindowLeft) && limit(options_.window.right, Scalar::kWindowRight) &&
           (options_.focus == Focus::kNone || positive(options_.focus_sigma, Scalar::kFocusSigma));
  }

  bool combinations() noexcept {
    const Normalizer normalizer = request_.normalizer();
    if (!takes(options_.score, normalizer)) {
      fail(Code::kOption, Scalar::kNormalizer)
          << "sum, the only one for the score linear, got " << kNormalizerNames[static_cast<int>(normalizer)];
      return false;
    }
    if (options_.temperature && !takes_temperature(normalizer)) {
      fail(Code::kOption, Scalar::kTemperature) << "none with the normaliser "
                                                << kNormalizerNames[static_cast<int>(normalizer)] << ", got "
                                                << *options_.temperature;
      return false;
    }
    if (options_.alpha.has_value() != (normalizer == Normalizer::kEntmax)) {
      Message& message = fail(options_.alpha ? Code::kOption : Code::kMissing, Scalar::kAlpha);
      if (options_.alpha)
        message << "none with the normaliser " << kNormalizerNames[static_cast<int>(normalizer)] << ", got " << *options_.alpha;
      else
        message << "a number above 1 with the normaliser entmax, got none";
      return false;
    }
    // A sink makes sense only where a further score takes a share of what the weights sum up to.
    if (at(Input::kSinks).present && !takes_sinks(normalizer)) {
      fail(Code::kOption, Input::kSinks) << "none with the normaliser " << kNormalizerNames[static_cast<int>(normalizer)]
                                         << ", got " << at(Input::kSinks).shape;
      return false;
    }
    if (request_.wants(Output::kLogSumExp) && normalizer != Normalizer::kSoftmax) {
      fail(Code::kOption, Output::kLogSumExp) << "the normaliser softmax beside it, got "
                                              << kNormalizerNames[static_cast<int>(normalizer)];
      return false;
    }
    for (const Input input : {Input::kPastKey, Input::kPastValue, Input::kKeyLengths}) {
      if (request_.cache == nullptr || !at(input).present) continue;
      fail(Code::kOption, input) << "none in a session, got " << at(input).shape;
      return false;
    }
    if (at(Input::kKeyLengths).present && at(Input::kPastKey).present) {
      fail(Code::kOption, Input::kKeyLengths) << "none together with pastKey, got " << at(Input::kKeyLengths).shape;
      return false;
    }
    return true;
  }

 private:
  const Tensor& at(Input input) const noexcept { return request_[input]; }
  Message& fail(Code code, Argument argument) noexcept { return status_.fail(code, argument) << "expected "; }
  bool fail_number(Code code, Scalar scalar, const char* expected, double got) noexcept {
    fail(code, scalar) << expected << ", got " << got;
    return false;
  }

  const Request& request_;
  const Options& options_;
  Status& status_;
};

}  // namespace

bool check_options(const Request& request, Status& status) noexcept {
  Checker checker(request, status);
  return checker.numbers() && checker.combinations();
}

}  // namespace attn
