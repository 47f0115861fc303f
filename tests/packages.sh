# shellcheck shell=bash disable=SC2034
# The packages that the project needs, and how a script gets them. Sourced by examples/demo.sh and
# tests/run.sh; this is the one place that names them.

# To build and use it.
BUILD_PACKAGES="ca-certificates g++ cmake ninja-build pkg-config libcli11-dev libcurl4-openssl-dev libfmt-dev libhwy-dev nlohmann-json3-dev libsimdjson-dev libtomlplusplus-dev libutf8proc-dev libzstd-dev zlib1g-dev"

# To test it; nginx is there for TLS and HTTP/2, libfribidi-bin reorders text as terminals do, numpy
# makes and checks raw logits, tmux is a terminal, mandoc and man-db show the man page, zsh and fish
# complete words, and the last four are what scripts use it with.
TEST_PACKAGES="catch2 gcovr curl jq openssl nginx libfribidi-bin python3 python3-numpy git tmux mandoc man-db zsh fish zstd sqlite3 cmark-gfm parallel gnumeric"

# To run what is in examples/ for those who distribute it.
DISTRIBUTION_PACKAGES="ruby python3-yaml"

# To make packages and try them on bare systems (tests/run.sh --all).
PACKAGE_PACKAGES="dpkg-dev lintian debootstrap makepkg libarchive-tools"

# To test its pages in a browser, with fonts for most of what the samples have in them.
BROWSER_PACKAGES="chromium chromium-driver python3-selenium fonts-dejavu-core fonts-noto-color-emoji"

# To test the report in another browser too, where a system has this one.
FIREFOX_PACKAGES="firefox-esr"

# To get axe-core, where there is no npm yet.
AXE_PACKAGES="npm"

# To check how it is written, where a Debian has this version, and to compile again in seconds.
LINT_PACKAGES="clang-format-14 clang-tidy-14 ccache"

# To fuzz it, and to count branches (tests/run.sh --all).
CLANG_PACKAGES="clang-14 libclang-rt-14-dev llvm-14"

# To check that it compiles with another compiler and standard library (tests/run.sh --all).
LIBCXX_PACKAGES="clang-16 libc++-16-dev libc++abi-16-dev"

# Whose newest versions are looked at, without installing them (tests/run.sh --all).
NEWEST_PACKAGES="libfmt-dev libcli11-dev libsimdjson-dev catch2 libcatch2-dev libhwy-dev nlohmann-json3-dev libtomlplusplus-dev"

# To compare raw logits with torch (tests/run.sh --all).
TORCH_PACKAGES="python3-torch"

# To compare calibration with scikit-learn and scipy (tests/run.sh --all).
SKLEARN_PACKAGES="python3-sklearn python3-scipy"

# To run a job array on a Slurm of one node (tests/run.sh --all).
SLURM_PACKAGES="slurmctld slurmd slurm-client munge"

# apt-get update, once another apt is through: unlike an installation it does not wait by itself.
update_lists() {
  for _ in $(seq 60); do
    said=$($as_root env LC_ALL=C apt-get update -qq 2>&1) && return 0
    case $said in
      *"get lock"*) sleep 5 ;;
      *) echo "$said" >&2 && return 1 ;;
    esac
  done
  echo "$said" >&2
  return 1
}

# Installs those of the packages named that are missing; needs Debian or one of its kin, and root
# rights or sudo, only if one is missing.
install_missing() {
  missing=""
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  if ! command -v apt-get >/dev/null; then
    echo "please install:$missing" >&2
    return 1
  fi
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    # Nobody answers sudo's question without a terminal.
    as_root=sudo && [ -t 0 ] || as_root="sudo -n"
  fi
  echo "installing:$missing"
  # shellcheck disable=SC2086  # the lists are words on purpose
  update_lists &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      -o DPkg::Lock::Timeout=300 $missing >/dev/null
}
