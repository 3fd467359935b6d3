/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_records.h"

#include <string.h>

#include "base/hash.h"
#include "intake/format.h"
#include "store/entity_use.h"
#include "store/record.h"
#include "store/run.h"

/* More than twice the limit, a power of two. */
#define SLOT_COUNT ((size_t)16384)
/* Records read from the store at a time. */
#define BATCH 64u

#define MICROSECONDS   INT64_C(1000000)
#define MINUTE_SECONDS 60

/* A run that brought records of this picture. */
struct sl_picture_run {
    int64_t id;
    const struct sl_format *format;
    struct sl_moment received;
    struct sl_picture_run *next;
};

/* A layout of such records. */
struct sl_picture_layout {
    int64_t id;
    struct sl_str text;
    struct sl_picture_layout *next;
};

enum sl_status sl_picture_records_begin(struct sl_picture_records *records, struct sl_error *err)
{
    SL_TRY(sl_store_source_list(
        records->store, records->arena, &records->sources, &records->source_count, err
    ));
    const size_t count = SL_PICTURE_RECORD_LIMIT;
    records->entries = sl_arena_alloc(records->arena, count, sizeof *records->entries);
    records->items = sl_arena_alloc(records->arena, count, sizeof *records->items);
    records->facts = sl_arena_alloc(records->arena, count, sizeof *records->facts);
    records->slots = sl_arena_alloc(records->arena, SLOT_COUNT, sizeof *records->slots);
    if (records->entries == NULL || records->items == NULL || records->facts == NULL ||
        records->slots == NULL) {
        return sl_fail_memory(err);
    }
    memset(records->slots, 0, SLOT_COUNT * sizeof *records->slots);
    return SL_OK;
}

/* The slot of a record, or the empty one where it would be. */
static size_t find_slot(const struct sl_picture_records *records, int64_t id)
{
    size_t slot = (size_t)sl_hash_u64((uint64_t)id) & (SLOT_COUNT - 1);
    while (records->slots[slot] != 0 && records->entries[records->slots[slot] - 1].id != id) {
        slot = (slot + 1) & (SLOT_COUNT - 1);
    }
    return slot;
}

const struct sl_picture_entry *
sl_picture_records_find(const struct sl_picture_records *records, int64_t id)
{
    const uint32_t found = records->slots[find_slot(records, id)];
    return found == 0 ? NULL : &records->entries[found - 1];
}

void sl_picture_records_want(
    struct sl_picture_records *records, int64_t id, const struct sl_picture_key *why
)
{
    const size_t slot = find_slot(records, id);
    if (records->slots[slot] != 0) {
        return;
    }
    if (records->entry_count == SL_PICTURE_RECORD_LIMIT) {
        records->is_full = true;
        return;
    }
    records->entries[records->entry_count++] = (struct sl_picture_entry){
        .id = id,
        .why = *why,
        .record = SL_PICTURE_NONE,
    };
    records->slots[slot] = (uint32_t)records->entry_count;
}

const struct sl_store_source *
sl_picture_records_source(const struct sl_picture_records *records, int64_t id)
{
    size_t i = 0;
    while (i + 1 < records->source_count && records->sources[i].id != id) {
        i++;
    }
    SL_ASSERT(i < records->source_count && records->sources[i].id == id);
    return &records->sources[i];
}

bool sl_picture_names(const struct sl_facts *facts, struct sl_str key)
{
    for (size_t i = 0; i < facts->entity_count; i++) {
        if (sl_str_equal(facts->entities[i].key, key)) {
            return true;
        }
    }
    for (size_t i = 0; i < facts->link_count; i++) {
        if (sl_str_equal(facts->links[i].from_key, key) ||
            sl_str_equal(facts->links[i].to_key, key)) {
            return true;
        }
    }
    return false;
}

/* The moment of a time in UTC, as clocks in the United Kingdom showed it, to the minute. */
static struct sl_moment moment_of(int64_t at)
{
    struct sl_moment moment = sl_moment_of_utc(at / MICROSECONDS);
    moment.second -= moment.second % MINUTE_SECONDS;
    moment.precision = SL_PRECISION_MINUTE;
    return moment;
}

static enum sl_status find_run(
    struct sl_picture_records *records,
    int64_t id,
    const struct sl_picture_run **ret_run,
    struct sl_error *err
)
{
    struct sl_run stored;
    struct sl_picture_run *run = records->runs;
    while (run != NULL && run->id != id) {
        run = run->next;
    }
    if (run == NULL) {
        SL_TRY(sl_store_run_get(records->store, id, records->arena, &stored, err));
        run = sl_arena_alloc(records->arena, 1, sizeof *run);
        if (run == NULL) {
            return sl_fail_memory(err);
        }
        *run = (struct sl_picture_run){ .id = id, .next = records->runs };
        run->format = sl_format_find(stored.file.format);
        if (run->format == NULL) {
            return sl_fail(
                err,
                SL_UNSUPPORTED,
                "records are of a format that is not known here: '%.*s'",
                SL_STR_ARG(stored.file.format)
            );
        }
        run->received = moment_of(stored.ended_at);
        records->runs = run;
    }
    *ret_run = run;
    return SL_OK;
}

static enum sl_status find_layout(
    struct sl_picture_records *records, int64_t id, struct sl_str *ret_text, struct sl_error *err
)
{
    struct sl_picture_layout *layout = records->layouts;
    while (layout != NULL && layout->id != id) {
        layout = layout->next;
    }
    if (layout == NULL) {
        layout = sl_arena_alloc(records->arena, 1, sizeof *layout);
        if (layout == NULL) {
            return sl_fail_memory(err);
        }
        *layout = (struct sl_picture_layout){ .id = id, .next = records->layouts };
        SL_TRY(sl_store_layout_text(records->store, id, records->arena, &layout->text, err));
        records->layouts = layout;
    }
    *ret_text = layout->text;
    return SL_OK;
}

/* Read the facts of a record. */
static enum sl_status read_facts(
    struct sl_picture_records *records,
    const struct sl_stored_record *stored,
    const struct sl_picture_run **ret_run,
    struct sl_facts *ret_facts,
    struct sl_error *err
)
{
    struct sl_str layout;
    SL_TRY(find_run(records, stored->run, ret_run, err));
    SL_TRY(find_layout(records, stored->layout, &layout, err));
    sl_facts_init(ret_facts, records->arena);
    return sl_format_read((*ret_run)->format, layout, stored->key, stored->body, ret_facts, err);
}

/* Leave of the facts what may be seen. */
static enum sl_status show_facts(
    struct sl_picture_records *records,
    const struct sl_stored_record *stored,
    struct sl_facts *facts,
    bool *ret_is_shown,
    struct sl_error *err
)
{
    const struct sl_picture_candidate candidate = {
        .source = sl_picture_records_source(records, stored->source),
        .key = stored->key,
        .facts = facts,
    };
    struct sl_facts shown;
    *ret_is_shown = true;
    if (records->show == NULL) {
        return SL_OK;
    }
    sl_facts_init(&shown, records->arena);
    SL_TRY(records->show(records->context, &candidate, &shown, ret_is_shown, err));
    shown.changed = facts->changed;
    *facts = shown;
    return SL_OK;
}

/* Take a record: it becomes an item if it may be seen, and names what it was wanted for. */
static enum sl_status take(
    struct sl_picture_records *records,
    struct sl_picture_entry *entry,
    const struct sl_stored_record *stored,
    struct sl_error *err
)
{
    const struct sl_picture_run *run = NULL;
    struct sl_facts *facts = &records->facts[records->item_count];
    bool is_shown = false;
    SL_TRY(read_facts(records, stored, &run, facts, err));
    SL_TRY(show_facts(records, stored, facts, &is_shown, err));
    entry->source = stored->source;
    entry->is_kept =
        is_shown && (entry->why.key.len == 0 || (entry->why.source == stored->source &&
                                                 sl_picture_names(facts, entry->why.key)));
    if (!entry->is_kept) {
        return SL_OK;
    }
    const struct sl_store_source *source = sl_picture_records_source(records, stored->source);
    records->items[records->item_count] = (struct sl_picture_record){
        .id = stored->id,
        .agency = source->agency,
        .system = source->system,
        .key = stored->key,
        .version = stored->version,
        .received = run->received,
        .changed = facts->changed,
        .facts = facts,
    };
    entry->record = records->item_count++;
    return SL_OK;
}

enum sl_status sl_picture_records_kind(
    struct sl_picture_records *records,
    int64_t source,
    struct sl_str key,
    struct sl_entity *ret_entity,
    bool *ret_is_known,
    struct sl_error *err
)
{
    struct sl_entity_uses uses = { .count = 0 };
    const struct sl_picture_run *run = NULL;
    *ret_is_known = false;
    SL_TRY(sl_store_entity_uses(records->store, sl_entity_hash(source, key), &uses, err));
    for (size_t i = 0; i < uses.count; i++) {
        struct sl_stored_record stored;
        struct sl_facts facts;
        if ((uses.items[i].marks & SL_ENTITY_HAS) == 0) {
            continue;
        }
        SL_TRY(
            sl_store_record_get(records->store, uses.items[i].record, records->arena, &stored, err)
        );
        SL_TRY(read_facts(records, &stored, &run, &facts, err));
        for (size_t j = 0; stored.source == source && j < facts.entity_count; j++) {
            if (sl_str_equal(facts.entities[j].key, key)) {
                *ret_entity = facts.entities[j];
                *ret_is_known = true;
                return SL_OK;
            }
        }
    }
    return SL_OK;
}

enum sl_status sl_picture_records_read(struct sl_picture_records *records, struct sl_error *err)
{
    struct sl_stored_record stored[BATCH];
    int64_t ids[BATCH];
    while (records->read_count < records->entry_count) {
        const size_t left = records->entry_count - records->read_count;
        const size_t count = left < BATCH ? left : BATCH;
        struct sl_picture_entry *entries = &records->entries[records->read_count];
        for (size_t i = 0; i < count; i++) {
            ids[i] = entries[i].id;
        }
        SL_TRY(sl_store_record_get_all(records->store, ids, count, records->arena, stored, err));
        for (size_t i = 0; i < count; i++) {
            SL_TRY(take(records, &entries[i], &stored[i], err));
        }
        records->read_count += count;
    }
    return SL_OK;
}
