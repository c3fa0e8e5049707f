// Prints what JavaScript has to know of the descriptions of models, as a module of JavaScript: the names of their fields in the
// order of their numbers, and the names of choices. web/build/boundary.js runs this and keeps what it prints.
#include <attn/kernels/quantized.h>
#include <bindings/model_fields.h>

#include <cstdio>
#include <string>

namespace attn {
namespace {

// Prints the path of each field, as 'attention.residual.before.type'.
class Paths {
 public:
  template <class Field>
  void operator()(const char* name, const Field&) { std::printf("  '%s%s',\n", path_.c_str(), name); }
  void enter(const char* name) { path_ += std::string(name) + "."; }
  void leave() {
    path_.pop_back();
    path_.erase(path_.rfind('.') + 1);
  }

 private:
  std::string path_;
};

template <class Description>
void print_paths(const char* name, Description description) {
  std::printf("export const %s = [\n", name);
  Paths paths;
  models::visit_fields(description, paths);
  std::puts("];");
}

template <class Names>
void print_list(const char* name, const Names& names) {
  std::printf("export const %s = [", name);
  const char* separator = "";
  for (const char* const element : names) {
    std::printf("%s'%s'", separator, element);
    separator = ", ";
  }
  std::printf("];\n");
}

void print_types() {
  std::puts("/** How weights are held: GGUF's number, elements of a block, bytes of a block. @type {{ [type: string]: [number, number, number] }} */");
  std::puts("export const WEIGHT_TYPES = {");
  std::printf("  F32: [%d, 1, 4],\n  INT8: [%d, 1, 1],\n", static_cast<int>(models::WeightType::kFloat32), static_cast<int>(models::WeightType::kInt8Rows));
  for (const kernels::BlockLayout& layout : kernels::kBlockLayouts)
    std::printf("  %s: [%d, %d, %d],\n", layout.name, static_cast<int>(layout.type), static_cast<int>(layout.elements), static_cast<int>(layout.bytes));
  std::puts("};");
}

}  // namespace
}  // namespace attn

int main() {
  using namespace attn;
  std::puts("// Made from the C++ sources by cpp/boundary/print_model_fields.cpp whenever the project is built: change those.\n");
  print_list("NORM_TYPES", models::kNormTypeNames);
  print_list("ACTIVATIONS", models::kActivationNames);
  print_types();
  print_paths("STACK_FIELDS", models::Stack{});
  print_paths("LAYER_FIELDS", models::Layer{});
  print_paths("TOKEN_EMBEDDING_FIELDS", models::TokenEmbedding{});
  print_paths("PATCH_EMBEDDING_FIELDS", models::PatchEmbedding{});
  print_paths("CONVOLUTION_FIELDS", models::Convolution{});
  print_paths("HEAD_FIELDS", models::Head{});
  std::printf("/** What the module has to say of itself, or it is of another build than this script. */\nexport const LAYOUT = %u;\n", bindings::kFieldsNumber);
}
