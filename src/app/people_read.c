/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_read.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "intake/format.h"
#include "record/mention_field.h"

#define SOURCES_LIMIT_BYTES ((size_t)64 << 20)
/* Texts of layouts are at most as long as records. */
#define LAYOUTS_LIMIT_BYTES ((size_t)64 << 20)
#define TRACE_LIMIT_BYTES   ((size_t)64 << 20)

void sl_people_names_init(struct sl_people_names *names)
{
    *names = (struct sl_people_names){ .sources = NULL };
    sl_arena_init(&names->source_arena, SOURCES_LIMIT_BYTES);
    sl_arena_init(&names->layout_arena, LAYOUTS_LIMIT_BYTES + SL_SPLIT_RECORD_LIMIT_BYTES);
}

void sl_people_names_finish(struct sl_people_names *names)
{
    sl_arena_finish(&names->source_arena);
    sl_arena_finish(&names->layout_arena);
    sl_free(names->layouts);
    names->layouts = NULL;
    names->layout_count = 0;
    names->layout_room = 0;
    names->source_count = 0;
}

void sl_people_names_clear(struct sl_people_names *names)
{
    sl_arena_reset(&names->source_arena);
    sl_arena_reset(&names->layout_arena);
    names->source_count = 0;
    names->layout_count = 0;
}

static const struct sl_store_source *
find_source(const struct sl_people_names *names, int64_t source)
{
    for (size_t i = 0; i < names->source_count; i++) {
        if (names->sources[i].id == source) {
            return &names->sources[i];
        }
    }
    return NULL;
}

enum sl_status sl_people_agency(
    struct sl_people_names *names,
    struct sl_store *store,
    int64_t source,
    struct sl_str *ret_agency,
    struct sl_error *err
)
{
    const struct sl_store_source *found = find_source(names, source);

    if (found == NULL) {
        sl_arena_reset(&names->source_arena);
        names->source_count = 0;
        SL_TRY(sl_store_source_list(
            store, &names->source_arena, &names->sources, &names->source_count, err
        ));
        found = find_source(names, source);
    }
    if (found == NULL) {
        return sl_fail(err, SL_INVALID, "there is no source %lld", (long long)source);
    }
    *ret_agency = found->agency;
    return SL_OK;
}

/* Where a layout stands, or would stand. */
static size_t layout_place(const struct sl_people_names *names, int64_t layout)
{
    size_t low = 0;
    size_t high = names->layout_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (names->layouts[middle].id < layout) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

enum sl_status sl_people_layout_text(
    struct sl_people_names *names,
    struct sl_store *store,
    int64_t layout,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    struct sl_people_layout added = { .id = layout };
    size_t place = layout_place(names, layout);

    if (layout == 0) {
        *ret_text = SL_STR("");
        return SL_OK;
    }
    if (place < names->layout_count && names->layouts[place].id == layout) {
        *ret_text = names->layouts[place].text;
        return SL_OK;
    }
    if (names->layout_arena.used_bytes > LAYOUTS_LIMIT_BYTES) {
        sl_arena_reset(&names->layout_arena);
        names->layout_count = 0;
        place = 0;
    }
    SL_TRY(sl_array_reserve(
        &names->layouts, &names->layout_room, names->layout_count + 1, sizeof added, err
    ));
    SL_TRY(sl_store_layout_text(store, layout, &names->layout_arena, &added.text, err));
    memmove(
        names->layouts + place + 1,
        names->layouts + place,
        (names->layout_count - place) * sizeof added
    );
    names->layouts[place] = added;
    names->layout_count++;
    *ret_text = added.text;
    return SL_OK;
}

enum sl_status sl_people_reader_open(struct sl_people_reader *reader, struct sl_error *err)
{
    *reader = (struct sl_people_reader){ .fold = NULL };
    sl_arena_init(&reader->arena, SL_SPLIT_FACTS_LIMIT_BYTES + TRACE_LIMIT_BYTES);
    sl_buf_init(&reader->form, 4 * SL_SPLIT_RECORD_LIMIT_BYTES);
    sl_buf_init(&reader->scratch, 4 * SL_SPLIT_RECORD_LIMIT_BYTES);
    return sl_fold_open(&reader->fold, err);
}

void sl_people_reader_finish(struct sl_people_reader *reader)
{
    sl_fold_close(reader->fold);
    reader->fold = NULL;
    sl_arena_finish(&reader->arena);
    sl_buf_finish(&reader->form);
    sl_buf_finish(&reader->scratch);
}

enum sl_status sl_people_read_facts(
    struct sl_people_reader *reader,
    const struct sl_stored_version *version,
    struct sl_str layout,
    struct sl_error *err
)
{
    const struct sl_format *format = sl_format_find(version->format);

    if (format == NULL) {
        return sl_fail(
            err,
            SL_UNSUPPORTED,
            "record %lld is of format '%.*s', which this program does not know",
            (long long)version->id,
            SL_STR_ARG(version->format)
        );
    }
    sl_arena_reset(&reader->arena);
    sl_facts_init(&reader->facts, &reader->arena);
    const enum sl_status status =
        sl_format_read(format, layout, version->key, version->body, &reader->facts, err);
    if (status == SL_INVALID || status == SL_LIMIT) {
        sl_fail_hint(err, "It is record %lld of the store.", (long long)version->id);
    }
    return status;
}

enum sl_status sl_people_read(
    struct sl_people_reader *reader,
    const struct sl_stored_version *version,
    struct sl_str layout,
    struct sl_error *err
)
{
    SL_TRY(sl_people_read_facts(reader, version, layout, err));
    sl_buf_clear(&reader->form);
    sl_buf_clear(&reader->scratch);
    const struct sl_tracer tracer = {
        .fold = reader->fold,
        .form = &reader->form,
        .scratch = &reader->scratch,
        .arena = &reader->arena,
    };
    const enum sl_status status =
        sl_trace_make(&tracer, &reader->facts, version->source, &reader->trace, err);
    if (status == SL_LIMIT) {
        sl_fail_detail(err, "record %lld", (long long)version->id);
    }
    return status;
}
