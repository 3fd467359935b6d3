#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The SQL of the store is to serve a twin on PostgreSQL as well: here a real PostgreSQL makes every
# table of it, and prepares every statement. Only src/store/sql/sqlite.* is SQLite's own.
#
# A server of its own listens on a socket in a folder of its own, and ends with this script.
# Exit status 77: PostgreSQL is not there (Debian: postgresql), so nothing was looked at.
set -eu
cd "$(dirname "$0")/../.."
sql=src/store/sql

bin=
for folder in /usr/lib/postgresql/*/bin; do
    [ ! -x "$folder/initdb" ] || bin=$folder
done
if [ -z "$bin" ]; then
    echo 'SKIPPED: PostgreSQL is not installed (Debian: postgresql)'
    exit 77
fi

work=$(mktemp -d)
# PostgreSQL does not run as root.
as_user() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}
finish() {
    as_user "$bin/pg_ctl" -D "$work/data" stop -m immediate >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

[ "$(id -u)" -ne 0 ] || chown postgres "$work"
chmod 711 "$work"
as_user "$bin/initdb" -D "$work/data" -A trust -U sightline >"$work/initdb.log" 2>&1 ||
    { cat "$work/initdb.log"; exit 1; }
as_user "$bin/pg_ctl" -D "$work/data" -o "-k $work -c listen_addresses= -c fsync=off" \
    -l "$work/data/log" -w start >/dev/null

# The dialect, as src/store/sql/sqlite.dialect tells it.
translate() {
    sed -e 's/@id\>/bigint PRIMARY KEY/g' -e 's/@int\>/bigint/g' -e 's/@bytes\>/bytea/g' \
        -e 's/@rows\>//g' -e 's/@keyed\>//g'
}

ask() {
    "$bin/psql" -h "$work" -U sightline -d postgres -v ON_ERROR_STOP=1 -q >/dev/null 2>"$work/error"
}

failed=0
for file in "$sql"/[0-9]*.sql "$sql"/derived/*.sql; do
    translate <"$file" | ask || {
        echo "$file: $(head -n 1 "$work/error")"
        failed=1
    }
done

# A transaction is begun and ended by words that cannot be prepared.
count=0
for file in "$sql"/*.sql; do
    case $file in "$sql"/[0-9]* | "$sql"/sqlite.sql) continue ;; esac
    for name in $(sed -n 's/^-- name: //p' "$file"); do
        case $name in begin_read | commit | rollback) continue ;; esac
        awk -v name="$name" '
            /^-- name: / { here = $3 == name; next }
            /^--/ { next }
            here
            BEGIN { print "PREPARE one AS" }' "$file" | translate | ask || {
            echo "$file: $name: $(head -n 1 "$work/error")"
            failed=1
        }
        count=$((count + 1))
    done
done
[ "$count" -gt 0 ] || failed=1
echo "$count statements prepared by $("$bin/postgres" --version)"
exit $failed
