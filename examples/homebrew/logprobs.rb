# A formula for Homebrew. From a checkout:
#
#     git archive --prefix=logprobs-0.2.0/ -o examples/homebrew/logprobs-0.2.0.tar.gz HEAD
#     brew install --formula --build-from-source examples/homebrew/logprobs.rb
#
# To publish it, give `url` the address of that archive, with its sha256, and add a `homepage`.
#
# The tests run `install` and `test` on Debian, outside of Homebrew. Homebrew itself was not tried,
# nor macOS.
class Logprobs < Formula
  desc "See how sure a language model was of every token it wrote"
  url "file://#{__dir__}/logprobs-0.2.0.tar.gz"
  license "MIT"

  depends_on "cli11" => :build
  depends_on "cmake" => :build
  depends_on "highway" => :build
  depends_on "nlohmann-json" => :build
  depends_on "pkgconf" => :build
  depends_on "tomlplusplus" => :build
  depends_on "fmt"
  depends_on "simdjson"
  depends_on "utf8proc"
  depends_on "zstd"

  uses_from_macos "curl"
  uses_from_macos "zlib"

  def install
    system "cmake", "-S", ".", "-B", "build", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    assert_match "logprobs #{version}\n", shell_output("#{bin}/logprobs --version")
    answer = shell_output("#{bin}/logprobs -q -f plain -r #{doc}/examples/poland.json")
    assert_match "Andrzej Duda", answer
  end
end
