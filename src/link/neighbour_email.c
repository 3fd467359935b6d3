/* SPDX-License-Identifier: Apache-2.0 */
/*
 * E-mail addresses: local parts and domains are two sets of words; similar words of either are
 * joined first, and an address is looked up by the two together.
 */
#include "base/hash.h"
#include "base/memory.h"
#include "base/threads.h"
#include "link/compare_impl.h"
#include "link/dictionary.h"
#include "link/neighbour_impl.h"
#include "link/neighbour_values.h"

/*
 * The addresses by their parts: address a has local part locals[a] and domain domains[a], by number
 * in the dictionaries. Those with local part l are of_local[i] for starts[l] <= i < starts[l + 1].
 * generic[l] tells whether l names no person. local_words and domain_words are for searching.
 */
struct email_index {
    struct sl_neighbour_source source;
    struct sl_dictionary local_names, domain_names;
    uint32_t *locals, *domains;
    uint64_t *starts;
    uint32_t *of_local;
    uint8_t *generic;
    struct sl_keys by_both;
    struct sl_word_index local_words, domain_words;
};

static uint64_t both_hash(uint32_t local, uint32_t domain)
{
    return sl_hash_u64((uint64_t)local << 32 | domain);
}

static void generate_both(void *context, struct sl_keys *keys)
{
    const struct email_index *index = context;
    for (uint32_t address = 0; address < index->source.count; address++) {
        sl_keys_add(keys, both_hash(index->locals[address], index->domains[address]), address);
    }
}

static enum sl_status number_parts(struct email_index *index, struct sl_error *err)
{
    for (size_t address = 0; address < index->source.count; address++) {
        const struct sl_email_parts parts = sl_email_parts_read(index->source.values[address]);
        SL_TRY(sl_dictionary_add(&index->local_names, parts.local, &index->locals[address], err));
        SL_TRY(sl_dictionary_add(&index->domain_names, parts.domain, &index->domains[address], err)
        );
    }
    return SL_OK;
}

/* Put the addresses of each local part together. starts[l + 1] first moves through list l. */
static void gather_locals(struct email_index *index)
{
    const size_t local_count = index->local_names.count;
    const size_t count = index->source.count;
    for (size_t address = 0; address < count; address++) {
        index->starts[(size_t)index->locals[address] + 2]++;
    }
    for (size_t local = 0; local < local_count; local++) {
        index->starts[local + 2] += index->starts[local + 1];
        index->generic[local] =
            sl_email_generic(index->source.context, index->local_names.values[local]);
    }
    for (uint32_t address = 0; address < count; address++) {
        index->of_local[index->starts[(size_t)index->locals[address] + 1]++] = address;
    }
}

static enum sl_status fill_index(struct email_index *index, struct sl_error *err)
{
    const size_t count = index->source.count;
    sl_dictionary_init(&index->local_names);
    sl_dictionary_init(&index->domain_names);
    index->locals = sl_alloc(count, sizeof(*index->locals));
    index->domains = sl_alloc(count, sizeof(*index->domains));
    index->of_local = sl_alloc(count, sizeof(*index->of_local));
    if (index->locals == NULL || index->domains == NULL || index->of_local == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(number_parts(index, err));
    index->starts = sl_calloc((size_t)index->local_names.count + 2, sizeof(*index->starts));
    index->generic = sl_alloc(index->local_names.count, sizeof(*index->generic));
    if (index->starts == NULL || index->generic == NULL) {
        return sl_fail_memory(err);
    }
    gather_locals(index);
    return sl_keys_init(&index->by_both, count, generate_both, index, err);
}

static void finish_index(struct email_index *index)
{
    sl_word_index_finish(&index->local_words);
    sl_word_index_finish(&index->domain_words);
    sl_dictionary_finish(&index->local_names);
    sl_dictionary_finish(&index->domain_names);
    sl_keys_finish(&index->by_both);
    sl_free(index->locals);
    sl_free(index->domains);
    sl_free(index->starts);
    sl_free(index->of_local);
    sl_free(index->generic);
}

static struct sl_word_set
set_of(const struct sl_dictionary *names, const struct sl_word_rules *rules)
{
    return (struct sl_word_set){
        .family = SL_FAMILY_EMAIL,
        .rules = rules,
        .words = names->values,
        .count = names->count,
    };
}

/* An address whose similar addresses are looked for: its parts' numbers, and what is like them. */
struct email_probe {
    const struct email_index *index;
    struct sl_str local_text;
    uint32_t number, local, domain;
    struct sl_similar_words locals, domains;
    struct sl_pairs *pairs;
};

static void add_address(const struct email_probe *probe, uint32_t address, unsigned level)
{
    if (probe->number == SL_NUMBER_NONE) {
        sl_pairs_add(probe->pairs, 0, address, sl_grade_of(level));
    } else if (address > probe->number) { /* the others find this one themselves */
        sl_pairs_add(probe->pairs, probe->number, address, sl_grade_of(level));
    }
}

/* Add the address with both parts, if there is one. */
static void find_both(const struct email_probe *probe, uint32_t local, uint32_t domain)
{
    const struct email_index *index = probe->index;
    struct sl_keys_walk walk = sl_keys_find(&index->by_both, both_hash(local, domain));
    uint32_t address;
    while (sl_keys_next(&walk, &address)) {
        if (index->locals[address] == local && index->domains[address] == domain) {
            add_address(probe, address, SL_LEVEL_CLOSE);
        }
    }
}

static void find_local(const struct email_probe *probe, uint32_t local, unsigned level)
{
    const struct email_index *index = probe->index;
    for (uint64_t i = index->starts[local]; i < index->starts[local + 1]; i++) {
        add_address(probe, index->of_local[i], level);
    }
}

static bool is_generic_local(const struct email_probe *probe)
{
    return probe->local != SL_NUMBER_NONE
               ? probe->index->generic[probe->local] != 0
               : sl_email_generic(probe->index->source.context, probe->local_text);
}

/* Addresses whose local part has one or two slips. */
static void find_similar_locals(const struct email_probe *probe)
{
    const struct email_index *index = probe->index;
    const bool generic = is_generic_local(probe);
    for (size_t i = 0; i < probe->locals.count; i++) {
        const uint32_t local = sl_pair_right(probe->locals.items[i]);
        const size_t len = index->local_names.values[local].len;
        const size_t longer = len > probe->local_text.len ? len : probe->local_text.len;
        if (probe->domain != SL_NUMBER_NONE) {
            find_both(probe, local, probe->domain);
        }
        if (sl_pair_grade(probe->locals.items[i]) == SL_EVIDENCE_ONE &&
            longer >= SL_EMAIL_LOOSE_LEN && !generic && index->generic[local] == 0) {
            find_local(probe, local, SL_LEVEL_LOOSE);
        }
    }
}

static void find_addresses(const struct email_probe *probe)
{
    find_similar_locals(probe);
    if (probe->local == SL_NUMBER_NONE) {
        return;
    }
    for (size_t i = 0; i < probe->domains.count; i++) {
        find_both(probe, probe->local, sl_pair_right(probe->domains.items[i]));
    }
    if (probe->local_text.len >= SL_EMAIL_LOCAL_LEN && !is_generic_local(probe)) {
        find_local(probe, probe->local, SL_LEVEL_NEAR);
    }
}

struct email_join {
    const struct email_index *index;
    const struct sl_pair_lists *locals, *domains;
    struct sl_pairs *pieces;
};

static struct sl_similar_words similar_of(const struct sl_pair_lists *lists, uint32_t word)
{
    return (struct sl_similar_words){
        .items = lists->items + lists->starts[word],
        .count = (size_t)(lists->starts[word + 1] - lists->starts[word]),
    };
}

static enum sl_status email_task(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const struct email_join *join = context;
    const struct email_index *index = join->index;
    const size_t end = sl_join_task_end(index->source.count, task);
    for (size_t address = task * SL_JOIN_TASK_VALUES; address < end; address++) {
        const uint32_t local = index->locals[address];
        const uint32_t domain = index->domains[address];
        const struct email_probe probe = {
            .index = index,
            .local_text = index->local_names.values[local],
            .number = (uint32_t)address,
            .local = local,
            .domain = domain,
            .locals = similar_of(join->locals, local),
            .domains = similar_of(join->domains, domain),
            .pairs = &join->pieces[task],
        };
        find_addresses(&probe);
    }
    return SL_OK;
}

/* List what is similar to each word of a set. */
static enum sl_status list_words(
    const struct sl_dictionary *names,
    const struct sl_word_rules *rules,
    unsigned thread_count,
    struct sl_pair_lists *ret_lists,
    struct sl_error *err
)
{
    const struct sl_word_set set = set_of(names, rules);
    struct sl_pair_pieces pieces = { 0 };
    const enum sl_status status = sl_words_join(&set, thread_count, &pieces, err);
    if (status != SL_OK) {
        sl_pair_pieces_finish(&pieces);
        return status;
    }
    return sl_pair_lists_init(ret_lists, set.count, &pieces, thread_count, err);
}

static enum sl_status join_index(
    struct email_index *index,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    SL_TRY(fill_index(index, err));
    const size_t task_count = sl_join_task_count(index->source.count);
    size_t first;
    SL_TRY(sl_pair_pieces_add(pieces, task_count, &first, err));
    struct sl_pair_lists locals = { 0 };
    struct sl_pair_lists domains = { 0 };
    struct email_join join = {
        .index = index, .locals = &locals, .domains = &domains, .pieces = pieces->pieces + first
    };
    enum sl_status status =
        list_words(&index->local_names, &sl_word_rules_local, thread_count, &locals, err);
    if (status == SL_OK) {
        status =
            list_words(&index->domain_names, &sl_word_rules_domain, thread_count, &domains, err);
    }
    if (status == SL_OK) {
        status = sl_threads_run(thread_count, task_count, email_task, &join, err);
    }
    sl_pair_lists_finish(&locals);
    sl_pair_lists_finish(&domains);
    return status;
}

static enum sl_status email_join(
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    struct email_index index = { .source = *source };
    const enum sl_status status = join_index(&index, thread_count, pieces, err);
    finish_index(&index);
    return status;
}

static void email_close(void *state)
{
    if (state != NULL) {
        finish_index(state);
        sl_free(state);
    }
}

static enum sl_status
email_open(const struct sl_neighbour_source *source, void **ret_state, struct sl_error *err)
{
    struct email_index *index = sl_calloc(1, sizeof(*index));
    if (index == NULL) {
        return sl_fail_memory(err);
    }
    index->source = *source;
    enum sl_status status = fill_index(index, err);
    if (status == SL_OK) {
        const struct sl_word_set set = set_of(&index->local_names, &sl_word_rules_local);
        status = sl_word_index_init(&index->local_words, &set, err);
    }
    if (status == SL_OK) {
        const struct sl_word_set set = set_of(&index->domain_names, &sl_word_rules_domain);
        status = sl_word_index_init(&index->domain_words, &set, err);
    }
    if (status != SL_OK) {
        email_close(index);
        return status;
    }
    *ret_state = index;
    return SL_OK;
}

/* The number of a word in a dictionary, or SL_NUMBER_NONE. */
static uint32_t find_number(const struct sl_dictionary *names, struct sl_str word)
{
    const uint32_t number = sl_dictionary_find(names, word);
    return number == SL_DICTIONARY_NONE ? SL_NUMBER_NONE : number;
}

static void email_search(const void *state, struct sl_str value, struct sl_neighbour_list *list)
{
    const struct email_index *index = state;
    const struct sl_email_parts parts = sl_email_parts_read(value);
    struct email_probe probe = {
        .index = index,
        .local_text = parts.local,
        .number = SL_NUMBER_NONE,
        .local = find_number(&index->local_names, parts.local),
        .domain = find_number(&index->domain_names, parts.domain),
        .pairs = &list->pairs,
    };
    const size_t local_count = sl_word_search(&index->local_words, parts.local, false, 0, list);
    const size_t both_count =
        local_count + sl_word_search(&index->domain_words, parts.domain, false, local_count, list);
    probe.locals = (struct sl_similar_words){ list->similar, local_count };
    probe.domains =
        (struct sl_similar_words){ list->similar + local_count, both_count - local_count };
    find_addresses(&probe);
}

const struct sl_neighbour_family sl_neighbour_email = {
    .join = email_join,
    .open = email_open,
    .close = email_close,
    .search = email_search,
};
