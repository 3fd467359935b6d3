/* SPDX-License-Identifier: Apache-2.0 */
#include "app/agreement_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/sort.h"

#define PATH_LIMIT_BYTES 4096

void sl_agreement_files_init(struct sl_agreement_files *files, struct sl_arena *arena)
{
    files->arena = arena;
    files->count = 0;
}

void sl_agreement_files_place(const char *path, struct sl_error *err)
{
    char detail[SL_ERROR_TEXT_BYTES];

    if (err == NULL) {
        return;
    }
    (void)snprintf(detail, sizeof(detail), "%s", err->detail);
    sl_fail_detail(err, "%s%s%s", path, detail[0] == '\0' ? "" : ", ", detail);
}

enum sl_status sl_agreement_files_text(
    const char *path, struct sl_arena *arena, struct sl_str *ret_text, struct sl_error *err
)
{
    struct sl_buf buf;

    sl_buf_init(&buf, SL_YAML_LIMIT_BYTES);
    enum sl_status status = sl_file_read(path, &buf, err);
    if (status == SL_LIMIT) {
        sl_agreement_files_place(path, err);
    }
    if (status == SL_OK) {
        *ret_text = sl_arena_copy(arena, sl_buf_str(&buf));
        status = ret_text->ptr == NULL ? sl_fail_memory(err) : SL_OK;
    }
    sl_buf_finish(&buf);
    return status;
}

enum sl_status
sl_agreement_files_add(struct sl_agreement_files *files, const char *path, struct sl_error *err)
{
    struct sl_str text = SL_STR("");

    if (files->count == SL_POLICY_DOCUMENT_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u documents", SL_POLICY_DOCUMENT_LIMIT);
    }
    SL_TRY(sl_agreement_files_text(path, files->arena, &text, err));
    const enum sl_status status =
        sl_agreement_parse(text, files->arena, &files->documents[files->count], err);
    if (status != SL_OK) {
        sl_agreement_files_place(path, err);
        return status;
    }
    files->count++;
    return SL_OK;
}

static void close_folder(DIR **folder)
{
    if (*folder != NULL) {
        (void)closedir(*folder);
    }
}

/* The names of the documents of a folder, in any order. */
static enum sl_status list_names(
    struct sl_arena *arena,
    const char *path,
    struct sl_str *names,
    size_t *ret_count,
    struct sl_error *err
)
{
    SL_CLEANUP(close_folder) DIR *folder = opendir(path);
    size_t count = 0;

    if (folder == NULL) {
        return sl_fail_io(err, "open the folder", path, errno);
    }
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL && errno != 0) {
            return sl_fail_io(err, "read the folder", path, errno);
        }
        if (entry == NULL) {
            break;
        }
        const struct sl_str name = sl_str_from(entry->d_name);
        if (sl_str_starts(name, SL_STR(".")) || !sl_str_ends(name, SL_STR(".yaml"))) {
            continue;
        }
        if (count == SL_POLICY_DOCUMENT_LIMIT) {
            return sl_fail(err, SL_LIMIT, "more than %u documents", SL_POLICY_DOCUMENT_LIMIT);
        }
        names[count] = sl_arena_copy(arena, name);
        if (names[count].ptr == NULL) {
            return sl_fail_memory(err);
        }
        count++;
    }
    *ret_count = count;
    return SL_OK;
}

enum sl_status sl_agreement_files_add_folder(
    struct sl_agreement_files *files, const char *path, struct sl_error *err
)
{
    struct sl_str *names = sl_arena_alloc(files->arena, SL_POLICY_DOCUMENT_LIMIT, sizeof(*names));
    uint32_t order[SL_POLICY_DOCUMENT_LIMIT];
    char joined[PATH_LIMIT_BYTES];
    size_t count = 0;

    if (names == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(list_names(files->arena, path, names, &count, err));
    if (count == 0) {
        sl_fail(err, SL_NOT_FOUND, "no sharing agreement in '%s'", path);
        sl_fail_hint(err, "Agreements are files that end in .yaml.");
        return SL_NOT_FOUND;
    }
    SL_TRY(sl_sort_strs(names, count, order, err));
    for (size_t i = 0; i < count; i++) {
        const int len = snprintf(joined, sizeof(joined), "%s/%s", path, names[order[i]].ptr);
        if (len < 0 || (size_t)len >= sizeof(joined)) {
            return sl_fail(err, SL_LIMIT, "the path of '%s' is too long", names[order[i]].ptr);
        }
        SL_TRY(sl_agreement_files_add(files, joined, err));
    }
    return SL_OK;
}

struct sl_policy sl_agreement_files_policy(
    struct sl_agreement_files *files, const char *path, int32_t confirmed, struct sl_error *err
)
{
    struct sl_policy policy = sl_policy_damaged();

    *err = (struct sl_error){ .status = SL_OK };
    if (sl_agreement_files_add_folder(files, path, err) != SL_OK ||
        sl_policy_compile(files->documents, files->count, confirmed, files->arena, &policy, err) !=
            SL_OK) {
        return sl_policy_damaged();
    }
    return policy;
}
