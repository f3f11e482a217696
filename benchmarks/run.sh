#!/usr/bin/env bash
#   benchmarks/run.sh NAME        one benchmark: prints its table and keeps it in benchmarks/results/NAME.md
#   benchmarks/run.sh check       measures every requirement anew: met or NOT MET; exit code 1 if one is not met
# Environment: TRAFFIC_REQUESTS (default 1000000) are the requests of 'traffic' during the changes of share of each balancer, and a tenth of them those of each other load.
# JUDGE_RUNS (default 10000) are the simulated upgrades of 'judge' in each world without a defect; others are parts of it.
# ALARM_ROUNDS (default 10), ALARM_SOONEST and ALARM_SPREAD (seconds, 10 each: when green breaks) and ALARM_RATE (default 1000: requests a second of all rounds side by side) are for 'alarm', and ALARM_ONLY (part of a balancer's name).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Every figure is one for two cores, however many there are.
export DOTNET_PROCESSOR_COUNT=2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build Kong.Upgrade.Benchmarks -c Release -v quiet -tl:off >"$log" 2>&1 || { cat "$log"; exit 1; }
mkdir -p results
program=Kong.Upgrade.Benchmarks/bin/Release/net10.0/Kong.Upgrade.Benchmarks
if [[ ${1:-} == check ]]; then "$program" check; else "$program" "${1:-}" "results/${1:-}.md"; fi
