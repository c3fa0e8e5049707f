// Prints what JavaScript has to know of the C++ side, as a module of JavaScript: the names that cross the boundary, where
// their numbers lie in the slots, and which of them go together. web/build/boundary.js runs this and keeps what it prints.
#include <bindings/call.h>
#include <bindings/layout.h>
#include <figure/names.h>

#include <cstddef>
#include <cstdio>
#include <cstring>
#include <iterator>

namespace attn {
namespace {

template <class Names>
void print_list(const char* name, const Names& names) {
  std::printf("export const %s = /** @type {const} */ ([", name);
  const char* separator = "";
  for (const char* const element : names) {
    std::printf("%s'%s'", separator, element);
    separator = ", ";
  }
  std::printf("]);\n");
}

// The type of the elements of a list.
void print_union(const char* type, const char* list) { std::printf("/** @typedef {typeof %s[number]} %s */\n", list, type); }

// The normalisers of which something is true.
template <class Predicate>
void print_normalizers(const char* name, Predicate is_one) {
  std::printf("/** @type {readonly NormalizerName[]} */\nexport const %s = [", name);
  const char* separator = "";
  for (int index = 0; index < kNormalizerCount; ++index) {
    if (!is_one(static_cast<Normalizer>(index))) continue;
    std::printf("%s'%s'", separator, kNormalizerNames[index]);
    separator = ", ";
  }
  std::printf("];\n");
}

void print_number(const char* name, double number) { std::printf("export const %s = %.0f;\n", name, number); }

void print_names() {
  print_list("SCORES", kScoreNames);
  print_union("ScoreName", "SCORES");
  print_list("NORMALIZERS", kNormalizerNames);
  print_union("NormalizerName", "NORMALIZERS");
  std::puts("/** The codes that the module finds: AttentionError has more. */");
  print_list("CODES", kCodeNames);
  print_list("INPUTS", kInputNames);
  print_list("SCALARS", kScalarNames);
  print_list("OUTPUTS", kOutputNames);
  print_union("OutputName", "OUTPUTS");
  print_list("REPORTS", kReportNames);
  std::puts("/** How keys and values are held: as they come, in half precision, or in int8 with a scale for each row. */");
  print_list("PRECISIONS", kPrecisionNames);
  std::puts("/** Where local attention looks; the first is nowhere. */");
  print_list("FOCUSES", kFocusNames);
  std::puts("/** How ALiBi counts from a query to a key; the first is not at all. */");
  print_list("ALIBIS", kAlibiNames);
}

void print_dtypes() {
  std::puts("/** The types of a tensor's elements. */");
  print_list("DTYPES", kDTypeNames);
  std::puts("/** Bytes of an element of each of DTYPES. */");
  std::printf("export const DTYPE_BYTES = [");
  for (std::size_t index = 0; index < std::size(kDTypeNames); ++index)
    std::printf(index == 0 ? "%d" : ", %d", static_cast<int>(size_of(static_cast<DType>(index))));
  std::puts("];");
}

void print_rules() {
  std::puts("/** The normaliser of each score that takes no other. @type {{ readonly [score: string]: NormalizerName | undefined }} */");
  std::printf("export const ONLY_NORMALIZER = {");
  for (int score = 0; score < kScoreCount; ++score) {
    int taken = 0;
    for (int index = 0; index < kNormalizerCount; ++index) taken += takes(static_cast<Score>(score), static_cast<Normalizer>(index));
    if (taken != 1) continue;
    const int only = static_cast<int>(default_normalizer(static_cast<Score>(score)));
    std::printf(" %s: '%s',", kScoreNames[score], kNormalizerNames[only]);
  }
  std::puts(" };");
  print_normalizers("WITHOUT_TEMPERATURE", [](Normalizer normalizer) { return !takes_temperature(normalizer); });
  print_normalizers("WITHOUT_SINKS", [](Normalizer normalizer) { return !takes_sinks(normalizer); });
}

// The array of a call: see bindings/call.h.
void print_slots() {
  std::puts("/** Slots of a tensor: its type (of an output, its address), its rank and the lengths of its axes. */");
  print_number("TENSOR_SLOTS", bindings::kTensorSlots);
  print_number("MAX_RANK", kMaxRank);
  std::puts("/** The first slots of the scalars, the report and the outputs; the inputs stand before. */");
  print_number("SCALARS_AT", bindings::kScalarsAt);
  print_number("REPORT_AT", bindings::kReportAt);
  print_number("OUTPUTS_AT", bindings::kOutputsAt);
  std::puts("/** Bytes that the elements of an input are aligned to. */");
  print_number("ALIGNMENT", bindings::kAlignment);
  std::puts("/** What the module has to say of itself, or it is of another build than this script. */");
  print_number("LAYOUT", bindings::kLayoutNumber);
}

void print_figure() {
  std::puts("/** The inputs of the module for figures, but for its mask, in the order in which it takes them, without their group. */");
  std::printf("export const FIGURE_INPUTS = /** @type {const} */ ([");
  const char* separator = "";
  for (int index = 0; index < kInputCount; ++index) {
    if (!is_of_figure(static_cast<Input>(index))) continue;
    const char* const group_end = std::strchr(kInputNames[index], '.');
    std::printf("%s'%s'", separator, group_end ? group_end + 1 : kInputNames[index]);
    separator = ", ";
  }
  std::puts("]);");
  std::puts("/** Its outputs with their numbers, in the order in which it places them. */");
  std::printf("export const FIGURE_OUTPUTS = {");
  for (int index = 0; index < kOutputCount; ++index)
    if (is_of_figure(static_cast<Output>(index))) std::printf(" %s: %d,", kOutputNames[index], index);
  std::puts(" };");
}

}  // namespace
}  // namespace attn

int main() {
  std::puts("// Made from the C++ sources by cpp/boundary/print_boundary.cpp whenever the project is built: change those.");
  std::puts("// The place of a name in its list is the number that crosses the boundary.\n");
  attn::print_names();
  std::puts("");
  attn::print_dtypes();
  std::puts("");
  attn::print_rules();
  std::puts("");
  attn::print_slots();
  std::puts("");
  attn::print_figure();
}
