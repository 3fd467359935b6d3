# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Measurements of a store: a synthetic partnership is made, taken in, identified and asked about.
# Read by tools/bench; what is measured stays in build/bench/partnership-SIZE.*.
#
# shellcheck disable=SC2154 # bin, work, seed, children and failed are set by tools/bench

# measured NAME COMMAND...: its output as NAME.json, time and memory as NAME.time.json.
measured() {
    what=$1
    shift
    say "$what: $(basename "$1") $2"
    rm -f "$work/$what.time.json"
    "$bin/sightline-measure" --json "$work/$what.time.json" "$@" \
        >"$work/$what.json" 2>"$work/$what.log" || {
        say "$what FAILED: $(tail -n 2 "$work/$what.log" | tr '\n' ' ')"
        failed="$failed $what"
        rm -f "$work/$what.time.json"
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

# store_for_steward FOLDER: an empty store of its own there; its data steward does what follows.
store_for_steward() {
    rm -rf "$1"
    mkdir -p "$1"
    {
        open_store "$1/partnership.db"
        as admin user import "$folder/users.csv"
        invite hub.steward
    } >/dev/null
    act_as hub.steward
}

# The largest file of one system, alone: how fast is intake itself?
measure_intake() {
    store_for_steward "$home"
    measured "$1-intake" "$bin/sightline" intake --agency police \
        --system records --format pole-jsonl "$folder/police/records.jsonl" --json || return 0
    wc -c <"$folder/police/records.jsonl" >"$work/$1-intake.bytes"
    import_with_sqlite "$1" "$folder/police/records.jsonl"
}

# Everything that follows a partnership of so many children from files to pictures.
measure_partnership() {
    set_name=partnership-$1
    folder=$work/$set_name
    home=$work/$set_name-store
    rm -rf "$folder" "$home"
    measured "$set_name-simulate" "$bin/sightline-simulate" --children "$1" --seed $seed \
        --out "$folder" --json || return 0
    measure_intake "$set_name"
    store_for_steward "$home"
    measured "$set_name-all" "$bin/sightline" intake --manifest "$folder/manifest.csv" \
        --json || return 0
    measured "$set_name-identify" "$bin/sightline" identify --truth "$folder/truth" \
        --json || return 0
    wc -c <"$store" >"$work/$set_name.bytes"
    measured "$set_name-picture" "$bin/sightline-bench-picture" "$store" 1000 || true
    measured "$set_name-search" "$bin/sightline-bench-search" "$store" "$folder/truth" || true
    # Last, as the store grows by it.
    measured "$set_name-arrival" "$bin/sightline-bench-arrival" "$store" 1000 || true
    rm -rf "$folder" "$home"
}

step_partnership() {
    for count in $children; do
        say "a partnership of $count children"
        measure_partnership "$count"
    done
}
