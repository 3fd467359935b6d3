/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_list.h"

#include <stdio.h>
#include <string.h>

#include "app/access.h"
#include "app/intake_reach.h"
#include "base/buf.h"
#include "base/csv.h"

#define LIST_LIMIT_BYTES ((size_t)64 << 20)
#define HINT_LIMIT_BYTES ((size_t)250)
#define PATH_LIMIT_BYTES ((size_t)4096)
#define DETAIL_BYTES     ((size_t)1000)

enum { AGENCY, SYSTEM, FORMAT, PATH, COLUMN_COUNT };

static const char *const column_names[COLUMN_COUNT] = { "agency", "system", "format", "path" };

enum sl_status
sl_intake_format(const char *name, const struct sl_format **ret_format, struct sl_error *err)
{
    const struct sl_format *found = sl_format_find(sl_str_from(name));
    struct sl_buf names;
    size_t count = 0;

    if (found != NULL) {
        *ret_format = found;
        return SL_OK;
    }
    sl_buf_init(&names, HINT_LIMIT_BYTES);
    const struct sl_format *const *formats = sl_format_list(&count);
    for (size_t i = 0; i < count; i++) {
        sl_buf_addf(&names, "%s%.*s", i == 0 ? "" : ", ", SL_STR_ARG(sl_format_name(formats[i])));
    }
    sl_fail(err, SL_USAGE, "'%s' is not a format", name);
    sl_fail_hint(err, "Formats are %.*s.", SL_STR_ARG(sl_buf_str(&names)));
    sl_buf_finish(&names);
    return SL_USAGE;
}

/* A manifest while it is read. */
struct manifest {
    const char *path;
    struct sl_csv_reader *reader;
    size_t columns[COLUMN_COUNT];
    struct sl_intake_list list;
    size_t room;
};

static enum sl_status find_columns(struct manifest *manifest, struct sl_error *err)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        manifest->columns[i] = sl_csv_find(manifest->reader, sl_str_from(column_names[i]));
        if (manifest->columns[i] == SIZE_MAX) {
            sl_fail(err, SL_INVALID, "a manifest has a column '%s'", column_names[i]);
            sl_fail_detail(err, "%s", manifest->path);
            return SL_INVALID;
        }
    }
    return SL_OK;
}

static const char *keep(struct manifest *manifest, struct sl_str text)
{
    return sl_arena_copy(&manifest->list.arena, text).ptr;
}

/* A path as the manifest has it, from its folder. */
static const char *join_path(struct manifest *manifest, struct sl_str path)
{
    const char *slash = strrchr(manifest->path, '/');
    struct sl_buf joined;

    if (sl_str_starts(path, SL_STR("/")) || slash == NULL) {
        return keep(manifest, path);
    }
    sl_buf_init(&joined, PATH_LIMIT_BYTES);
    const size_t len = (size_t)(slash + 1 - manifest->path);
    sl_buf_add(&joined, (struct sl_str){ .ptr = manifest->path, .len = len });
    sl_buf_add(&joined, path);
    const char *kept =
        sl_buf_status(&joined, NULL) == SL_OK ? keep(manifest, sl_buf_str(&joined)) : NULL;
    sl_buf_finish(&joined);
    return kept;
}

/* Room for one more item. Errors: SL_NO_MEMORY. */
static enum sl_status grow(struct manifest *manifest, struct sl_error *err)
{
    struct sl_intake_list *list = &manifest->list;

    if (list->count < manifest->room) {
        return SL_OK;
    }
    const size_t room = manifest->room == 0 ? 64 : manifest->room * 2;
    struct sl_intake_item *items = sl_arena_alloc(&list->arena, room, sizeof *items);
    if (items == NULL) {
        return sl_fail_memory(err);
    }
    if (list->count > 0) {
        memcpy(items, list->items, list->count * sizeof *items);
    }
    list->items = items;
    manifest->room = room;
    return SL_OK;
}

static enum sl_status
add_item(struct manifest *manifest, const struct sl_str *fields, struct sl_error *err)
{
    SL_TRY(grow(manifest, err));
    struct sl_intake_item *item = &manifest->list.items[manifest->list.count];
    const char *format = keep(manifest, fields[manifest->columns[FORMAT]]);
    *item = (struct sl_intake_item){
        .agency = keep(manifest, fields[manifest->columns[AGENCY]]),
        .system = keep(manifest, fields[manifest->columns[SYSTEM]]),
        .path = join_path(manifest, fields[manifest->columns[PATH]]),
        .name = keep(manifest, fields[manifest->columns[PATH]]),
    };
    if (format == NULL || item->agency == NULL || item->system == NULL || item->path == NULL ||
        item->name == NULL) {
        return sl_fail_memory(err);
    }
    if (sl_intake_format(format, &item->format, err) != SL_OK) {
        sl_fail_detail(
            err, "%s:%llu", manifest->path, (unsigned long long)sl_csv_line(manifest->reader)
        );
        if (err != NULL) {
            err->status = SL_INVALID;
        }
        return SL_INVALID;
    }
    manifest->list.count++;
    return SL_OK;
}

static enum sl_status read_rows(struct manifest *manifest, struct sl_error *err)
{
    const struct sl_str *fields = NULL;
    bool more = true;

    SL_TRY(find_columns(manifest, err));
    for (;;) {
        SL_TRY(sl_csv_next(manifest->reader, &fields, &more, err));
        if (!more) {
            return SL_OK;
        }
        SL_TRY(add_item(manifest, fields, err));
    }
}

enum sl_status
sl_intake_list_read(const char *path, struct sl_intake_list *ret_list, struct sl_error *err)
{
    struct manifest manifest = { .path = path };

    SL_TRY(sl_csv_open(path, &manifest.reader, err));
    sl_arena_init(&manifest.list.arena, LIST_LIMIT_BYTES);
    const enum sl_status status = read_rows(&manifest, err);
    sl_csv_close(manifest.reader);
    if (status != SL_OK) {
        sl_arena_finish(&manifest.list.arena);
        return status;
    }
    *ret_list = manifest.list;
    return SL_OK;
}

static enum sl_status write_rejects(
    struct sl_store *store,
    const struct sl_intake_plan *plan,
    const struct sl_intake_item *item,
    const struct sl_intake_result *result,
    struct sl_error *err
)
{
    struct sl_reject_files files;
    const struct sl_reject_job job = {
        .run = result->run,
        .format = item->format,
        .path = item->path,
        .folder = plan->rejects_folder,
    };
    const bool wanted = plan->rejects_folder != NULL && result->counts.rejected > 0 &&
                        result->outcome != SL_INTAKE_STOPPED;

    if (wanted) {
        SL_TRY(sl_reject_files_write(store, &job, &files, err));
    }
    if (plan->done != NULL) {
        plan->done(plan->watcher.context, item, result, wanted ? &files : NULL);
    }
    return SL_OK;
}

static enum sl_status take_item(
    const struct sl_intake_plan *plan,
    const struct sl_intake_item *item,
    struct sl_intake_result *ret_result,
    struct sl_error *err
)
{
    struct sl_store *store = sl_access_store(plan->access);
    const struct sl_intake_job job = {
        .agency = item->agency,
        .system = item->system,
        .format = item->format,
        .path = item->path,
        .name = item->name,
        .clock = plan->clock,
        .watcher = plan->watcher,
    };
    enum sl_status status = sl_intake_file(store, &job, ret_result, err);

    if (status == SL_OK && plan->follow != NULL && ret_result->outcome != SL_INTAKE_STOPPED) {
        status = plan->follow(plan->watcher.context, store, ret_result->run, err);
    }
    if (status == SL_OK) {
        status = write_rejects(store, plan, item, ret_result, err);
    }
    if (status != SL_OK && err != NULL && err->detail[0] == '\0') {
        sl_fail_detail(err, "%s", item->path);
    }
    return status;
}

enum sl_status sl_intake_item_take(
    const struct sl_intake_plan *plan,
    const struct sl_intake_item *item,
    struct sl_intake_result *ret_result,
    struct sl_error *err
)
{
    char detail[DETAIL_BYTES];

    (void)snprintf(detail, sizeof detail, "%s/%s: %s", item->agency, item->system, item->name);
    const struct sl_access_deed deed = { .verb = SL_VERB_WRITE,
                                         .kind = SL_STR("file"),
                                         .on_behalf = sl_str_from(item->agency),
                                         .detail = sl_str_from(detail) };
    *ret_result = (struct sl_intake_result){ .fault = SL_INTAKE_FAULT_OTHER };
    SL_TRY(sl_intake_reach(plan->access, deed.on_behalf, &deed, err));
    SL_TRY(sl_access_say(plan->access, &deed, 1, err));
    return sl_access_done(plan->access, &deed, take_item(plan, item, ret_result, err), err);
}

enum sl_status sl_intake_all(
    const struct sl_intake_plan *plan,
    const struct sl_intake_item *items,
    size_t count,
    struct sl_error *err
)
{
    struct sl_intake_result result = { .outcome = SL_INTAKE_DONE };

    for (size_t i = 0; i < count && result.outcome != SL_INTAKE_STOPPED; i++) {
        SL_TRY(sl_intake_item_take(plan, &items[i], &result, err));
    }
    return SL_OK;
}
