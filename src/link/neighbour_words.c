/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_words.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/threads.h"
#include "link/osa.h"
#include "record/nickname.h"

/* Words that one task takes. */
#define TASK_WORDS 4096u

#define EXACT_SEED    UINT64_C(0x776f7264)
#define SPELLING_SEED UINT64_C(0x7370656c6c)

/* Rests a word has on average, to size the index. */
#define USUAL_RESTS 24u

/* In a search: rests fetched from memory at a time, and words met before they are measured. */
#define FETCHED_RESTS 64u
#define MET_LIMIT     128u

static uint64_t exact_hash(struct sl_str word)
{
    return sl_hash_str(word, EXACT_SEED);
}

/* 0 when the word has no spelling key. */
static uint64_t spelling_hash(struct sl_str word)
{
    struct sl_name_form form;
    sl_name_form_key(word, &form);
    return form.len == 0 ? 0 : sl_hash_str(sl_name_form_str(&form), SPELLING_SEED);
}

/* Variants are found for names only, and need no letters in common. */
struct variants {
    const struct sl_word_set *set;
    uint64_t *spellings; /* their hashes, one for each word */
    struct sl_keys by_spelling, exact;
    struct sl_pairs *pieces; /* one for each task */
};

static size_t task_end(const struct sl_word_set *set, size_t task)
{
    const size_t end = (task + 1) * TASK_WORDS;
    return end < set->count ? end : set->count;
}

static size_t task_count_of(const struct sl_word_set *set)
{
    return (set->count + TASK_WORDS - 1) / TASK_WORDS;
}

static enum sl_status spell_task(void *context, size_t task, unsigned worker)
{
    (void)worker;
    struct variants *variants = context;
    const size_t end = task_end(variants->set, task);
    for (size_t word = task * TASK_WORDS; word < end; word++) {
        variants->spellings[word] = spelling_hash(variants->set->words[word]);
    }
    return SL_OK;
}

static void generate_spellings(void *context, struct sl_keys *keys)
{
    const struct variants *variants = context;
    for (size_t word = 0; word < variants->set->count; word++) {
        if (variants->spellings[word] != 0) {
            sl_keys_add(keys, variants->spellings[word], (uint32_t)word);
        }
    }
}

static void generate_exact(void *context, struct sl_keys *keys)
{
    const struct sl_word_set *set = context;
    for (size_t word = 0; word < set->count; word++) {
        sl_keys_add(keys, exact_hash(set->words[word]), (uint32_t)word);
    }
}

static uint32_t
find_exact(const struct sl_keys *exact, const struct sl_word_set *set, struct sl_str word)
{
    struct sl_keys_walk walk = sl_keys_find(exact, exact_hash(word));
    uint32_t number;
    while (sl_keys_next(&walk, &number)) {
        if (sl_str_equal(set->words[number], word)) {
            return number;
        }
    }
    return SL_NUMBER_NONE;
}

/* Add the nicknames of a word that the set has. */
static void find_nicknames(
    const struct sl_keys *exact,
    const struct sl_word_set *set,
    struct sl_str word,
    uint32_t left,
    struct sl_pairs *pairs
)
{
    struct sl_str names[SL_NICKNAME_LIMIT];
    const size_t count = sl_nickname_find(word, names, SL_NICKNAME_LIMIT);
    for (size_t i = 0; i < count; i++) {
        const uint32_t number = find_exact(exact, set, names[i]);
        if (number != SL_NUMBER_NONE) {
            sl_pairs_add(pairs, left, number, SL_EVIDENCE_VARIANT);
        }
    }
}

static enum sl_status variant_task(void *context, size_t task, unsigned worker)
{
    (void)worker;
    struct variants *variants = context;
    struct sl_pairs *pairs = &variants->pieces[task];
    const size_t end = task_end(variants->set, task);
    for (size_t word = task * TASK_WORDS; word < end; word++) {
        const uint64_t spelling = variants->spellings[word];
        struct sl_keys_walk walk = sl_keys_find(&variants->by_spelling, spelling);
        uint32_t other;
        while (spelling != 0 && sl_keys_next(&walk, &other)) {
            if (other > word && variants->spellings[other] == spelling) {
                sl_pairs_add(pairs, (uint32_t)word, other, SL_EVIDENCE_VARIANT);
            }
        }
        find_nicknames(
            &variants->exact, variants->set, variants->set->words[word], (uint32_t)word, pairs
        );
    }
    return SL_OK;
}

static enum sl_status run_variants(
    struct variants *variants,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    const size_t count = variants->set->count;
    const size_t task_count = task_count_of(variants->set);
    union {
        const struct sl_word_set *set;
        void *context;
    } generator = { .set = variants->set };
    variants->spellings = sl_alloc(count, sizeof(*variants->spellings));
    if (variants->spellings == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_threads_run(thread_count, task_count, spell_task, variants, err));
    SL_TRY(sl_keys_init(&variants->by_spelling, count, generate_spellings, variants, err));
    SL_TRY(sl_keys_init(&variants->exact, count, generate_exact, generator.context, err));
    size_t first_piece;
    SL_TRY(sl_pair_pieces_add(pieces, task_count, &first_piece, err));
    variants->pieces = pieces->pieces + first_piece;
    return sl_threads_run(thread_count, task_count, variant_task, variants, err);
}

enum sl_status sl_words_join(
    const struct sl_word_set *set,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    SL_TRY(sl_deletion_join(set, thread_count, pieces, err));
    struct sl_jaro_index jaro;
    SL_TRY(sl_jaro_index_init(&jaro, set, err));
    enum sl_status status = sl_jaro_join(&jaro, thread_count, pieces, err);
    sl_jaro_index_finish(&jaro);
    if (status == SL_OK && set->family == SL_FAMILY_NAME) {
        struct variants variants = { .set = set };
        status = run_variants(&variants, thread_count, pieces, err);
        sl_free(variants.spellings);
        sl_keys_finish(&variants.by_spelling);
        sl_keys_finish(&variants.exact);
    }
    return status;
}

static void generate_rests(void *context, struct sl_keys *keys)
{
    const struct sl_word_set *set = context;
    struct sl_deletions deletions;
    for (size_t word = 0; word < set->count; word++) {
        sl_deletions_hash(set->rules, set->words[word], &deletions);
        for (size_t i = 0; i < deletions.ends[2]; i++) {
            sl_keys_add(keys, deletions.hashes[i], (uint32_t)word);
        }
    }
}

static void generate_spellings_of_set(void *context, struct sl_keys *keys)
{
    const struct sl_word_set *set = context;
    for (size_t word = 0; word < set->count; word++) {
        const uint64_t spelling = spelling_hash(set->words[word]);
        if (spelling != 0) {
            sl_keys_add(keys, spelling, (uint32_t)word);
        }
    }
}

static enum sl_status fill_index(struct sl_word_index *index, struct sl_error *err)
{
    struct sl_word_set *set = &index->set;
    index->letters = sl_alloc(set->count, sizeof(*index->letters));
    if (index->letters == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t word = 0; word < set->count; word++) {
        index->letters[word] = sl_osa_pack(set->words[word]);
    }
    SL_TRY(sl_keys_init(&index->rests, set->count * USUAL_RESTS, generate_rests, set, err));
    SL_TRY(sl_keys_init(&index->exact, set->count, generate_exact, set, err));
    SL_TRY(sl_jaro_index_init(&index->jaro, set, err));
    if (set->family != SL_FAMILY_NAME) {
        return SL_OK;
    }
    return sl_keys_init(&index->spellings, set->count, generate_spellings_of_set, set, err);
}

enum sl_status
sl_word_index_init(struct sl_word_index *index, const struct sl_word_set *set, struct sl_error *err)
{
    *index = (struct sl_word_index){ .set = *set };
    const enum sl_status status = fill_index(index, err);
    if (status != SL_OK) {
        sl_word_index_finish(index);
    }
    return status;
}

void sl_word_index_finish(struct sl_word_index *index)
{
    sl_free(index->letters);
    sl_keys_finish(&index->rests);
    sl_jaro_index_finish(&index->jaro);
    sl_keys_finish(&index->exact);
    sl_keys_finish(&index->spellings);
    *index = (struct sl_word_index){ 0 };
}

uint32_t sl_word_index_find(const struct sl_word_index *index, struct sl_str word)
{
    return find_exact(&index->exact, &index->set, word);
}

/* The distance of the query and a word, up to 2. */
static unsigned distance_to(
    const struct sl_word_index *index,
    struct sl_str query,
    struct sl_osa_letters query_letters,
    uint32_t word
)
{
    const struct sl_osa_letters letters = index->letters[word];
    if (letters.low == 0 || query_letters.low == 0) {
        return sl_osa_distance(query, index->set.words[word], 2);
    }
    if (letters.low == query_letters.low && letters.high == query_letters.high) {
        return 0;
    }
    return sl_osa_packed_distance(query_letters, letters);
}

/* A word filed under one of the query's rests, of which so many letters are left out. */
struct met {
    uint32_t number, depth;
};

/* A word whose slips are looked for, and words met whose letters memory is fetching. */
struct meeting {
    const struct sl_word_index *index;
    struct sl_str word;
    struct sl_osa_letters letters;
    struct sl_pairs *pairs;
    size_t met_count;
    struct met met[MET_LIMIT];
};

/* As in a join, one slip is only taken where one letter at most is left out of either word. */
static void measure_met(struct meeting *meeting)
{
    const struct sl_word_set *set = &meeting->index->set;
    const struct sl_str word = meeting->word;
    for (size_t i = 0; i < meeting->met_count; i++) {
        const struct met met = meeting->met[i];
        const unsigned distance = distance_to(meeting->index, word, meeting->letters, met.number);
        if (distance == 0 || distance > 2) {
            continue; /* most: their words need not be fetched */
        }
        const struct sl_str other = set->words[met.number];
        const size_t other_depth = other.len + met.depth - word.len;
        const size_t deeper = other_depth > met.depth ? other_depth : met.depth;
        const enum sl_evidence evidence = sl_slip_evidence(set->rules, word, other, distance == 2);
        if (distance == deeper && evidence != SL_EVIDENCE_NONE) {
            sl_pairs_add(meeting->pairs, 0, met.number, evidence);
        }
    }
    meeting->met_count = 0;
}

/* Take down the words that are filed under a rest. */
static void meet(struct meeting *meeting, uint64_t rest, unsigned depth)
{
    struct sl_keys_walk walk = sl_keys_find(&meeting->index->rests, rest);
    uint32_t number;
    while (sl_keys_next(&walk, &number)) {
        if (meeting->met_count == MET_LIMIT) {
            measure_met(meeting);
        }
        __builtin_prefetch(&meeting->index->letters[number]);
        meeting->met[meeting->met_count++] = (struct met){ number, depth };
    }
}

/*
 * Nearly all of the time is waiting for memory: so all rests of a batch are fetched before the
 * first is looked up, and the letters of all words met before the first is measured.
 */
void sl_word_index_letters(
    const struct sl_word_index *index, struct sl_str word, struct sl_pairs *pairs
)
{
    struct meeting meeting = {
        .index = index, .word = word, .letters = sl_osa_pack(word), .pairs = pairs
    };
    struct sl_deletions deletions;
    sl_deletions_hash(index->set.rules, word, &deletions);
    unsigned depth = 0;
    for (size_t first = 0; first < deletions.ends[2]; first += FETCHED_RESTS) {
        const size_t last = first + FETCHED_RESTS;
        const size_t end = last < deletions.ends[2] ? last : deletions.ends[2];
        for (size_t at = first; at < end; at++) {
            sl_keys_fetch_bucket(&index->rests, deletions.hashes[at]);
        }
        for (size_t at = first; at < end; at++) {
            sl_keys_fetch_entries(&index->rests, deletions.hashes[at]);
        }
        for (size_t at = first; at < end; at++) {
            while (at >= deletions.ends[depth]) {
                depth++;
            }
            meet(&meeting, deletions.hashes[at], depth);
        }
    }
    measure_met(&meeting);
}

void sl_word_index_search(
    const struct sl_word_index *index, struct sl_str word, struct sl_pairs *pairs
)
{
    sl_word_index_letters(index, word, pairs);
    sl_jaro_search(&index->jaro, word, pairs);
    if (index->set.family != SL_FAMILY_NAME) {
        return;
    }
    find_nicknames(&index->exact, &index->set, word, 0, pairs);
    struct sl_name_form key;
    sl_name_form_key(word, &key);
    if (key.len == 0) {
        return;
    }
    struct sl_keys_walk walk =
        sl_keys_find(&index->spellings, sl_hash_str(sl_name_form_str(&key), SPELLING_SEED));
    uint32_t number;
    while (sl_keys_next(&walk, &number)) {
        if (!sl_str_equal(index->set.words[number], word)) {
            sl_pairs_add(pairs, 0, number, SL_EVIDENCE_VARIANT);
        }
    }
}
