// Highway compiles what is between BEFORE and AFTER once for each kind of processor, by including
// this file again and again.
#include "read/logits/kernels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

// The processor is asked below, and not by libhwy: the library measures the clock for 4 ms when it
// is loaded, twice as long as the program runs for a short response. So only its headers are used,
// of which these kinds of processor are left out because they gain nothing here.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#define HWY_DISABLE_PCLMUL_AES
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "read/logits/kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// It must come after these two.
#include <hwy/contrib/math/math-inl.h>

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
void look(std::span<const Number> row, std::size_t begin, std::size_t end, std::size_t count,
          Largest& found) {
  for (std::size_t i = begin; i < end; ++i) {
    const auto value = static_cast<double>(row[i]);
    if (std::isnan(value) || value == std::numeric_limits<double>::infinity())
      found.unusable = true;
    if (found.best.size() < count || value > found.best.back().value) {
      insert(found.best, count, {static_cast<std::uint32_t>(i), value});
    }
  }
}

/// Nearly all vectors have no number that is larger than the best so far, and no NaN.
template <typename Number>
void find_largest(std::span<const Number> row, std::size_t count, Largest& found) {
  found.best.clear();
  found.unusable = false;
  const std::size_t size = row.size();
  const hn::ScalableTag<Number> tag;
  const std::size_t lanes = hn::Lanes(tag);
  std::size_t at = std::min(size, std::max(count, lanes));
  look(row, 0, at, count, found);
  for (; at + 4 * lanes <= size && !found.unusable; at += 4 * lanes) {
    const auto least = hn::Set(tag, static_cast<Number>(found.best.back().value));
    const auto a = hn::LoadU(tag, &row[at]);
    const auto b = hn::LoadU(tag, &row[at + lanes]);
    const auto c = hn::LoadU(tag, &row[at + 2 * lanes]);
    const auto d = hn::LoadU(tag, &row[at + 3 * lanes]);
    // NaN is not below or equal either.
    const auto none = hn::And(hn::And(hn::Le(a, least), hn::Le(b, least)),
                              hn::And(hn::Le(c, least), hn::Le(d, least)));
    if (!hn::AllTrue(tag, none)) look(row, at, at + 4 * lanes, count, found);
  }
  look(row, at, size, count, found);
}

/// exp() of less than this is 0, and 0 times infinity would be NaN.
constexpr double least = -1000;

template <class Tag>
auto load(Tag tag, const float* from) {
  return hn::PromoteTo(tag, hn::LoadU(hn::Rebind<float, Tag>(), from));
}
template <class Tag>
auto load(Tag tag, const double* from) {
  return hn::LoadU(tag, from);
}

/// Two sums at a time, so that one need not wait for the other. Each lane adds up some thousands of
/// numbers at most, in double: its error is far below 1e-12 of the sum.
template <typename Number>
Sums sum(std::span<const Number> row, double shift, double chosen) {
  const hn::ScalableTag<double> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto shifts = hn::Set(tag, shift);
  const auto floor = hn::Set(tag, least);
  const auto limit = hn::Set(tag, chosen);
  const auto none = hn::Set(tag, -std::numeric_limits<double>::infinity());
  auto exp_a = hn::Zero(tag), exp_b = hn::Zero(tag);
  auto weighted_a = hn::Zero(tag), weighted_b = hn::Zero(tag);
  Sums sums;
  std::size_t at = 0;
  for (; at + 2 * lanes <= row.size(); at += 2 * lanes) {
    const auto x = load(tag, &row[at]), y = load(tag, &row[at + lanes]);
    sums.above += hn::CountTrue(tag, hn::Gt(x, limit)) + hn::CountTrue(tag, hn::Gt(y, limit));
    sums.possible += hn::CountTrue(tag, hn::Gt(x, none)) + hn::CountTrue(tag, hn::Gt(y, none));
    const auto a = hn::Max(hn::Sub(x, shifts), floor), b = hn::Max(hn::Sub(y, shifts), floor);
    const auto p = hn::Exp(tag, a), q = hn::Exp(tag, b);
    exp_a = hn::Add(exp_a, p);
    exp_b = hn::Add(exp_b, q);
    weighted_a = hn::MulAdd(a, p, weighted_a);
    weighted_b = hn::MulAdd(b, q, weighted_b);
  }
  sums.exp = hn::GetLane(hn::SumOfLanes(tag, hn::Add(exp_a, exp_b)));
  sums.weighted = hn::GetLane(hn::SumOfLanes(tag, hn::Add(weighted_a, weighted_b)));
  for (; at < row.size(); ++at) {
    const auto x = static_cast<double>(row[at]);
    const double y = std::max(x - shift, least);
    sums.above += x > chosen ? 1 : 0;
    sums.possible += x > -std::numeric_limits<double>::infinity() ? 1 : 0;
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
