#!/usr/bin/env bash
# Makes each fault of tests/mutations.txt in a copy of the repository and requires that a test fails.
#   tests/mutate.sh               every fault
#   tests/mutate.sh ID…           only these
# One line a fault: caught or SURVIVED; those that are not caught once more at the end. Exit code 1 when one survived, cannot
# be made or does not compile.
# Environment: JOBS (default 2) faults are tried at a time, each in a copy of its own.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# dotnet would take the environment's CONFIGURATION for what to build.
unset CONFIGURATION
# Tests that compare with recordings look beside the repository, where the copy is not.
[[ -n ${KONG_UPGRADE_SHARED:-} || ! -d $root/../shared ]] || export KONG_UPGRADE_SHARED=$root/../shared
jobs=${JOBS:-2}
scratch=$(mktemp -d)
copy=$scratch/1
csc=(dotnet "$(dotnet --list-sdks | sed -n '$s/.*\[\(.*\)\]$/\1/p')/$(cd "$root" && dotnet --version)/Roslyn/bincore/csc.dll")

# Whatever still runs is ended, and nothing is left behind.
finish() {
  local pids
  pids=$(jobs -p)
  # shellcheck disable=SC2086  # one word a process
  [[ -z $pids ]] || kill $pids 2>/dev/null || true
  rm -rf "$scratch"
}
trap finish EXIT

trouble() { echo "$1" | tee -a "$scratch/problems"; }

problems() { wc -l <"$scratch/problems"; }

build() { dotnet build "$1" -v quiet -tl:off "${options[@]}" >.build 2>&1; }

# How the compiler is called for a package, into a file beside it: to call it is a fraction of the work of building a project.
learn() {
  local line
  # What is up to date would not be compiled, and nothing said of how.
  touch "$1"/*.csproj
  dotnet msbuild "$1" -t:Compile -p:BuildProjectReferences=false -p:SkipCompilerExecution=true -p:ProvideCommandLineArgs=true "${options[@]}" -getItem:CscCommandLineArgs >.arguments || { cat .arguments; return 1; }
  # As JSON: an argument a line, with what JSON escapes.
  sed -n 's/^ *"Identity": "\(.*\)",$/\1/p' .arguments | while IFS= read -r line; do printf '%b\n' "$line"; done | grep -vE '^/(noconfig$|refout:)' >"$1/.compile"
  grep -q '^/out:obj/' "$1/.compile"
}

compile() { (cd "src/$1" && "${csc[@]}" /noconfig /shared @.compile) >.build 2>&1; }

# Runs the tests of "project class…", or of "project .method…", and leaves what they printed; never fails.
try() {
  local project words word filter=()
  read -r project words <<<"$1"
  set -f
  for word in $words; do
    if [[ $word == .* ]]; then filter+=(--filter-method "*$word"); else filter+=(--filter-class "$word"); fi
  done
  set +f
  # What a shell starts in the background ignores the signals of the keyboard, and so would every server that tests start.
  env --default-signal=INT,QUIT "tests/$project/bin/Debug/net10.0/$project" --no-ansi --progress off --show-stdout None "${filter[@]}" >.tests 2>&1 || true
}

counted() { sed -nE "s/^  $1: ([0-9]+)\r?$/\1/p" .tests | tail -n 1; }

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

# One fault: the package it is in is compiled alone and put beside the tests that were built before.
mutate() {
  local id=$1 file=$2 tests=$5 package project built start=$SECONDS
  package=$(cut -d/ -f2 <<<"$file")
  project=${tests%% *}
  built=tests/$project/bin/Debug/net10.0/$package.dll
  cp "$built" .sound.dll
  if ! replace "$file" "$3" "$4"; then
    trouble "error    $id: '$3' does not stand exactly once in $file"
  elif ! compile "$package"; then
    trouble "error    $id: does not compile: $(grep -m 1 -o 'error CS.*' .build)"
  else
    cp "src/$package/obj/Debug/net10.0/$package.dll" "$built"
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

# The number of the next piece of work that nobody has taken.
next() {
  (
    flock 9
    cat "$scratch/next"
    echo $(($(cat "$scratch/next") + 1)) >"$scratch/next.new"
    mv "$scratch/next.new" "$scratch/next"
  ) 9>"$scratch/lock"
}

# One of several who work at the same list: calls a function with the number of each piece that it takes, in a copy of its own.
worker() {
  local number
  cd "$scratch/$1"
  while number=$(next) && [[ $number -lt $3 ]]; do "$2" "$number"; done
}

# Has all workers do a list of so many pieces.
share() {
  local job pids=() pid
  echo 0 >"$scratch/next"
  for ((job = 1; job <= jobs; job++)); do
    worker "$job" "$1" "$2" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || trouble 'error: a worker did not come to its end'; done
}

try_sound() { sound "${targets[$1]}"; }

try_fault() { mutate "${lines[@]:chosen[$1]:5}"; }

options=(-p:RunAnalyzers=false -p:GenerateDocumentationFile=false)
: >"$scratch/problems"
mkdir "$copy"
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

mapfile -t targets < <(for i in "${chosen[@]}"; do echo "${lines[i + 4]}"; done | sort -u)
for project in $(printf '%s\n' "${targets[@]}" | cut -d' ' -f1 | sort -u); do
  build "tests/$project" || { cat .build; exit 1; }
done
for package in $(for i in "${chosen[@]}"; do cut -d/ -f2 <<<"${lines[i + 1]}"; done | sort -u); do
  learn "src/$package" || { echo "How src/$package is compiled cannot be learned."; exit 1; }
done
for ((job = 2; job <= jobs; job++)); do cp -a "$copy" "$scratch/$job"; done

share try_sound "${#targets[@]}"
[[ $(problems) == 0 ]] || exit 1
share try_fault "${#chosen[@]}"
# Whoever sees only the end of a log sees what was not caught.
cat "$scratch/problems"
echo "${#chosen[@]} faults, $(problems) not caught"
[[ $(problems) == 0 ]]
