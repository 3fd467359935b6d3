/* SPDX-License-Identifier: Apache-2.0 */
#include "app/output_set.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

static bool is_standard(const char *path)
{
    return strcmp(path, "-") == 0;
}

size_t sl_output_set_add(struct sl_output_set *set, const char *path)
{
    SL_ASSERT(set->count < SL_OUTPUT_LIMIT);
    set->paths[set->count] = path;
    return set->count++;
}

/* Do two paths name one file, by whatever links? A file that is not there yet has only its name. */
static bool is_same_file(const char *left, const char *right)
{
    struct stat left_info;
    struct stat right_info;

    if (strcmp(left, right) == 0) {
        return true;
    }
    return stat(left, &left_info) == 0 && stat(right, &right_info) == 0 &&
           left_info.st_dev == right_info.st_dev && left_info.st_ino == right_info.st_ino;
}

static enum sl_status check_distinct(const char *path, const char *other, struct sl_error *err)
{
    struct stat info;
    const bool device = stat(path, &info) == 0 && !S_ISREG(info.st_mode);

    if (!is_same_file(path, other) || device) {
        return SL_OK;
    }
    return sl_fail(err, SL_USAGE, "two outputs would be written to '%s'", path);
}

static enum sl_status check_input(const char *path, const char *input, struct sl_error *err)
{
    if (is_standard(path) || is_standard(input) || !is_same_file(path, input)) {
        return SL_OK;
    }
    sl_fail(err, SL_USAGE, "'%s' is read, and would be written over", path);
    sl_fail_hint(err, "Give the output a name of its own.");
    return SL_USAGE;
}

/* Make the file and take it away again. A device or a pipe is not touched before its time. */
static enum sl_status check_writable(const char *path, struct sl_error *err)
{
    struct sl_file_writer *writer = NULL;
    struct stat info;

    if (is_standard(path) || (stat(path, &info) == 0 && !S_ISREG(info.st_mode))) {
        return SL_OK;
    }
    SL_TRY(sl_file_create(path, &writer, err));
    sl_file_abandon(writer);
    return SL_OK;
}

enum sl_status sl_output_set_check(
    const struct sl_output_set *set,
    const char *const *inputs,
    size_t input_count,
    struct sl_error *err
)
{
    for (size_t i = 0; i < set->count; i++) {
        for (size_t k = 0; k < i; k++) {
            SL_TRY(check_distinct(set->paths[i], set->paths[k], err));
        }
        for (size_t k = 0; k < input_count; k++) {
            SL_TRY(check_input(set->paths[i], inputs[k], err));
        }
        SL_TRY(check_writable(set->paths[i], err));
    }
    return SL_OK;
}

enum sl_status sl_output_set_begin(struct sl_output_set *set, struct sl_error *err)
{
    for (size_t i = 0; i < set->count; i++) {
        const enum sl_status status = sl_file_create(set->paths[i], &set->writers[i], err);
        if (status != SL_OK) {
            sl_output_set_abandon(set);
            return status;
        }
    }
    return SL_OK;
}

static enum sl_status commit_some(struct sl_output_set *set, bool standard, struct sl_error *err)
{
    for (size_t i = 0; i < set->count; i++) {
        struct sl_file_writer *writer = set->writers[i];
        if (writer != NULL && is_standard(set->paths[i]) == standard) {
            set->writers[i] = NULL;
            SL_TRY(sl_file_commit(writer, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_output_set_commit(struct sl_output_set *set, struct sl_error *err)
{
    SL_TRY(commit_some(set, false, err));
    return commit_some(set, true, err);
}

void sl_output_set_abandon(struct sl_output_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        sl_file_abandon(set->writers[i]);
        set->writers[i] = NULL;
    }
}
