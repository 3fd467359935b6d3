/* SPDX-License-Identifier: Apache-2.0 */
#include "store/key_index.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "store/derived_impl.h"
#include "store/store_impl.h"

#define FIRST_SLOT_COUNT ((size_t)1024)
#define HASH_SHIFT       17 /* 47 bits are left */

static const struct sl_str table_name = { "record_key", 10 };

uint64_t sl_key_hash(int64_t source, struct sl_str key)
{
    return sl_hash_str(key, (uint64_t)source) >> HASH_SHIFT;
}

void sl_key_index_finish(struct sl_key_index *index)
{
    sl_free(index->slots);
    *index = (struct sl_key_index){ 0 };
}

/* Where a hash begins to be looked for. Its low bits are as good as any. */
static size_t first_slot(const struct sl_key_index *index, uint64_t hash)
{
    return (size_t)hash & (index->slot_count - 1);
}

static void put_slot(struct sl_key_index *index, uint64_t hash, int64_t record)
{
    size_t i = first_slot(index, hash);

    while (index->slots[i].record != 0) {
        i = (i + 1) & (index->slot_count - 1);
    }
    index->slots[i] = (struct sl_key_slot){ .hash = hash, .record = record };
    index->count++;
}

static enum sl_status make_room(struct sl_key_index *index, struct sl_error *err)
{
    if (2 * (index->count + 1) <= index->slot_count) {
        return SL_OK;
    }
    struct sl_key_slot *old = index->slots;
    const size_t old_count = index->slot_count;
    const size_t slot_count = old_count == 0 ? FIRST_SLOT_COUNT : 2 * old_count;
    struct sl_key_slot *slots = sl_calloc(slot_count, sizeof *slots);
    if (slots == NULL) {
        return sl_fail_memory(err);
    }
    index->slots = slots;
    index->slot_count = slot_count;
    index->count = 0;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].record != 0) {
            put_slot(index, old[i].hash, old[i].record);
        }
    }
    sl_free(old);
    return SL_OK;
}

/* Note one more key, in any case above all that were noted before. */
static enum sl_status note_key(
    struct sl_key_index *index,
    struct sl_db *db,
    uint64_t hash,
    int64_t record,
    struct sl_error *err
)
{
    if (index->count >= SL_KEY_INDEX_LIMIT) {
        SL_TRY(sl_key_index_merge(index, db, err));
    }
    SL_TRY(make_room(index, err));
    put_slot(index, hash, record);
    index->newest = record;
    return SL_OK;
}

/* Read the keys behind `through` again. */
static enum sl_status load_tail(struct sl_key_index *index, struct sl_db *db, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(db, SL_SQL_RECORD_TAIL, &statement, err));
    sl_bind_i64(statement, 1, index->through);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    while (has_row) {
        const uint64_t hash = sl_key_hash(sl_column_i64(statement, 1), sl_column_str(statement, 2));
        const enum sl_status status = note_key(index, db, hash, sl_column_i64(statement, 0), err);
        if (status != SL_OK) {
            sl_statement_reset(statement);
            return status;
        }
        SL_TRY(sl_statement_step(statement, &has_row, err));
    }
    return SL_OK;
}

static enum sl_status
number_of(struct sl_db *db, enum sl_sql sql, int64_t *ret_number, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(db, sql, &statement, err));
    SL_TRY(sl_statement_step(statement, &has_row, err));
    *ret_number = has_row ? sl_column_i64(statement, 0) : 0;
    sl_statement_reset(statement);
    return SL_OK;
}

static enum sl_status load(struct sl_key_index *index, struct sl_db *db, struct sl_error *err)
{
    struct sl_derived table = { 0 };
    int64_t stored_last = 0;
    int64_t counted_last = 0;
    int64_t any = 0;

    SL_TRY(sl_derived_read(db, table_name, &table, err));
    SL_TRY(number_of(db, SL_SQL_RECORD_LAST, &stored_last, err));
    SL_TRY(number_of(db, SL_SQL_RECORD_KEY_ANY, &any, err));
    SL_TRY(sl_store_counter(db, SL_STR("last_record"), &counted_last, err));
    index->through = table.built_through;
    index->newest = table.built_through;
    index->last_record = stored_last > counted_last ? stored_last : counted_last;
    index->has_table_rows = any != 0;
    return load_tail(index, db, err);
}

enum sl_status sl_key_index_load(struct sl_key_index *index, struct sl_db *db, struct sl_error *err)
{
    if (index->is_loaded) {
        return SL_OK;
    }
    const enum sl_status status = load(index, db, err);
    if (status != SL_OK) {
        sl_key_index_finish(index);
        return status;
    }
    index->is_loaded = true;
    return SL_OK;
}

enum sl_status sl_key_index_add(
    struct sl_key_index *index,
    struct sl_db *db,
    uint64_t hash,
    int64_t record,
    struct sl_error *err
)
{
    SL_ASSERT(index->is_loaded && record > index->last_record);
    SL_TRY(note_key(index, db, hash, record, err));
    index->last_record = record;
    return SL_OK;
}

/* The same, in memory only. */
static int64_t find_slot(const struct sl_key_index *index, uint64_t hash, int64_t below)
{
    int64_t best = 0;

    if (index->count == 0) {
        return 0;
    }
    for (size_t i = first_slot(index, hash); index->slots[i].record != 0;
         i = (i + 1) & (index->slot_count - 1)) {
        const struct sl_key_slot *slot = &index->slots[i];
        if (slot->hash == hash && slot->record < below && slot->record > best) {
            best = slot->record;
        }
    }
    return best;
}

enum sl_status sl_key_index_find(
    const struct sl_key_index *index,
    struct sl_db *db,
    uint64_t hash,
    int64_t below,
    int64_t *ret_record,
    struct sl_error *err
)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    *ret_record = find_slot(index, hash, below);
    if (*ret_record != 0 || !index->has_table_rows) {
        return SL_OK; /* what is in memory is behind all that is in the table */
    }
    SL_TRY(sl_db_use(db, SL_SQL_RECORD_KEY_FIND, &statement, err));
    sl_bind_i64(statement, 1, (int64_t)hash);
    sl_bind_i64(statement, 2, below);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    *ret_record = has_row ? sl_column_i64(statement, 0) : 0;
    sl_statement_reset(statement);
    return SL_OK;
}

static enum sl_status
insert_all(struct sl_db *db, const struct sl_keyed *items, size_t count, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(db, SL_SQL_RECORD_KEY_ADD, &statement, err));
    for (size_t i = 0; i < count; i++) {
        sl_bind_i64(statement, 1, (int64_t)items[i].key);
        sl_bind_i64(statement, 2, (int64_t)items[i].value);
        SL_TRY(sl_statement_run(statement, err));
    }
    return SL_OK;
}

static enum sl_status
merge_sorted(struct sl_key_index *index, struct sl_db *db, struct sl_error *err)
{
    size_t count = 0;
    struct sl_keyed *items = sl_alloc(index->count, sizeof *items);
    if (items == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < index->slot_count; i++) {
        if (index->slots[i].record != 0) {
            items[count].key = index->slots[i].hash;
            items[count].value = (uint64_t)index->slots[i].record;
            count++;
        }
    }
    enum sl_status status = sl_sort_keyed(items, count, err);
    if (status == SL_OK) {
        status = insert_all(db, items, count, err);
    }
    sl_free(items);
    return status;
}

enum sl_status
sl_key_index_merge(struct sl_key_index *index, struct sl_db *db, struct sl_error *err)
{
    if (index->count == 0) {
        return SL_OK;
    }
    SL_TRY(merge_sorted(index, db, err));
    SL_TRY(sl_derived_write(db, table_name, SL_DERIVED_FRESH, index->newest, err));
    sl_free(index->slots); /* to clear a large one for every small run would take longer */
    index->slots = NULL;
    index->slot_count = 0;
    index->count = 0;
    index->through = index->newest;
    index->has_table_rows = true;
    return SL_OK;
}
