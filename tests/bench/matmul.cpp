// The products of matrices on operands of the benchmark's own.
#include <attn/kernels/words.h>

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdint>
#include <vector>

namespace {

using namespace attn;
using namespace attn::kernels;

// [rows, depth] times [depth, columns], float32. Its arrays are filled by JavaScript.
class FloatProduct {
 public:
  FloatProduct(int rows, int columns, int depth)
      : left_(size(rows, depth)), right_(size(depth, columns)), out_(size(rows, columns)) {
    product_.rows = rows;
    product_.columns = product_.right.stride = product_.out_stride = columns;
    product_.depth = product_.left_stride = depth;
    product_.left = left_.data();
    product_.right.data = right_.data();
    product_.out = out_.data();
    scratch_.resize(static_cast<std::size_t>(matmul_scratch_size(product_)));
  }

  emscripten::val left() { return emscripten::val(emscripten::typed_memory_view(left_.size(), left_.data())); }
  emscripten::val right() { return emscripten::val(emscripten::typed_memory_view(right_.size(), right_.data())); }
  emscripten::val out() { return emscripten::val(emscripten::typed_memory_view(out_.size(), out_.data())); }
  void run() { matmul(product_, scratch_.data()); }

 private:
  static std::size_t size(int a, int b) { return static_cast<std::size_t>(a) * static_cast<std::size_t>(b); }

  std::vector<float> left_, right_, out_, scratch_;
  Matmul product_;
};

// A row of [depth] times weights of bytes, [columns, depth], with scales of 1: as floats, or rounded to words first.
class ByteRow {
 public:
  ByteRow(int columns, int depth, bool is_rounded)
      : words_(static_cast<std::size_t>(depth)),
        is_rounded_(is_rounded),
        x_(static_cast<std::size_t>(depth)),
        weights_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(depth)),
        scales_(static_cast<std::size_t>(columns), 1.0f),
        out_(static_cast<std::size_t>(columns)),
        columns_(columns),
        depth_(depth) {}

  emscripten::val left() { return emscripten::val(emscripten::typed_memory_view(x_.size(), x_.data())); }
  emscripten::val right() { return emscripten::val(emscripten::typed_memory_view(weights_.size(), weights_.data())); }
  emscripten::val out() { return emscripten::val(emscripten::typed_memory_view(out_.size(), out_.data())); }
  void run() {
    const Matrix weights{weights_.data(), DType::kInt8, depth_, scales_.data()};
    if (is_rounded_) return matmul_words(words_.data(), round_to_words(x_.data(), depth_, words_.data()), weights, columns_, depth_, out_.data());
    matmul_few_rows(x_.data(), depth_, 1, weights, columns_, depth_, out_.data(), columns_);
  }

 private:
  std::vector<std::int16_t> words_;
  bool is_rounded_;
  std::vector<float> x_;
  std::vector<std::int8_t> weights_;
  std::vector<float> scales_, out_;
  Offset columns_, depth_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(bench_matmul) {
  emscripten::class_<FloatProduct>("FloatProduct")
      .constructor<int, int, int>()
      .function("left", &FloatProduct::left)
      .function("right", &FloatProduct::right)
      .function("out", &FloatProduct::out)
      .function("run", &FloatProduct::run);
  emscripten::class_<ByteRow>("ByteRow")
      .constructor<int, int, bool>()
      .function("left", &ByteRow::left)
      .function("right", &ByteRow::right)
      .function("out", &ByteRow::out)
      .function("run", &ByteRow::run);
}
