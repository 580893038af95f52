#!/usr/bin/env bash
# Judges every document of index.tsv with the program itself, at full size. Usage: Tests/Evil/run.sh [B2MML]
#
# For each document: the verdict and the code of the index; less than a second of processor time and 256 MB of memory
# (GNU time); no call for the network, and no file opened but the document, the installation's schemas, and what every
# program opens (strace). What cannot be looked at is said at the end. The documents take about 1 GB in TMPDIR.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=Tests/Evil
b2mml=${1:-.build/release/b2mml}
[ -x "$b2mml" ] || { echo "no program at $b2mml: build it with swift build -c release --static-swift-stdlib --product b2mml" >&2; exit 2; }
b2mml=$(realpath "$b2mml")

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/documents"
echo "== documents"
B2MML_EVIL="$folder/documents" swift test --filter EvilTests.everyAttackIsWritten >"$folder/log" 2>&1 ||
    { cat "$folder/log" >&2; exit 2; }

skipped=()
measure=()
if command -v /usr/bin/time >/dev/null; then
    measure=(/usr/bin/time -q -o "$folder/cost" -f "%U %S %M")
else
    skipped+=("time and memory: GNU time is not installed")
fi
trace=()
if command -v strace >/dev/null && strace -f -o /dev/null true 2>/dev/null; then
    trace=(strace -f -qq -e trace=network,open,openat,openat2,execve -o "$folder/trace")
else
    skipped+=("files and network calls: strace is not installed, or not permitted")
fi
isolate=()
if unshare -n true 2>/dev/null; then
    isolate=(unshare -n)
elif unshare -rn true 2>/dev/null; then
    isolate=(unshare -rn)
else
    skipped+=("a network namespace: unshare -n is not permitted")
fi

# What a program that is started opens, wherever it is installed.
allowed='^(/etc/ld\.so\.(cache|preload)|/etc/localtime|/(usr/)?lib(64)?/.*|/opt/.*/lib/.*|/usr/share/(locale|zoneinfo)/.*|/proc/(self|[0-9]+)/.*|/sys/.*|/dev/(null|tty))$'
# Images of compiled schemas belong to the installation; the first document makes them.
export B2MML_CACHE="$folder/cache"
mkdir -m 700 "$B2MML_CACHE"
installation="^($(realpath Schemas)|$(dirname "$b2mml")|$(realpath "$B2MML_CACHE"))(/.*)?$"

faults=0
fault() {
    echo "FAULT $1: $2"
    faults=$((faults + 1))
}

judge() {
    local number=$1 file=$2 verdict=$3 code=$4 user system peak status=0
    timeout 60 "${isolate[@]}" "${measure[@]}" "$b2mml" validate --format jsonl "$file" \
        >"$folder/out" 2>"$folder/err" || status=$?
    [ "$status" -le 1 ] || fault "$number" "exit status $status: $(head -c 200 "$folder/err")"
    grep -q "\"verdict\":\"$verdict\"" "$folder/out" || fault "$number" "not $verdict: $(head -c 300 "$folder/out")"
    if [ "$code" != - ]; then
        grep -q "\"code\":\"$code\"" "$folder/out" || fault "$number" "no $code: $(head -c 300 "$folder/out")"
    fi
    if [ ${#measure[@]} -gt 0 ]; then
        read -r user system peak <"$folder/cost"
        awk "BEGIN { exit !($user + $system < 1) }" || fault "$number" "$user + $system s"
        [ "$peak" -lt 262144 ] || fault "$number" "$peak KiB"
        echo "$number $user $system $peak" >>"$folder/costs"
    fi
    [ ${#trace[@]} -gt 0 ] || return 0
    timeout 120 "${trace[@]}" "$b2mml" validate --format jsonl "$file" >/dev/null 2>&1 || true
    if grep -qE '^[0-9]+ +(socket|connect|bind|listen|accept|send|recv)' "$folder/trace"; then
        fault "$number" "calls the network: $(grep -m1 -E 'socket|connect' "$folder/trace")"
    fi
    if [ "$(grep -c execve "$folder/trace")" -gt 1 ]; then fault "$number" "starts a program"; fi
    # Of those that were opened; a file that is looked for and is not there was not read.
    sed -nE 's/.*open(at2?)?\((AT_FDCWD, )?"([^"]*)".* = [0-9]+.*/\3/p' "$folder/trace" | sort -u |
        while read -r path; do
            path=$(realpath -m "$path")
            [ "$path" = "$(realpath "$file")" ] || [[ $path =~ $allowed ]] || [[ $path =~ $installation ]] || echo "$path"
        done >"$folder/opened"
    [ ! -s "$folder/opened" ] || fault "$number" "opens $(tr '\n' ' ' <"$folder/opened")"
}

echo "== attacks"
count=0
while IFS=$'\t' read -r number source kind verdict code idea; do
    [ "$number" != number ] || continue
    case $source in
    make:*) file=$number-$(echo "${source#make:}" | tr ' ' -).xml ;;
    *) file=$source ;;
    esac
    judge "$number" "$folder/documents/$file" "$verdict" "$code"
    count=$((count + 1))
done <"$here/index.tsv"

if [ -s "$folder/costs" ]; then
    sort -k4,4n "$folder/costs" | tail -1 | awk '{ print "most memory: " $1 ", " $4 " KiB" }'
    awk '{ print $2 + $3, $1 }' "$folder/costs" | sort -n | tail -1 | awk '{ print "most time: " $2 ", " $1 " s" }'
fi
for what in "${skipped[@]}"; do echo "SKIPPED $what"; done
echo "$count attacks, $faults faults"
[ "$faults" -eq 0 ]
