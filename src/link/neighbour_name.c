/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names: similar words, and on top of them what is said of whole names. A name's forms (letters
 * without blanks, cores, key, initial and rest) are filed by hash; equal forms meet there.
 */
#include "link/neighbour_name.h"

#include "base/memory.h"
#include "base/threads.h"
#include "link/compare_impl.h"
#include "link/neighbour_impl.h"
#include "link/osa.h"
#include "record/nickname.h"

/* The shortest beginning of a name, and word of a contained name, that says anything. */
#define TELLING_LEN 3u

static void name_close(void *state)
{
    if (state != NULL) {
        sl_name_index_finish(state);
        sl_free(state);
    }
}

/* A name whose similar names are looked for. */
struct name_probe {
    const struct sl_name_index *index;
    struct sl_value_probe value;
    struct sl_name_forms forms;
    bool blank;
};

static void add_name(const struct name_probe *probe, uint32_t name, unsigned level)
{
    sl_value_probe_add(&probe->value, name, level);
}

/* In a join, whether a name finds the probe's from its own side. */
static bool is_found_back(const struct name_probe *probe, uint32_t name)
{
    return probe->blank && probe->value.number != SL_NUMBER_NONE && name < probe->value.number;
}

static void find_same_letters(const struct name_probe *probe, uint64_t hash)
{
    const struct sl_str *names = probe->index->values.source.values;
    struct sl_keys_walk walk = sl_keys_find(&probe->index->by_form, hash);
    uint32_t name;
    while (sl_keys_next(&walk, &name)) {
        if (!is_found_back(probe, name) && sl_token_same_letters(names[name], probe->value.value)) {
            add_name(probe, name, SL_LEVEL_CLOSE);
        }
    }
}

/* Names of several words one slip away, blanks left out. */
static void find_one_slip(const struct name_probe *probe, struct sl_str letters)
{
    const struct sl_str *names = probe->index->values.source.values;
    struct sl_deletions deletions;
    char others[SL_WORD_LIMIT];
    sl_deletions_hash(&sl_name_letter_rules, letters, &deletions);
    for (size_t i = 0; i < deletions.ends[2]; i++) {
        struct sl_keys_walk walk = sl_keys_find(&probe->index->by_rest, deletions.hashes[i]);
        uint32_t name;
        while (sl_keys_next(&walk, &name)) {
            const size_t len = sl_token_letters(names[name], others, SL_WORD_LIMIT);
            const size_t longer = len > letters.len ? len : letters.len;
            if (!is_found_back(probe, name) && longer >= sl_name_letter_rules.one_len &&
                sl_osa_distance(letters, (struct sl_str){ others, len }, 1) == 1) {
                add_name(probe, name, SL_LEVEL_CLOSE);
            }
        }
    }
}

/* Names with the same letters, or one slip in them, where one of the two has several words. */
static void find_letters(const struct name_probe *probe)
{
    const struct sl_name_index *index = probe->index;
    const bool among_words = index->searched && probe->blank; /* else single words know already */
    if (index->blank_count == 0 && !among_words) {
        return;
    }
    find_same_letters(probe, sl_value_letters_hash(probe->value.value));
    char bytes[SL_WORD_LIMIT];
    const struct sl_str letters = {
        .ptr = bytes,
        .len = sl_token_letters(probe->value.value, bytes, SL_WORD_LIMIT),
    };
    if (letters.len == 0 || letters.len > SL_WORD_LIMIT) {
        return;
    }
    find_one_slip(probe, letters);
    if (among_words) {
        find_same_letters(probe, sl_name_form_hash(letters, SL_NAME_WHOLE));
    }
}

/* Single words one slip away from the letters of a name of several; for searching. */
static void search_letters(const struct name_probe *probe, struct sl_neighbour_list *list)
{
    char bytes[SL_WORD_LIMIT];
    const size_t len = sl_token_letters(probe->value.value, bytes, SL_WORD_LIMIT);
    if (!probe->blank || len == 0 || len > SL_WORD_LIMIT) {
        return;
    }
    list->words.count = 0;
    sl_word_index_letters(&probe->index->words, (struct sl_str){ bytes, len }, &list->words);
    if (list->words.status != SL_OK) {
        list->pairs.status = list->words.status;
    }
    for (size_t i = 0; i < list->words.count; i++) {
        const uint32_t name = probe->index->values.alone[sl_pair_right(list->words.items[i])];
        if (name != SL_NUMBER_NONE && sl_pair_grade(list->words.items[i]) == SL_EVIDENCE_ONE) {
            add_name(probe, name, SL_LEVEL_CLOSE);
        }
    }
}

/* Names with the same core. A name without customary words is its own core, and not filed. */
static void find_cores(const struct name_probe *probe)
{
    const struct sl_name_index *index = probe->index;
    uint32_t name;
    for (unsigned part = 0; part < SL_NAME_PARTS; part++) {
        const uint64_t own = probe->forms.cores[part];
        const uint64_t hash =
            own != 0 ? own : sl_name_form_hash(probe->value.value, SL_NAME_CORE + part);
        struct sl_keys_walk walk = sl_keys_find(&index->by_form, hash);
        while (sl_keys_next(&walk, &name)) {
            if (index->forms[name].cores[part] == hash) {
                add_name(probe, name, SL_LEVEL_CLOSE);
            }
        }
        if (own == 0) {
            continue;
        }
        struct sl_name_form core;
        sl_name_form_core(probe->value.value, part, &core);
        walk = sl_keys_find(
            &index->by_form, sl_name_form_hash(sl_name_form_str(&core), SL_NAME_WHOLE)
        );
        while (sl_keys_next(&walk, &name)) {
            if (index->forms[name].cores[part] == 0 &&
                sl_str_equal(index->values.source.values[name], sl_name_form_str(&core))) {
                add_name(probe, name, SL_LEVEL_CLOSE);
            }
        }
    }
}

static void find_spellings(const struct name_probe *probe)
{
    const uint64_t spelling = probe->forms.spelling;
    struct sl_keys_walk walk = sl_keys_find(&probe->index->by_form, spelling);
    uint32_t name;
    while (spelling != 0 && sl_keys_next(&walk, &name)) {
        if (probe->index->forms[name].spelling == spelling && !is_found_back(probe, name)) {
            add_name(probe, name, SL_LEVEL_VARIANT);
        }
    }
}

static bool is_telling(const struct sl_value_probe *probe, unsigned chosen)
{
    for (; chosen != 0; chosen &= chosen - 1) {
        if (probe->words[__builtin_ctz(chosen)].len >= TELLING_LEN) {
            return true;
        }
    }
    return false;
}

/* Names that are a beginning of the probe's. */
static void find_beginnings(const struct name_probe *probe)
{
    const struct sl_str text = probe->value.value;
    const struct sl_str *names = probe->index->values.source.values;
    for (size_t len = TELLING_LEN; len < text.len; len++) {
        const struct sl_str beginning = { text.ptr, len };
        struct sl_keys_walk walk =
            sl_keys_find(&probe->index->by_form, sl_name_form_hash(beginning, SL_NAME_WHOLE));
        uint32_t name;
        while (sl_keys_next(&walk, &name)) {
            if (sl_str_equal(names[name], beginning)) {
                add_name(probe, name, SL_LEVEL_LOOSE);
            }
        }
    }
}

/* Names that begin with an initial where the probe's has a longer word, or the other way round. */
static void find_initials(const struct name_probe *probe, enum sl_name_form_kind kind)
{
    const struct sl_value_index *values = &probe->index->values;
    const char initial = probe->value.words[0].ptr[0];
    const uint64_t sum = probe->value.sum - probe->value.hashes[0];
    struct sl_keys_walk walk =
        sl_keys_find(&probe->index->by_form, sl_name_initial_hash(initial, sum, kind));
    uint32_t name;
    while (sl_keys_next(&walk, &name)) {
        if (sl_value_token_count(values, name) == probe->value.count &&
            sl_name_rest_sum(values, name) == sum) {
            const struct sl_str first = sl_name_first_word(values, name);
            if ((first.len == 1) == (kind == SL_NAME_INITIAL) && first.ptr[0] == initial) {
                add_name(probe, name, SL_LEVEL_LOOSE);
            }
        }
    }
}

/* Names whose first word is `nickname` and whose remaining words are some of the probe's. */
static void find_nickname(const struct name_probe *probe, struct sl_str nickname)
{
    const struct sl_value_index *values = &probe->index->values;
    const uint32_t number = sl_dictionary_find(&values->words, nickname);
    if (number == SL_DICTIONARY_NONE) {
        return;
    }
    const unsigned end = 1u << (probe->value.count - 1);
    for (unsigned chosen = 0; chosen < end; chosen++) {
        uint64_t sum = values->word_hashes[number];
        for (unsigned left = chosen; left != 0; left &= left - 1) {
            sum += probe->value.hashes[1 + __builtin_ctz(left)];
        }
        struct sl_keys_walk walk = sl_value_find_sum(values, sum);
        uint32_t name;
        while (sl_value_next_sum(values, &walk, sum, &name)) {
            if (values->tokens[values->token_starts[name]] == number) {
                add_name(probe, name, SL_LEVEL_VARIANT);
            }
        }
    }
}

/* Names whose first word is `nickname` and whose remaining words hold the probe's, and more. */
static void search_nickname(const struct name_probe *probe, struct sl_str nickname)
{
    const struct sl_value_index *values = &probe->index->values;
    const struct sl_postings *postings = &probe->index->postings;
    const uint32_t number = sl_dictionary_find(&values->words, nickname);
    if (number == SL_DICTIONARY_NONE) {
        return;
    }
    uint32_t rarest = number;
    for (size_t i = 1; i < probe->value.count; i++) {
        const uint32_t word = probe->value.numbers[i];
        if (word == SL_NUMBER_NONE) {
            return;
        }
        if (postings->starts[word + 1] - postings->starts[word] <
            postings->starts[rarest + 1] - postings->starts[rarest]) {
            rarest = word;
        }
    }
    for (uint64_t i = postings->starts[rarest]; i < postings->starts[rarest + 1]; i++) {
        const uint32_t name = postings->values[i];
        if (values->tokens[values->token_starts[name]] == number &&
            sl_value_token_count(values, name) <= SL_SUBSET_LIMIT &&
            sl_value_has_words(&probe->value, 1, name, 1)) {
            add_name(probe, name, SL_LEVEL_VARIANT);
        }
    }
}

static void find_nicknames(const struct name_probe *probe)
{
    if (probe->value.count == 0 || probe->value.count > SL_SUBSET_LIMIT ||
        (probe->value.count == 1 && !probe->index->searched)) {
        return; /* single words know already which are nicknames of which */
    }
    struct sl_str nicknames[SL_NICKNAME_LIMIT];
    const size_t count = sl_nickname_find(probe->value.words[0], nicknames, SL_NICKNAME_LIMIT);
    for (size_t i = 0; i < count; i++) {
        find_nickname(probe, nicknames[i]);
        if (probe->index->searched) {
            search_nickname(probe, nicknames[i]);
        }
    }
}

/* All that a join and a search have in common. */
static void find_names(const struct name_probe *probe)
{
    find_letters(probe);
    find_cores(probe);
    if (probe->index->blank_count > 0 || probe->index->searched) {
        find_spellings(probe);
    }
    find_beginnings(probe);
    sl_value_find_same_words(&probe->value);
    sl_value_find_differing(&probe->value);
    sl_value_find_contained(&probe->value, is_telling);
    find_nicknames(probe);
    if (probe->value.count > 0 && probe->value.words[0].len > 1) {
        find_initials(probe, SL_NAME_INITIAL);
    }
}

struct name_join {
    const struct sl_name_index *index;
    const struct sl_pair_lists *similar;
    struct sl_pairs *pieces;
};

static enum sl_status name_task(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const struct name_join *join = context;
    const struct sl_neighbour_source *source = &join->index->values.source;
    const size_t end = sl_join_task_end(source->count, task);
    struct name_probe probe = { .index = join->index, .value.similar = join->similar };
    for (size_t name = task * SL_JOIN_TASK_VALUES; name < end; name++) {
        sl_value_probe_init(
            &probe.value,
            &join->index->values,
            source->values[name],
            (uint32_t)name,
            &join->pieces[task]
        );
        probe.forms = join->index->forms[name];
        probe.blank = sl_value_has_blank(source->values[name]);
        find_names(&probe);
    }
    return SL_OK;
}

static enum sl_status join_index(
    struct sl_name_index *index,
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    SL_TRY(sl_name_index_fill(index, source, thread_count, err));
    struct sl_pair_lists similar;
    enum sl_status status = sl_value_join_words(
        &index->values, &sl_word_rules_name, thread_count, pieces, &similar, err
    );
    const size_t task_count = sl_join_task_count(source->count);
    size_t first = 0;
    if (status == SL_OK) {
        status = sl_pair_pieces_add(pieces, task_count, &first, err);
    }
    if (status == SL_OK) {
        struct name_join join = { .index = index,
                                  .similar = &similar,
                                  .pieces = pieces->pieces + first };
        status = sl_threads_run(thread_count, task_count, name_task, &join, err);
    }
    sl_pair_lists_finish(&similar);
    return status;
}

static enum sl_status name_join(
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    struct sl_name_index *index = sl_calloc(1, sizeof(*index));
    if (index == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status status = join_index(index, source, thread_count, pieces, err);
    name_close(index);
    return status;
}

static enum sl_status
name_open(const struct sl_neighbour_source *source, void **ret_state, struct sl_error *err)
{
    struct sl_name_index *index = sl_calloc(1, sizeof(*index));
    if (index == NULL) {
        return sl_fail_memory(err);
    }
    index->searched = true;
    const enum sl_status status = sl_name_index_fill(index, source, 1, err);
    if (status != SL_OK) {
        name_close(index);
        return status;
    }
    *ret_state = index;
    return SL_OK;
}

/* Names that begin with the whole of the probe's. */
static void search_longer(const struct name_probe *probe)
{
    const struct sl_neighbour_source *source = &probe->index->values.source;
    const uint32_t *order = probe->index->order;
    const struct sl_str text = probe->value.value;
    if (text.len < TELLING_LEN) {
        return;
    }
    size_t low = 0;
    size_t high = source->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sl_str_compare(source->values[order[middle]], text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < source->count && sl_str_starts(source->values[order[low]], text); low++) {
        add_name(probe, order[low], SL_LEVEL_LOOSE);
    }
}

static void name_search(const void *state, struct sl_str value, struct sl_neighbour_list *list)
{
    const struct sl_name_index *index = state;
    struct name_probe probe = { .index = index,
                                .forms = sl_name_forms_find(value),
                                .blank = sl_value_has_blank(value) };
    sl_value_probe_init(&probe.value, &index->values, value, SL_NUMBER_NONE, &list->pairs);
    probe.value.word_index = &index->words;
    probe.value.list = list;
    sl_value_find_single(&probe.value);
    find_names(&probe);
    search_letters(&probe, list);
    search_longer(&probe);
    sl_value_find_containing(&probe.value, &index->postings, is_telling);
    if (probe.value.count > 0 && probe.value.words[0].len == 1) {
        find_initials(&probe, SL_NAME_SPELT);
    }
}

const struct sl_neighbour_family sl_neighbour_name = {
    .join = name_join,
    .open = name_open,
    .close = name_close,
    .search = name_search,
};
