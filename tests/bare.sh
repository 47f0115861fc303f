# shellcheck shell=bash
# Systems with nothing in them but what every one has, to try a program on. Sourced by
# tests/package.sh, which sets $bare, a folder to keep them in. Needs root and debootstrap.

# has_bare SUITE: makes it, if it was not made before. Not all of a system that Debian has no key for
# is set up: its packages are unpacked, and nothing of them runs but libraries.
has_bare() {
  [ -e "$bare/$1.made" ] && return
  [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null || return
  local words=(--variant=minbase) mirror=""
  if [ "$1" != bookworm ]; then
    mirror=$(mirror_of "$1")
    curl --fail --silent --max-time 20 --output /dev/null "$mirror/dists/$1/Release" || return
    words+=(--foreign --include=libcurl4)
  fi
  rm -rf "${bare:?}/$1" && mkdir -p "$bare" || return
  # shellcheck disable=SC2086  # no mirror is no word
  timeout 1800 debootstrap "${words[@]}" "$1" "$bare/$1" $mirror || return
  touch "$bare/$1.made"
}

# mirror_of SUITE: where debootstrap itself looks for it.
mirror_of() {
  sed -n 's/^[[:space:]]*default_mirror //p' "/usr/share/debootstrap/scripts/$1" |
    grep -v -e old -e ports | head -n 1
}

# enter SUITE FOLDER...: makes a copy of it, $system, in which these folders are what they are here.
# Only this process and its children see that, so nothing remains of it.
enter() {
  system=$scratch/$1
  cp -a "$bare/$1" "$system"
  cp /etc/resolv.conf "$system/etc/resolv.conf"
  local folder
  for folder in /proc /dev "${@:2}"; do
    mkdir -p "$system$folder" && mount --rbind "$folder" "$system$folder" || return
  done
}

# inside COMMAND...: runs it in the system.
inside() { chroot "$system" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }

# write_wrapper FILE PROGRAM: makes FILE run PROGRAM in the system, in the same folder and environment.
write_wrapper() {
  cat >"$1" <<WRAPPER
#!/bin/bash
exec chroot '$system' /bin/sh -c 'cd "\$0" && exec "\$@"' "\$PWD" $2 "\$@"
WRAPPER
  chmod +x "$1"
}
