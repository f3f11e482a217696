#!/usr/bin/env bash
# Runs the tests and ends with one line: N passed, N failed, N skipped.
#   tests/run.sh                  everything
#   tests/run.sh WORD…            only test projects and test classes whose names contain one of the words
# Environment: CONFIGURATION (default Debug) is built; COVERAGE names a directory for a coverage report of each project;
# JOBS (default 1) projects are tested at a time. On two cores two take as long as one after the other, and disturb each other.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
configuration=${CONFIGURATION:-Debug}
jobs=${JOBS:-1}
scratch=$(mktemp -d) forbidding=
: >"$scratch/failures"

# Whatever still runs is ended, and nothing is left behind.
finish() {
  local pids
  pids=$(jobs -p)
  # shellcheck disable=SC2086  # one word a process
  [[ -z $pids ]] || kill $pids 2>/dev/null || true
  rm -rf "$scratch" ${forbidding:+"$forbidding"}
}
trap finish EXIT

# What tests need beside .NET: Debian's package | a file that shows it is there | what is skipped without it.
needs='
postgresql            | /usr/lib/postgresql/*/bin/postgres              | every test against a real PostgreSQL server
pgbouncer             | /usr/sbin/pgbouncer                             | the tests of a pooler before PostgreSQL
nginx                 | /usr/sbin/nginx                                 | every test of the splitter by nginx and of its access log
libnginx-mod-http-js  | /usr/lib/nginx/modules/ngx_http_js_module.so    | the tests of the splitter by nginx with njs
libnginx-mod-http-lua | /usr/lib/nginx/modules/ngx_http_lua_module.so   | the tests of the splitter by nginx with Lua
haproxy               | /usr/sbin/haproxy                               | every test of the splitter by HAProxy
wrk                   | /usr/bin/wrk                                    | the benchmark of traffic
prometheus            | /usr/bin/prometheus                             | the tests of the probe by a Prometheus server against a real one
ripgrep               | /usr/bin/rg                                     | the tests of regexes against the engine of Rust
pcre2-utils           | /usr/bin/pcre2test                              | the tests of regexes against PCRE2
pcregrep              | /usr/bin/pcregrep                               | the tests of regexes against PCRE 8
'

# The table's lines whose file is not there, as package|what is skipped.
missing() {
  local package probe without
  while IFS='|' read -r package probe without; do
    probe=${probe// /}
    [[ -z $probe ]] || compgen -G "$probe" >/dev/null || echo "${package// /}|${without# }"
  done <<<"$needs"
}

# Tests start servers of their own, so the distribution's must not start: a policy forbids it meanwhile.
install_packages() {
  local policy=${POLICY:-/usr/sbin/policy-rc.d} status=0
  if [[ ! -e $policy ]]; then
    forbidding=$policy
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } </dev/null >"$scratch/apt" 2>&1 || status=$?
  [[ $status == 0 ]] || tail -n 5 "$scratch/apt"
  [[ -z $forbidding ]] || rm -f "$forbidding"
  forbidding=
}

provide() {
  local lacking package without packages
  lacking=$(missing)
  [[ -n $lacking ]] || return 0
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    mapfile -t packages < <(cut -d'|' -f1 <<<"$lacking")
    echo "Installing ${packages[*]}"
    install_packages "${packages[@]}"
    lacking=$(missing)
  fi
  while IFS='|' read -r package without; do
    [[ -z $package ]] || echo "Missing: $package. Skipped without it: $without. To have them run: apt-get install $package"
  done <<<"$lacking"
}

# The built executable of every test project, one a line.
executables() {
  local project
  for project in tests/*/*.csproj; do
    grep -q '<IsTestProject>false' "$project" || echo "$(dirname "$project")/bin/$configuration/net10.0/$(basename "$project" .csproj)"
  done
}

# Sets `filter` for an executable: empty when its name matches, else its matching classes. Fails when nothing matches.
choose() {
  local executable=$1 name classes class word
  shift
  filter=()
  [[ $# -gt 0 ]] || return 0
  name=$(basename "$executable")
  for word in "$@"; do [[ ${name,,} != *"${word,,}"* ]] || return 0; done
  # An executable that cannot list its classes is run, so that it is seen to fail.
  classes=$("$executable" --xunit-list classes --ignore-exit-code 8 | grep -E '^[[:alpha:]_][^ ]*$') || return 0
  for class in $classes; do
    for word in "$@"; do [[ ${class,,} != *"${word,,}"* ]] || { filter+=("$class"); break; }; done
  done
  [[ ${#filter[@]} -gt 0 ]] && filter=(--filter-class "${filter[@]}")
}

# A number of the summary that an executable printed; 0 when it did not come that far.
count() {
  local number
  number=$(sed -nE "s/^  $2: ([0-9]+)\r?$/\1/p" "$1" | tail -n 1)
  echo "${number:-0}"
}

# Starts an executable in the background; what it prints goes to a file of its name.
start() {
  local executable=$1 name arguments=(--no-ansi --progress off --show-stdout Failed --show-stderr Failed)
  shift
  name=$(basename "$executable")
  [[ -z ${COVERAGE:-} ]] || arguments+=(--coverage --coverage-settings "$PWD/tests/coverage.config" --coverage-output-format cobertura --coverage-output "$(realpath -m "$COVERAGE")/$name.xml")
  # What a shell starts in the background ignores the signals of the keyboard, and so would every server that tests start.
  exec env --default-signal=INT,QUIT "$executable" "${arguments[@]}" "$@" >"$scratch/$name" 2>&1
}

# Waits until fewer than so many run; prints and counts what has ended, and remembers what failed in it.
await() {
  local pid status
  while [[ ${#running[@]} -ge $1 ]]; do
    status=0
    wait -n -p pid || status=$?
    tell "${running[$pid]}" "$status"
    unset "running[$pid]"
  done
}

tell() {
  local name=$1 status=$2 log=$scratch/$1 broken
  echo "── $name"
  cat "$log"
  awk -f tests/failures.awk "$log" >>"$scratch/failures"
  broken=$(count "$log" failed)
  # One that died, or that ran nothing, did not pass, whatever it counted.
  if [[ $broken == 0 && $status != 0 ]]; then
    echo "$name ended with exit code $status." | tee -a "$scratch/failures"
    tail -n 2 "$log" >>"$scratch/failures"
    broken=1
  fi
  passed=$((passed + $(count "$log" succeeded))) failed=$((failed + broken)) skipped=$((skipped + $(count "$log" skipped)))
}

# Whoever sees only the end of a log sees what failed.
failures() {
  local most=12
  head -n "$most" "$scratch/failures"
  [[ $(wc -l <"$scratch/failures") -le $most ]] || echo '… and more, each in full above'
}

passed=0 failed=0 skipped=0 chosen=0
provide
# A coverage run that was killed leaves instrumented assemblies beside their originals; the build then brings good ones.
find tests -path '*/bin/*' -name '*.orig' -delete
if ! dotnet build Kong.Upgrade.sln -c "$configuration" -v quiet -tl:off >"$scratch/build" 2>&1; then
  grep -E ': (error|warning) ' "$scratch/build" | sort -u | head -n 40 || tail -n 40 "$scratch/build"
  printf '%s\n' 'The build failed, so no test ran.' '0 passed, 0 failed, 0 skipped'
  exit 1
fi
declare -A running=()
for executable in $(executables); do
  choose "$executable" "$@" || continue
  chosen=$((chosen + 1))
  await "$jobs"
  start "$executable" ${filter[@]+"${filter[@]}"} &
  running[$!]=$(basename "$executable")
done
await 1
[[ $chosen -gt 0 ]] || echo "No test project and no test class has a name that contains: $*"
failures
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed == 0 && $passed -gt 0 ]]
