/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_jaro.h"

#include <string.h>

#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"
#include "link/jaro.h"

#define BUCKET_COUNT 65536u

/* Members that one task compares with those behind them. */
#define TASK_MEMBERS 512u

/* No number of common letters is enough. */
#define NEVER 255u

/* Places looked at before those that pass are measured. */
#define BATCH 256u

/* Bits of a bag: two for each letter, and those left for all further letters and digits. */
#define LETTER_BITS 52u
#define SPARE_BITS  12u

/*
 * A bag has one bit for a letter's first and one for its second occurrence; what comes on top
 * shares the spare bits, counted one by one. So two bags have at least as many bits in common as
 * their words have letters in common. A word with more than fits is given all bits.
 */
static uint64_t bag_of(struct sl_str word)
{
    uint64_t bag = 0;
    unsigned spare = 0;
    for (size_t i = 0; i < word.len; i++) {
        const unsigned letter = (unsigned)(unsigned char)word.ptr[i] - 'a';
        if (letter < 26 && (bag >> (2 * letter) & 2) == 0) {
            bag |= (bag >> (2 * letter) & 1) != 0 ? UINT64_C(2) << (2 * letter)
                                                  : UINT64_C(1) << (2 * letter);
        } else {
            spare++;
        }
    }
    return spare > SPARE_BITS ? UINT64_MAX : bag | ((UINT64_C(1) << spare) - 1) << LETTER_BITS;
}

static unsigned bucket_of(struct sl_str word)
{
    return (unsigned)(unsigned char)word.ptr[0] << 8 | (unsigned char)word.ptr[1];
}

static uint8_t third_of(struct sl_str word)
{
    return word.len > 2 ? (uint8_t)word.ptr[2] : 0;
}

static bool is_alone(const struct sl_word_set *set, size_t word)
{
    return set->alone == NULL || set->alone[word] != SL_NUMBER_NONE;
}

/* Whether a word can be similar to any other. */
static bool is_member(const struct sl_word_set *set, size_t word)
{
    return set->words[word].len >= 2 &&
           sl_word_class(set->rules, set->words[word]) == SL_WORD_LETTERS &&
           (is_alone(set, word) || sl_evidence_carries(set->family, SL_EVIDENCE_LIKE));
}

/* Where the need of two lengths and a common prefix stands. */
static size_t
need_at(const struct sl_jaro_index *index, size_t word_len, size_t member_len, size_t prefix)
{
    return (word_len * (index->member_len + 1) + member_len) * 3 + prefix - 2;
}

static uint8_t
find_need(const struct sl_jaro_index *index, size_t left, size_t right, size_t prefix)
{
    const size_t shorter = left < right ? left : right;
    for (size_t common = 2; common <= shorter; common++) {
        const struct sl_jaro_match match = { .common = (unsigned)common };
        if (sl_jaro_winkler_permille(left, right, match, (unsigned)prefix) >=
            index->set.rules->vague) {
            return (uint8_t)common;
        }
    }
    return NEVER;
}

static enum sl_status fill_needs(struct sl_jaro_index *index, struct sl_error *err)
{
    const size_t count = (SL_WORD_LIMIT + 1) * (index->member_len + 1) * 3;
    index->needs = sl_alloc(count, 1);
    if (index->needs == NULL) {
        return sl_fail_memory(err);
    }
    memset(index->needs, NEVER, count);
    for (size_t word = 2; word <= SL_WORD_LIMIT; word++) {
        for (size_t member = 2; member <= index->member_len; member++) {
            for (size_t prefix = 2; prefix <= SL_JARO_PREFIX_LIMIT; prefix++) {
                index->needs[need_at(index, word, member, prefix)] =
                    find_need(index, word, member, prefix);
            }
        }
    }
    return SL_OK;
}

/* List the members in their order, and take down the longest. */
static enum sl_status sort_members(struct sl_jaro_index *index, struct sl_error *err)
{
    const struct sl_word_set *set = &index->set;
    struct sl_keyed *keyed SL_CLEANUP(sl_free_ptr) = sl_alloc(set->count, sizeof(*keyed));
    if (keyed == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t word = 0; word < set->count; word++) {
        if (is_member(set, word)) {
            const struct sl_str text = set->words[word];
            const uint64_t key = (uint64_t)bucket_of(text) << 16 | text.len << 8 | third_of(text);
            keyed[index->member_count++] = (struct sl_keyed){ .key = key, .value = word };
            index->member_len = text.len > index->member_len ? text.len : index->member_len;
        }
    }
    SL_TRY(sl_sort_keyed(keyed, index->member_count, err));
    index->members = sl_alloc(index->member_count, sizeof(*index->members));
    index->bags = sl_alloc(index->member_count, sizeof(*index->bags));
    index->letters = sl_calloc(index->member_count, sizeof(*index->letters));
    index->thirds = sl_alloc(index->member_count, 1);
    if (index->members == NULL || index->bags == NULL || index->letters == NULL ||
        index->thirds == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t place = 0; place < index->member_count; place++) {
        const struct sl_str word = set->words[keyed[place].value];
        index->members[place] = (uint32_t)keyed[place].value;
        index->bags[place] = bag_of(word);
        if (word.len <= SL_JARO_PACK_LEN) {
            memcpy(index->letters[place], word.ptr, word.len);
        }
        index->thirds[place] = (uint8_t)keyed[place].key;
    }
    return SL_OK;
}

/* Whether a member begins a run: another bucket or length than the one before. */
static bool begins_run(const struct sl_jaro_index *index, size_t place)
{
    if (place == 0) {
        return true;
    }
    const struct sl_str before = index->set.words[index->members[place - 1]];
    const struct sl_str word = index->set.words[index->members[place]];
    return before.len != word.len || bucket_of(before) != bucket_of(word);
}

static enum sl_status find_runs(struct sl_jaro_index *index, struct sl_error *err)
{
    size_t run_count = 0;
    for (size_t place = 0; place < index->member_count; place++) {
        run_count += begins_run(index, place);
    }
    index->runs = sl_alloc(run_count, sizeof(*index->runs));
    index->bucket_runs = sl_calloc(BUCKET_COUNT + 1, sizeof(*index->bucket_runs));
    if (index->runs == NULL || index->bucket_runs == NULL) {
        return sl_fail_memory(err);
    }
    size_t run = 0;
    for (size_t place = 0; place < index->member_count; place++) {
        const struct sl_str word = index->set.words[index->members[place]];
        if (begins_run(index, place)) {
            index->runs[run++] =
                (struct sl_jaro_run){ .first = (uint32_t)place, .len = (uint32_t)word.len };
            index->bucket_runs[bucket_of(word) + 1]++;
        }
        index->runs[run - 1].end = (uint32_t)place + 1;
    }
    for (size_t bucket = 0; bucket < BUCKET_COUNT; bucket++) {
        index->bucket_runs[bucket + 1] += index->bucket_runs[bucket];
    }
    return SL_OK;
}

enum sl_status
sl_jaro_index_init(struct sl_jaro_index *index, const struct sl_word_set *set, struct sl_error *err)
{
    *index = (struct sl_jaro_index){ .set = *set };
    if (set->rules->vague == 0) {
        return SL_OK;
    }
    enum sl_status status = sort_members(index, err);
    if (status == SL_OK) {
        status = find_runs(index, err);
    }
    if (status == SL_OK) {
        status = fill_needs(index, err);
    }
    if (status != SL_OK) {
        sl_jaro_index_finish(index);
    }
    return status;
}

void sl_jaro_index_finish(struct sl_jaro_index *index)
{
    sl_free(index->members);
    sl_free(index->bags);
    sl_free(index->letters);
    sl_free(index->thirds);
    sl_free(index->runs);
    sl_free(index->bucket_runs);
    sl_free(index->needs);
    *index = (struct sl_jaro_index){ 0 };
}

struct probe;

/* A word whose letters were matched with the probe's: which, one bit for each place in either. */
struct matched {
    uint64_t taken, other_taken;
    uint32_t place;
    unsigned common, prefix;
};

/* Notes the places that pass in probe->passed; gives how many. */
typedef size_t scan_fn(struct probe *probe, size_t first, size_t end, unsigned need);

/*
 * The word whose similar words are looked for. places[c] has a bit for each place of letter c;
 * alone tells whether the word is a value by itself, and left goes into the pairs.
 */
struct probe {
    const struct sl_jaro_index *index;
    scan_fn *scan;
    struct sl_str word;
    uint32_t left;
    bool alone;
    size_t other_len; /* of the words compared now */
    uint64_t bag;
    uint32_t passed[BATCH];
    struct matched matched[BATCH];
    uint64_t places[256];
};

static void probe_begin(struct probe *probe, struct sl_str word)
{
    probe->word = word;
    probe->bag = bag_of(word);
    for (size_t i = 0; i < word.len; i++) {
        probe->places[(unsigned char)word.ptr[i]] |= UINT64_C(1) << i;
    }
}

static void probe_end(struct probe *probe)
{
    for (size_t i = 0; i < probe->word.len; i++) {
        probe->places[(unsigned char)probe->word.ptr[i]] = 0;
    }
}

/* How many letters both begin with, two at least, as far as it matters. */
static unsigned prefix_of(struct sl_str word, struct sl_str other)
{
    const size_t shorter = word.len < other.len ? word.len : other.len;
    unsigned prefix = 2;
    while (prefix < SL_JARO_PREFIX_LIMIT && prefix < shorter &&
           word.ptr[prefix] == other.ptr[prefix]) {
        prefix++;
    }
    return prefix;
}

/* How many common letters stand in another order; the bits say which letters are common. */
static unsigned
count_disorder(struct sl_str word, uint64_t taken, struct sl_str other, uint64_t other_taken)
{
    unsigned count = 0;
    while (taken != 0) {
        count += word.ptr[__builtin_ctzll(taken)] != other.ptr[__builtin_ctzll(other_taken)];
        taken &= taken - 1;
        other_taken &= other_taken - 1;
    }
    return count;
}

/* The other word at a place. */
static struct sl_str other_at(const struct probe *probe, uint32_t place)
{
    const struct sl_jaro_index *index = probe->index;
    return (struct sl_str){
        .ptr = probe->other_len <= SL_JARO_PACK_LEN ? index->letters[place]
                                                    : index->set.words[index->members[place]].ptr,
        .len = probe->other_len,
    };
}

/*
 * Match the letters of the probe's word with those of the words at the noted places, and keep those
 * with enough in common; gives how many. It is sl_jaro_match with the letters' places at hand.
 */
static size_t match_passed(struct probe *probe, size_t passed)
{
    const struct sl_str word = probe->word;
    const size_t len = probe->other_len;
    const size_t half = (word.len > len ? word.len : len) / 2;
    const size_t reach = half > 0 ? half - 1 : 0;
    const uint8_t *needs = &probe->index->needs[need_at(probe->index, word.len, len, 2)];
    size_t kept = 0;
    for (size_t i = 0; i < passed; i++) {
        const uint32_t place = probe->passed[i];
        const struct sl_str other = other_at(probe, place);
        uint64_t near = (UINT64_C(2) << reach) - 1;
        struct matched matched = { .place = place };
        for (size_t k = 0; k < len; k++) {
            const uint64_t free =
                probe->places[(unsigned char)other.ptr[k]] & near & ~matched.taken;
            matched.taken |= free & (~free + 1);
            matched.other_taken |= (uint64_t)(free != 0) << k;
            matched.common += free != 0;
            near = near << 1 | (k < reach);
        }
        matched.prefix = prefix_of(word, other);
        probe->matched[kept] = matched;
        kept += matched.common >= needs[matched.prefix - 2];
    }
    return kept;
}

static enum sl_evidence measure(const struct probe *probe, const struct matched *matched)
{
    const struct sl_str word = probe->word;
    const struct sl_str other = other_at(probe, matched->place);
    const struct sl_jaro_match match = {
        .common = matched->common,
        .swaps = count_disorder(word, matched->taken, other, matched->other_taken) / 2,
    };
    return sl_jaro_evidence(
        probe->index->set.rules,
        sl_jaro_winkler_permille(word.len, other.len, match, matched->prefix)
    );
}

/* Note the places first .. end-1, at most BATCH, whose bags have enough bits in common. */
static inline __attribute__((always_inline)) size_t
scan_bags(struct probe *probe, size_t first, size_t end, unsigned need)
{
    const uint64_t *bags = probe->index->bags;
    const uint64_t bag = probe->bag;
    size_t count = 0;
    for (size_t place = first; place < end; place++) {
        probe->passed[count] = (uint32_t)place;
        count += (unsigned)__builtin_popcountll(bag & bags[place]) >= need;
    }
    return count;
}

static size_t scan_plainly(struct probe *probe, size_t first, size_t end, unsigned need)
{
    return scan_bags(probe, first, end, need);
}

#if defined(__x86_64__)
/* The same on processors that count bits in one instruction: nearly all, but not the oldest. */
__attribute__((target("popcnt"))) static size_t
scan_quickly(struct probe *probe, size_t first, size_t end, unsigned need)
{
    return scan_bags(probe, first, end, need);
}
#endif

static scan_fn *choose_scan(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("popcnt")) {
        return scan_quickly;
    }
#endif
    return scan_plainly;
}

/* Compare the probe with the members first .. end-1, of one length, of which it takes `need`. */
static void
compare_range(struct probe *probe, size_t first, size_t end, unsigned need, struct sl_pairs *pairs)
{
    const struct sl_jaro_index *index = probe->index;
    const struct sl_word_set *set = &index->set;
    while (first < end) {
        const size_t stop = end - first > BATCH ? first + BATCH : end;
        const size_t kept = match_passed(probe, probe->scan(probe, first, stop, need));
        for (size_t i = 0; i < kept; i++) {
            const enum sl_evidence evidence = measure(probe, &probe->matched[i]);
            const uint32_t other = index->members[probe->matched[i].place];
            if (evidence != SL_EVIDENCE_NONE && ((probe->alone && is_alone(set, other)) ||
                                                 sl_evidence_carries(set->family, evidence))) {
                sl_pairs_add(pairs, probe->left, other, evidence);
            }
        }
        first = stop;
    }
}

/* The first place of first .. end-1 whose third letter is at least `third`. */
static size_t
find_third(const struct sl_jaro_index *index, size_t first, size_t end, unsigned third)
{
    while (first < end) {
        const size_t middle = first + (end - first) / 2;
        if (index->thirds[middle] < third) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first;
}

/* Compare the probe with the members of a run from `first` on. */
static void compare_run(
    struct probe *probe, const struct sl_jaro_run *run, size_t first, struct sl_pairs *pairs
)
{
    const struct sl_jaro_index *index = probe->index;
    const size_t len = probe->word.len;
    const unsigned need_other = index->needs[need_at(index, len, run->len, 2)];
    const unsigned need_same = index->needs[need_at(index, len, run->len, 4)];
    if (need_same == NEVER && need_other == NEVER) {
        return;
    }
    probe->other_len = run->len;
    const uint8_t third = third_of(probe->word);
    const size_t same_first = find_third(index, first, run->end, third);
    const size_t same_end = find_third(index, same_first, run->end, third + 1u);
    compare_range(probe, first, same_first, need_other, pairs);
    compare_range(probe, same_first, same_end, need_same, pairs);
    compare_range(probe, same_end, run->end, need_other, pairs);
}

struct joining {
    const struct sl_jaro_index *index;
    struct sl_pairs *pieces; /* one for each task */
};

/* The run in which a member stands. */
static size_t run_of(const struct sl_jaro_index *index, size_t place)
{
    const unsigned bucket = bucket_of(index->set.words[index->members[place]]);
    size_t run = index->bucket_runs[bucket];
    while (index->runs[run].end <= place) {
        run++;
    }
    return run;
}

/* Compare some members with all behind them in their bucket. */
static enum sl_status join_task(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const struct joining *joining = context;
    const struct sl_jaro_index *index = joining->index;
    struct probe *probe SL_CLEANUP(sl_free_ptr) = sl_calloc(1, sizeof(*probe));
    if (probe == NULL) {
        return SL_NO_MEMORY;
    }
    probe->index = index;
    probe->scan = choose_scan();
    const size_t last = (task + 1) * TASK_MEMBERS;
    const size_t end = last < index->member_count ? last : index->member_count;
    for (size_t place = task * TASK_MEMBERS; place < end; place++) {
        probe->left = index->members[place];
        probe->alone = is_alone(&index->set, probe->left);
        probe_begin(probe, index->set.words[probe->left]);
        const unsigned bucket = bucket_of(probe->word);
        size_t first = place + 1;
        for (size_t run = run_of(index, place); run < index->bucket_runs[bucket + 1]; run++) {
            compare_run(probe, &index->runs[run], first, &joining->pieces[task]);
            first = index->runs[run].end;
        }
        probe_end(probe);
    }
    return SL_OK;
}

enum sl_status sl_jaro_join(
    const struct sl_jaro_index *index,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    const size_t task_count = (index->member_count + TASK_MEMBERS - 1) / TASK_MEMBERS;
    size_t first_piece;
    SL_TRY(sl_pair_pieces_add(pieces, task_count, &first_piece, err));
    struct joining joining = { .index = index, .pieces = pieces->pieces + first_piece };
    return sl_threads_run(thread_count, task_count, join_task, &joining, err);
}

void sl_jaro_search(const struct sl_jaro_index *index, struct sl_str word, struct sl_pairs *pairs)
{
    if (index->member_count == 0 || word.len < 2 ||
        sl_word_class(index->set.rules, word) != SL_WORD_LETTERS) {
        return;
    }
    struct probe probe = { .index = index, .scan = choose_scan(), .alone = true };
    const size_t before = pairs->count;
    probe_begin(&probe, word);
    const unsigned bucket = bucket_of(word);
    for (size_t run = index->bucket_runs[bucket]; run < index->bucket_runs[bucket + 1]; run++) {
        compare_run(&probe, &index->runs[run], index->runs[run].first, pairs);
    }
    size_t kept = before;
    for (size_t i = before; i < pairs->count; i++) {
        const uint64_t pair = pairs->items[i];
        if (sl_pair_grade(pair) != SL_EVIDENCE_LIKE ||
            !sl_str_equal(index->set.words[sl_pair_right(pair)], word)) {
            pairs->items[kept++] = pair;
        }
    }
    pairs->count = kept;
}
