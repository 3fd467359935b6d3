/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_tree.c - rules about which files there are.
 */
#include <stdarg.h>
#include <stdio.h>

#include "tidy.h"

#define ROOT_LIMIT 20
#define PATH_BYTES 512

static struct sl_str without_suffix(struct sl_str name, size_t suffix_len)
{
    return sl_str_part(name, 0, name.len - suffix_len);
}

/* Is there a file at this path, put together as by printf? */
SL_PRINTF(2, 3)
static const struct tidy_file *find_at(const struct tidy_tree *tree, const char *format, ...)
{
    char path[PATH_BYTES];
    va_list arguments;

    va_start(arguments, format);
    const int len = vsnprintf(path, sizeof(path), format, arguments);
    va_end(arguments);
    if (len < 0 || (size_t)len >= sizeof(path)) {
        return NULL;
    }
    return tidy_tree_find(tree, sl_str_from(path));
}

/* A source of a module: src/<module>/<name>.c, but not the main.c of a program. */
static bool is_source(const struct tidy_file *file)
{
    return file->kind == TIDY_C && sl_str_starts(file->path, SL_STR("src/")) &&
           sl_str_ends(file->path, SL_STR(".c")) &&
           !sl_str_equal(tidy_path_name(file->path), SL_STR("main.c"));
}

static void check_source_test(
    const struct tidy_tree *tree, const struct tidy_file *file, struct tidy_report *report
)
{
    const struct sl_str module = tidy_path_module(file->path);
    const struct sl_str name = without_suffix(tidy_path_name(file->path), 2);

    if (find_at(tree, "tests/%.*s/test_%.*s.c", SL_STR_ARG(module), SL_STR_ARG(name)) == NULL) {
        tidy_find(
            report,
            file->path,
            0,
            "no test; write tests/%.*s/test_%.*s.c",
            SL_STR_ARG(module),
            SL_STR_ARG(name)
        );
    }
}

void tidy_check_mirror(const struct tidy_tree *tree, struct tidy_report *report)
{
    for (size_t i = 0; i < tree->file_count; i++) {
        if (is_source(&tree->files[i])) {
            check_source_test(tree, &tree->files[i], report);
        }
    }
}

/* The name under which the CMakeLists.txt beside a file has to name it; empty when it need not. */
static struct sl_str listed_name(const struct tidy_file *file)
{
    const struct sl_str name = tidy_path_name(file->path);

    if (is_source(file)) {
        return name;
    }
    if (sl_str_starts(file->path, SL_STR("tests/")) && sl_str_starts(name, SL_STR("test_")) &&
        sl_str_ends(name, SL_STR(".c"))) {
        return sl_str_part(name, 5, name.len - 7);
    }
    if (sl_str_starts(file->path, SL_STR("fuzz/fuzz_")) && sl_str_ends(name, SL_STR(".c"))) {
        return sl_str_part(name, 5, name.len - 7);
    }
    return SL_STR("");
}

/* A file that no CMakeLists.txt names is never compiled, and a test never run. */
void tidy_check_listed(const struct tidy_tree *tree, struct tidy_report *report)
{
    for (size_t i = 0; i < tree->file_count; i++) {
        const struct tidy_file *file = &tree->files[i];
        const struct sl_str name = listed_name(file);
        const struct sl_str folder = tidy_path_folder(file->path);
        if (name.len == 0) {
            continue;
        }
        const struct tidy_file *list = find_at(tree, "%.*s/CMakeLists.txt", SL_STR_ARG(folder));
        if (list == NULL || tidy_find_word(list->text, name, 0) >= list->text.len) {
            tidy_find(
                report,
                file->path,
                0,
                "not built; name it in %.*s/CMakeLists.txt",
                SL_STR_ARG(folder)
            );
        }
    }
}

void tidy_check_readmes(const struct tidy_tree *tree, struct tidy_report *report)
{
    struct sl_str last_module = SL_STR("");

    for (size_t i = 0; i < tree->file_count; i++) {
        const struct sl_str path = tree->files[i].path;
        const struct sl_str module = tidy_path_module(path);
        if (!sl_str_starts(path, SL_STR("src/")) || module.len == 0 ||
            sl_str_equal(module, last_module)) {
            continue;
        }
        last_module = module;
        if (find_at(tree, "src/%.*s/README.md", SL_STR_ARG(module)) == NULL) {
            tidy_find(report, path, 0, "its folder has no README.md that says what it is for");
        }
    }
}

/* Is there a file at this path, or one below it? Both are slices of paths of the tree. */
static bool exists(const struct tidy_tree *tree, struct sl_str path)
{
    for (size_t i = 0; i < tree->file_count; i++) {
        const struct sl_str file = tree->files[i].path;
        if (sl_str_starts(file, path) && (file.len == path.len || file.ptr[path.len] == '/')) {
            return true;
        }
    }
    return path.len == 0;
}

/* The path that `target` means in a page of `folder`; false when it leaves the tree. */
static bool resolve(struct sl_str folder, struct sl_str target, char path[PATH_BYTES])
{
    while (sl_str_starts(target, SL_STR("./"))) {
        target = sl_str_part(target, 2, target.len - 2);
    }
    while (sl_str_starts(target, SL_STR("../"))) {
        if (folder.len == 0) {
            return false;
        }
        folder = tidy_path_folder(folder);
        target = sl_str_part(target, 3, target.len - 3);
    }
    while (sl_str_ends(target, SL_STR("/"))) {
        target = without_suffix(target, 1);
    }
    const char *between = folder.len > 0 && target.len > 0 ? "/" : "";
    const int len =
        snprintf(path, PATH_BYTES, "%.*s%s%.*s", SL_STR_ARG(folder), between, SL_STR_ARG(target));
    return len >= 0 && len < PATH_BYTES;
}

static void check_link(
    const struct tidy_tree *tree,
    const struct tidy_file *page,
    struct sl_str target,
    size_t offset,
    struct tidy_report *report
)
{
    char path[PATH_BYTES];

    target = sl_str_part(target, 0, sl_str_find(target, SL_STR("#")));
    if (target.len == 0 || sl_str_find(target, SL_STR(":")) < target.len ||
        sl_str_find(target, SL_STR(" ")) < target.len) {
        return;
    }
    if (!resolve(tidy_path_folder(page->path), target, path) || !exists(tree, sl_str_from(path))) {
        tidy_find(
            report,
            page->path,
            tidy_line_of(page->text, offset),
            "a link to %.*s, which is not there",
            SL_STR_ARG(target)
        );
    }
}

/* Every [text](target) of a page whose target is a path. */
static void check_page_links(
    const struct tidy_tree *tree, const struct tidy_file *page, struct tidy_report *report
)
{
    size_t from = 0;

    while (from < page->text.len) {
        struct sl_str rest = sl_str_part(page->text, from, page->text.len - from);
        const size_t found = from + sl_str_find(rest, SL_STR("]("));
        if (found >= page->text.len) {
            return;
        }
        from = found + 2;
        rest = sl_str_part(page->text, from, page->text.len - from);
        const size_t target_len = sl_str_find(rest, SL_STR(")"));
        if (target_len < sl_str_find(rest, SL_STR("\n"))) {
            check_link(tree, page, sl_str_part(rest, 0, target_len), found, report);
        }
    }
}

void tidy_check_links(const struct tidy_tree *tree, struct tidy_report *report)
{
    for (size_t i = 0; i < tree->file_count; i++) {
        if (tree->files[i].kind == TIDY_MARKDOWN) {
            check_page_links(tree, &tree->files[i], report);
        }
    }
}

/* The root is the first thing a newcomer sees: as many entries as fit in one look. */
void tidy_check_root(const struct tidy_tree *tree, struct tidy_report *report)
{
    struct sl_str last_entry = SL_STR("");
    size_t count = 0;

    for (size_t i = 0; i < tree->file_count; i++) {
        struct sl_str rest = tree->files[i].path;
        struct sl_str entry = SL_STR("");
        (void)sl_str_split(&rest, '/', &entry);
        if (!sl_str_starts(entry, SL_STR(".")) && !sl_str_equal(entry, last_entry)) {
            last_entry = entry;
            count++;
        }
    }
    if (count > ROOT_LIMIT) {
        tidy_find(
            report, SL_STR("."), 0, "%zu entries at the root, the limit is %d", count, ROOT_LIMIT
        );
    }
}
