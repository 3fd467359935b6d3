/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_claims.c - what a page about security claims is held by a test that is there.
 */
#include <stdio.h>
#include <string.h>

#include "tidy.h"

#define PATH_BYTES 512

/* One claim: the words of a code span that name a test, and where they stand. */
struct claim {
    const struct tidy_tree *tree;
    const struct tidy_file *page;
    struct sl_str folder, name;
    size_t offset;
};

/* "app/sign_in": two words with a slash between them, and nothing else. */
static bool is_test_name(struct sl_str span, struct claim *claim)
{
    const size_t slash = sl_str_find(span, SL_STR("/"));

    claim->folder = sl_str_part(span, 0, slash);
    claim->name = sl_str_part(span, slash + 1, span.len);
    for (size_t i = 0; i < span.len; i++) {
        if (i != slash && !tidy_is_word(span.ptr[i])) {
            return false;
        }
    }
    return claim->folder.len > 0 && claim->name.len > 0;
}

/* Are there tests of this folder? */
static bool has_tests(const struct claim *claim)
{
    char path[PATH_BYTES];

    (void)snprintf(path, sizeof path, "tests/%.*s/", SL_STR_ARG(claim->folder));
    for (size_t i = 0; i < claim->tree->file_count; i++) {
        if (sl_str_starts(claim->tree->files[i].path, sl_str_from(path))) {
            return true;
        }
    }
    return sl_str_equal(claim->folder, SL_STR("fuzz"));
}

static const struct tidy_file *test_of(const struct claim *claim)
{
    const bool is_fuzzer = sl_str_equal(claim->folder, SL_STR("fuzz"));
    char path[PATH_BYTES];

    if (is_fuzzer) {
        (void)snprintf(path, sizeof path, "fuzz/%.*s.c", SL_STR_ARG(claim->name));
    } else {
        (void)snprintf(
            path,
            sizeof path,
            "tests/%.*s/test_%.*s.c",
            SL_STR_ARG(claim->folder),
            SL_STR_ARG(claim->name)
        );
    }
    return tidy_tree_find(claim->tree, sl_str_from(path));
}

/* The functions that are named behind it, up to the next code span or the end of the sentence. */
static void check_functions(
    const struct claim *claim,
    const struct tidy_file *test,
    struct sl_str behind,
    struct tidy_report *report
)
{
    size_t end = 0;

    while (end < behind.len && strchr("`;|)\n", behind.ptr[end]) == NULL) {
        end++;
    }
    for (size_t i = 0; i < end;) {
        size_t len = 0;
        while (i + len < end && tidy_is_word(behind.ptr[i + len])) {
            len++;
        }
        const struct sl_str word = sl_str_part(behind, i, len);
        if (sl_str_find(word, SL_STR("_")) < len &&
            tidy_find_word(test->text, word, 0) == test->text.len) {
            tidy_find(
                report,
                claim->page->path,
                tidy_line_of(claim->page->text, claim->offset),
                "%.*s is not in %.*s",
                SL_STR_ARG(word),
                SL_STR_ARG(test->path)
            );
        }
        i += len + 1;
    }
}

static void
check_page(const struct tidy_tree *tree, const struct tidy_file *page, struct tidy_report *report)
{
    const struct sl_str text = page->text;

    for (size_t at = 0; at < text.len;) {
        struct claim claim = { .tree = tree, .page = page };
        claim.offset = at + sl_str_find(sl_str_part(text, at, text.len), SL_STR("`"));
        const struct sl_str rest = sl_str_part(text, claim.offset + 1, text.len);
        const size_t len = sl_str_find(rest, SL_STR("`"));
        at = claim.offset + len + 2;
        if (len == rest.len || !is_test_name(sl_str_part(rest, 0, len), &claim) ||
            !has_tests(&claim)) {
            continue;
        }
        const struct tidy_file *test = test_of(&claim);
        if (test == NULL) {
            tidy_find(
                report,
                page->path,
                tidy_line_of(text, claim.offset),
                "no test %.*s/%.*s",
                SL_STR_ARG(claim.folder),
                SL_STR_ARG(claim.name)
            );
        } else {
            check_functions(&claim, test, sl_str_part(rest, len + 1, rest.len), report);
        }
    }
}

/* A line of a table that says "met" names a test, or leads to the page that it is about. */
static void
check_lines(const struct tidy_tree *tree, const struct tidy_file *page, struct tidy_report *report)
{
    struct sl_str rest = page->text;
    struct sl_str line = SL_STR("");

    for (size_t number = 1; sl_str_split(&rest, '\n', &line); number++) {
        const size_t first = sl_str_find(line, SL_STR("`"));
        struct claim claim = { .tree = tree, .page = page };
        bool is_held = sl_str_find(line, SL_STR("](")) < line.len;
        if (!sl_str_starts(line, SL_STR("|")) || sl_str_find(line, SL_STR("| met |")) == line.len) {
            continue;
        }
        struct sl_str spans = sl_str_part(line, first, line.len);
        struct sl_str span = SL_STR("");
        while (!is_held && sl_str_split(&spans, '`', &span)) {
            is_held = is_test_name(span, &claim) && has_tests(&claim);
        }
        if (!is_held) {
            tidy_find(report, page->path, number, "'met' without a test or a page");
        }
    }
}

void tidy_check_claims(const struct tidy_tree *tree, struct tidy_report *report)
{
    for (size_t i = 0; i < tree->file_count; i++) {
        const struct tidy_file *page = &tree->files[i];
        if (page->kind == TIDY_MARKDOWN && sl_str_starts(page->path, SL_STR("docs/security/"))) {
            check_page(tree, page, report);
            check_lines(tree, page, report);
        }
    }
}
