/* SPDX-License-Identifier: Apache-2.0 */
#include "app/label_list.h"

#include <inttypes.h>
#include <regex.h>
#include <string.h>

#include "app/record_file.h"
#include "base/array.h"
#include "base/memory.h"
#include "base/sort.h"
#include "link/dictionary.h"

/* Room for all ids and labels of a list. */
#define TEXT_LIMIT_BYTES ((size_t)64 << 30)

void sl_label_list_init(struct sl_label_list *list)
{
    *list = (struct sl_label_list){ .labels = NULL };
    sl_arena_init(&list->arena, TEXT_LIMIT_BYTES);
}

void sl_label_list_finish(struct sl_label_list *list)
{
    sl_free(list->labels);
    sl_arena_finish(&list->arena);
    *list = (struct sl_label_list){ .labels = NULL };
}

static enum sl_status
add_label(struct sl_label_list *list, const struct sl_label *label, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        &list->labels, &list->capacity, list->count + 1, sizeof(*list->labels), err
    ));
    list->labels[list->count++] = *label;
    return SL_OK;
}

/* The key of a record: prefix and id, with a NUL behind them, in the arena. */
static enum sl_status make_key(
    struct sl_label_list *list,
    struct sl_str prefix,
    struct sl_str id,
    struct sl_str *ret_key,
    struct sl_error *err
)
{
    char *key = sl_arena_alloc(&list->arena, prefix.len + id.len + 1, 1);

    if (key == NULL) {
        return sl_fail_memory(err);
    }
    if (prefix.len > 0) {
        memcpy(key, prefix.ptr, prefix.len);
    }
    memcpy(key + prefix.len, id.ptr, id.len);
    key[prefix.len + id.len] = '\0';
    *ret_key = (struct sl_str){ .ptr = key, .len = prefix.len + id.len };
    return SL_OK;
}

static enum sl_status copy_label(
    struct sl_label_list *list, struct sl_str text, struct sl_str *ret_label, struct sl_error *err
)
{
    *ret_label = sl_arena_copy(&list->arena, sl_str_trim(text));
    return ret_label->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/* The column `file` of a clusters file says a or b. */
static enum sl_status
read_prefix(struct sl_str text, struct sl_str *ret_prefix, struct sl_error *err)
{
    const struct sl_str name = sl_str_trim(text);

    if (!sl_str_equal(name, SL_STR("a")) && !sl_str_equal(name, SL_STR("b"))) {
        return sl_fail(err, SL_INVALID, "the column 'file' says '%.*s'", SL_STR_ARG(name));
    }
    *ret_prefix = name.ptr[0] == 'a' ? SL_STR("a:") : SL_STR("b:");
    return SL_OK;
}

enum sl_status sl_label_list_read_clusters(
    struct sl_label_list *list, const char *path, bool two_files, struct sl_error *err
)
{
    SL_CLEANUP(sl_record_file_close_ptr) struct sl_record_file *file = NULL;
    const struct sl_spec spec = {
        .count = two_files ? 2 : 1,
        .fields = {{ SL_STR("cluster"), SL_KIND_TEXT }, { SL_STR("file"), SL_KIND_TEXT }},
    };
    const struct sl_str *values = NULL;
    struct sl_str id;
    bool more = true;

    SL_TRY(sl_record_file_open(path, "id", &spec, &file, err));
    if (!two_files && sl_record_file_has(file, SL_STR("file"))) {
        sl_fail(err, SL_INVALID, "these are clusters of two files");
        sl_fail_detail(err, "%s", path);
        sl_fail_hint(err, "Give --truth twice: the first file, and then the second.");
        return SL_INVALID;
    }
    for (;;) {
        struct sl_str prefix = SL_STR("");
        SL_TRY(sl_record_file_next(file, &id, &values, &more, err));
        if (!more) {
            return SL_OK;
        }
        struct sl_label label = { .line = sl_record_file_line(file), .path = path };
        if (two_files && read_prefix(values[1], &prefix, err) != SL_OK) {
            sl_fail_detail(err, "%s:%" PRIu64, path, label.line);
            sl_fail_hint(err, "It must be a or b, as 'sightline link match' writes it.");
            return SL_INVALID;
        }
        SL_TRY(make_key(list, prefix, sl_csv_without_guard(id), &label.key, err));
        SL_TRY(copy_label(list, values[0], &label.label, err));
        SL_TRY(add_label(list, &label, err));
    }
}

/* Compile a pattern that has a group. On success regfree is due. */
static enum sl_status compile(const char *pattern, regex_t *ret_regex, struct sl_error *err)
{
    const int reason = regcomp(ret_regex, pattern, REG_EXTENDED);

    if (reason == REG_ESPACE) {
        return sl_fail_memory(err);
    }
    if (reason != 0) {
        char text[128];
        (void)regerror(reason, ret_regex, text, sizeof(text));
        sl_fail(err, SL_USAGE, "'%s' is no regular expression", pattern);
        sl_fail_detail(err, "%s", text);
        sl_fail_hint(err, "Write a POSIX extended one, such as '^rec-([0-9]+)-'.");
        return SL_USAGE;
    }
    if (ret_regex->re_nsub == 0) {
        regfree(ret_regex);
        sl_fail(err, SL_USAGE, "the expression '%s' has no group", pattern);
        sl_fail_hint(err, "Put ( and ) around the part of the id that names the person.");
        return SL_USAGE;
    }
    return SL_OK;
}

/* The part of the id that the pattern's first group fits. */
static enum sl_status label_from_id(
    struct sl_str id, const regex_t *regex, struct sl_str *ret_label, struct sl_error *err
)
{
    regmatch_t matches[2];

    if (regexec(regex, id.ptr, 2, matches, 0) != 0) {
        sl_fail(err, SL_INVALID, "the expression does not fit the id '%s'", id.ptr);
        sl_fail_hint(
            err, "It is a POSIX extended regular expression: [0-9] for a digit, and no \\d or (?:"
        );
        return SL_INVALID;
    }
    if (matches[1].rm_so < 0) {
        *ret_label = SL_STR("");
        return SL_OK;
    }
    const size_t first = (size_t)matches[1].rm_so;
    *ret_label = sl_str_part(id, first, (size_t)matches[1].rm_eo - first);
    return SL_OK;
}

static enum sl_status read_truth(
    struct sl_label_list *list,
    const struct sl_truth_source *source,
    const regex_t *regex,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_record_file_close_ptr) struct sl_record_file *file = NULL;
    const struct sl_spec spec = {
        .count = regex == NULL ? 1 : 0,
        .fields = { { sl_str_trim(sl_str_from(source->column)), SL_KIND_TEXT } },
    };
    const struct sl_str prefix = sl_str_from(source->prefix);
    const struct sl_str *values = NULL;
    struct sl_str id;
    bool more = true;

    SL_TRY(sl_record_file_open(source->path, source->id_column, &spec, &file, err));
    if (source->short_rows != NULL) {
        sl_record_file_fill_short(file, source->short_rows);
    }
    for (;;) {
        SL_TRY(sl_record_file_next(file, &id, &values, &more, err));
        if (!more) {
            return SL_OK;
        }
        struct sl_label label = { .line = sl_record_file_line(file), .path = source->path };
        SL_TRY(make_key(list, prefix, id, &label.key, err));
        if (regex == NULL) {
            SL_TRY(copy_label(list, values[0], &label.label, err));
        } else {
            const struct sl_str kept = sl_str_part(label.key, prefix.len, label.key.len);
            const enum sl_status status = label_from_id(kept, regex, &label.label, err);
            if (status != SL_OK) {
                sl_fail_detail(err, "%s:%" PRIu64, source->path, label.line);
                return status;
            }
        }
        SL_TRY(add_label(list, &label, err));
    }
}

enum sl_status sl_label_list_read_truth(
    struct sl_label_list *list, const struct sl_truth_source *source, struct sl_error *err
)
{
    regex_t regex;

    SL_ASSERT((source->column == NULL) != (source->pattern == NULL));
    if (source->pattern == NULL) {
        return read_truth(list, source, NULL, err);
    }
    SL_TRY(compile(source->pattern, &regex, err));
    const enum sl_status status = read_truth(list, source, &regex, err);
    regfree(&regex);
    return status;
}

static enum sl_status
fail_record(struct sl_error *err, const struct sl_label *label, const char *what)
{
    const struct sl_str key = label->key;

    sl_fail(err, SL_INVALID, "the record '%.*s' %s", SL_STR_ARG(key), what);
    sl_fail_detail(err, "%s:%" PRIu64, label->path, label->line);
    return SL_INVALID;
}

/* The order of the list's records by key, which must all be different. Free with sl_free. */
static enum sl_status
sort_list(const struct sl_label_list *list, uint32_t **ret_order, struct sl_error *err)
{
    SL_CLEANUP(sl_free_ptr) struct sl_str *keys = sl_alloc(list->count, sizeof(*keys));
    SL_CLEANUP(sl_free_ptr) uint32_t *order = sl_alloc(list->count, sizeof(*order));

    if (keys == NULL || order == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < list->count; i++) {
        keys[i] = list->labels[i].key;
    }
    SL_TRY(sl_sort_strs(keys, list->count, order, err));
    for (size_t i = 1; i < list->count; i++) {
        if (sl_str_equal(keys[order[i]], keys[order[i - 1]])) {
            return fail_record(err, &list->labels[order[i]], "is there twice");
        }
    }
    *ret_order = order;
    order = NULL;
    return SL_OK;
}

/* The first record of `list`, as its file has them, that `other` has not; or list->count. */
static size_t find_missing(
    const struct sl_label_list *list,
    const uint32_t *order,
    const struct sl_label_list *other,
    const uint32_t *other_order
)
{
    size_t missing = list->count;
    size_t k = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct sl_str key = list->labels[order[i]].key;
        while (k < other->count && sl_str_compare(other->labels[other_order[k]].key, key) < 0) {
            k++;
        }
        const bool found = k < other->count && sl_str_equal(other->labels[other_order[k]].key, key);
        missing = !found && order[i] < missing ? order[i] : missing;
    }
    return missing;
}

/* Number the groups by first appearance in order of keys; who has no label is a group alone. */
static enum sl_status number_groups(
    const struct sl_label_list *list,
    const uint32_t *order,
    uint32_t **ret_numbers,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_dictionary_finish) struct sl_dictionary names;
    SL_CLEANUP(sl_free_ptr) uint32_t *numbers = sl_alloc(list->count, sizeof(*numbers));
    uint32_t alone_count = 0;

    sl_dictionary_init(&names);
    if (numbers == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct sl_str label = list->labels[order[i]].label;
        if (label.len == 0) {
            numbers[i] = UINT32_MAX - alone_count++;
        } else {
            SL_TRY(sl_dictionary_add(&names, label, &numbers[i], err));
        }
    }
    *ret_numbers = numbers;
    numbers = NULL;
    return SL_OK;
}

enum sl_status sl_label_list_join(
    struct sl_label_list *list,
    struct sl_label_list *other,
    uint32_t *ret_numbers[2],
    struct sl_error *err
)
{
    SL_CLEANUP(sl_free_ptr) uint32_t *order = NULL;
    SL_CLEANUP(sl_free_ptr) uint32_t *other_order = NULL;
    SL_CLEANUP(sl_free_ptr) uint32_t *numbers = NULL;

    SL_TRY(sort_list(list, &order, err));
    SL_TRY(sort_list(other, &other_order, err));
    SL_ASSERT(order != NULL && other_order != NULL);
    const size_t missing = find_missing(list, order, other, other_order);
    if (missing < list->count) {
        return fail_record(err, &list->labels[missing], "is not in the truth");
    }
    const size_t extra = find_missing(other, other_order, list, order);
    if (extra < other->count) {
        return fail_record(err, &other->labels[extra], "is in no cluster");
    }
    SL_TRY(number_groups(list, order, &numbers, err));
    SL_TRY(number_groups(other, other_order, &ret_numbers[1], err));
    ret_numbers[0] = numbers;
    numbers = NULL;
    return SL_OK;
}
