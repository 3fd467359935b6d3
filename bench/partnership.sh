# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Measurements of a store: a synthetic partnership is made, taken in, identified and asked about.
# Read by tools/bench; what is measured stays in build/bench/partnership-SIZE.*.
#
# shellcheck disable=SC2154 # bin, work, seed, children and failed are set by tools/bench

# measured NAME COMMAND...: its output as NAME.json, time and memory as NAME.time.json.
measured() {
    name=$1
    shift
    say "$name: $(basename "$1") $2"
    rm -f "$work/$name.time.json"
    "$bin/sightline-measure" --json "$work/$name.time.json" "$@" \
        >"$work/$name.json" 2>"$work/$name.log" || {
        say "$name FAILED: $(tail -n 2 "$work/$name.log" | tr '\n' ' ')"
        failed="$failed $name"
        rm -f "$work/$name.time.json"
        return 1
    }
}

# import_with_sqlite NAME FILE: the same lines, with their keys, by the shell of SQLite.
import_with_sqlite() {
    if ! command -v sqlite3 >/dev/null 2>&1; then
        skip "the import of $2 by sqlite3: the package sqlite3 is missing"
        return 0
    fi
    awk '{
        key = $0
        sub(/^.*"id":"/, "", key)
        sub(/".*$/, "", key)
        gsub(/"/, "\"\"")
        print key ",\"" $0 "\""
    }' "$2" >"$work/$1.csv"
    for table in plain keyed; do
        rm -f "$work/$1.db"*
        {
            echo 'PRAGMA journal_mode = WAL;'
            echo 'CREATE TABLE line (key TEXT, body TEXT);'
            [ $table = plain ] || echo 'CREATE INDEX line_key ON line (key);'
            printf '.mode csv\n.import %s line\n' "$work/$1.csv"
        } >"$work/$1.sql"
        measured "$1-sqlite-$table" sh -c "sqlite3 '$work/$1.db' <'$work/$1.sql'" || true
    done
    rm -f "$work/$1.db"* "$work/$1.csv" "$work/$1.sql"
}

# The largest file of one system, alone: how fast is intake itself?
measure_intake() {
    store=$work/$1-intake.db
    rm -f "$store"*
    "$bin/sightline" init --store "$store" >/dev/null
    measured "$1-intake" "$bin/sightline" intake --store "$store" --agency police \
        --system records --format pole-jsonl "$folder/police/records.jsonl" --json || return 0
    wc -c <"$folder/police/records.jsonl" >"$work/$1-intake.bytes"
    rm -f "$store"*
    import_with_sqlite "$1" "$folder/police/records.jsonl"
}
