/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/format.h"

#include <string.h>

#include "base/memory.h"
#include "intake/format_impl.h"

static const struct sl_format *const formats[] = {
    &sl_format_pole, &sl_format_ssda903_csv, &sl_format_sui_csv,     &sl_format_cin_xml,
    &sl_format_fhir, &sl_format_csc,         &sl_format_ssda903_xml, &sl_format_note,
};

#define FORMAT_COUNT (sizeof formats / sizeof formats[0])

const struct sl_format *const *sl_format_list(size_t *ret_count)
{
    *ret_count = FORMAT_COUNT;
    return formats;
}

const struct sl_format *sl_format_find(struct sl_str name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (sl_str_equal(formats[i]->name, name)) {
            return formats[i];
        }
    }
    return NULL;
}

struct sl_str sl_format_name(const struct sl_format *format)
{
    return format->name;
}

struct sl_str sl_format_title(const struct sl_format *format)
{
    return format->title;
}

static enum sl_status begin(struct sl_splitter *splitter, const char *path, struct sl_error *err)
{
    const size_t state_bytes = splitter->format->state_bytes;
    splitter->state = sl_calloc(state_bytes == 0 ? 1 : state_bytes, 1);
    if (splitter->state == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_stream_open(&splitter->stream, path, err));
    return splitter->format->open == NULL ? SL_OK : splitter->format->open(splitter, err);
}

enum sl_status sl_splitter_open(
    const struct sl_format *format,
    const char *path,
    struct sl_splitter **ret_splitter,
    struct sl_error *err
)
{
    struct sl_splitter *splitter = sl_calloc(1, sizeof *splitter);
    if (splitter == NULL) {
        return sl_fail_memory(err);
    }
    splitter->format = format;
    splitter->stream.fd = -1;
    sl_arena_init(&splitter->arena, SL_SPLIT_FACTS_LIMIT_BYTES);
    const enum sl_status status = begin(splitter, path, err);
    if (status != SL_OK) {
        sl_splitter_close(splitter);
        return status;
    }
    *ret_splitter = splitter;
    return SL_OK;
}

enum sl_status
sl_splitter_next(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err)
{
    if (splitter->done) {
        *ret_split = (struct sl_split){ .step = SL_SPLIT_END };
        return SL_OK;
    }
    const enum sl_status status = splitter->format->next(splitter, ret_split, err);
    splitter->done = status != SL_OK || ret_split->step == SL_SPLIT_END;
    return status;
}

uint64_t sl_splitter_bytes_read(const struct sl_splitter *splitter)
{
    return splitter->stream.read_bytes - (splitter->stream.end - splitter->stream.begin);
}

uint64_t sl_splitter_bytes_total(const struct sl_splitter *splitter)
{
    return splitter->stream.total_bytes;
}

void sl_splitter_close(struct sl_splitter *splitter)
{
    if (splitter == NULL) {
        return;
    }
    if (splitter->state != NULL && splitter->format->close != NULL) {
        splitter->format->close(splitter);
    }
    sl_stream_close(&splitter->stream);
    sl_arena_finish(&splitter->arena);
    sl_free(splitter->state);
    sl_free(splitter);
}

void sl_splitter_close_ptr(struct sl_splitter **splitter)
{
    sl_splitter_close(*splitter);
}

void sl_splitter_reset(struct sl_splitter *splitter)
{
    sl_arena_reset(&splitter->arena);
    sl_facts_init(&splitter->facts, &splitter->arena);
}

void sl_splitter_reject(
    struct sl_splitter *splitter,
    const struct sl_reading *reading,
    uint64_t line,
    bool cut,
    struct sl_split *ret_split
)
{
    *ret_split = (struct sl_split){
        .step = SL_SPLIT_REJECT,
        .reject = {
            .line = line + reading->line,
            .column = reading->column,
            .field = reading->field,
            .reason = sl_str_from(splitter->fault.message),
            .text = reading->body,
            .cut = cut,
        },
    };
}

void sl_splitter_reject_long(
    struct sl_splitter *splitter, const struct sl_line *line, struct sl_split *ret_split
)
{
    const struct sl_reading reading = { .body = line->text };
    (void)sl_fail(
        &splitter->fault,
        SL_LIMIT,
        "the record is longer than %zu bytes",
        SL_SPLIT_RECORD_LIMIT_BYTES
    );
    sl_splitter_reject(splitter, &reading, line->number, true, ret_split);
}

enum sl_status sl_splitter_take(
    struct sl_splitter *splitter,
    struct sl_reading *reading,
    uint64_t line,
    struct sl_split *ret_split,
    struct sl_error *err
)
{
    reading->facts = &splitter->facts;
    const enum sl_status status = splitter->format->read(reading, &splitter->fault);
    if (status == SL_INVALID || status == SL_LIMIT) {
        sl_splitter_reject(splitter, reading, line, false, ret_split);
        return SL_OK;
    }
    if (status != SL_OK) {
        if (err != NULL) {
            *err = splitter->fault;
        }
        return status;
    }
    splitter->facts.changed = reading->changed;
    *ret_split = (struct sl_split){
        .step = SL_SPLIT_RECORD,
        .record = {
            .key = reading->key,
            .body = reading->body,
            .layout = reading->layout,
            .line = line,
            .changed = reading->changed,
            .withdrawn = reading->withdrawn,
            .facts = &splitter->facts,
        },
    };
    return SL_OK;
}

enum sl_status sl_format_read(
    const struct sl_format *format,
    struct sl_str layout,
    struct sl_str key,
    struct sl_str body,
    struct sl_facts *facts,
    struct sl_error *err
)
{
    struct sl_reading reading = { .layout = layout, .body = body, .key = key, .facts = facts };
    SL_TRY(format->read(&reading, err));
    facts->changed = reading.changed;
    return SL_OK;
}

enum sl_status sl_format_check(
    const struct sl_format *format,
    struct sl_str layout,
    const struct sl_facts *facts,
    struct sl_findings *findings,
    struct sl_error *err
)
{
    for (size_t i = 0; i < format->rule_count; i++) {
        const struct sl_rule_context context = {
            .rule = &format->rules[i],
            .layout = layout,
            .facts = facts,
            .findings = findings,
        };
        SL_TRY(format->rules[i].check(&context, err));
    }
    return SL_OK;
}

enum sl_status
sl_rule_found(const struct sl_rule_context *context, struct sl_str key, struct sl_error *err)
{
    struct sl_findings *findings = context->findings;
    if (findings->count == findings->room) {
        const size_t room = findings->room == 0 ? 8 : findings->room * 2;
        struct sl_finding *items = sl_arena_alloc(findings->arena, room, sizeof *items);
        if (items == NULL) {
            return sl_fail_memory(err);
        }
        if (findings->count > 0) {
            memcpy(items, findings->items, findings->count * sizeof *items);
        }
        findings->items = items;
        findings->room = room;
    }
    findings->items[findings->count++] = (struct sl_finding){
        .rule = context->rule->number,
        .words = context->rule->words,
        .key = key,
    };
    return SL_OK;
}
