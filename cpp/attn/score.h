// The nine score functions, in double. Every score is a sum of terms, and the trace shows those terms:
// so each function is written once, as its terms.
//
//   dot, scaled-dot  q_c k_c                               Luong et al. 2015; Vaswani et al. 2017
//   cosine           q_c k_c, the sum divided by |q| |k|   0 where a norm is 0
//   euclidean        -(q_c - k_c)^2 / 2                    Nadaraya 1964, Watson 1964
//   general          q_c (W k)_c                           Luong et al. 2015
//   concat           v_a tanh(W [q; k])_a                  Luong et al. 2015
//   additive         v_a tanh(Wq q + Wk k + b)_a           Bahdanau et al. 2014
//   location         W_jc q_c                              Luong et al. 2015
//   linear           phi(q_c) phi(k_c), phi = elu + 1      Katharopoulos et al. 2020
#pragma once

#include <attn/check.h>
#include <attn/request.h>

#include <attn/kernels/elementary.h>

#include <cmath>
#include <cstdint>

namespace attn {

// phi(x) = elu(x) + 1, above 0 wherever exp(x) is.
double linear_feature(double x) noexcept;

// Tells whether a score multiplies every key by a matrix, as general, concat and additive do.
bool projects_keys(Score score) noexcept;

// The factor of the scores: the scale that is given, for scaled-dot 1 / sqrt(D), otherwise 1.
double scale_of(const Request& request, const Plan& plan) noexcept;

class Scorer {
 public:
  // Doubles of scratch that a scorer needs; negative where they cannot be counted.
  static Index scratch_size(const Request& request, const Plan& plan) noexcept;

  Scorer(const Request& request, const Plan& plan, double* scratch) noexcept;

  // Prepares the keys of key-value head `g` in batch `b`: scores with a projection apply it once here.
  void start_head(Index b, Index g) noexcept;

  // Does some of that work: for the keys from `first` on that are before `last`, of the head that was prepared last, and of
  // the first head where none was.
  void project_keys(Index first, Index last) noexcept;

  // Prepares a query, [D]; it must stay where it is while it is scored.
  void start_query(const double* query) noexcept;

  // s(i, j) for the query and key `j` of the head.
  double score(Index j) noexcept;

  // Calls visit(c, term) for each term of that score, with c from 0 to plan.term_size - 1.
  template <class Visit>
  void each_term(Index j, Visit visit) noexcept;

 private:
  const Request& request_;
  const Plan& plan_;
  double* key_;             // [Dk], one key
  double* hidden_;          // [A], the query's part of the hidden layer of concat and additive
  double* projected_keys_;  // [Tk, A], the keys' part; [Tk, D] for general
  const double* query_ = nullptr;
  Index batch_ = 0;
  Index kv_head_ = 0;
  double squared_norm_ = 0;  // of the query
};

template <class Visit>
void Scorer::each_term(Index j, Visit visit) noexcept {
  const double* const projected = projected_keys_ + j * plan_.term_size;
  switch (request_.options.score) {
    case Score::kScaledDot:
    case Score::kDot:
    case Score::kCosine:
      plan_.read_key(batch_, kv_head_, j, key_);
      for (Index c = 0; c < plan_.head_size; ++c) visit(c, query_[c] * key_[c]);
      return;
    case Score::kEuclidean:
      plan_.read_key(batch_, kv_head_, j, key_);
      for (Index c = 0; c < plan_.head_size; ++c) {
        const double difference = query_[c] - key_[c];
        visit(c, -0.5 * difference * difference);
      }
      return;
    case Score::kGeneral:
      for (Index c = 0; c < plan_.head_size; ++c) visit(c, query_[c] * projected[c]);
      return;
    case Score::kConcat:
    case Score::kAdditive:
      for (Index a = 0; a < plan_.hidden_size; ++a)
        visit(a, number_at(request_[Input::kVector], a) * kernels::tanh(hidden_[a] + projected[a]));
      return;
    case Score::kLocation:
      for (Index c = 0; c < plan_.head_size; ++c)
        visit(c, number_at(request_[Input::kWeight], j * plan_.head_size + c) * query_[c]);
      return;
    case Score::kLinear:
      plan_.read_key(batch_, kv_head_, j, key_);
      for (Index c = 0; c < plan_.head_size; ++c) visit(c, linear_feature(query_[c]) * linear_feature(key_[c]));
      return;
  }
}

}  // namespace attn
