# shellcheck shell=bash
# Packages of Debian that are not to be installed: of another suite, or a source. Sourced by scripts.

# private_apt FOLDER SUITE TYPE: makes apt look at TYPE (deb, deb-src) of SUITE, from where the
# system's own packages come, and keep all it knows in FOLDER.
private_apt() {
  local site
  site=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' \
    "Codename: $(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)" | head -n 1)
  mkdir -p "$1"/{lists,archives}/partial && [ -n "$site" ] || return
  echo "$3 [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $2 main" >"$1/sources.list"
  cat >"$1/apt.conf" <<CONF
Dir::State::lists "$1/lists";
Dir::Cache "$1";
Dir::Etc::sourcelist "$1/sources.list";
Dir::Etc::sourceparts "-";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "2";
CONF
  APT_CONFIG=$1/apt.conf timeout 600 apt-get update -qq
}

# fetch_source FOLDER PACKAGE: unpacks what its authors released of the version that this system has.
fetch_source() {
  [ -e "$1/$2/.whole" ] && return
  private_apt "$1/apt" "$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)" deb-src &&
    (cd "$1" && APT_CONFIG=$1/apt/apt.conf timeout 600 apt-get source -qq --download-only "$2") &&
    mkdir -p "$1/$2" &&
    tar xf "$1/$2"_*.orig.tar.* -C "$1/$2" --strip-components=1 && touch "$1/$2/.whole"
}

# fetch_packages FOLDER SUITE PACKAGE...: unpacks these of SUITE, with the libraries that they are the
# headers of, into FOLDER/root.
fetch_packages() {
  [ -e "$1/.whole" ] && return
  private_apt "$1/apt" "$2" deb || return
  local libraries
  libraries=$(APT_CONFIG=$1/apt/apt.conf apt-cache depends --important "${@:3}" |
    sed -n 's/^ *Depends: \(lib[a-z0-9]*[0-9.]\+\(t64\)\?\)$/\1/p' | sort -u)
  # shellcheck disable=SC2086  # the list is words on purpose
  (cd "$1/apt/archives" && APT_CONFIG=$1/apt/apt.conf timeout 600 apt-get download -qq "${@:3}" $libraries) ||
    return
  local file
  for file in "$1"/apt/archives/*.deb; do dpkg-deb -x "$file" "$1/root" || return; done
  touch "$1/.whole"
}
