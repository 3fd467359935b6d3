# SPDX-License-Identifier: Apache-2.0
#
# Turn SQL files into C text: awk -v names=FILE.h -v texts=FILE.c -f sql.awk X.dialect FILES.sql
#
#   X.dialect         "@word  text": what stands for @word, in the migrations and derived tables,
#                     and "$  text" for the $ in front of the number of a parameter
#   NNNN_NAME.sql     a migration: statements, each ends with a semicolon at the end of a line
#   derived/NAME.sql  a derived table, likewise, and a line "-- version: N"
#   any other .sql    statements by name: "-- name: NAME" and one statement
#
# Lines that begin with -- are comments and not kept.

function fail(what) {
    print FILENAME ":" FNR ": " what > "/dev/stderr"
    failed = 1
    exit 1
}

function quoted(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/"/, "\\\"", text)
    gsub(/\n/, "\\n\"\n    \"", text)
    return "\"" text "\""
}

function translated(line,    word, rest, done) {
    done = ""
    while (match(line, /@[a-z]+/)) {
        word = substr(line, RSTART, RLENGTH)
        if (!(word in dialect)) {
            fail("no word of the dialect: " word)
        }
        done = done substr(line, 1, RSTART - 1) dialect[word]
        line = substr(line, RSTART + RLENGTH)
    }
    return done line
}

function end_script() {
    if (script == "") {
        return
    }
    if (pending != "") {
        fail("the last statement of " script " has no semicolon")
    }
    scripts[kind, ++script_count[kind]] = script
    lengths[kind, script_count[kind]] = part_count
    versions[kind, script_count[kind]] = kind == "derived" ? version : script_count[kind]
    script = ""
}

FNR == 1 {
    end_script()
    pending = ""
    name = FILENAME
    sub(/^.*\//, "", name)
    if (FILENAME ~ /\.dialect$/) {
        kind = "dialect"
    } else if (FILENAME ~ /\/derived\/[^\/]*$/) {
        kind = "derived"
    } else if (name ~ /^[0-9][0-9][0-9][0-9]_/) {
        kind = "migration"
    } else {
        kind = "statement"
    }
    sub(/\.sql$/, "", name)
    if (kind == "migration" || kind == "derived") {
        script = name
        part_count = 0
        version = 0
    }
}

kind == "derived" && /^-- version: / {
    version = $3
}

kind == "dialect" && $1 == "$" {
    parameter = $2
}

kind == "dialect" && /^@/ {
    word = $1
    text = $0
    sub(/^@[a-z]+ */, "", text)
    dialect[word] = text
}

kind == "statement" && /^-- name: / {
    if (pending != "") {
        fail("the statement before has no semicolon")
    }
    current = $3
}

/^--/ || /^ *$/ || kind == "dialect" {
    next
}

{
    line = kind == "statement" ? $0 : translated($0)
    pending = pending == "" ? line : pending "\n" line
}

/; *$/ {
    sub(/; *$/, "", pending)
    if (kind == "statement") {
        if (current == "") {
            fail("a statement without a name")
        }
        statement_names[++statement_count] = current
        gsub(/\$/, parameter, pending)
        statements[statement_count] = pending
        current = ""
    } else {
        parts[kind, script_count[kind] + 1, ++part_count] = pending
    }
    pending = ""
}

function print_scripts(which, array,    i, j, drop) {
    for (i = 1; i <= script_count[which]; i++) {
        printf "\nstatic const char *const %s_%d[] = {\n", which, i > texts
        for (j = 1; j <= lengths[which, i]; j++) {
            printf "    %s,\n", quoted(parts[which, i, j]) > texts
        }
        print "};" > texts
    }
    printf "\nconst struct sl_sql_script %s[] = {\n", array > texts
    for (i = 1; i <= script_count[which]; i++) {
        drop = which == "derived" ? "\"DROP TABLE IF EXISTS " scripts[which, i] "\"" : "NULL"
        printf "    { \"%s\", %d, %s_%d, %d, %s },\n", scripts[which, i], versions[which, i],
            which, i, lengths[which, i], drop > texts
    }
    print "};" > texts
    printf "const size_t %s_count = %d;\n", array, script_count[which] + 0 > texts
}

END {
    if (failed) {
        exit 1
    }
    end_script()
    print "/* SPDX-License-Identifier: Apache-2.0 */" > names
    print "/* sql_names.h - the statements of src/store/sql by name; made by cmake/sql.awk. */" > names
    print "#ifndef SL_STORE_SQL_NAMES_H\n#define SL_STORE_SQL_NAMES_H\n" > names
    print "enum sl_sql {" > names
    for (i = 1; i <= statement_count; i++) {
        printf "    SL_SQL_%s,\n", toupper(statement_names[i]) > names
    }
    print "    SL_SQL_COUNT\n};\n\n#endif" > names

    print "/* SPDX-License-Identifier: Apache-2.0 */" > texts
    print "/* The text of src/store/sql; made by cmake/sql.awk. */" > texts
    print "#include \"store/sql_text.h\"\n" > texts
    print "const char *const sl_sql_statements[SL_SQL_COUNT] = {" > texts
    for (i = 1; i <= statement_count; i++) {
        printf "    [SL_SQL_%s] =\n    %s,\n", toupper(statement_names[i]),
            quoted(statements[i]) > texts
    }
    print "};" > texts
    print_scripts("migration", "sl_sql_migrations")
    print_scripts("derived", "sl_sql_derived")
}
