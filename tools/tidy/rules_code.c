/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_code.c - rules about C inside one file: sizes, nesting, banned calls, header contracts.
 */
#include "tidy.h"

#define SOURCE_LIMIT_LINES   600
#define HEADER_LIMIT_LINES   250
#define FUNCTION_LIMIT_LINES 70
#define PARAMETER_LIMIT      6
#define NESTING_LIMIT        4

static bool is_header(const struct tidy_file *file)
{
    return sl_str_ends(file->path, SL_STR(".h"));
}

/* Tables of data say so by name, and may be as long as the data. */
static bool is_data(const struct tidy_file *file)
{
    return sl_str_ends(file->path, SL_STR("_data.c")) || sl_str_ends(file->path, SL_STR("_data.h"));
}

static void check_function_sizes(
    const struct tidy_file *file, const struct tidy_item *item, struct tidy_report *report
)
{
    const size_t line = tidy_line_of(file->text, item->first);

    if (item->parameter_count > PARAMETER_LIMIT) {
        tidy_find(
            report,
            file->path,
            line,
            "%.*s takes %u parameters, the limit is %d; pass a struct",
            SL_STR_ARG(item->name),
            item->parameter_count,
            PARAMETER_LIMIT
        );
    }
    if (item->kind != TIDY_FUNCTION) {
        return;
    }
    const size_t line_count = tidy_line_of(file->text, item->body_last) - line + 1;
    if (line_count > FUNCTION_LIMIT_LINES) {
        tidy_find(
            report,
            file->path,
            line,
            "%.*s has %zu lines, the limit is %d; divide it",
            SL_STR_ARG(item->name),
            line_count,
            FUNCTION_LIMIT_LINES
        );
    }
}

void tidy_check_sizes(const struct tidy_file *file, struct tidy_report *report)
{
    const size_t limit = is_header(file) ? HEADER_LIMIT_LINES : SOURCE_LIMIT_LINES;

    if (file->kind != TIDY_C) {
        return;
    }
    const size_t line_count = tidy_line_of(file->text, file->text.len) - 1;
    if (line_count > limit && !is_data(file)) {
        tidy_find(
            report, file->path, 0, "%zu lines, the limit is %zu; divide it", line_count, limit
        );
    }
    for (size_t i = 0; i < file->item_count; i++) {
        check_function_sizes(file, &file->items[i], report);
    }
}

/* Does the brace at `offset` open a block of statements, and not an initialiser? */
static bool opens_block(struct sl_str plain, size_t offset)
{
    size_t last = tidy_before(plain, offset);
    size_t depth = 0;

    if (last == SIZE_MAX) {
        return false;
    }
    if (plain.ptr[last] != ')') {
        const struct sl_str word = tidy_word_ending(plain, last);
        return sl_str_equal(word, SL_STR("else")) || sl_str_equal(word, SL_STR("do"));
    }
    do {
        depth += plain.ptr[last] == ')';
        depth -= plain.ptr[last] == '(';
        last--;
    } while (depth > 0 && last > 0);
    last = tidy_before(plain, last + 1);
    if (last == SIZE_MAX) {
        return false;
    }
    const struct sl_str word = tidy_word_ending(plain, last);
    return sl_str_equal(word, SL_STR("if")) || sl_str_equal(word, SL_STR("for")) ||
           sl_str_equal(word, SL_STR("while")) || sl_str_equal(word, SL_STR("switch"));
}

static void check_body_nesting(
    const struct tidy_file *file, const struct tidy_item *item, struct tidy_report *report
)
{
    bool is_block[64] = { false };
    size_t depth = 0;
    size_t nesting = 0;

    for (size_t i = item->body_first + 1; i < item->body_last; i++) {
        const char byte = file->plain.ptr[i];
        if (byte == '{' && depth < sizeof(is_block)) {
            is_block[depth] = opens_block(file->plain, i);
            nesting += is_block[depth] ? 1 : 0;
            depth++;
            if (is_block[depth - 1] && nesting == NESTING_LIMIT + 1) {
                tidy_find(
                    report,
                    file->path,
                    tidy_line_of(file->text, i),
                    "nested deeper than %d; give the inner part a name",
                    NESTING_LIMIT
                );
            }
        } else if (byte == '}' && depth > 0) {
            depth--;
            nesting -= is_block[depth] ? 1 : 0;
        }
    }
}

void tidy_check_nesting(const struct tidy_file *file, struct tidy_report *report)
{
    for (size_t i = 0; i < file->item_count; i++) {
        if (file->items[i].kind == TIDY_FUNCTION) {
            check_body_nesting(file, &file->items[i], report);
        }
    }
}

/* Where a call is banned. */
enum ground {
    EVERYWHERE,
    SRC_BUT_BASE,  /* in src/, above the ground floor */
    SRC_BUT_DOORS, /* in src/, below cli and web */
};

struct ban {
    struct sl_str call;
    enum ground ground;
    const char *instead;
};

#define BAN(name, where, use)                    \
    {                                            \
        { #name, sizeof(#name) - 1 }, where, use \
    }

/* clang-format off */
static const struct ban bans[] = {
    BAN(strcpy,    EVERYWHERE,    "struct sl_str, or sl_arena_copy"),
    BAN(strcat,    EVERYWHERE,    "sl_buf_add"),
    BAN(strncpy,   EVERYWHERE,    "struct sl_str, or sl_arena_copy"),
    BAN(strncat,   EVERYWHERE,    "sl_buf_add"),
    BAN(stpcpy,    EVERYWHERE,    "sl_buf_add"),
    BAN(strtok,    EVERYWHERE,    "sl_str_split"),
    BAN(strtok_r,  EVERYWHERE,    "sl_str_split"),
    BAN(strsep,    EVERYWHERE,    "sl_str_split"),
    BAN(sprintf,   EVERYWHERE,    "sl_buf_addf"),
    BAN(vsprintf,  EVERYWHERE,    "sl_buf_addf"),
    BAN(gets,      EVERYWHERE,    "sl_file_read"),
    BAN(scanf,     EVERYWHERE,    "sl_parse_i64"),
    BAN(sscanf,    EVERYWHERE,    "sl_parse_i64"),
    BAN(fscanf,    EVERYWHERE,    "sl_csv_next"),
    BAN(atoi,      EVERYWHERE,    "sl_parse_i64"),
    BAN(atol,      EVERYWHERE,    "sl_parse_i64"),
    BAN(atoll,     EVERYWHERE,    "sl_parse_i64"),
    BAN(atof,      EVERYWHERE,    "sl_parse_f64"),
    BAN(strtol,    EVERYWHERE,    "sl_parse_i64"),
    BAN(strtoll,   EVERYWHERE,    "sl_parse_i64"),
    BAN(strtoul,   EVERYWHERE,    "sl_parse_i64"),
    BAN(strtoull,  EVERYWHERE,    "sl_parse_i64"),
    BAN(strtod,    SRC_BUT_BASE,  "sl_parse_f64"),
    BAN(localtime, EVERYWHERE,    "sl_date_from_days"),
    BAN(gmtime,    EVERYWHERE,    "sl_date_from_days"),
    BAN(asctime,   EVERYWHERE,    "sl_date_print"),
    BAN(ctime,     EVERYWHERE,    "sl_date_print"),
    BAN(rand,      EVERYWHERE,    "sl_random_below"),
    BAN(srand,     EVERYWHERE,    "sl_random_init"),
    BAN(random,    EVERYWHERE,    "sl_random_below"),
    BAN(alloca,    EVERYWHERE,    "sl_arena_alloc"),
    BAN(mktemp,    EVERYWHERE,    "mkdtemp"),
    BAN(tmpnam,    EVERYWHERE,    "mkdtemp"),
    BAN(system,    EVERYWHERE,    "posix_spawn"),
    BAN(malloc,    SRC_BUT_BASE,  "sl_alloc, or an arena"),
    BAN(calloc,    SRC_BUT_BASE,  "sl_calloc, or an arena"),
    BAN(realloc,   SRC_BUT_BASE,  "sl_realloc"),
    BAN(free,      SRC_BUT_BASE,  "sl_free"),
    BAN(strdup,    SRC_BUT_BASE,  "sl_arena_copy"),
    BAN(strndup,   SRC_BUT_BASE,  "sl_arena_copy"),
    BAN(asprintf,  SRC_BUT_BASE,  "sl_buf_addf"),
    BAN(vasprintf, SRC_BUT_BASE,  "sl_buf_addf"),
    BAN(printf,    SRC_BUT_DOORS, "a result for the caller to print"),
    BAN(puts,      SRC_BUT_DOORS, "a result for the caller to print"),
    BAN(putchar,   SRC_BUT_DOORS, "a result for the caller to print"),
    BAN(perror,    SRC_BUT_DOORS, "sl_fail"),
    BAN(exit,      SRC_BUT_DOORS, "sl_fail"),
    BAN(_exit,     SRC_BUT_DOORS, "sl_fail"),
};
/* clang-format on */

static bool is_banned_in(enum ground ground, struct sl_str path)
{
    const bool in_src = sl_str_starts(path, SL_STR("src/"));

    switch (ground) {
    case EVERYWHERE:
        return true;
    case SRC_BUT_BASE:
        return in_src && !sl_str_starts(path, SL_STR("src/base/"));
    case SRC_BUT_DOORS:
        return in_src && tidy_floor(tidy_path_module(path)) < tidy_floor(SL_STR("cli"));
    }
    return false;
}

/* A name is called when a bracket follows. */
static bool is_call(struct sl_str code, size_t behind)
{
    while (behind < code.len && code.ptr[behind] == ' ') {
        behind++;
    }
    return behind < code.len && code.ptr[behind] == '(';
}

/* The name of a field (item.free, item->free) or of a member in an initialiser is no call. */
static bool is_field(struct sl_str code, size_t first)
{
    return first > 0 && (code.ptr[first - 1] == '.' ||
                         (first > 1 && code.ptr[first - 1] == '>' && code.ptr[first - 2] == '-'));
}

/* To declare a function is not to call it. */
static bool is_declared_at(const struct tidy_file *file, size_t offset)
{
    for (size_t i = 0; i < file->item_count; i++) {
        const struct tidy_item *item = &file->items[i];
        if (item->kind == TIDY_PROTOTYPE && item->first <= offset && offset <= item->last) {
            return true;
        }
    }
    return false;
}

static void
check_ban(const struct tidy_file *file, const struct ban *ban, struct tidy_report *report)
{
    size_t found = tidy_find_word(file->code, ban->call, 0);

    for (; found < file->code.len; found = tidy_find_word(file->code, ban->call, found + 1)) {
        if (is_call(file->code, found + ban->call.len) && !is_field(file->code, found) &&
            !is_declared_at(file, found)) {
            tidy_find(
                report,
                file->path,
                tidy_line_of(file->text, found),
                "%.*s is banned here; use %s",
                SL_STR_ARG(ban->call),
                ban->instead
            );
        }
    }
}

void tidy_check_banned(const struct tidy_file *file, struct tidy_report *report)
{
    if (file->kind != TIDY_C) {
        return;
    }
    for (size_t i = 0; i < sizeof(bans) / sizeof(bans[0]); i++) {
        if (is_banned_in(bans[i].ground, file->path)) {
            check_ban(file, &bans[i], report);
        }
    }
}

/* Does a string between these two offsets quote something with other marks than '...'? */
static bool quotes_otherwise(struct sl_str text, size_t first, size_t last)
{
    const struct sl_str part = sl_str_part(text, first, last - first);

    return sl_str_find(part, SL_STR("\\\"")) < part.len ||
           sl_str_find(part, SL_STR("`")) < part.len;
}

void tidy_check_quotes(const struct tidy_file *file, struct tidy_report *report)
{
    static const struct sl_str calls[] = {
        {"sl_fail",         7 },
        { "sl_fail_detail", 14},
        { "sl_fail_hint",   12}
    };

    if (file->kind != TIDY_C || sl_str_starts(file->path, SL_STR("tests/"))) {
        return;
    }
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        size_t found = tidy_find_word(file->code, calls[i], 0);
        for (; found < file->code.len; found = tidy_find_word(file->code, calls[i], found + 1)) {
            const size_t open = found + calls[i].len;
            if (is_call(file->code, open) &&
                quotes_otherwise(file->text, open, tidy_closing(file->code, open))) {
                const size_t line = tidy_line_of(file->text, found);
                tidy_find(report, file->path, line, "another quote; a message has '...'");
            }
        }
    }
}

void tidy_check_comments(const struct tidy_file *file, struct tidy_report *report)
{
    size_t from = 0;

    while (from < file->code.len) {
        const struct sl_str rest = sl_str_part(file->code, from, file->code.len - from);
        const size_t found = from + sl_str_find(rest, SL_STR("//"));
        if (found < file->code.len) {
            const size_t line = tidy_line_of(file->text, found);
            tidy_find(report, file->path, line, "a // comment; use /* */");
        }
        from = found + 2;
    }
}

/* The text between an item and what stands before it holds its comment, if there is one. */
static bool has_comment(const struct tidy_file *file, size_t item_first)
{
    const size_t last = tidy_before(file->text, item_first);

    return last != SIZE_MAX && last > 0 && file->text.ptr[last] == '/' &&
           file->text.ptr[last - 1] == '*';
}

/* Functions that follow one another without an empty line share the comment of the first. */
static bool continues_group(const struct tidy_file *file, size_t index)
{
    if (index == 0 || file->items[index - 1].kind != TIDY_PROTOTYPE) {
        return false;
    }
    const size_t first = file->items[index - 1].last + 1;
    const struct sl_str gap = sl_str_part(file->text, first, file->items[index].first - first);
    return sl_str_find(gap, SL_STR("\n\n")) == gap.len;
}

static bool is_contract_file(const struct tidy_file *file)
{
    return file->kind == TIDY_C && is_header(file) &&
           (sl_str_starts(file->path, SL_STR("src/")) ||
            sl_str_starts(file->path, SL_STR("include/")));
}

/* Behind the licence, a header says its name and what it is for: "jaro.h - how alike ...". */
static void check_opening(const struct tidy_file *file, struct tidy_report *report)
{
    const struct sl_str name = tidy_path_name(file->path);
    const struct sl_str top = sl_str_part(file->text, 0, 400);
    const size_t found = sl_str_find(top, name);

    if (found >= top.len || !sl_str_starts(sl_str_part(top, found + name.len, 3), SL_STR(" - "))) {
        tidy_find(report, file->path, 1, "say at the top: %.*s - what it is for", SL_STR_ARG(name));
    }
}

void tidy_check_contracts(const struct tidy_file *file, struct tidy_report *report)
{
    bool is_documented = false;

    if (!is_contract_file(file)) {
        return;
    }
    check_opening(file, report);
    for (size_t i = 0; i < file->item_count; i++) {
        const struct tidy_item *item = &file->items[i];
        if (item->kind != TIDY_PROTOTYPE && item->kind != TIDY_FUNCTION) {
            is_documented = false;
            continue;
        }
        is_documented =
            has_comment(file, item->first) || (is_documented && continues_group(file, i));
        if (!is_documented) {
            tidy_find(
                report,
                file->path,
                tidy_line_of(file->text, item->first),
                "%.*s has no contract; put a comment above it",
                SL_STR_ARG(item->name)
            );
        }
    }
}
