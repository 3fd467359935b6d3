/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_deletion.h"

#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "link/osa.h"

/* The base of the rolling hash, odd; and what mixes it. */
#define HASH_BASE UINT64_C(0x9e3779b97f4a7c15)
#define HASH_MIX  UINT64_C(0xd6e8feb86659fd93)

/* Numbers are told apart from letters by where their hash begins. */
#define NUMBER_SEED UINT64_C(0x5bd1e9955bd1e995)

/* From two digits on, numbers can be similar. */
#define NUMBER_LEN 2u

enum sl_word_class sl_word_class(const struct sl_word_rules *rules, struct sl_str word)
{
    if (word.len == 0 || word.len > SL_WORD_LIMIT) {
        return SL_WORD_NONE;
    }
    if (!rules->plain || !sl_token_has_digit(word)) {
        return SL_WORD_LETTERS;
    }
    return word.len >= NUMBER_LEN && sl_token_is_number(word) ? SL_WORD_NUMBER : SL_WORD_NONE;
}

static uint64_t mix(uint64_t hash)
{
    hash = (hash ^ hash >> 32) * HASH_MIX;
    hash = (hash ^ hash >> 32) * HASH_MIX;
    return hash ^ hash >> 32;
}

static uint64_t letter_of(struct sl_str word, size_t at)
{
    return (uint64_t)(unsigned char)word.ptr[at] + 1;
}

static uint64_t seed_of(enum sl_word_class word_class)
{
    return word_class == SL_WORD_NUMBER ? NUMBER_SEED : 0;
}

uint64_t sl_word_hash(enum sl_word_class word_class, struct sl_str word)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < word.len; i++) {
        hash = hash * HASH_BASE + letter_of(word, i);
    }
    return mix(hash + seed_of(word_class));
}

enum sl_evidence sl_slip_evidence(
    const struct sl_word_rules *rules, struct sl_str left, struct sl_str right, bool two
)
{
    const size_t longer = left.len > right.len ? left.len : right.len;
    if (two) {
        return longer >= rules->two_len && longer <= rules->two_limit ? SL_EVIDENCE_TWO
                                                                      : SL_EVIDENCE_NONE;
    }
    if (rules->plain && sl_token_is_number(left)) {
        return SL_EVIDENCE_NUMBER;
    }
    return longer >= rules->one_len ? SL_EVIDENCE_ONE : SL_EVIDENCE_NONE;
}

/* Which numbers of letters are left out of a word. */
struct depth {
    bool none, one, two;
};

static struct depth depth_of(const struct sl_word_rules *rules, struct sl_str word)
{
    const size_t len = word.len;
    switch (sl_word_class(rules, word)) {
    case SL_WORD_NUMBER:
        return (struct depth){ .none = true, .one = true };
    case SL_WORD_LETTERS: {
        const bool two = rules->two_len > 0;
        return (struct depth){
            .none = len + 1 >= rules->one_len || (two && len + 2 >= rules->two_len),
            .one = len >= rules->one_len || (two && len + 1 >= rules->two_len),
            .two = two && len >= rules->two_len && len <= rules->two_limit,
        };
    }
    case SL_WORD_NONE:
        break;
    }
    return (struct depth){ 0 };
}

/*
 * The hash of letters c0 c1 ... cn-1 is c0 B^(n-1) + ... + cn-1. endings[i] is what the letters
 * from i on add to it, powers[k] is B^k; so a rest is a beginning moved up, plus an ending.
 */
struct rolling {
    uint64_t endings[SL_WORD_LIMIT + 1];
    uint64_t powers[SL_WORD_LIMIT + 1];
};

static void roll(struct sl_str word, struct rolling *rolling)
{
    rolling->powers[0] = 1;
    for (size_t i = 0; i < word.len; i++) {
        rolling->powers[i + 1] = rolling->powers[i] * HASH_BASE;
    }
    rolling->endings[word.len] = 0;
    for (size_t i = word.len; i > 0; i--) {
        rolling->endings[i - 1] =
            rolling->endings[i] + letter_of(word, i - 1) * rolling->powers[word.len - i];
    }
}

/* Leaving out the second of two equal neighbours gives what leaving out the first gave. */
static bool repeats(struct sl_str word, size_t at)
{
    return at > 0 && word.ptr[at] == word.ptr[at - 1];
}

static size_t
leave_out_one(struct sl_str word, const struct rolling *rolling, uint64_t seed, uint64_t *hashes)
{
    size_t count = 0;
    uint64_t beginning = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (!repeats(word, i)) {
            hashes[count++] =
                mix(beginning * rolling->powers[word.len - 1 - i] + rolling->endings[i + 1] + seed);
        }
        beginning = beginning * HASH_BASE + letter_of(word, i);
    }
    return count;
}

static size_t
leave_out_two(struct sl_str word, const struct rolling *rolling, uint64_t seed, uint64_t *hashes)
{
    size_t count = 0;
    uint64_t beginning = 0;
    for (size_t i = 0; i < word.len; i++) {
        uint64_t middle = beginning;
        for (size_t j = i + 1; j < word.len; j++) {
            if (!repeats(word, i) && (j == i + 1 || !repeats(word, j))) {
                hashes[count++] =
                    mix(middle * rolling->powers[word.len - 1 - j] + rolling->endings[j + 1] + seed
                    );
            }
            middle = middle * HASH_BASE + letter_of(word, j);
        }
        beginning = beginning * HASH_BASE + letter_of(word, i);
    }
    return count;
}

void sl_deletions_hash(
    const struct sl_word_rules *rules, struct sl_str word, struct sl_deletions *ret_deletions
)
{
    const struct depth depth = depth_of(rules, word);
    const uint64_t seed = seed_of(sl_word_class(rules, word));
    size_t count = 0;
    struct rolling rolling;
    if (depth.none || depth.one || depth.two) {
        roll(word, &rolling);
    }
    if (depth.none) {
        ret_deletions->hashes[count++] = mix(rolling.endings[0] + seed);
    }
    ret_deletions->ends[0] = count;
    if (depth.one) {
        count += leave_out_one(word, &rolling, seed, ret_deletions->hashes + count);
    }
    ret_deletions->ends[1] = count;
    if (depth.two) {
        count += leave_out_two(word, &rolling, seed, ret_deletions->hashes + count);
    }
    ret_deletions->ends[2] = count;
}

/* Words in a chunk, which one task hashes. */
#define CHUNK_WORDS 8192u
/* Rests filed at once, and in one partition, which one task sorts and checks. */
#define PASS_RESTS      ((size_t)1 << 25)
#define PARTITION_RESTS ((size_t)1 << 14)
#define PARTITION_BITS  10u

/* Rests are sorted by their highest bits first. */
#define SORT_VALUES 4096u
#define SORT_SHIFT  52u

/* How many rests ahead letters are fetched. */
#define AHEAD 12u

/*
 * The work of a join. A pass takes the rests whose hash begins with its number; the next bits of
 * the hash choose the partition. A filed rest is hash << 32 | word << 2 | letters left out.
 */
struct filing {
    const struct sl_word_rules *rules;
    const struct sl_str *words;
    struct sl_osa_letters *letters; /* of the words, as far as they are short */
    size_t count;
    unsigned pass_bits, partition_bits;
    uint64_t pass;
    size_t chunk_count, partition_count;
    size_t *places; /* for each chunk, where its next rest of each partition goes */
    size_t *starts; /* of the partitions */
    uint64_t *rests;
    struct sl_pairs *pieces; /* one for each partition */
};

/* The partition of a rest in this pass; false when it belongs to another pass. */
static bool find_partition(const struct filing *filing, uint64_t hash, size_t *ret_partition)
{
    const unsigned bits = filing->pass_bits + filing->partition_bits;
    const uint64_t top = bits == 0 ? 0 : hash >> (64 - bits);
    *ret_partition = (size_t)(top & (filing->partition_count - 1));
    return top >> filing->partition_bits == filing->pass;
}

/* Call `visit` for each rest of the chunk's words that belongs to this pass. */
static void visit_chunk(
    const struct filing *filing,
    size_t chunk,
    void (*visit)(const struct filing *filing, size_t *place, uint64_t rest)
)
{
    size_t *places = filing->places + chunk * filing->partition_count;
    const size_t end = (chunk + 1) * CHUNK_WORDS;
    struct sl_deletions deletions;
    for (size_t word = chunk * CHUNK_WORDS; word < filing->count && word < end; word++) {
        sl_deletions_hash(filing->rules, filing->words[word], &deletions);
        size_t at = 0;
        for (unsigned depth = 0; depth < 3; depth++) {
            for (; at < deletions.ends[depth]; at++) {
                size_t partition;
                if (find_partition(filing, deletions.hashes[at], &partition)) {
                    const uint64_t rest = deletions.hashes[at] << 32 | word << 2 | depth;
                    visit(filing, &places[partition], rest);
                }
            }
        }
    }
}

static void count_rest(const struct filing *filing, size_t *place, uint64_t rest)
{
    (void)filing;
    (void)rest;
    (*place)++;
}

static void file_rest(const struct filing *filing, size_t *place, uint64_t rest)
{
    filing->rests[(*place)++] = rest;
}

static enum sl_status count_chunk(void *context, size_t index, unsigned worker)
{
    (void)worker;
    visit_chunk(context, index, count_rest);
    return SL_OK;
}

static enum sl_status file_chunk(void *context, size_t index, unsigned worker)
{
    (void)worker;
    visit_chunk(context, index, file_rest);
    return SL_OK;
}

/* The distance of two words, up to 2. */
static unsigned distance_of(const struct filing *filing, uint32_t left, uint32_t right)
{
    const struct sl_osa_letters left_letters = filing->letters[left];
    const struct sl_osa_letters right_letters = filing->letters[right];
    if (left_letters.low == 0 || right_letters.low == 0) {
        return sl_osa_distance(filing->words[left], filing->words[right], 2);
    }
    return sl_osa_packed_distance(left_letters, right_letters);
}

/*
 * Compare all words that share one rest. A pair with one slip is only taken where one letter is
 * left out of the longer word: where two are, it meets many times.
 */
static void check_group(
    const struct filing *filing, const uint64_t *rests, size_t count, struct sl_pairs *pairs
)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t left = (uint32_t)rests[i] >> 2;
        for (size_t k = i + 1; k < count; k++) {
            const uint32_t right = (uint32_t)rests[k] >> 2;
            const unsigned left_depth = rests[i] & 3;
            const unsigned right_depth = rests[k] & 3;
            const unsigned depth = left_depth > right_depth ? left_depth : right_depth;
            if (left == right || distance_of(filing, left, right) != depth) {
                continue;
            }
            const enum sl_evidence evidence = sl_slip_evidence(
                filing->rules, filing->words[left], filing->words[right], depth == 2
            );
            if (evidence != SL_EVIDENCE_NONE) {
                sl_pairs_add(pairs, left, right, evidence);
            }
        }
    }
}

/* Sort rests by hash; equal ones keep their order. What is left for insertion is few. */
static void sort_rests(uint64_t *rests, uint64_t *spare, size_t count)
{
    uint32_t starts[SORT_VALUES + 1] = { 0 };
    for (size_t i = 0; i < count; i++) {
        starts[(rests[i] >> SORT_SHIFT) + 1]++;
    }
    for (size_t value = 0; value < SORT_VALUES; value++) {
        starts[value + 1] += starts[value];
    }
    memcpy(spare, rests, count * sizeof(*spare));
    for (size_t i = 0; i < count; i++) {
        rests[starts[spare[i] >> SORT_SHIFT]++] = spare[i];
    }
    for (size_t i = 1; i < count; i++) {
        const uint64_t rest = rests[i];
        size_t at = i;
        while (at > 0 && rests[at - 1] >> 32 > rest >> 32) {
            rests[at] = rests[at - 1];
            at--;
        }
        rests[at] = rest;
    }
}

static enum sl_status check_partition(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct filing *filing = context;
    uint64_t *rests = filing->rests + filing->starts[index];
    const size_t count = filing->starts[index + 1] - filing->starts[index];
    uint64_t *spare SL_CLEANUP(sl_free_ptr) = sl_alloc(count, sizeof(*spare));
    if (spare == NULL) {
        return SL_NO_MEMORY;
    }
    sort_rests(rests, spare, count);
    for (size_t first = 0; first < count;) {
        size_t end = first + 1;
        while (end < count && rests[end] >> 32 == rests[first] >> 32) {
            end++;
        }
        if (end + AHEAD < count) {
            __builtin_prefetch(&filing->letters[(uint32_t)rests[end + AHEAD] >> 2]);
        }
        check_group(filing, rests + first, end - first, &filing->pieces[index]);
        first = end;
    }
    return SL_OK;
}

/* Turn the counts into places, partition by partition. Gives how many rests the pass has. */
static size_t lay_out(const struct filing *filing)
{
    size_t total = 0;
    for (size_t partition = 0; partition < filing->partition_count; partition++) {
        filing->starts[partition] = total;
        for (size_t chunk = 0; chunk < filing->chunk_count; chunk++) {
            size_t *place = &filing->places[chunk * filing->partition_count + partition];
            const size_t count = *place;
            *place = total;
            total += count;
        }
    }
    filing->starts[filing->partition_count] = total;
    return total;
}

static enum sl_status join_pass(struct filing *filing, unsigned thread_count, struct sl_error *err)
{
    memset(
        filing->places, 0, filing->chunk_count * filing->partition_count * sizeof(*filing->places)
    );
    SL_TRY(sl_threads_run(thread_count, filing->chunk_count, count_chunk, filing, err));
    filing->rests = sl_alloc(lay_out(filing), sizeof(*filing->rests));
    if (filing->rests == NULL) {
        return sl_fail_memory(err);
    }
    enum sl_status status =
        sl_threads_run(thread_count, filing->chunk_count, file_chunk, filing, err);
    if (status == SL_OK) {
        status =
            sl_threads_run(thread_count, filing->partition_count, check_partition, filing, err);
    }
    sl_free(filing->rests);
    return status;
}

/* How many rests there are at most, from which follow the passes and partitions. */
static void plan_passes(struct filing *filing)
{
    size_t total = 0;
    for (size_t i = 0; i < filing->count; i++) {
        const size_t len = filing->words[i].len;
        const struct depth depth = depth_of(filing->rules, filing->words[i]);
        total += depth.none + (depth.one ? len : 0) + (depth.two ? len * (len - 1) / 2 : 0);
    }
    while (total >> filing->pass_bits > PASS_RESTS) {
        filing->pass_bits++;
    }
    total >>= filing->pass_bits;
    while (filing->partition_bits < PARTITION_BITS &&
           total >> filing->partition_bits > PARTITION_RESTS) {
        filing->partition_bits++;
    }
    filing->partition_count = (size_t)1 << filing->partition_bits;
    filing->chunk_count = (filing->count + CHUNK_WORDS - 1) / CHUNK_WORDS;
}

/* Make room and do all passes; what is allocated stays in *filing. */
static enum sl_status
join_passes(struct filing *filing, unsigned thread_count, struct sl_error *err)
{
    filing->starts = sl_alloc(filing->partition_count + 1, sizeof(*filing->starts));
    filing->letters = sl_alloc(filing->count, sizeof(*filing->letters));
    filing->places =
        sl_alloc(filing->chunk_count * filing->partition_count, sizeof(*filing->places));
    if (filing->starts == NULL || filing->places == NULL || filing->letters == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t word = 0; word < filing->count; word++) {
        filing->letters[word] = sl_osa_pack(filing->words[word]);
    }
    const uint64_t pass_count = UINT64_C(1) << filing->pass_bits;
    for (; filing->pass < pass_count; filing->pass++) {
        SL_TRY(join_pass(filing, thread_count, err));
    }
    return SL_OK;
}

enum sl_status sl_deletion_join(
    const struct sl_word_set *set,
    unsigned thread_count,
    struct sl_pair_pieces *pieces,
    struct sl_error *err
)
{
    SL_ASSERT(set->count <= SL_NUMBER_LIMIT);
    struct filing filing = { .rules = set->rules, .words = set->words, .count = set->count };
    plan_passes(&filing);
    size_t first_piece;
    SL_TRY(sl_pair_pieces_add(pieces, filing.partition_count, &first_piece, err));
    filing.pieces = pieces->pieces + first_piece;
    const enum sl_status status = join_passes(&filing, thread_count, err);
    sl_free(filing.starts);
    sl_free(filing.places);
    sl_free(filing.letters);
    return status;
}
