#!/usr/bin/env bash
# Makes a journal of a million events through the commands, and measures what a command on it takes.
#
#   Tests/Benchmarks/million-events.sh [EVENTS]
#
# B2MML names the program, which should be a release build (default: .build/release/b2mml). The floor of fifty machines
# reports every order of ten counts, a stop and some scrap; the times are wall-clock times of whole processes, the best
# and the worst of ten.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
export B2MML_HOME=${B2MML_HOME:-$home}
program=${B2MML:-$home/.build/release/b2mml}
wanted=${1:-1000000}
[[ -x $program ]] || { echo "$program is not there: swift build -c release --product b2mml" >&2; exit 2; }
machines=50
orders=500

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset B2MML_CONFIG B2MML_JOURNAL B2MML_SITE B2MML_ZONE
cat > b2mml.yaml <<'YAML'
site: plant
zone: UTC
journal: sqlite:journal.sqlite
loop:
  scheduling-iterations: 0
YAML

message() {
    awk -v first="$1" -v count="$2" -v machines=$machines 'BEGIN {
        print "<ProcessProductionSchedule xmlns=\"http://www.wbf.org/xml/B2MML-V0401\" releaseID=\"\">"
        printf "<ApplicationArea><Sender><LogicalID>ERP</LogicalID></Sender>"
        printf "<CreationDateTime>2026-03-01T00:00:00Z</CreationDateTime><BODID>%d</BODID></ApplicationArea>\n", first
        print "<DataArea><Process/><ProductionSchedule>"
        for (n = first; n < first + count; n++) {
            printf "<ProductionRequest><ID>R%d</ID><SegmentRequirement><ID>A</ID><ProcessSegmentID>A</ProcessSegmentID>", n
            printf "<Duration>PT45M</Duration>"
            printf "<EquipmentRequirement><EquipmentID>M%d</EquipmentID></EquipmentRequirement>", n % machines
            printf "<MaterialProducedRequirement><MaterialDefinitionID>P%d</MaterialDefinitionID><Quantity>", n % 5
            print "<QuantityString>100</QuantityString><DataType>decimal</DataType><UnitOfMeasure>EA</UnitOfMeasure></Quantity></MaterialProducedRequirement></SegmentRequirement></ProductionRequest>"
        }
        print "</ProductionSchedule></DataArea></ProcessProductionSchedule>"
    }'
}

# The floor at work on the orders of a round: each machine on one after another, an hour each.
records() {
    awk -v first="$1" -v count="$2" -v machines=$machines -v sequence="$3" 'BEGIN {
        for (n = first; n < first + count; n++) {
            hour = int(n / machines); job = "R" n "/A"; machine = "M" n % machines
            line(hour, 0, "start", "\"job\":\"" job "\"")
            for (c = 1; c <= 10; c++) line(hour, c * 4, "produced", "\"job\":\"" job "\",\"quantity\":\"10\",\"unit\":\"EA\"")
            line(hour, 41, "equipmentState", "\"equipment\":\"" machine "\",\"value\":\"down\",\"reason\":\"breakdown\"")
            line(hour, 46, "equipmentState", "\"equipment\":\"" machine "\",\"value\":\"up\",\"reason\":\"breakdown\"")
            line(hour, 47, "scrapped", "\"job\":\"" job "\",\"quantity\":\"1\",\"unit\":\"EA\"")
            line(hour, 50, "complete", "\"job\":\"" job "\"")
        }
    }
    function line(hour, minute, kind, rest) {
        day = int(hour / 24)
        printf "{\"source\":\"floor\",\"sequence\":%d,\"at\":\"2026-%02d-%02dT%02d:%02d:00Z\",\"kind\":\"%s\",%s}\n", ++sequence, 3 + int(day / 28), 1 + day % 28, hour % 24, minute, kind, rest
    }'
}

seconds() {
    local start end
    start=$(date +%s.%N)
    "$@" > out.txt 2> err.txt || { cat out.txt err.txt >&2; exit 1; }
    end=$(date +%s.%N)
    awk -v start="$start" -v end="$end" 'BEGIN { printf "%.3f\n", end - start }'
}

# How many events the journal has.
events() {
    "$program" loop matrix --format json | tr -d ' "' | grep -o 'evidence:[0-9]*' | awk -F: '{ sum += $2 } END { print sum }'
}

filling=$(date +%s)
sequence=0
first=0
while :; do
    message $first $orders > orders.xml
    records $first $orders $sequence > records.jsonl
    sequence=$((sequence + orders * 15))
    first=$((first + orders))
    seconds "$program" import orders.xml > /dev/null
    seconds "$program" loop run > /dev/null
    seconds "$program" loop record records.jsonl > /dev/null
    (($(events) < wanted)) || break
done
echo "events $(events), orders $first, records $sequence: made in $(($(date +%s) - filling)) s"
echo "journal $(($(stat -c %s journal.sqlite) / 1000000)) MB"

measure() {
    local name=$1
    shift
    for _ in $(seq 10); do seconds "$@"; done | sort -n | awk -v name="$name" '
        NR == 1 { best = $1 } { worst = $1 } END { printf "%s: %d to %d ms\n", name, best * 1000, worst * 1000 }'
}

measure "version (the process alone)" "$program" --version
measure "loop matrix" "$program" loop matrix
measure "loop dispatch" "$program" loop dispatch
measure "loop run with nothing new" "$program" loop run
for n in $(seq 10); do
    echo "{\"source\":\"hand\",\"sequence\":$n,\"at\":\"2026-12-01T00:$(printf %02d "$n"):00Z\",\"kind\":\"equipmentState\",\"equipment\":\"M1\",\"value\":\"$([[ $((n % 2)) = 1 ]] && echo down || echo up)\"}" > one-$n.jsonl
done
for n in $(seq 10); do seconds "$program" loop record one-$n.jsonl; done | sort -n | awk '
    NR == 1 { best = $1 } { worst = $1 } END { printf "loop record of one record (goal 200): %d to %d ms\n", best * 1000, worst * 1000 }'
measure "loop kpi of one machine and a day" "$program" loop kpi --work-centre M1 --from 2026-03-05T00:00:00Z --to 2026-03-06T00:00:00Z
