# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# A store for a run, and who acts in it. Read by tools/run and tools/bench.
#
# shellcheck disable=SC2154 # bin is set by whoever reads this

# open_store FILE: an empty store, its first administrator signed in. Beside it are a password for
# this run alone, and a session for each who acts. Nothing of it stands in arguments.
open_store() {
    store=$1
    password=$(dirname "$store")/password
    sessions=$(dirname "$store")/sessions
    rm -rf "$sessions"
    (
        umask 077
        mkdir -p "$sessions"
        od -An -N18 -tx1 /dev/urandom | tr -d ' \n' >"$password"
        "$bin/sightline" init --single-factor --hub hub --store "$store" >"$sessions/init.txt"
    )
    sed '$d' "$sessions/init.txt"
    sign_in admin "$(tail -n 1 "$sessions/init.txt")" --agency hub
    rm -f "$sessions/init.txt"
}

# act_as USER: every command from here on is done with that user's session.
act_as() {
    export SIGHTLINE_STORE="$store" SIGHTLINE_SESSION="$sessions/$1"
}

# as USER COMMAND ...: do this one with that user's session.
as() {
    user=$1
    shift
    SIGHTLINE_STORE=$store SIGHTLINE_SESSION=$sessions/$user "$bin/sightline" "$@"
}

# sign_in USER CODE [OPTIONS]: with a one-time code, which sets the password.
sign_in() {
    user=$1
    code=$2
    shift 2
    {
        cat "$password"
        printf '\n%s\n' "$code"
    } | as "$user" sign-in "$user" --invited --password-file - "$@" >/dev/null
}

# invite USER: the administrator gives a code, and the user signs in with it.
invite() {
    sign_in "$1" "$(as admin user invite "$1" | tail -n 1)"
}
