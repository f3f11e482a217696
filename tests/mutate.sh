#!/usr/bin/env bash
# Makes each fault of tests/mutations.txt in a copy of the repository and requires that a test fails.
#   tests/mutate.sh               every fault
#   tests/mutate.sh ID…           only these
# One line a fault: caught or SURVIVED. Exit code 1 when one survived, cannot be made or does not compile.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# dotnet would take the environment's CONFIGURATION for what to build.
unset CONFIGURATION
# Tests that compare with recordings look beside the repository, where the copy is not.
[[ -n ${KONG_UPGRADE_SHARED:-} || ! -d $root/../shared ]] || export KONG_UPGRADE_SHARED=$root/../shared
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
problems=0

trouble() {
  echo "$1"
  problems=$((problems + 1))
}

build() {
  dotnet build "$1" -v quiet -tl:off -p:RunAnalyzers=false -p:GenerateDocumentationFile=false "${@:2}" >"$copy/.build" 2>&1
}

# Runs the tests of "project class…", or of "project .method…", and leaves what they printed; never fails.
try() {
  local project words word filter=()
  read -r project words <<<"$1"
  set -f
  for word in $words; do
    if [[ $word == .* ]]; then filter+=(--filter-method "*$word"); else filter+=(--filter-class "$word"); fi
  done
  set +f
  "tests/$project/bin/Debug/net10.0/$project" --no-ansi --progress off --show-stdout None "${filter[@]}" >"$copy/.tests" 2>&1 || true
}

counted() { sed -nE "s/^  $1: ([0-9]+)\r?$/\1/p" "$copy/.tests" | tail -n 1; }

# Without a fault the tests must pass, or their failing would prove nothing.
sound() {
  try "$1"
  [[ $(counted failed) == 0 && $(counted succeeded) -gt 0 ]] || trouble "error: without any fault, $1 does not pass: $(counted succeeded) passed, $(counted failed) failed"
}

# Puts one text in the place of another that occurs once; fails otherwise.
replace() {
  local text
  text=$(<"$1") || return 1
  [[ -n $2 && $2 != "$3" && ${text/"$2"/} != "$text" && ${text/"$2"/} != *"$2"* ]] || return 1
  printf '%s\n' "${text/"$2"/"$3"}" >"$1"
}

# One fault: the package it is in is built alone and put beside the tests that were built before.
mutate() {
  local id=$1 file=$2 tests=$5 package project built start=$SECONDS
  package=$(cut -d/ -f2 <<<"$file")
  project=${tests%% *}
  built=tests/$project/bin/Debug/net10.0/$package.dll
  cp "$built" .sound.dll
  if ! replace "$file" "$3" "$4"; then
    trouble "error    $id: '$3' does not stand exactly once in $file"
  elif ! build "src/$package" --no-restore --no-dependencies; then
    trouble "error    $id: does not compile: $(grep -m 1 -o 'error CS.*' "$copy/.build")"
  else
    cp "src/$package/bin/Debug/net10.0/$package.dll" "$built"
    try "$tests"
    case $(counted failed) in
      '') trouble "error    $id: the tests did not end" ;;
      0) trouble "SURVIVED $id: $file: $4" ;;
      *) echo "caught   $id: $(counted failed) of $(counted total) tests failed ($((SECONDS - start)) s)" ;;
    esac
  fi
  cp .sound.dll "$built"
  cp "$root/$file" "$file"
}

cd "$root"
git ls-files -coz --exclude-standard | while IFS= read -r -d '' file; do [[ ! -e $file ]] || printf '%s\0' "$file"; done | tar -c --null -T - | tar -x -C "$copy"
cd "$copy"
mapfile -t lines < <(grep -vE '^(#|[[:space:]]*$)' tests/mutations.txt)
[[ $((${#lines[@]} % 5)) == 0 ]] || { echo "tests/mutations.txt: a fault has not five lines"; exit 1; }

chosen=()
for ((i = 0; i < ${#lines[@]}; i += 5)); do
  [[ $# -gt 0 && " $* " != *" ${lines[i]} "* ]] || chosen+=("$i")
done
[[ ${#chosen[@]} -gt 0 ]] || { echo "No fault has the id: $*"; exit 1; }

targets=$(for i in "${chosen[@]}"; do echo "${lines[i + 4]}"; done | sort -u)
for project in $(cut -d' ' -f1 <<<"$targets" | sort -u); do
  build "tests/$project" || { cat .build; exit 1; }
done
while read -r target; do sound "$target"; done <<<"$targets"
[[ $problems == 0 ]] || exit 1
for i in "${chosen[@]}"; do mutate "${lines[@]:i:5}"; done
echo "${#chosen[@]} faults, $problems not caught"
[[ $problems == 0 ]]
