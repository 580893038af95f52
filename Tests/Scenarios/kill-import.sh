#!/usr/bin/env bash
# Kills `b2mml import` with SIGKILL at random moments, again and again, and then checks that every order is in the
# journal exactly once: none lost, none twice, the message acknowledged once, and a later import a duplicate.
#
#   Tests/Scenarios/kill-import.sh            200 orders, 20 kills in each part
#   Tests/Scenarios/kill-import.sh --short    60 orders, 3 kills in each part
#
# B2MML names the program (default: b2mml of the PATH, else .build/debug/b2mml), SEED the random moments (default: 1). What is checked goes
# through the commands; where sqlite3 is there, the rows of the journal are counted as well.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
export B2MML_HOME=${B2MML_HOME:-$home}
program=${B2MML:-$(command -v b2mml || echo "$home/.build/debug/b2mml")}
seed=${SEED:-1}
orders=200
kills=20
case ${1:-} in
    --short) orders=60 kills=3 ;;
    '') ;;
    *) echo "usage: $0 [--short]" >&2; exit 2 ;;
esac
[[ -x $program ]] || { echo "$program is not there: build it, or name it in B2MML" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset B2MML_CONFIG B2MML_JOURNAL B2MML_SITE B2MML_ZONE
RANDOM=$seed

fail() {
    echo "FAILED (seed $seed): $*" >&2
    exit 1
}

# --- Input -----------------------------------------------------------------------------------------------------

# message FIRST LAST: a message with an identity of its own and these orders; no two orders are alike.
message() {
    awk -v first="$1" -v last="$2" -v seed="$seed" 'BEGIN {
        srand(seed + first)
        print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        print "<ProcessProductionSchedule xmlns=\"http://www.wbf.org/xml/B2MML-V0401\" releaseID=\"\">"
        printf "  <ApplicationArea><Sender><LogicalID>ERP</LogicalID></Sender>"
        printf "<CreationDateTime>2026-03-01T%02d:%02d:%02dZ</CreationDateTime>", first / 3600, first / 60 % 60, first % 60
        printf "<BODID>kill-%06d-%06d</BODID></ApplicationArea>\n", first, last
        print "  <DataArea><Process/><ProductionSchedule>"
        for (n = first; n <= last; n++) {
            printf "    <ProductionRequest><ID>%08d</ID><SegmentRequirement><ID>0010</ID>", n
            printf "<ProcessSegmentID>Mixing</ProcessSegmentID>"
            printf "<EquipmentRequirement><EquipmentID>MIXER-%02d</EquipmentID></EquipmentRequirement>", n % 3 + 1
            printf "<MaterialProducedRequirement><MaterialDefinitionID>PAINT</MaterialDefinitionID><Quantity>"
            printf "<QuantityString>%d.%03d</QuantityString>", n, int(rand() * 1000)
            printf "<DataType>decimal</DataType><UnitOfMeasure>KGM</UnitOfMeasure></Quantity>"
            print "</MaterialProducedRequirement></SegmentRequirement></ProductionRequest>"
        }
        print "  </ProductionSchedule></DataArea>"
        print "</ProcessProductionSchedule>"
    }'
}

mkdir one many
message 1 "$orders" >one/schedule.xml
for ((n = 1; n <= orders; n++)); do message "$n" "$n" >"many/$(printf %04d "$n").xml"; done

# The smallest, so that one file takes as many transactions as it has orders and most kills fall between two of them.
cat >b2mml.yaml <<'SETTINGS'
site: kill-test
import:
  records-per-commit: 1
  whole-document-size: 1000
SETTINGS

# --- Killing ---------------------------------------------------------------------------------------------------

now() { date +%s%N; }

# import JOURNAL INPUT [OPTION…]
import() {
    local journal=$1 input=$2
    shift 2
    "$program" import "$@" --format jsonl --journal "sqlite:$journal" "$input"
}

# outcomes FILE: how often each outcome stands in jsonl.
outcomes() { grep -o '"outcome":"[a-z]*","partner"' "$1" | cut -d'"' -f4 | sort | uniq -c | awk '{print $2 "=" $1}' | xargs || true; }

# Orders that one jsonl file of an import says were imported in that run.
keys() { grep -o '"keys":\[[^]]*\]' "$1" | grep -o '"[0-9]\{8\}"' | sort -u || true; }

partly=0
complete=0
# A kill in the middle may come after the last commit and before the line is printed, so the journal is asked, not
# the output of the killed program.
verify() {
    local journal=$1 input=$2 file=$3 found
    "$program" loop run --journal "sqlite:$journal" >/dev/null
    "$program" loop dispatch --format jsonl --journal "sqlite:$journal" >dispatch.jsonl
    grep -o '"request":"[0-9]*"' dispatch.jsonl | cut -d'"' -f4 | sort >found.txt
    seq -f %08.0f 1 "$orders" >expected.txt
    cmp -s expected.txt found.txt || fail "$input: the orders are not there exactly once: $(diff expected.txt found.txt | head -5 | xargs)"

    for n in $((RANDOM % orders + 1)); do
        key=$(printf %08d "$n")
        "$program" loop why "$key" --format jsonl --journal "sqlite:$journal" >why.jsonl
        [[ $(grep -c '"what":"request.accepted"' why.jsonl) == 1 ]] || fail "$input: order $key was not accepted once"
        [[ $(grep -c '"what":"OperationsRequest new"' why.jsonl) == 1 ]] || fail "$input: order $key is not new once"
        ! grep -q '"what":"request.revised"' why.jsonl || fail "$input: order $key was revised"
    done

    if command -v sqlite3 >/dev/null; then
        found=$(sqlite3 "$journal" "SELECT count(*), count(DISTINCT key) FROM events WHERE type = 'request.accepted'")
        [[ $found == "$orders|$orders" ]] || fail "$input: events of acceptance: $found"
        found=$(sqlite3 "$journal" "SELECT count(*) FROM object_history")
        [[ $found == "$orders" ]] || fail "$input: entries of objects: $found"
        found=$(sqlite3 "$journal" "SELECT count(*), sum(state = 'acknowledged'), sum(committed) FROM inbox")
        [[ $found == "$file|$file|$orders" ]] || fail "$input: messages, acknowledged, records: $found"
        found=$(sqlite3 "$journal" "SELECT count(*) FROM deliveries WHERE kind = 'first'")
        [[ $found == "$file" ]] || fail "$input: first deliveries: $found"
        found=$(sqlite3 "$journal" "PRAGMA integrity_check")
        [[ $found == ok ]] || fail "$input: the journal is damaged: $found"
    fi

    import "$journal" "$input" >again.jsonl || fail "$input: importing again ended with $?"
    [[ $(outcomes again.jsonl) == "duplicate=$file" ]] || fail "$input: importing again said $(outcomes again.jsonl)"
}

# count_partly FILE: whether the import that printed it went on where a killed one had stopped.
count_partly() {
    local rest
    rest=$(keys "$1" | wc -l)
    if ((rest > 0 && rest < orders)); then partly=$((partly + 1)); fi
}

# finish JOURNAL INPUT FILES: runs the import to its end and checks everything.
finish() {
    local status=0
    import "$1" "$2" >last.jsonl || status=$?
    [[ $status == 0 ]] || fail "$2: the last import ended with $status: $(head -c 500 last.jsonl)"
    count_partly last.jsonl
    verify "$1" "$2" "$3"
    complete=$((complete + 1))
}

# log_size JOURNAL: of its write-ahead log, which grows with each commit.
log_size() { stat -c %s "$1-wal" 2>/dev/null || echo none; }

# part INPUT FILES: kills until there were enough, each time at a random moment from shortly before the
# program begins to commit to shortly before the import ends.
part() {
    local input=$1 files=$2 begin all start killed=0 round=1 journal span status log
    start=$(now); import begin.sqlite many/0001.xml --dry-run >/dev/null; begin=$(($(now) - start))
    start=$(now); import whole.sqlite "$input" >whole.jsonl; all=$(($(now) - start))
    rm -f begin.sqlite* whole.sqlite*
    # Rarely after its end: an import that is faster than the kill costs a whole check.
    span=$((all > begin ? (all - begin * 8 / 10) * 9 / 10 : all / 2))
    partly=0 complete=0
    journal=journal-$round.sqlite
    while ((killed < kills)); do
        log=$(log_size "$journal")
        # The program itself, not a shell around it that would be killed in its place.
        "$program" import --format jsonl --journal "sqlite:$journal" "$input" >killed.jsonl 2>killed.err &
        local process=$!
        if ((RANDOM % 4 > 0)); then
            # Three of four among the commits: once the log of the journal moves, at most as long as they take.
            until [[ $(log_size "$journal") != "$log" ]] || ! kill -0 "$process" 2>/dev/null; do sleep 0.005; done
            sleep "$(awk -v r="$RANDOM" -v s="$((all - begin))" 'BEGIN { printf "%.3f", (s > 0 ? r / 32768 * s / 1e9 : 0) }')"
        else
            sleep "$(awk -v r="$RANDOM" -v b="$begin" -v s="$span" 'BEGIN { printf "%.3f", (b * 0.8 + r / 32768 * s) / 1e9 }')"
        fi
        kill -KILL "$process" 2>/dev/null || true
        status=0
        wait "$process" 2>/dev/null || status=$?
        if ((status == 137)); then
            killed=$((killed + 1))
        elif ((status == 0)); then
            # It was faster: this journal is complete, the next kills go to a new one.
            count_partly killed.jsonl
            finish "$journal" "$input" "$files"
            rm -f "$journal"*
            round=$((round + 1))
            journal=journal-$round.sqlite
        else
            fail "$input: an import that was not killed ended with $status: $(cat killed.err)"
        fi
    done
    finish "$journal" "$input" "$files"
    rm -f journal-*.sqlite*
    # Without one the cursor was never tried. In the short form that can be chance.
    ((partly > 0 || kills < 20)) || fail "$input: no kill left an import in its middle"
    echo "$input: $orders orders in $files files, $killed kills, $complete journals checked, $partly of them gone on from the middle"
}

# --- Rehearsal -------------------------------------------------------------------------------------------------

# All rows of a journal, or where sqlite3 is not there, what the commands know of it. Not the file's bytes: SQLite
# counts how often it was opened in them.
content() {
    if command -v sqlite3 >/dev/null; then
        sqlite3 "$1" .dump | sha256sum
    else
        { "$program" loop matrix --journal "sqlite:$1"; "$program" loop dispatch --journal "sqlite:$1"; } | sha256sum
    fi
}

# What a rehearsal says must come true, and it writes nothing: not to a journal, and it makes none.
rehearse() {
    import none.sqlite one/schedule.xml --dry-run >/dev/null
    [[ ! -e none.sqlite ]] || fail "a rehearsal made a journal"
    import rehearsed.sqlite many/0001.xml >/dev/null
    local before after said
    before=$(content rehearsed.sqlite)
    "$program" import --dry-run --format jsonl --journal sqlite:rehearsed.sqlite one/schedule.xml >said.jsonl
    after=$(content rehearsed.sqlite)
    [[ $before == "$after" ]] || fail "a rehearsal wrote to the journal"
    grep -q '"dryRun":true' said.jsonl || fail "a rehearsal does not say that it is one"
    said=$(keys said.jsonl | wc -l)
    [[ $said == "$orders" ]] || fail "a rehearsal speaks of $said orders"
    import rehearsed.sqlite one/schedule.xml >done.jsonl
    diff <(sed 's/"dryRun":true/"dryRun":false/' said.jsonl) done.jsonl >/dev/null || fail "what was rehearsed is not what happened: $(head -c 300 said.jsonl) and $(head -c 300 done.jsonl)"
    rm -f rehearsed.sqlite*
    echo "rehearsal: nothing written, and what it said came true"
}

rehearse
part one 1
part many "$orders"
echo "ok (seed $seed)"
