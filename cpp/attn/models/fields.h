// The fields of each description, by their names outside of C++: one list for who fills them in from numbers and for who tells
// what the numbers mean.
//
// visit(name, field) is called for a number, a flag, a choice or an address; visit.enter(name) and visit.leave() stand around the
// fields of a description inside of another one.
#pragma once

#include <attn/models/ends.h>
#include <attn/models/layer.h>

namespace attn::models {

inline constexpr const char* kNormTypeNames[] = {"none", "layer", "rms"};
inline constexpr const char* kActivationNames[] = {"none", "relu", "gelu", "gelu-tanh", "gelu-quick", "silu", "tanh"};

template <class Visit>
constexpr void visit_fields(Weights& weights, Visit& visit) {
  visit("type", weights.type);
  visit("data", weights.data);
  visit("scales", weights.scales);
  visit("rows", weights.rows);
  visit("columns", weights.columns);
}

// The fields of a part of a description.
template <class Part, class Visit>
constexpr void visit_part(const char* name, Part& part, Visit& visit) {
  visit.enter(name);
  visit_fields(part, visit);
  visit.leave();
}

template <class Visit>
constexpr void visit_fields(Linear& linear, Visit& visit) {
  visit_part("weights", linear.weights, visit);
  visit("bias", linear.bias);
}

template <class Visit>
constexpr void visit_fields(Norm& norm, Visit& visit) {
  visit("type", norm.type);
  visit("weight", norm.weight);
  visit("bias", norm.bias);
  visit("epsilon", norm.epsilon);
  visit("addsOne", norm.adds_one);
}

template <class Visit>
constexpr void visit_fields(Rotary& rotary, Visit& visit) {
  visit("pairs", rotary.pairs);
  visit("frequencies", rotary.frequencies);
  visit("isInterleaved", rotary.is_interleaved);
  visit("factor", rotary.factor);
}

template <class Visit>
constexpr void visit_fields(RelativeBias& bias, Visit& visit) {
  visit("table", bias.table);
  visit("buckets", bias.buckets);
  visit("maxDistance", bias.max_distance);
  visit("isBidirectional", bias.is_bidirectional);
}

template <class Visit>
constexpr void visit_fields(Residual& residual, Visit& visit) {
  visit_part("before", residual.before, visit);
  visit_part("after", residual.after, visit);
  visit_part("sum", residual.sum, visit);
  visit("layerScale", residual.layer_scale);
  visit_part("shortcut", residual.shortcut, visit);
}

template <class Visit>
constexpr void visit_fields(Attention& attention, Visit& visit) {
  visit_part("residual", attention.residual, visit);
  visit("heads", attention.heads);
  visit("kvHeads", attention.kv_heads);
  visit("headSize", attention.head_size);
  visit("scale", attention.scale);
  visit("softcap", attention.softcap);
  visit("left", attention.left);
  visit("right", attention.right);
  visit("rotary", attention.rotary);
  visit("isBiased", attention.is_biased);
  visit("alibi", attention.alibi);
  visit_part("query", attention.query, visit);
  visit_part("key", attention.key, visit);
  visit_part("value", attention.value, visit);
  visit_part("output", attention.output, visit);
  visit_part("queryNorm", attention.query_norm, visit);
  visit_part("keyNorm", attention.key_norm, visit);
}

template <class Visit>
constexpr void visit_fields(FeedForward& block, Visit& visit) {
  visit_part("residual", block.residual, visit);
  visit("activation", block.activation);
  visit_part("gate", block.gate, visit);
  visit_part("up", block.up, visit);
  visit_part("down", block.down, visit);
}

template <class Visit>
constexpr void visit_fields(Layer& layer, Visit& visit) {
  visit_part("attention", layer.self, visit);
  visit_part("cross", layer.cross, visit);
  visit_part("feedForward", layer.feed_forward, visit);
}

// But for the layers, which come one by one.
template <class Visit>
constexpr void visit_fields(Stack& stack, Visit& visit) {
  visit("width", stack.width);
  visit("isCausal", stack.is_causal);
  visit_part("finalNorm", stack.final_norm, visit);
  visit_part("firstRotary", stack.rotaries[0], visit);
  visit_part("secondRotary", stack.rotaries[1], visit);
  visit_part("relativeBias", stack.relative_bias, visit);
}

template <class Visit>
constexpr void visit_fields(TokenEmbedding& embedding, Visit& visit) {
  visit_part("tokens", embedding.tokens, visit);
  visit("scale", embedding.scale);
  visit("positions", embedding.positions);
  visit("tokenTypes", embedding.token_types);
  visit_part("norm", embedding.norm, visit);
}

template <class Visit>
constexpr void visit_fields(PatchEmbedding& embedding, Visit& visit) {
  visit_part("patches", embedding.patches, visit);
  visit("channels", embedding.channels);
  visit("side", embedding.side);
  visit("classToken", embedding.class_token);
  visit_part("norm", embedding.norm, visit);
}

template <class Visit>
constexpr void visit_fields(Convolution& convolution, Visit& visit) {
  visit_part("linear", convolution.linear, visit);
  visit("stride", convolution.stride);
  visit("activation", convolution.activation);
}

template <class Visit>
constexpr void visit_fields(Head& head, Visit& visit) {
  visit("scale", head.scale);
  visit_part("norm", head.norm, visit);
  visit_part("dense", head.dense, visit);
  visit("activation", head.activation);
  visit_part("denseNorm", head.dense_norm, visit);
  visit_part("output", head.output, visit);
  visit("softcap", head.softcap);
  visit("isNormalized", head.is_normalized);
}

}  // namespace attn::models
