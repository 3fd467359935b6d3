/* SPDX-License-Identifier: Apache-2.0 */
#include "link/gather.h"

#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"

#define BLOCK_RECORDS   16384u
#define VALUES_PER_TASK 4096u
#define NORMAL_LIMIT    ((size_t)1 << 30)

/*
 * BLOCK_RECORDS records: their ids, files, sources (by first appearance, or SL_SOURCE_NONE) and raw
 * codes (number + 1; 0 is missing), which the encoder writes in its own time.
 */
struct sl_gather_block {
    struct sl_str ids[BLOCK_RECORDS];
    uint8_t files[BLOCK_RECORDS];
    uint8_t sources[BLOCK_RECORDS];
    uint32_t codes[]; /* field_count for each record */
};

enum sl_status sl_gather_init(
    struct sl_gather *gather,
    const struct sl_schema *schema,
    unsigned thread_count,
    struct sl_error *err
)
{
    *gather = (struct sl_gather){ .schema = schema, .thread_count = thread_count };
    sl_arena_init(&gather->id_bytes, SIZE_MAX / 2);
    sl_dictionary_init(&gather->source_names);
    return sl_encoder_init(&gather->encoder, schema, thread_count, err);
}

static void free_blocks(struct sl_gather *gather)
{
    for (size_t block = 0; block < gather->block_count; block++) {
        sl_free(gather->blocks[block]);
    }
    sl_free(gather->blocks);
    gather->blocks = NULL;
    gather->block_count = 0;
}

void sl_gather_finish(struct sl_gather *gather)
{
    sl_encoder_finish(&gather->encoder); /* first: it writes into blocks */
    free_blocks(gather);
    sl_arena_finish(&gather->id_bytes);
    sl_dictionary_finish(&gather->source_names);
    *gather = (struct sl_gather){ 0 };
}

static enum sl_status add_block(struct sl_gather *gather, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        &gather->blocks,
        &gather->block_capacity,
        gather->block_count + 1,
        sizeof(struct sl_gather_block *),
        err
    ));
    const size_t codes = (size_t)BLOCK_RECORDS * gather->schema->field_count;
    struct sl_gather_block *block =
        sl_alloc(1, sizeof(struct sl_gather_block) + codes * sizeof(uint32_t));
    if (block == NULL) {
        return sl_fail_memory(err);
    }
    gather->blocks[gather->block_count++] = block;
    return SL_OK;
}

/* The number of a record's source. */
static enum sl_status
add_source(struct sl_gather *gather, struct sl_str raw, uint8_t *ret_source, struct sl_error *err)
{
    const struct sl_str name = sl_str_trim(raw);
    uint32_t number = SL_SOURCE_NONE;
    if (name.len > 0) {
        SL_TRY(sl_dictionary_add(&gather->source_names, name, &number, err));
    }
    if (gather->source_names.count > SL_SOURCE_LIMIT) {
        sl_fail(err, SL_LIMIT, "more than %u sources", SL_SOURCE_LIMIT);
        sl_fail_hint(err, "A source is the system or agency that a record comes from.");
        return SL_LIMIT;
    }
    *ret_source = (uint8_t)number;
    return SL_OK;
}

enum sl_status sl_gather_add(
    struct sl_gather *gather,
    unsigned file,
    struct sl_str id,
    const struct sl_str *raw,
    struct sl_error *err
)
{
    SL_ASSERT(file < 2);
    if (gather->record_count == SL_RECORD_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u records", SL_RECORD_LIMIT);
    }
    const uint32_t place = gather->record_count % BLOCK_RECORDS;
    if (place == 0 && gather->record_count / BLOCK_RECORDS == gather->block_count) {
        SL_TRY(add_block(gather, err));
    }
    struct sl_gather_block *block = gather->blocks[gather->block_count - 1];
    block->ids[place] = sl_arena_copy(&gather->id_bytes, id);
    if (block->ids[place].ptr == NULL) {
        return sl_fail_memory(err);
    }
    block->sources[place] = SL_SOURCE_NONE;
    if (gather->named_sources) {
        const struct sl_str name = raw[gather->schema->column_count];
        SL_TRY(add_source(gather, name, &block->sources[place], err));
    }
    block->files[place] = (uint8_t)file;
    uint32_t *codes = block->codes + (size_t)place * gather->schema->field_count;
    SL_TRY(sl_encoder_add(&gather->encoder, raw, codes, err));
    gather->source_count[file]++;
    gather->record_count++;
    return SL_OK;
}

/* The normal forms of a run of one field's raw values, found by one task. */
struct normal_run {
    struct sl_buf text;
    uint32_t ends[VALUES_PER_TASK]; /* in text */
};

struct normalising {
    const struct sl_gather *gather;
    const struct sl_table *table;
    unsigned field;
    struct sl_form *forms;    /* one for each worker, opened when first used */
    struct normal_run **runs; /* one for each task */
};

static enum sl_status normalise_run(void *context, size_t index, unsigned worker)
{
    const struct normalising *work = context;
    const struct sl_dictionary *raw = &work->gather->encoder.raw[work->field];
    struct sl_form *form = &work->forms[worker];
    if (form->schema == NULL) {
        SL_TRY(sl_form_open(form, work->gather->schema, NULL));
        memcpy(form->date_order, work->table->date_order, sizeof(form->date_order));
    }
    struct normal_run *run = sl_calloc(1, sizeof(*run));
    if (run == NULL) {
        return SL_NO_MEMORY;
    }
    work->runs[index] = run;
    sl_buf_init(&run->text, NORMAL_LIMIT);
    const size_t first = index * VALUES_PER_TASK;
    for (size_t at = 0; at < VALUES_PER_TASK && first + at < raw->count; at++) {
        const struct sl_str value = raw->values[first + at];
        if (sl_form_is_late(work->gather->schema, work->field)) {
            sl_form_normal(form, work->field, value, &run->text);
        } else {
            sl_buf_add(&run->text, value);
        }
        run->ends[at] = (uint32_t)run->text.len;
    }
    return sl_buf_status(&run->text, NULL);
}

/* Number the normal forms in the field's domain; map[raw number] becomes number + 1, 0 if none. */
static enum sl_status intern_runs(
    const struct normalising *work, struct sl_domain *domain, uint32_t *map, struct sl_error *err
)
{
    const uint32_t count = work->gather->encoder.raw[work->field].count;
    struct sl_str *values SL_CLEANUP(sl_free_ptr) = sl_alloc(VALUES_PER_TASK, sizeof(*values));
    if (values == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t first = 0; first < count; first += VALUES_PER_TASK) {
        const struct normal_run *run = work->runs[first / VALUES_PER_TASK];
        const uint32_t here = count - first < VALUES_PER_TASK ? count - first : VALUES_PER_TASK;
        uint32_t start = 0;
        for (uint32_t at = 0; at < here; at++) {
            values[at] = (struct sl_str){ run->text.ptr + start, run->ends[at] - start };
            start = run->ends[at];
        }
        SL_TRY(sl_dictionary_add_all(&domain->dictionary, values, here, map + first, err));
        for (uint32_t at = 0; at < here; at++) {
            map[first + at]++; /* none wraps to 0 */
        }
    }
    return SL_OK;
}

static void free_runs(struct normal_run **runs, size_t count)
{
    for (size_t run = 0; runs != NULL && run < count; run++) {
        if (runs[run] != NULL) {
            sl_buf_finish(&runs[run]->text);
            sl_free(runs[run]);
        }
    }
    sl_free(runs);
}

static enum sl_status normalise_field(
    struct normalising *work,
    struct sl_table *table,
    unsigned threads,
    uint32_t **ret_map,
    struct sl_error *err
)
{
    const uint32_t count = work->gather->encoder.raw[work->field].count;
    const size_t tasks = (count + VALUES_PER_TASK - 1) / VALUES_PER_TASK;
    struct sl_domain *domain = &table->domains[table->schema->fields[work->field].domain];
    uint32_t *map = sl_alloc((size_t)count + 1, sizeof(*map));
    work->runs = sl_calloc(tasks + 1, sizeof(struct normal_run *));
    enum sl_status status = map == NULL || work->runs == NULL ? sl_fail_memory(err) : SL_OK;
    if (status == SL_OK) {
        status = sl_threads_run(threads, tasks, normalise_run, work, err);
    }
    if (status == SL_OK) {
        status = intern_runs(work, domain, map, err);
    }
    free_runs(work->runs, tasks);
    *ret_map = map;
    return status;
}

/* Day before month or after? All values of a date column say. */
static void decide_date_orders(const struct sl_gather *gather, struct sl_table *table)
{
    for (unsigned field = 0; field < gather->schema->field_count; field++) {
        struct sl_date_votes votes = { 0 };
        const bool date = gather->schema->fields[field].family == SL_FAMILY_DATE;
        for (uint32_t raw = 0; date && raw < gather->encoder.raw[field].count; raw++) {
            sl_birth_date_vote(&votes, gather->encoder.raw[field].values[raw]);
        }
        table->date_order[field] = gather->reference != NULL
                                       ? gather->reference->fields[field].date_order
                                       : sl_birth_date_order(votes);
    }
}

/* Maps from raw codes to codes, by field: composed of normal form and rank in byte order. */
struct maps {
    uint32_t *codes[SL_FIELD_LIMIT];
};

static void free_maps(struct maps *maps)
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_free(maps->codes[field]);
    }
}

static enum sl_status normalise_all(
    struct sl_gather *gather, struct sl_table *table, struct maps *maps, struct sl_error *err
)
{
    const unsigned thread_count = gather->thread_count;
    struct sl_form *forms = sl_calloc(thread_count, sizeof(*forms));
    if (forms == NULL) {
        return sl_fail_memory(err);
    }
    enum sl_status status = SL_OK;
    for (unsigned field = 0; field < gather->schema->field_count && status == SL_OK; field++) {
        struct normalising work = { gather, table, field, forms, NULL };
        status = normalise_field(&work, table, thread_count, &maps->codes[field], err);
    }
    for (unsigned worker = 0; worker < thread_count; worker++) {
        sl_form_close(&forms[worker]);
    }
    sl_free(forms);
    return status;
}

/* The reference's values were the first to be numbered. */
static void set_codes(struct sl_reference *reference, unsigned domain, const uint32_t *rank)
{
    for (uint32_t at = 0; reference != NULL && at < reference->domains[domain].count; at++) {
        reference->domains[domain].codes[at] = rank[at] + 1;
    }
}

/* Number each domain's values in order, and let the maps lead to those numbers. */
static enum sl_status sort_domains(
    const struct sl_gather *gather, struct sl_table *table, struct maps *maps, struct sl_error *err
)
{
    for (unsigned domain = 0; domain < gather->schema->domain_count; domain++) {
        uint32_t *rank SL_CLEANUP(sl_free_ptr) = NULL;
        SL_TRY(sl_domain_sort(&table->domains[domain], &rank, err));
        set_codes(gather->reference, domain, rank);
        for (unsigned field = 0; field < gather->schema->field_count; field++) {
            const bool here = gather->schema->fields[field].domain == domain;
            for (uint32_t raw = 0; here && raw < gather->encoder.raw[field].count; raw++) {
                uint32_t *code = &maps->codes[field][raw];
                *code = *code == SL_CODE_MISSING ? SL_CODE_MISSING : rank[*code - 1] + 1;
            }
        }
    }
    return SL_OK;
}

static enum sl_status
fail_repeated(const struct sl_gather *gather, struct sl_str id, bool second, struct sl_error *err)
{
    sl_fail(err, SL_INVALID, "two records have the same id");
    if (gather->source_count[1] > 0) {
        sl_fail_detail(
            err, "id '%.*s' in the %s file", SL_STR_ARG(id), second ? "second" : "first"
        );
    } else {
        sl_fail_detail(err, "id '%.*s'", SL_STR_ARG(id));
    }
    sl_fail_hint(err, "Give a column in which every record has a value of its own.");
    return SL_INVALID;
}

/* The records' places in canonical order: order[place] = arrival. */
static enum sl_status
order_records(const struct sl_gather *gather, uint32_t *order, struct sl_error *err)
{
    const uint32_t count = gather->record_count;
    struct sl_str *ids SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)count + 1, sizeof(*ids));
    uint32_t *by_id SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)count + 1, sizeof(*by_id));
    if (ids == NULL || by_id == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < count; record++) {
        ids[record] = gather->blocks[record / BLOCK_RECORDS]->ids[record % BLOCK_RECORDS];
    }
    SL_TRY(sl_sort_strs(ids, count, by_id, err));
    uint32_t next[2] = { 0, gather->source_count[0] };
    for (uint32_t place = 0; place < count; place++) {
        const uint32_t record = by_id[place];
        const struct sl_gather_block *block = gather->blocks[record / BLOCK_RECORDS];
        order[next[block->files[record % BLOCK_RECORDS]]++] = record;
    }
    for (uint32_t place = 1; place < count; place++) {
        if (place != gather->source_count[0] &&
            sl_str_equal(ids[order[place]], ids[order[place - 1]])) {
            return fail_repeated(gather, ids[order[place]], place >= gather->source_count[0], err);
        }
    }
    return SL_OK;
}

/* Fill rows, ids and frequencies in canonical order. */
static enum sl_status fill_rows(
    const struct sl_gather *gather,
    const struct maps *maps,
    const uint32_t *order,
    struct sl_table *table,
    struct sl_error *err
)
{
    const unsigned field_count = gather->schema->field_count;
    for (unsigned field = 0; field < field_count; field++) {
        const size_t values = sl_table_domain(table, field)->dictionary.count;
        table->frequency[field] = sl_calloc(values + 2, sizeof(uint32_t));
        if (table->frequency[field] == NULL) {
            return sl_fail_memory(err);
        }
    }
    table->rows = sl_alloc((size_t)gather->record_count * field_count + 1, sizeof(uint32_t));
    table->ids = sl_alloc((size_t)gather->record_count + 1, sizeof(*table->ids));
    if (table->rows == NULL || table->ids == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < gather->record_count; record++) {
        const struct sl_gather_block *block = gather->blocks[order[record] / BLOCK_RECORDS];
        const uint32_t place = order[record] % BLOCK_RECORDS;
        const uint32_t *raw = block->codes + (size_t)place * field_count;
        uint32_t *row = table->rows + (size_t)record * field_count;
        table->ids[record] = block->ids[place];
        for (unsigned field = 0; field < field_count; field++) {
            row[field] = raw[field] == 0 ? SL_CODE_MISSING : maps->codes[field][raw[field] - 1];
            table->frequency[field][row[field]]++;
        }
    }
    return SL_OK;
}

/* The records' sources in canonical order, numbered in the byte order of their names. */
static enum sl_status fill_sources(
    struct sl_gather *gather, const uint32_t *order, struct sl_table *table, struct sl_error *err
)
{
    uint32_t *rank SL_CLEANUP(sl_free_ptr) = NULL;
    if (!gather->named_sources) {
        return SL_OK;
    }
    table->sources = sl_alloc((size_t)gather->record_count + 1, sizeof(*table->sources));
    if (table->sources == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_dictionary_sort(&gather->source_names, NULL, &rank, err));
    for (uint32_t record = 0; record < gather->record_count; record++) {
        const struct sl_gather_block *block = gather->blocks[order[record] / BLOCK_RECORDS];
        const uint8_t source = block->sources[order[record] % BLOCK_RECORDS];
        table->sources[record] = source == SL_SOURCE_NONE ? SL_SOURCE_NONE : (uint8_t)rank[source];
    }
    table->source_names = gather->source_names;
    sl_dictionary_init(&gather->source_names);
    return SL_OK;
}

static enum sl_status make_table(
    struct sl_gather *gather, struct sl_table *table, struct maps *maps, struct sl_error *err
)
{
    const struct sl_schema *schema = gather->schema;
    for (unsigned domain = 0; domain < schema->domain_count; domain++) {
        sl_domain_init(&table->domains[domain], schema->domain_family[domain]);
    }
    if (gather->reference != NULL) {
        SL_TRY(sl_reference_intern(gather->reference, table, err));
    }
    SL_TRY(sl_encoder_settle(&gather->encoder, err));
    decide_date_orders(gather, table);
    SL_TRY(normalise_all(gather, table, maps, err));
    SL_TRY(sort_domains(gather, table, maps, err));
    uint32_t *order SL_CLEANUP(sl_free_ptr) =
        sl_alloc((size_t)gather->record_count + 1, sizeof(*order));
    if (order == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(order_records(gather, order, err));
    SL_TRY(fill_rows(gather, maps, order, table, err));
    SL_TRY(fill_sources(gather, order, table, err));
    if (gather->reference != NULL) {
        SL_TRY(sl_reference_settle(gather->reference, table, err));
    }
    table->id_bytes = gather->id_bytes;
    gather->id_bytes = (struct sl_arena){ 0 };
    return SL_OK;
}

enum sl_status
sl_gather_table(struct sl_gather *gather, struct sl_table *table, struct sl_error *err)
{
    *table = (struct sl_table){
        .schema = gather->schema,
        .field_count = gather->schema->field_count,
        .record_count = gather->record_count,
        .source_count = {gather->source_count[0], gather->source_count[1]},
    };
    struct maps maps = { 0 };
    const enum sl_status status = make_table(gather, table, &maps, err);
    free_maps(&maps);
    if (status != SL_OK) {
        sl_table_finish(table);
    }
    return status;
}
