# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Measurements of pages: a synthetic partnership with its agreements in force is served, asked for
# pages, and clicked on by many users. Read by tools/bench; what is measured stays in
# build/bench/pages-SIZE.*.
#
# shellcheck disable=SC2154 # bin, work, seed, failed and store are set by tools/bench

# pages_store FOLDER: of the partnership in $folder, identified, with its agreements confirmed.
pages_store() {
    rm -rf "$1"
    mkdir -p "$1"
    {
        open_store "$1/partnership.db"
        as admin user import "$folder/users.csv"
        cp "$folder"/agreements/*.yaml "$1/partnership.agreements/"
        invite hub.steward
        invite hub.lead
        as hub.lead agreement confirm
        as hub.steward intake --manifest "$folder/manifest.csv"
        as hub.steward identify
    } >/dev/null
}

# serve NAME OPTION...: the lines that sightline-bench-serve prints, as pages-NAME.txt.
serve() {
    what=pages-$1
    shift
    say "$what: $*"
    "$bin/sightline-bench-serve" "$store" police.investigator "$@" >"$work/$what.txt" \
        2>"$work/$what.log" || {
        say "$what FAILED: $(tail -n 1 "$work/$what.log")"
        failed="$failed $what"
        rm -f "$work/$what.txt"
    }
}

step_pages() {
    folder=$work/pages-$page_children
    home=$work/pages-$page_children-store
    say "a partnership of $page_children children, for pages"
    rm -rf "$folder"
    "$bin/sightline-simulate" --children "$page_children" --seed "$seed" --out "$folder" --quiet \
        >/dev/null
    pages_store "$home"
    echo "$page_children" >"$work/pages.size"
    awk '{ print $1 }' /proc/loadavg >"$work/pages.load" 2>/dev/null || : >"$work/pages.load"
    serve one --seconds "$page_seconds" --clients 8
    serve many --seconds "$page_seconds" --clients 64 --threads 4 --only 7
    serve crowd --seconds "$crowd_seconds" --users 500
    rm -rf "$folder" "$home"
    sh bench/pages_page.sh >"$work/pages.md"
    cp "$work/pages.md" "$pages_page"
    say "wrote $pages_page"
}
