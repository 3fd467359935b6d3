/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_floors.c - what a file may reach: its own folder or a lower floor, and, in the nouns and
 * the engines, nothing outside the program.
 */
#include "tidy.h"

/* The floors that hold no I/O, no clock and no globals: the nouns and the engines. */
#define PURE_FLOOR_FIRST 1
#define PURE_FLOOR_LAST  2

/* One #include: the name between its brackets or quotes. */
struct include {
    struct sl_str name;
    size_t line;
    bool is_quoted;
};

/* Take the next #include of the text at or after *offset. */
static bool next_include(const struct tidy_file *file, size_t *offset, struct include *include)
{
    while (*offset < file->code.len) {
        const size_t found = tidy_find_word(file->code, SL_STR("include"), *offset);
        const size_t hash = tidy_before(file->code, found);
        *offset = found + 1;
        if (found >= file->code.len || hash == SIZE_MAX || file->code.ptr[hash] != '#') {
            continue;
        }
        struct sl_str rest = sl_str_part(file->text, found + 7, file->text.len - found - 7);
        struct sl_str line = { .ptr = "", .len = 0 };
        (void)sl_str_split(&rest, '\n', &line);
        line = sl_str_trim(line);
        if (line.len < 2 || (line.ptr[0] != '"' && line.ptr[0] != '<')) {
            continue;
        }
        const char end[2] = { line.ptr[0] == '"' ? '"' : '>', '\0' };
        const struct sl_str name = sl_str_part(line, 1, line.len - 1);
        include->name = sl_str_part(name, 0, sl_str_find(name, sl_str_from(end)));
        include->line = tidy_line_of(file->text, found);
        include->is_quoted = line.ptr[0] == '"';
        return true;
    }
    return false;
}

/* The floor that a file stands on; the library's public headers are below everything. */
static int floor_of_file(const struct tidy_file *file)
{
    return tidy_floor(tidy_path_module(file->path));
}

static void
check_reach(const struct tidy_file *file, const struct include *include, struct tidy_report *report)
{
    const struct sl_str module = tidy_path_module(file->path);
    const struct sl_str target = tidy_path_folder(include->name);
    const int floor = floor_of_file(file);
    const int target_floor = tidy_floor(target);

    if (sl_str_equal(target, SL_STR("sightline")) || sl_str_equal(target, module)) {
        return;
    }
    if (target_floor < 0) {
        tidy_find(
            report,
            file->path,
            include->line,
            "\"%.*s\": write \"folder/file.h\", from src or include",
            SL_STR_ARG(include->name)
        );
    } else if (target_floor >= floor) {
        tidy_find(
            report,
            file->path,
            include->line,
            "%.*s (floor %d) may not include %.*s (floor %d); only lower floors",
            SL_STR_ARG(module),
            floor,
            SL_STR_ARG(target),
            target_floor
        );
    }
}

/* Public headers stand alone: the standard library and one another. */
static void check_public_reach(
    const struct tidy_file *file, const struct include *include, struct tidy_report *report
)
{
    if (!sl_str_starts(include->name, SL_STR("sightline/"))) {
        tidy_find(
            report,
            file->path,
            include->line,
            "a public header may not include \"%.*s\"; only sightline/",
            SL_STR_ARG(include->name)
        );
    }
}

/* A source includes its own header first, which proves that the header needs nothing before it. */
static void check_own_header(
    const struct tidy_file *file, const struct include *first, struct tidy_report *report
)
{
    const struct sl_str stem = sl_str_part(file->path, 4, file->path.len - 4 - 2);
    struct include include = { .line = 0 };
    size_t offset = 0;

    for (size_t index = 0; next_include(file, &offset, &include); index++) {
        const struct sl_str name = sl_str_part(include.name, 0, include.name.len - 2);
        if (index > 0 && include.is_quoted && include.name.len > 2 && sl_str_equal(name, stem)) {
            tidy_find(
                report, file->path, first->line, "include \"%.*s\" first", SL_STR_ARG(include.name)
            );
        }
    }
}

void tidy_check_floors(const struct tidy_file *file, struct tidy_report *report)
{
    const bool is_public = sl_str_starts(file->path, SL_STR("include/"));
    const bool is_source = sl_str_starts(file->path, SL_STR("src/"));
    struct include include = { .line = 0 };
    size_t offset = 0;

    if (file->kind != TIDY_C || (!is_public && !is_source)) {
        return;
    }
    if (is_source && floor_of_file(file) < 0) {
        tidy_find(report, file->path, 0, "its folder stands on no floor; see ARCHITECTURE.md");
        return;
    }
    for (size_t index = 0; next_include(file, &offset, &include); index++) {
        if (is_source && index == 0 && sl_str_ends(file->path, SL_STR(".c"))) {
            check_own_header(file, &include, report);
        }
        if (include.is_quoted && is_public) {
            check_public_reach(file, &include, report);
        } else if (include.is_quoted) {
            check_reach(file, &include, report);
        }
    }
}

static void check_outside(
    const struct tidy_file *file, const struct include *include, struct tidy_report *report
)
{
    static const char *const outside[] = {
        "stdio.h",  "time.h",     "unistd.h",   "fcntl.h",    "dirent.h",     "poll.h",
        "netdb.h",  "pthread.h",  "threads.h",  "signal.h",   "locale.h",     "syslog.h",
        "dlfcn.h",  "libpq-fe.h", "sqlite3.h",  "spawn.h",    "termios.h",    "microhttpd.h",
        "sodium.h", "sys/time.h", "sys/stat.h", "sys/mman.h", "sys/socket.h", "sys/wait.h",
    };

    for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++) {
        if (sl_str_equal(include->name, sl_str_from(outside[i]))) {
            tidy_find(
                report,
                file->path,
                include->line,
                "<%s> reaches outside; nouns and engines are pure",
                outside[i]
            );
        }
    }
}

void tidy_check_purity(const struct tidy_file *file, struct tidy_report *report)
{
    const int floor = floor_of_file(file);
    struct include include = { .line = 0 };
    size_t offset = 0;

    if (file->kind != TIDY_C || !sl_str_starts(file->path, SL_STR("src/")) ||
        floor < PURE_FLOOR_FIRST || floor > PURE_FLOOR_LAST) {
        return;
    }
    while (next_include(file, &offset, &include)) {
        if (!include.is_quoted) {
            check_outside(file, &include, report);
        }
    }
    for (size_t i = 0; i < file->item_count; i++) {
        if (file->items[i].kind == TIDY_VARIABLE && !file->items[i].is_const) {
            tidy_find(
                report,
                file->path,
                tidy_line_of(file->text, file->items[i].first),
                "a variable outside functions; make it const, or hand it in"
            );
        }
    }
}
