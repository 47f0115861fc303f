# shellcheck shell=bash disable=SC2154
# How tests/run.sh runs its steps and reports them. It sets $log, a folder for their output.

lanes=()

# step NAME COMMAND...: runs it quietly, then prints how it went, with its output if it failed.
step() {
  local name=$1 began=$SECONDS out verdict=ok
  out=$log/$(tr -cs '[:alnum:]\n' - <<<"$name").log
  shift
  "$@" >"$out" 2>&1 || verdict=FAILED
  report "$verdict" "$name" $((SECONDS - began)) "$out"
  [ $verdict = ok ]
}

# optional NAME COMMAND...: a step that the rest can do without.
optional() {
  local name=$1 began=$SECONDS out=$log/optional.log
  shift
  if "$@" >"$out" 2>&1; then
    report ok "$name" $((SECONDS - began)) "$out"
  else
    printf 'missing %s (%d s)\n' "$name" $((SECONDS - began))
    tail -n 5 "$out"
    return 1
  fi
}

# report VERDICT NAME SECONDS OUTPUT: one at a time, because lanes end steps at any time.
report() {
  {
    flock 9
    printf '%-7s %s (%d s)\n' "$1" "$2" "$3"
    if [ "$1" = ok ]; then
      grep -h '^result: ' "$4" | sed 's/^result: /        /'
    else
      echo "$2" >>"$log/failed"
      tail -n 300 "$4"
      [ "$(wc -l <"$4")" -le 300 ] || echo "(all of it is in $4)"
    fi
  } 9>"$log/lock"
}

# lane NICENESS FUNCTION...: begins to call these, one after another, while the other lanes run.
# With job control each lane is a process group, which end_lanes can kill.
lane() {
  set -m
  (
    set +m
    renice -n "$1" $BASHPID >/dev/null 2>&1
    for part in "${@:2}"; do "$part"; done
  ) </dev/null &
  lanes+=($!)
  set +m
}

await_lanes() {
  local each
  for each in "${lanes[@]}"; do wait "$each"; done
  lanes=()
}

end_lanes() {
  local each
  for each in "${lanes[@]}"; do kill -- "-$each" 2>/dev/null; done
}
