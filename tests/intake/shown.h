/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shown.h - what a file is split into, as text that a test can compare.
 *
 *   KEY @LINE                              a record; "withdrawn" behind it, and when it changed
 *     class kind KEY start..end            its entities
 *       attribute text (known, from..until)
 *     FROM role TO start..end              its links
 *   reject LINE:COLUMN field: reason
 *   ERROR message                          when the file cannot be read on
 */
#ifndef SL_TESTS_INTAKE_SHOWN_H
#define SL_TESTS_INTAKE_SHOWN_H

#include "base/buf.h"
#include "intake/format.h"
#include "support/support.h"

/* What a splitter gave. */
struct shown_counts {
    size_t records, rejects, entities, values, links, events[SL_EVENT_KIND_COUNT];
};

static inline void show_span(struct sl_moment start, struct sl_moment end, struct sl_buf *out)
{
    if (start.precision != SL_PRECISION_NONE || end.precision != SL_PRECISION_NONE) {
        sl_buf_add_byte(out, ' ');
        sl_moment_print(start, out);
        sl_buf_add(out, SL_STR(".."));
        sl_moment_print(end, out);
    }
}

static inline void show_value(const struct sl_fact_value *value, struct sl_buf *out)
{
    static const char *const known[] = {
        [SL_KNOWN] = "",
        [SL_NOT_RECORDED] = " (not recorded)",
        [SL_REFUSED] = " (refused)",
        [SL_NOT_ASKED] = " (not asked)",
        [SL_WITHDRAWN] = " (withdrawn)",
    };
    sl_buf_addf(
        out,
        "    %.*s %.*s%s",
        SL_STR_ARG(sl_attribute_terms()[value->attribute].name),
        SL_STR_ARG(value->text),
        known[value->known]
    );
    show_span(value->from, value->until, out);
    sl_buf_add_byte(out, '\n');
}

static inline void
show_entity(const struct sl_facts *facts, const struct sl_entity *entity, struct sl_buf *out)
{
    const struct sl_term *kinds = entity->class == SL_EVENT      ? sl_event_kind_terms()
                                  : entity->class == SL_OBJECT   ? sl_object_kind_terms()
                                  : entity->class == SL_LOCATION ? sl_location_kind_terms()
                                                                 : NULL;
    sl_buf_addf(out, "  %.*s ", SL_STR_ARG(sl_entity_class_terms()[entity->class].name));
    if (kinds != NULL) {
        sl_buf_addf(out, "%.*s ", SL_STR_ARG(kinds[entity->kind].name));
    }
    sl_buf_add(out, entity->key);
    show_span(entity->start, entity->end, out);
    sl_buf_add_byte(out, '\n');
    for (size_t i = 0; i < entity->value_count; i++) {
        show_value(&facts->values[entity->first_value + i], out);
    }
}

static inline void show_facts(const struct sl_facts *facts, struct sl_buf *out)
{
    for (size_t i = 0; i < facts->entity_count; i++) {
        show_entity(facts, &facts->entities[i], out);
    }
    for (size_t i = 0; i < facts->link_count; i++) {
        const struct sl_link *link = &facts->links[i];
        sl_buf_addf(
            out,
            "  %.*s %.*s %.*s",
            SL_STR_ARG(link->from_key),
            SL_STR_ARG(sl_role_terms()[link->role].name),
            SL_STR_ARG(link->to_key)
        );
        show_span(link->start, link->end, out);
        sl_buf_add_byte(out, '\n');
    }
}

static inline void show_split(const struct sl_split *split, struct sl_buf *out)
{
    if (split->step == SL_SPLIT_REJECT) {
        sl_buf_addf(
            out,
            "reject %llu:%zu %.*s: %.*s\n",
            (unsigned long long)split->reject.line,
            split->reject.column,
            SL_STR_ARG(split->reject.field),
            SL_STR_ARG(split->reject.reason)
        );
        return;
    }
    const struct sl_split_record *record = &split->record;
    sl_buf_addf(out, "%.*s @%llu", SL_STR_ARG(record->key), (unsigned long long)record->line);
    sl_buf_add(out, record->withdrawn ? SL_STR(" withdrawn") : SL_STR(""));
    if (record->changed.precision != SL_PRECISION_NONE) {
        sl_buf_add(out, SL_STR(" changed "));
        sl_moment_print(record->changed, out);
    }
    sl_buf_add_byte(out, '\n');
    show_facts(record->facts, out);
}

static inline void count_split(const struct sl_split *split, struct shown_counts *counts)
{
    if (split->step == SL_SPLIT_REJECT) {
        counts->rejects++;
        return;
    }
    const struct sl_facts *facts = split->record.facts;
    counts->records++;
    counts->entities += facts->entity_count;
    counts->values += facts->value_count;
    counts->links += facts->link_count;
    for (size_t i = 0; i < facts->entity_count; i++) {
        if (facts->entities[i].class == SL_EVENT) {
            counts->events[facts->entities[i].kind]++;
        }
    }
}

/* A record read again from its text alone states the same. */
static inline void check_read_again(const char *format, const struct sl_split_record *record)
{
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_error err;
    struct sl_buf first;
    struct sl_buf second;
    sl_arena_init(&arena, SL_SPLIT_FACTS_LIMIT_BYTES);
    sl_facts_init(&facts, &arena);
    sl_buf_init(&first, (size_t)1 << 24);
    sl_buf_init(&second, (size_t)1 << 24);
    SL_CHECK_OK(
        sl_format_read(
            sl_format_find(sl_str_from(format)),
            record->layout,
            record->key,
            record->body,
            &facts,
            &err
        ),
        &err
    );
    show_facts(record->facts, &first);
    show_facts(&facts, &second);
    SL_CHECK_BYTES(sl_buf_str(&second), sl_buf_str(&first));
    sl_buf_finish(&first);
    sl_buf_finish(&second);
    sl_arena_finish(&arena);
}

/* Split the file at `path`; what it gives goes to out (may be NULL) and counts (may be NULL). */
static inline void
show_file(const char *format, const char *path, struct sl_buf *out, struct shown_counts *counts)
{
    struct sl_splitter *splitter = NULL;
    struct sl_split split = { .step = SL_SPLIT_END };
    struct sl_error err;
    const struct sl_format *found = sl_format_find(sl_str_from(format));
    assert_non_null(found);
    enum sl_status status = sl_splitter_open(found, path, &splitter, &err);
    while (status == SL_OK) {
        status = sl_splitter_next(splitter, &split, &err);
        if (status != SL_OK || split.step == SL_SPLIT_END) {
            break;
        }
        if (counts != NULL) {
            count_split(&split, counts);
        }
        if (out != NULL) {
            show_split(&split, out);
        }
        if (split.step == SL_SPLIT_RECORD && !split.record.withdrawn) {
            check_read_again(format, &split.record);
        }
    }
    if (status != SL_OK && out != NULL) {
        sl_buf_addf(out, "ERROR %s%s%s\n", err.message, err.detail[0] ? ": " : "", err.detail);
    } else if (status != SL_OK) {
        fail_msg("%s: %s", err.message, err.detail);
    }
    sl_splitter_close(splitter);
}

/* Bytes of a file must be split into what `expected` shows; FILE in it stands for its path. */
static inline void check_shown(const char *format, struct sl_str bytes, const char *expected)
{
    struct sl_test_folder folder;
    struct sl_buf out;
    sl_buf_init(&out, (size_t)1 << 24);
    sl_test_folder_open(&folder);
    show_file(format, sl_test_folder_write(&folder, "in", bytes), &out, NULL);
    sl_test_folder_close(&folder);
    SL_CHECK_STR(sl_buf_str(&out), expected);
    sl_buf_finish(&out);
}

/* The same with allocations that fail one by one. context: a struct shown_try. */
struct shown_try {
    const char *format;
    const char *path;
};

static inline enum sl_status split_all(void *context)
{
    const struct shown_try *file = context;
    struct sl_splitter *splitter = NULL;
    struct sl_split split = { .step = SL_SPLIT_RECORD };
    struct sl_error err;
    enum sl_status status =
        sl_splitter_open(sl_format_find(sl_str_from(file->format)), file->path, &splitter, &err);
    while (status == SL_OK && split.step != SL_SPLIT_END) {
        status = sl_splitter_next(splitter, &split, &err);
    }
    sl_splitter_close(status == SL_OK || splitter != NULL ? splitter : NULL);
    return status;
}

static inline void check_failing_allocations(const char *format, struct sl_str bytes)
{
    struct sl_test_folder folder;
    sl_test_folder_open(&folder);
    struct shown_try file = { .format = format, .path = NULL };
    file.path = sl_test_folder_write(&folder, "in", bytes);
    assert_true(sl_test_failing_allocations(split_all, &file) > 1);
    sl_test_folder_close(&folder);
}

#endif
