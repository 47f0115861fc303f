// Highway compiles what is between BEFORE and AFTER once for each kind of processor, by including
// this file again and again.
#include "read/logits/kernels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

// The processor is asked below, and not by libhwy: the library measures the clock for 4 ms when it
// is loaded, twice as long as the program runs for a short response. So only its headers are used,
// of which these kinds of processor are left out because they gain nothing here.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#define HWY_DISABLE_PCLMUL_AES
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "read/logits/kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logprobs::read::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// Puts a number among the best, of which there are `count` or fewer.
void insert(std::vector<Scored>& best, std::size_t count, Scored scored) {
  if (best.size() == count) best.pop_back();
  const auto place = std::find_if(best.begin(), best.end(),
                                  [&](const Scored& other) { return other.value < scored.value; });
  best.insert(place, scored);
}

/// Looks at the numbers one by one.
template <typename Number>
void look(std::span<const Number> row, std::size_t begin, std::size_t end, const Wanted& wanted,
          Largest& found) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (std::size_t i = begin; i < end; ++i) {
    const auto value = static_cast<double>(row[i]);
    if (std::isnan(value) || value == infinity) found.unusable = true;
    found.above += value > wanted.chosen ? 1 : 0;
    found.possible += value > -infinity ? 1 : 0;
    if (found.best.size() < wanted.count || value > found.best.back().value) {
      insert(found.best, wanted.count, {static_cast<std::uint32_t>(i), value});
    }
  }
}

/// How many numbers of four vectors are greater than a limit.
template <class Tag, class Vector>
std::size_t count_above(Tag tag, Vector limit, Vector a, Vector b, Vector c, Vector d) {
  return hn::CountTrue(tag, hn::Gt(a, limit)) + hn::CountTrue(tag, hn::Gt(b, limit)) +
         hn::CountTrue(tag, hn::Gt(c, limit)) + hn::CountTrue(tag, hn::Gt(d, limit));
}

/// Nearly all vectors have no number that is larger than the best so far, and no NaN.
template <typename Number>
void find_largest(std::span<const Number> row, const Wanted& wanted, Largest& found) {
  found.best.clear();
  const hn::ScalableTag<Number> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto chosen = hn::Set(tag, static_cast<Number>(wanted.chosen));
  const auto none = hn::Set(tag, -std::numeric_limits<Number>::infinity());
  std::size_t at = std::min(row.size(), std::max(wanted.count, lanes));
  look(row, 0, at, wanted, found);
  for (; at + 4 * lanes <= row.size() && !found.unusable; at += 4 * lanes) {
    const auto best = hn::Set(tag, static_cast<Number>(found.best.back().value));
    const auto a = hn::LoadU(tag, &row[at]);
    const auto b = hn::LoadU(tag, &row[at + lanes]);
    const auto c = hn::LoadU(tag, &row[at + 2 * lanes]);
    const auto d = hn::LoadU(tag, &row[at + 3 * lanes]);
    // NaN is not below or equal either.
    const auto below = hn::And(hn::And(hn::Le(a, best), hn::Le(b, best)),
                               hn::And(hn::Le(c, best), hn::Le(d, best)));
    if (hn::AllTrue(tag, below)) {
      found.above += count_above(tag, chosen, a, b, c, d);
      const auto least = hn::Min(hn::Min(a, b), hn::Min(c, d));
      found.possible +=
          hn::AllTrue(tag, hn::Gt(least, none)) ? 4 * lanes : count_above(tag, none, a, b, c, d);
    } else {
      for (std::size_t i = at; i < at + 4 * lanes; i += lanes) {
        const auto one = hn::LoadU(tag, &row[i]);
        if (hn::AllTrue(tag, hn::Le(one, best))) {
          found.above += hn::CountTrue(tag, hn::Gt(one, chosen));
          found.possible += hn::CountTrue(tag, hn::Gt(one, none));
        } else {
          look(row, i, i + lanes, wanted, found);
        }
      }
    }
  }
  look(row, at, row.size(), wanted, found);
}

template <class Tag>
auto load(Tag tag, const float* from) {
  return hn::PromoteTo(tag, hn::LoadU(hn::Rebind<float, Tag>(), from));
}
template <class Tag>
auto load(Tag tag, const double* from) {
  return hn::LoadU(tag, from);
}

/// c[0] x^(n-1) + ... + c[n-1].
template <class Tag, class Vector, std::size_t size>
Vector polynomial(Tag tag, Vector x, const double (&c)[size]) {
  auto sum = hn::Set(tag, c[0]);
  for (std::size_t i = 1; i < size; ++i) sum = hn::MulAdd(sum, x, hn::Set(tag, c[i]));
  return sum;
}

#if HWY_TARGET == HWY_AVX3
constexpr int parts = 8;  // 2^(i/8) are a vector
#else
constexpr int parts = 1;
#endif

/// exp(y) for y from -700 to 0: y log2(e) is a number of parts, of which so many are 1, and a rest
/// of at most half a part. Of that, 2^(rest / parts) is a polynomial, which nears it at Chebyshev's
/// nodes. The relative error is below 3e-16 (10 - y).
template <class Tag, class Vector>
Vector exp(Tag tag, Vector y) {
  // Among numbers of this size the next is 1 away, so the sum's last bits are an integer.
  const auto large = hn::Set(tag, 0x1.8p52);
  const auto x = hn::Mul(y, hn::Set(tag, parts * std::numbers::log2e));
  const auto sum = hn::Add(x, large);
  const auto rest = hn::Sub(x, hn::Sub(sum, large));
  const hn::RebindToUnsigned<Tag> integers;
  const auto whole = hn::BitCast(integers, sum);
#if HWY_TARGET == HWY_AVX3
  HWY_ALIGN static constexpr double powers[parts] = {1.0,
                                                     1.0905077326652577,
                                                     1.189207115002721,
                                                     1.2968395546510096,
                                                     1.4142135623730951,
                                                     1.5422108254079407,
                                                     1.681792830507429,
                                                     1.8340080864093424};
  constexpr double coefficients[] = {5.876275923338631e-10, 4.069351772310789e-08,
                                     2.348176048897752e-06, 0.00010840646198027614,
                                     0.003753539171235987,  0.08664339756999671};
  const auto part = hn::And(whole, hn::Set(integers, parts - 1));
  const auto fraction = hn::TableLookupLanes(hn::Load(tag, powers), hn::IndicesFromVec(tag, part));
  const auto exponent = hn::ShiftLeft<49>(hn::Sub(whole, part));
  const auto power = hn::BitCast(tag, hn::Add(hn::BitCast(integers, fraction), exponent));
  return hn::MulAdd(hn::Mul(power, rest), polynomial(tag, rest, coefficients), power);
#else
  constexpr double coefficients[] = {7.070977866508138e-09,
                                     1.0205905413765595e-07,
                                     1.3215451633221434e-06,
                                     1.5252672924850737e-05,
                                     0.00015403530424776529,
                                     0.0013333558200794592,
                                     0.009618129107618665,
                                     0.05550410866465167,
                                     0.24022650695910075,
                                     0.6931471805599462,
                                     1.0};
  const auto power = hn::BitCast(integers, polynomial(tag, rest, coefficients));
  return hn::BitCast(tag, hn::Add(power, hn::ShiftLeft<52>(whole)));
#endif
}

/// exp() of this is so little that it is lost in the sum, which is 1 or more.
constexpr double least = -700;

/// Two sums at a time, so that one need not wait for the other. Each lane adds up some thousands of
/// numbers at most, in double: its error is far below 1e-12 of the sum.
template <typename Number>
Sums sum(std::span<const Number> row, double shift) {
  const hn::ScalableTag<double> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto shifts = hn::Set(tag, shift);
  const auto floor = hn::Set(tag, least);
  auto exp_a = hn::Zero(tag), exp_b = hn::Zero(tag);
  auto weighted_a = hn::Zero(tag), weighted_b = hn::Zero(tag);
  std::size_t at = 0;
  for (; at + 2 * lanes <= row.size(); at += 2 * lanes) {
    const auto a = hn::Max(hn::Sub(load(tag, &row[at]), shifts), floor);
    const auto b = hn::Max(hn::Sub(load(tag, &row[at + lanes]), shifts), floor);
    const auto p = exp(tag, a), q = exp(tag, b);
    exp_a = hn::Add(exp_a, p);
    exp_b = hn::Add(exp_b, q);
    weighted_a = hn::MulAdd(a, p, weighted_a);
    weighted_b = hn::MulAdd(b, q, weighted_b);
  }
  Sums sums;
  sums.exp = hn::GetLane(hn::SumOfLanes(tag, hn::Add(exp_a, exp_b)));
  sums.weighted = hn::GetLane(hn::SumOfLanes(tag, hn::Add(weighted_a, weighted_b)));
  for (; at < row.size(); ++at) {
    const double y = std::max(static_cast<double>(row[at]) - shift, least);
    sums.exp += std::exp(y);
    sums.weighted += y * std::exp(y);
  }
  return sums;
}

/// The halves' numbers. Where the processor cannot do it, Highway 1.0.3 makes finite numbers of
/// infinity and NaN: there the bits are put into a float's places, and its exponent is corrected.
template <class Tag>
auto from_halves(Tag tag, const std::uint16_t* from) {
  const hn::Rebind<std::uint16_t, Tag> bits;
#if HWY_TARGET <= HWY_AVX2 || HWY_ARCH_ARM_A64
  const hn::Rebind<hwy::float16_t, Tag> halves;
  return hn::PromoteTo(tag, hn::BitCast(halves, hn::LoadU(bits, from)));
#else
  const hn::RebindToUnsigned<Tag> wide;
  const auto all = hn::PromoteTo(wide, hn::LoadU(bits, from));
  const auto sign = hn::ShiftLeft<16>(hn::And(all, hn::Set(wide, 0x8000U)));
  const auto size = hn::ShiftLeft<13>(hn::And(all, hn::Set(wide, 0x7FFFU)));
  const auto scaled = hn::Mul(hn::BitCast(tag, size), hn::Set(tag, 0x1p112F));
  const auto infinite = hn::IfThenElseZero(hn::Gt(size, hn::Set(wide, (0x7C00U << 13) - 1)),
                                           hn::Set(wide, 0x7F800000U));
  return hn::BitCast(tag, hn::Or(hn::Or(hn::BitCast(wide, scaled), infinite), sign));
#endif
}

/// A bfloat16 is the upper half of a float.
template <class Tag>
auto from_upper_halves(Tag tag, const std::uint16_t* from) {
  const hn::Rebind<std::uint16_t, Tag> bits;
  const hn::RebindToUnsigned<Tag> wide;
  return hn::BitCast(tag, hn::ShiftLeft<16>(hn::PromoteTo(wide, hn::LoadU(bits, from))));
}

void convert_f16(std::span<const std::uint16_t> in, std::span<float> out) {
  const hn::ScalableTag<float> tag;
  const hn::CappedTag<float, 1> one;
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t at = 0;
  for (; at + lanes <= in.size(); at += lanes) hn::StoreU(from_halves(tag, &in[at]), tag, &out[at]);
  for (; at < in.size(); ++at) hn::StoreU(from_halves(one, &in[at]), one, &out[at]);
}

void convert_bf16(std::span<const std::uint16_t> in, std::span<float> out) {
  const hn::ScalableTag<float> tag;
  const hn::CappedTag<float, 1> one;
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t at = 0;
  for (; at + lanes <= in.size(); at += lanes)
    hn::StoreU(from_upper_halves(tag, &in[at]), tag, &out[at]);
  for (; at < in.size(); ++at) hn::StoreU(from_upper_halves(one, &in[at]), one, &out[at]);
}

}  // namespace

const Kernels& kernels() {
  static const Kernels all = {hwy::TargetName(HWY_TARGET),
                              find_largest<float>,
                              find_largest<double>,
                              sum<float>,
                              sum<double>,
                              convert_f16,
                              convert_bf16};
  return all;
}

}  // namespace logprobs::read::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace logprobs::read {

std::vector<const Kernels*> usable_kernels() {
  std::vector<const Kernels*> all;
#if HWY_TARGETS & HWY_AVX2
  // What has AVX2 has FMA, BMI and F16C as well.
  const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                        __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
#if HWY_TARGETS & HWY_AVX3
  if (has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")) {
    all.push_back(&N_AVX3::kernels());
  }
#endif
  if (has_avx2) all.push_back(&N_AVX2::kernels());
#endif
#if HWY_TARGETS & HWY_SSE4
  if (__builtin_cpu_supports("sse4.2")) all.push_back(&N_SSE4::kernels());
#endif
  // What the compiler may use everywhere.
  const Kernels& baseline = HWY_STATIC_DISPATCH(kernels)();
  if (all.empty() || all.back() != &baseline) all.push_back(&baseline);
  return all;
}

}  // namespace logprobs::read
#endif
