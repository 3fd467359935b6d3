/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_text.c - rules about the text of any file, whatever its language.
 */
#include <string.h>

#include "base/utf8.h"
#include "tidy.h"

#define LINE_LIMIT_COLUMNS 100
#define FILE_LIMIT_BYTES   ((size_t)1 << 20)
#define IMAGE_LIMIT_BYTES  ((size_t)2 << 20)
#define CORPUS_LIMIT_BYTES ((size_t)64 << 10)
#define LICENCE_LINES      3

/* Take the next line off *rest, without its end. */
static bool next_line(struct sl_str *rest, struct sl_str *ret_line)
{
    return rest->len > 0 && sl_str_split(rest, '\n', ret_line);
}

void tidy_check_licence(const struct tidy_file *file, struct tidy_report *report)
{
    struct sl_str rest = file->text;
    struct sl_str line = { .ptr = "", .len = 0 };

    if (file->kind != TIDY_C && file->kind != TIDY_HASH) {
        return;
    }
    for (int i = 0; i < LICENCE_LINES && next_line(&rest, &line); i++) {
        if (sl_str_ends(sl_str_trim(line), SL_STR("SPDX-License-Identifier: Apache-2.0")) ||
            sl_str_ends(sl_str_trim(line), SL_STR("SPDX-License-Identifier: Apache-2.0 */"))) {
            return;
        }
    }
    tidy_find(report, file->path, 1, "begin with SPDX-License-Identifier: Apache-2.0");
}

static void check_line(
    const struct tidy_file *file, struct sl_str line, size_t number, struct tidy_report *report
)
{
    const bool is_makefile = sl_str_equal(tidy_path_name(file->path), SL_STR("Makefile"));

    if (!is_makefile && sl_str_find(line, SL_STR("\t")) < line.len) {
        tidy_find(report, file->path, number, "a tab; use spaces");
    }
    if (sl_str_ends(line, SL_STR("\r"))) {
        tidy_find(report, file->path, number, "a carriage return; end lines with LF alone");
    } else if (sl_str_ends(line, SL_STR(" ")) || sl_str_ends(line, SL_STR("\t"))) {
        tidy_find(report, file->path, number, "blanks at the end of the line");
    }
    if (file->kind == TIDY_C && sl_utf8_count(line) > LINE_LIMIT_COLUMNS) {
        tidy_find(
            report, file->path, number, "longer than %d columns; break it", LINE_LIMIT_COLUMNS
        );
    }
}

void tidy_check_layout(const struct tidy_file *file, struct tidy_report *report)
{
    struct sl_str rest = file->text;
    struct sl_str line = { .ptr = "", .len = 0 };

    if (file->kind == TIDY_DATA || file->text.len == 0) {
        return;
    }
    for (size_t number = 1; next_line(&rest, &line); number++) {
        check_line(file, line, number, report);
    }
    if (!sl_str_ends(file->text, SL_STR("\n"))) {
        tidy_find(report, file->path, 0, "the last line has no end; add one");
    }
}

/* The words are put together here so that this file does not hold them. */
void tidy_check_markers(const struct tidy_file *file, struct tidy_report *report)
{
    static const struct sl_str markers[] = {
        {"TO"
          "DO", 4},
        { "FIX"
          "ME", 5},
        { "X"
          "XX", 3},
    };

    if (file->kind != TIDY_C && file->kind != TIDY_HASH) {
        return;
    }
    for (size_t i = 0; i < sizeof(markers) / sizeof(markers[0]); i++) {
        size_t found = tidy_find_word(file->text, markers[i], 0);
        for (; found < file->text.len; found = tidy_find_word(file->text, markers[i], found + 1)) {
            tidy_find(
                report,
                file->path,
                tidy_line_of(file->text, found),
                "%.*s; do it, or open an issue",
                SL_STR_ARG(markers[i])
            );
        }
    }
}

/* A path that only one machine has. Again put together, not to be found in this file. */
void tidy_check_paths(const struct tidy_file *file, struct tidy_report *report)
{
    static const char *const folders[] = { "/wo"
                                           "rk/",
                                           "/ro"
                                           "ot/",
                                           "/t"
                                           "mp/",
                                           "/ho"
                                           "me/" };

    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        const struct sl_str folder = sl_str_from(folders[i]);
        size_t from = 0;
        while (from < file->text.len) {
            const struct sl_str rest = sl_str_part(file->text, from, file->text.len - from);
            const size_t found = from + sl_str_find(rest, folder);
            from = found + folder.len;
            if (found >= file->text.len) {
                break;
            }
            const char before = found == 0 ? ' ' : file->text.ptr[found - 1];
            if (!tidy_is_word(before) && before != '.' && before != '-' && before != '}') {
                tidy_find(
                    report,
                    file->path,
                    tidy_line_of(file->text, found),
                    "%s is a path of one machine; make it relative",
                    folders[i]
                );
            }
        }
    }
}

void tidy_check_blobs(const struct tidy_file *file, struct tidy_report *report)
{
    const bool is_image = sl_str_starts(file->path, SL_STR("docs/images/"));
    const bool is_seed = sl_str_starts(file->path, SL_STR("fuzz/corpus/"));
    size_t limit_bytes = FILE_LIMIT_BYTES;

    limit_bytes = is_image ? IMAGE_LIMIT_BYTES : limit_bytes;
    limit_bytes = is_seed ? CORPUS_LIMIT_BYTES : limit_bytes;
    if (file->size_bytes > limit_bytes) {
        tidy_find(report, file->path, 0, "larger than %zu KiB; keep it out", limit_bytes >> 10);
    }
    if (is_image || is_seed || file->text.len == 0) {
        return;
    }
    if (memchr(file->text.ptr, '\0', file->text.len) != NULL) {
        tidy_find(report, file->path, 0, "binary; only docs/images and fuzz/corpus may be");
    } else if (sl_utf8_check(file->text) < file->text.len && file->kind != TIDY_DATA) {
        tidy_find(
            report,
            file->path,
            tidy_line_of(file->text, sl_utf8_check(file->text)),
            "not valid UTF-8"
        );
    }
}

void tidy_check_markdown(const struct tidy_file *file, struct tidy_report *report)
{
    struct sl_str rest = file->text;
    struct sl_str line = { .ptr = "", .len = 0 };
    bool in_fence = false;
    size_t title_count = 0;

    if (file->kind != TIDY_MARKDOWN || sl_str_starts(file->path, SL_STR(".github/"))) {
        return;
    }
    for (size_t number = 1; next_line(&rest, &line); number++) {
        if (sl_str_starts(sl_str_trim(line), SL_STR("```"))) {
            in_fence = !in_fence;
        } else if (!in_fence && sl_str_starts(line, SL_STR("# ")) && ++title_count > 1) {
            tidy_find(report, file->path, number, "a second title; use ## for a section");
        }
    }
    if (title_count == 0) {
        tidy_find(report, file->path, 0, "no title; begin with # and what the page is about");
    }
    if (in_fence) {
        tidy_find(report, file->path, 0, "a ``` that is never closed");
    }
}
