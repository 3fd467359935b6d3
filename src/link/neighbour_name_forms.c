/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"
#include "link/compare_impl.h"
#include "link/neighbour_impl.h"
#include "link/neighbour_name.h"

#define FORM_SEED UINT64_C(0x6e616d65)

/* Rests that the letters of a name with a blank have on average, to size the index. */
#define USUAL_RESTS 12u

const struct sl_word_rules sl_name_letter_rules = { .one_len = 4 };

uint64_t sl_name_form_hash(struct sl_str form, unsigned kind)
{
    return sl_hash_str(form, FORM_SEED + kind);
}

uint64_t sl_name_initial_hash(char initial, uint64_t rest_sum, enum sl_name_form_kind kind)
{
    return sl_hash_u64(rest_sum + (uint64_t)(unsigned char)initial * 64 + kind);
}

struct sl_name_forms sl_name_forms_find(struct sl_str name)
{
    struct sl_name_forms forms = { 0 };
    struct sl_name_form form;
    for (unsigned part = 0; part < SL_NAME_PARTS; part++) {
        sl_name_form_core(name, part, &form);
        const struct sl_str core = sl_name_form_str(&form);
        forms.cores[part] = core.len == 0 || sl_str_equal(core, name)
                                ? 0
                                : sl_name_form_hash(core, SL_NAME_CORE + part);
    }
    sl_name_form_key(name, &form);
    forms.spelling =
        form.len == 0 ? 0 : sl_name_form_hash(sl_name_form_str(&form), SL_NAME_SPELLING);
    return forms;
}

uint64_t sl_name_rest_sum(const struct sl_value_index *values, uint32_t name)
{
    return values->sums[name] - values->word_hashes[values->tokens[values->token_starts[name]]];
}

struct sl_str sl_name_first_word(const struct sl_value_index *values, uint32_t name)
{
    return values->words.values[values->tokens[values->token_starts[name]]];
}

/* File a name under its first letter and remaining words. */
static void add_initial(const struct sl_name_index *index, uint32_t name, struct sl_keys *keys)
{
    const struct sl_value_index *values = &index->values;
    if (sl_value_token_count(values, name) == 0) {
        return;
    }
    const struct sl_str first = sl_name_first_word(values, name);
    const enum sl_name_form_kind kind = first.len == 1 ? SL_NAME_INITIAL : SL_NAME_SPELT;
    if (kind == SL_NAME_INITIAL || index->searched) {
        const uint64_t rest_sum = sl_name_rest_sum(values, name);
        sl_keys_add(keys, sl_name_initial_hash(first.ptr[0], rest_sum, kind), name);
    }
}

static void generate_forms(void *context, struct sl_keys *keys)
{
    const struct sl_name_index *index = context;
    for (uint32_t name = 0; name < index->values.source.count; name++) {
        const struct sl_str text = index->values.source.values[name];
        const struct sl_name_forms *forms = &index->forms[name];
        const bool blank = sl_value_has_blank(text);
        sl_keys_add(keys, sl_name_form_hash(text, SL_NAME_WHOLE), name);
        if (blank) {
            sl_keys_add(keys, sl_value_letters_hash(text), name);
        }
        for (unsigned part = 0; part < SL_NAME_PARTS; part++) {
            if (forms->cores[part] != 0) {
                sl_keys_add(keys, forms->cores[part], name);
            }
        }
        if (forms->spelling != 0 && (blank || index->searched)) {
            sl_keys_add(keys, forms->spelling, name);
        }
        add_initial(index, name, keys);
    }
}

static void generate_rests(void *context, struct sl_keys *keys)
{
    const struct sl_name_index *index = context;
    struct sl_deletions deletions;
    char letters[SL_WORD_LIMIT];
    for (uint32_t name = 0; name < index->values.source.count; name++) {
        const struct sl_str text = index->values.source.values[name];
        const size_t len =
            sl_value_has_blank(text) ? sl_token_letters(text, letters, SL_WORD_LIMIT) : 0;
        if (len > 0 && len <= SL_WORD_LIMIT) {
            sl_deletions_hash(&sl_name_letter_rules, (struct sl_str){ letters, len }, &deletions);
            for (size_t i = 0; i < deletions.ends[2]; i++) {
                sl_keys_add(keys, deletions.hashes[i], name);
            }
        }
    }
}

static enum sl_status form_task(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const struct sl_name_index *index = context;
    const struct sl_neighbour_source *source = &index->values.source;
    const size_t end = sl_join_task_end(source->count, task);
    for (size_t name = task * SL_JOIN_TASK_VALUES; name < end; name++) {
        index->forms[name] = sl_name_forms_find(source->values[name]);
    }
    return SL_OK;
}

static enum sl_status file_names(
    struct sl_name_index *index,
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_error *err
)
{
    SL_TRY(sl_value_index_init(&index->values, source, err));
    for (size_t name = 0; name < source->count; name++) {
        index->blank_count += sl_value_has_blank(source->values[name]);
    }
    index->forms = sl_alloc(source->count, sizeof(*index->forms));
    if (index->forms == NULL) {
        return sl_fail_memory(err);
    }
    const size_t task_count = sl_join_task_count(source->count);
    SL_TRY(sl_threads_run(thread_count, task_count, form_task, index, err));
    SL_TRY(sl_keys_init(&index->by_form, source->count * 2, generate_forms, index, err));
    return sl_keys_init(
        &index->by_rest, index->blank_count * USUAL_RESTS, generate_rests, index, err
    );
}

static enum sl_status index_for_search(struct sl_name_index *index, struct sl_error *err)
{
    const struct sl_neighbour_source *source = &index->values.source;
    const struct sl_word_set set = sl_value_index_words(&index->values, &sl_word_rules_name);
    SL_TRY(sl_word_index_init(&index->words, &set, err));
    SL_TRY(sl_postings_init(&index->postings, &index->values, err));
    index->order = sl_alloc(source->count, sizeof(*index->order));
    if (index->order == NULL) {
        return sl_fail_memory(err);
    }
    return sl_sort_strs(source->values, source->count, index->order, err);
}

enum sl_status sl_name_index_fill(
    struct sl_name_index *index,
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_error *err
)
{
    SL_TRY(file_names(index, source, thread_count, err));
    return index->searched ? index_for_search(index, err) : SL_OK;
}

void sl_name_index_finish(struct sl_name_index *index)
{
    sl_word_index_finish(&index->words);
    sl_value_index_finish(&index->values);
    sl_postings_finish(&index->postings);
    sl_keys_finish(&index->by_form);
    sl_keys_finish(&index->by_rest);
    sl_free(index->forms);
    sl_free(index->order);
    *index = (struct sl_name_index){ 0 };
}
