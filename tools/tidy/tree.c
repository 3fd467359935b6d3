/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "tidy.h"

#define TREE_LIMIT_BYTES ((size_t)512 << 20)
#define FILE_LIMIT_BYTES ((size_t)4 << 20)
#define PATH_LIMIT_BYTES 4096

/* What no rule is about: other people's files, and what is built. As in .gitignore. */
static bool is_ours(const struct dirent *entry)
{
    static const char *const others[] = { ".", "..", ".git", ".venv", "build", "node_modules" };

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strcmp(entry->d_name, others[i]) == 0) {
            return false;
        }
    }
    return true;
}

static int select_ours(const struct dirent *entry)
{
    return is_ours(entry) ? 1 : 0;
}

/* Not alphasort, which asks the locale. */
static int compare_names(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static bool holds(struct sl_str path, struct sl_str part)
{
    return sl_str_find(path, part) < path.len;
}

static enum tidy_kind kind_of(struct sl_str path, struct sl_str text)
{
    const struct sl_str name = tidy_path_name(path);

    if (sl_str_starts(path, SL_STR("fuzz/corpus/")) || holds(path, SL_STR("/golden/")) ||
        (sl_str_starts(path, SL_STR("tests/")) && holds(path, SL_STR("/data/"))) ||
        sl_str_starts(path, SL_STR("docs/images/"))) {
        return TIDY_DATA;
    }
    if (sl_str_ends(name, SL_STR(".c")) || sl_str_ends(name, SL_STR(".h"))) {
        return TIDY_C;
    }
    if (sl_str_ends(name, SL_STR(".md"))) {
        return TIDY_MARKDOWN;
    }
    if (sl_str_equal(name, SL_STR("CMakeLists.txt")) || sl_str_equal(name, SL_STR("Makefile")) ||
        sl_str_starts(name, SL_STR(".clang-")) || sl_str_equal(name, SL_STR(".editorconfig")) ||
        sl_str_ends(name, SL_STR(".cmake")) || sl_str_ends(name, SL_STR(".py")) ||
        sl_str_ends(name, SL_STR(".yml")) || sl_str_ends(name, SL_STR(".dict")) ||
        sl_str_starts(text, SL_STR("#!"))) {
        return TIDY_HASH;
    }
    return TIDY_TEXT;
}

static enum sl_status add_slot(struct tidy_tree *tree, struct sl_error *err)
{
    if (tree->file_count < tree->capacity) {
        return SL_OK;
    }
    const size_t capacity = tree->capacity == 0 ? 64 : 2 * tree->capacity;
    struct tidy_file *files = sl_arena_alloc(&tree->arena, capacity, sizeof(*files));
    if (files == NULL) {
        return sl_fail_memory(err);
    }
    if (tree->file_count > 0) {
        memcpy(files, tree->files, tree->file_count * sizeof(*files));
    }
    tree->files = files;
    tree->capacity = capacity;
    return SL_OK;
}

/* A file too large to be one of ours keeps its size and loses its text. */
static enum sl_status read_text(
    const char *full_path, struct sl_arena *arena, struct tidy_file *file, struct sl_error *err
)
{
    struct sl_buf buf;

    if (file->size_bytes > FILE_LIMIT_BYTES) {
        return SL_OK;
    }
    sl_buf_init(&buf, FILE_LIMIT_BYTES + 1);
    enum sl_status status = sl_file_read(full_path, &buf, err);
    if (status == SL_OK) {
        file->text = sl_arena_copy(arena, sl_buf_str(&buf));
        if (file->text.ptr == NULL) {
            status = sl_fail_memory(err);
        }
    }
    sl_buf_finish(&buf);
    return status;
}

static enum sl_status add_file(
    struct tidy_tree *tree,
    const char *full_path,
    struct sl_str path,
    size_t size_bytes,
    struct sl_error *err
)
{
    SL_TRY(add_slot(tree, err));
    struct tidy_file *file = &tree->files[tree->file_count];
    *file = (struct tidy_file){ .size_bytes = size_bytes };
    file->path = sl_arena_copy(&tree->arena, path);
    if (file->path.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(read_text(full_path, &tree->arena, file, err));
    file->kind = kind_of(file->path, file->text);
    if (file->kind == TIDY_C &&
        (!tidy_code_read(file, &tree->arena) || !tidy_items_read(file, &tree->arena))) {
        return sl_fail_memory(err);
    }
    tree->file_count++;
    return SL_OK;
}

static enum sl_status
walk(struct tidy_tree *tree, const char *folder, size_t root_len, struct sl_error *err);

static enum sl_status
visit(struct tidy_tree *tree, const char *full_path, size_t root_len, struct sl_error *err)
{
    struct stat info;

    if (lstat(full_path, &info) != 0) {
        return sl_fail(err, SL_IO, "cannot look at %s", full_path);
    }
    if (S_ISDIR(info.st_mode)) {
        return walk(tree, full_path, root_len, err);
    }
    if (!S_ISREG(info.st_mode)) {
        return SL_OK;
    }
    const struct sl_str path = sl_str_from(full_path + root_len + 1);
    return add_file(tree, full_path, path, (size_t)info.st_size, err);
}

static enum sl_status
walk(struct tidy_tree *tree, const char *folder, size_t root_len, struct sl_error *err)
{
    char path[PATH_LIMIT_BYTES];
    struct dirent **entries = NULL;
    enum sl_status status = SL_OK;
    const int count = scandir(folder, &entries, select_ours, compare_names);

    if (count < 0) {
        return sl_fail(err, SL_IO, "cannot list %s", folder);
    }
    for (int i = 0; i < count; i++) {
        const int len = snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
        free(entries[i]);
        if (status == SL_OK && (len < 0 || (size_t)len >= sizeof(path))) {
            status = sl_fail(err, SL_LIMIT, "the path of a file in %s is too long", folder);
        }
        if (status == SL_OK) {
            status = visit(tree, path, root_len, err);
        }
    }
    free(entries);
    return status;
}

static int compare_paths(const void *left, const void *right)
{
    const struct tidy_file *left_file = left;
    const struct tidy_file *right_file = right;

    return sl_str_compare(left_file->path, right_file->path);
}

enum sl_status tidy_tree_open(const char *root, struct tidy_tree *tree, struct sl_error *err)
{
    *tree = (struct tidy_tree){ .files = NULL };
    sl_arena_init(&tree->arena, TREE_LIMIT_BYTES);
    SL_TRY(walk(tree, root, strlen(root), err));
    if (tree->file_count > 0) {
        qsort(tree->files, tree->file_count, sizeof(tree->files[0]), compare_paths);
    }
    return SL_OK;
}

void tidy_tree_close(struct tidy_tree *tree)
{
    sl_arena_finish(&tree->arena);
    *tree = (struct tidy_tree){ .files = NULL };
}

const struct tidy_file *tidy_tree_find(const struct tidy_tree *tree, struct sl_str path)
{
    const struct tidy_file wanted = { .path = path };

    if (tree->file_count == 0) {
        return NULL;
    }
    return bsearch(&wanted, tree->files, tree->file_count, sizeof(tree->files[0]), compare_paths);
}
