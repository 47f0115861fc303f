// Catch2 2 and 3 alike.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)  // v3
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
using Catch::Approx;
inline auto Contains(const std::string& s) { return Catch::Matchers::ContainsSubstring(s); }
using Catch::Matchers::StartsWith;
#else  // v2
#include <catch2/catch.hpp>
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
#endif
