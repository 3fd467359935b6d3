/* SPDX-License-Identifier: Apache-2.0 */
#include "names.h"

#include "base/arena.h"
#include "base/memory.h"

/*
 * Made names have ranks from 2 to the power of the first up to below 2 to the power of the second:
 * none is as common as a known name, and there are enough for a city.
 */
#define TAIL_FIRST_BITS 7u
#define TAIL_LAST_BITS  18u

/* All words of all tables are far below this. */
#define WORDS_LIMIT_BYTES ((size_t)4 << 20)

/* Words of one list; sums[i] is the weight of words 0 .. i (NULL where all weigh the same). */
struct words {
    struct sl_str *items;
    uint64_t *sums;
    size_t count;
};

/* The pieces that one kind of made name is put together from. */
struct pieces {
    struct words starts;
    struct words middles;
    struct words ends;
    unsigned tail_permille;
};

struct sl_names {
    struct sl_arena arena;
    struct words known[SL_COMMUNITY_COUNT][SL_NAME_USE_COUNT];
    struct pieces made[SL_COMMUNITY_COUNT][SL_NAME_USE_COUNT];
};

static size_t count_words(const char *text)
{
    size_t count = 0;
    struct sl_str rest = sl_str_from(text);
    struct sl_str word;
    while (sl_str_split(&rest, ' ', &word)) {
        count += word.len > 0;
    }
    return count;
}

static enum sl_status
split_words(struct sl_names *names, const char *text, struct words *ret_words, struct sl_error *err)
{
    const size_t count = count_words(text);
    struct sl_str *items = sl_arena_alloc(&names->arena, count, sizeof(*items));
    if (items == NULL) {
        return sl_fail_memory(err);
    }
    size_t filled = 0;
    struct sl_str rest = sl_str_from(text);
    struct sl_str word;
    while (sl_str_split(&rest, ' ', &word)) {
        if (word.len > 0) {
            items[filled++] = sl_str_equal(word, SL_STR("-")) ? SL_STR("") : word;
        }
    }
    *ret_words = (struct words){ .items = items, .count = filled };
    return SL_OK;
}

static enum sl_status
rank_words(struct sl_names *names, struct words *words, unsigned rank_offset, struct sl_error *err)
{
    words->sums = sl_arena_alloc(&names->arena, words->count, sizeof(*words->sums));
    if (words->sums == NULL) {
        return sl_fail_memory(err);
    }
    uint64_t sum = 0;
    for (size_t rank = 0; rank < words->count; rank++) {
        sum += UINT64_C(1000000000) / (rank + rank_offset);
        words->sums[rank] = sum;
    }
    return SL_OK;
}

static enum sl_status read_lists(struct sl_names *names, struct sl_error *err)
{
    for (size_t i = 0; i < SL_NAME_LIST_COUNT; i++) {
        const struct sl_name_list *list = &SL_NAME_LISTS[i];
        struct words *words = &names->known[list->community][list->use];
        SL_TRY(split_words(names, list->names, words, err));
        SL_TRY(rank_words(names, words, SL_SYLLABLES[list->community].rank_offset, err));
    }
    return SL_OK;
}

static enum sl_status
read_pieces(struct sl_names *names, const struct sl_syllables *syllables, struct sl_error *err)
{
    for (unsigned use = 0; use < SL_NAME_USE_COUNT; use++) {
        struct pieces *pieces = &names->made[syllables->community][use];
        if (use == SL_NAME_SURNAME) {
            pieces->tail_permille = syllables->surname_tail_permille;
            SL_TRY(split_words(names, syllables->surname_starts, &pieces->starts, err));
            SL_TRY(split_words(names, syllables->surname_middles, &pieces->middles, err));
            SL_TRY(split_words(names, syllables->surname_ends, &pieces->ends, err));
        } else {
            const bool female = use == SL_NAME_GIRL || use == SL_NAME_WOMAN;
            const char *ends = female ? syllables->female_ends : syllables->male_ends;
            pieces->tail_permille = syllables->given_tail_permille;
            SL_TRY(split_words(names, syllables->given_starts, &pieces->starts, err));
            SL_TRY(split_words(names, syllables->given_middles, &pieces->middles, err));
            SL_TRY(split_words(names, ends, &pieces->ends, err));
        }
    }
    return SL_OK;
}

static enum sl_status read_tables(struct sl_names *names, struct sl_error *err)
{
    SL_TRY(read_lists(names, err));
    for (unsigned i = 0; i < SL_COMMUNITY_COUNT; i++) {
        SL_TRY(read_pieces(names, &SL_SYLLABLES[i], err));
    }
    return SL_OK;
}

enum sl_status sl_names_open(struct sl_names **ret_names, struct sl_error *err)
{
    struct sl_names *names = sl_calloc(1, sizeof(*names));
    if (names == NULL) {
        return sl_fail_memory(err);
    }
    sl_arena_init(&names->arena, WORDS_LIMIT_BYTES);
    const enum sl_status status = read_tables(names, err);
    if (status != SL_OK) {
        sl_names_close(names);
        return status;
    }
    *ret_names = names;
    return SL_OK;
}

void sl_names_close(struct sl_names *names)
{
    if (names != NULL) {
        sl_arena_finish(&names->arena);
        sl_free(names);
    }
}

/* The word under a weight drawn evenly below the whole. */
static struct sl_str draw_ranked(const struct words *words, struct sl_random *random)
{
    const uint64_t target = sl_random_below(random, words->sums[words->count - 1]);
    size_t low = 0;
    size_t high = words->count - 1;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (words->sums[middle] > target) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return words->items[low];
}

static struct sl_str pick_word(const struct words *words, uint64_t *hash)
{
    const struct sl_str word = words->items[*hash % words->count];
    *hash /= words->count;
    return word;
}

/* A made name: its rank is drawn (each power of two as likely as the next), its pieces follow. */
static void
draw_made(const struct pieces *pieces, struct sl_random *random, struct sl_text *ret_name)
{
    const uint64_t bits = sl_random_below(random, TAIL_LAST_BITS - TAIL_FIRST_BITS);
    const uint64_t band = UINT64_C(1) << (TAIL_FIRST_BITS + bits);
    const uint64_t rank = band + sl_random_below(random, band);
    uint64_t hash = sl_hash_u64(rank * UINT64_C(0x9E3779B97F4A7C15));
    const bool has_middle = hash % 3 == 0;
    hash /= 3;
    sl_text_set(ret_name, pick_word(&pieces->starts, &hash));
    if (has_middle) {
        sl_text_add(ret_name, pick_word(&pieces->middles, &hash));
    }
    sl_text_add(ret_name, pick_word(&pieces->ends, &hash));
}

/* "Wing_yan" is written "Wing Yan". */
static void show_blanks(struct sl_text *name)
{
    for (unsigned i = 0; i + 1u < name->len; i++) {
        const char next = name->bytes[i + 1];
        if (name->bytes[i] == '_') {
            name->bytes[i] = ' ';
            name->bytes[i + 1] = next >= 'a' && next <= 'z' ? (char)(next - 'a' + 'A') : next;
        }
    }
}

void sl_names_draw(
    const struct sl_names *names,
    struct sl_random *random,
    enum sl_name_community community,
    enum sl_name_use use,
    struct sl_text *ret_name
)
{
    const struct pieces *pieces = &names->made[community][use];
    if (sl_random_below(random, 1000) < pieces->tail_permille) {
        draw_made(pieces, random, ret_name);
    } else {
        sl_text_set(ret_name, draw_ranked(&names->known[community][use], random));
    }
    show_blanks(ret_name);
}

void sl_names_inflect(struct sl_text *surname, char sex)
{
    const struct sl_str name = sl_text_str(surname);
    if (sex == 'F' && (sl_str_ends(name, SL_STR("ski")) || sl_str_ends(name, SL_STR("cki")))) {
        surname->bytes[surname->len - 1] = 'a';
    }
    if (sex == 'M' && (sl_str_ends(name, SL_STR("ska")) || sl_str_ends(name, SL_STR("cka")))) {
        surname->bytes[surname->len - 1] = 'i';
    }
}

const char *sl_community_text(enum sl_name_community community)
{
    static const char *const TEXTS[] = {
#define SL_COMMUNITY_TEXT(name, text) text,
        SL_COMMUNITY_TABLE(SL_COMMUNITY_TEXT)
#undef SL_COMMUNITY_TEXT
    };
    return TEXTS[community];
}
