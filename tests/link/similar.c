/* SPDX-License-Identifier: Apache-2.0 */
#include "similar.h"

#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

#define VALUE_LIMIT 200u

/* Words of which names are made: nicknames, customary words, particles, initials, near misses. */
static const char *const name_words[] = {
    "william", "bill",   "will",   "elizabeth", "liz",      "beth",     "muhammad", "mohammed",
    "kaur",    "singh",  "bibi",   "begum",     "kowalska", "kowalski", "ali",      "abdul",
    "rahman",  "john",   "jon",    "jack",      "j",        "w",        "margaret", "maggie",
    "smith",   "smyth",  "smithe", "de",        "la",       "o",        "van",      "catherine",
    "kate",    "robert", "rob",    "bob",       "ann",      "anne",     "st",       "khan",
};
static const char *const text_words[] = {
    "high", "st",  "rd",  "flat",   "oak",  "elm",        "12",     "13",        "21",
    "3",    "1",   "112", "church", "mill", "house",      "bolton", "salford",   "ln",
    "park", "m13", "9pl", "12a",    "the",  "manchester", "hl",     "highfield",
};
static const char *const locals[] = {
    "john.smith", "jon.smith", "johnsmith", "j",       "ab",      "abc",   "abcd",
    "info",       "admin",     "jsmith",    "jsmith1", "smith90", "infos",
};
static const char *const domains[] = {
    "gmail.com", "gmial.com", "gmail.co", "hotmail.com", "hotmail.co.uk", "nhs.net", "",
};

#define PICK(random, list) ((list)[sl_random_below((random), sizeof(list) / sizeof((list)[0]))])

/* A value under construction. */
struct draft {
    struct sl_random *random;
    char bytes[VALUE_LIMIT + 1];
    size_t len;
};

static void draft_add(struct draft *draft, const char *text)
{
    for (; *text != '\0' && draft->len < VALUE_LIMIT; text++) {
        draft->bytes[draft->len++] = *text;
    }
}

static void draft_letters(struct draft *draft, const char *alphabet, size_t least, size_t most)
{
    const size_t letters = strlen(alphabet);
    size_t count = least + sl_random_below(draft->random, most - least + 1);
    for (; count > 0 && draft->len < VALUE_LIMIT; count--) {
        draft->bytes[draft->len++] = alphabet[sl_random_below(draft->random, letters)];
    }
}

static void
draft_words(struct draft *draft, const char *const *words, size_t word_count, size_t most)
{
    const size_t count = 1 + sl_random_below(draft->random, most);
    for (size_t i = 0; i < count; i++) {
        draft_add(draft, i > 0 ? " " : "");
        draft_add(draft, words[sl_random_below(draft->random, word_count)]);
    }
}

static void draft_slips(struct draft *draft, const char *alphabet)
{
    const size_t letters = strlen(alphabet);
    for (size_t slips = 1 + sl_random_below(draft->random, 3); slips > 0 && draft->len > 0;
         slips--) {
        const size_t at = sl_random_below(draft->random, draft->len);
        const char letter = alphabet[sl_random_below(draft->random, letters)];
        switch (sl_random_below(draft->random, 4)) {
        case 0:
            draft->bytes[at] = letter;
            break;
        case 1:
            memmove(draft->bytes + at, draft->bytes + at + 1, draft->len - at - 1);
            draft->len--;
            break;
        case 2:
            if (draft->len < VALUE_LIMIT) {
                memmove(draft->bytes + at + 1, draft->bytes + at, draft->len - at);
                draft->bytes[at] = letter;
                draft->len++;
            }
            break;
        default:
            if (at + 1 < draft->len) {
                const char swapped = draft->bytes[at];
                draft->bytes[at] = draft->bytes[at + 1];
                draft->bytes[at + 1] = swapped;
            }
            break;
        }
    }
}

/* Single blanks between words, none at the ends. */
static struct sl_str draft_trim(struct draft *draft)
{
    size_t len = 0;
    for (size_t i = 0; i < draft->len; i++) {
        if (draft->bytes[i] != ' ' || (len > 0 && draft->bytes[len - 1] != ' ')) {
            draft->bytes[len++] = draft->bytes[i];
        }
    }
    while (len > 0 && draft->bytes[len - 1] == ' ') {
        len--;
    }
    return (struct sl_str){ draft->bytes, len };
}

/* Begin with a value made before, to put slips into. */
static void draft_again(struct draft *draft, const struct sl_dictionary *values, const char *first)
{
    if (values->count == 0) {
        draft_add(draft, first);
        return;
    }
    const struct sl_str value = values->values[sl_random_below(draft->random, values->count)];
    draft->len = value.len < VALUE_LIMIT ? value.len : VALUE_LIMIT;
    memcpy(draft->bytes, value.ptr, draft->len);
}

static void draft_name(struct draft *draft, const struct sl_dictionary *values)
{
    const uint64_t kind = sl_random_below(draft->random, 20);
    if (kind < 6) {
        draft_words(draft, name_words, sizeof(name_words) / sizeof(name_words[0]), 4);
    } else if (kind < 9) {
        draft_letters(draft, "ab", 1, 9);
    } else if (kind < 10) {
        draft_letters(draft, "ab ", 1, 30);
    } else if (kind < 11) {
        draft_letters(draft, "abc", 15, 70);
    } else {
        draft_again(draft, values, "anne");
        draft_slips(draft, "abn e");
    }
}

static void draft_text(struct draft *draft, const struct sl_dictionary *values)
{
    const uint64_t kind = sl_random_below(draft->random, 20);
    if (kind < 12) {
        const size_t most = kind == 0 ? 35 : 6;
        draft_words(draft, text_words, sizeof(text_words) / sizeof(text_words[0]), most);
    } else if (kind < 13) {
        draft_letters(draft, "ab1", 1, 9);
    } else {
        draft_again(draft, values, "oak rd");
        draft_slips(draft, "abn e1");
    }
}

static void draft_date(struct draft *draft, const struct sl_dictionary *values)
{
    static const char *const years[] = { "0000", "1980", "1981", "1990", "1908", "2012", "2021" };
    static const char *const months[] = { "00", "01", "02", "10", "11", "12", "71" };
    static const char *const days[] = { "00", "01", "02", "10", "11", "12", "21", "31" };
    if (sl_random_below(draft->random, 10) < 3) {
        draft_again(draft, values, "19800101");
        draft_slips(draft, "0129");
        return;
    }
    draft_add(draft, sl_random_below(draft->random, 20) == 0 ? "t " : "");
    draft_add(draft, PICK(draft->random, years));
    draft_add(draft, PICK(draft->random, months));
    draft_add(draft, PICK(draft->random, days));
}

static void draft_postcode(struct draft *draft, const struct sl_dictionary *values)
{
    static const char *const areas[] = { "m", "ol", "bl", "sk", "m1", "ol1" };
    if (sl_random_below(draft->random, 10) < 3) {
        draft_again(draft, values, "m11aa");
        draft_slips(draft, "m1a");
        return;
    }
    draft_add(draft, PICK(draft->random, areas));
    draft_letters(draft, "0123", 1, 1);
    if (sl_random_below(draft->random, 5) > 0) {
        draft_letters(draft, "0123", 1, 1);
        draft_letters(draft, "abl", 2, 2);
    }
}

static void draft_code(struct draft *draft, const struct sl_dictionary *values)
{
    const uint64_t kind = sl_random_below(draft->random, 20);
    if (kind < 6) {
        draft_letters(draft, "0123456789", 1, 3);
        draft_letters(draft, "ab", 0, 2);
    } else if (kind < 10) {
        draft_add(draft, "9000000");
        draft_letters(draft, "012", 3, 3);
    } else if (kind < 11) {
        draft_letters(draft, "ab1", 20, 66);
    } else {
        draft_again(draft, values, "1");
        draft_slips(draft, "0129a");
    }
}

static void draft_email(struct draft *draft, const struct sl_dictionary *values)
{
    (void)values;
    draft_add(draft, PICK(draft->random, locals));
    if (sl_random_below(draft->random, 2) == 0) {
        draft_slips(draft, "ab1.");
    }
    draft_add(draft, sl_random_below(draft->random, 20) == 0 ? "" : "@");
    draft_add(draft, PICK(draft->random, domains));
    if (sl_random_below(draft->random, 5) == 0) {
        draft_slips(draft, "ag.@");
    }
}

void sl_similar_make(
    struct sl_dictionary *values, enum sl_family family, uint64_t seed, size_t count
)
{
    static void (*const drafts[])(struct draft *, const struct sl_dictionary *) = {
        [SL_FAMILY_NAME] = draft_name,     [SL_FAMILY_TEXT] = draft_text,
        [SL_FAMILY_DATE] = draft_date,     [SL_FAMILY_POSTCODE] = draft_postcode,
        [SL_FAMILY_CODE] = draft_code,     [SL_FAMILY_EMAIL] = draft_email,
        [SL_FAMILY_CATEGORY] = draft_name,
    };
    struct sl_random random;
    sl_random_init(&random, seed);
    for (size_t tries = 0; values->count < count && tries < 20 * count; tries++) {
        struct draft draft = { .random = &random };
        drafts[family](&draft, values);
        const struct sl_str value = draft_trim(&draft);
        uint32_t number;
        if (value.len > 0) {
            SL_CHECK_OK(sl_dictionary_add(values, value, &number, NULL), NULL);
        }
    }
}

void sl_similar_read(
    struct sl_dictionary *values,
    const char *file,
    const char *column,
    sl_normal_fn *normal,
    size_t step,
    size_t limit
)
{
    const char *path = sl_test_data(file);
    struct sl_csv_reader *reader = NULL;
    struct sl_fold *fold = NULL;
    struct sl_dictionary all;
    struct sl_buf text;
    sl_buf_init(&text, 1u << 20);
    sl_dictionary_init(&all);
    SL_CHECK_OK(sl_csv_open(path, &reader, NULL), NULL);
    SL_CHECK_OK(sl_fold_open(&fold, NULL), NULL);
    const size_t at = sl_csv_find(reader, sl_str_from(column));
    assert_true(at < sl_csv_column_count(reader));
    const struct sl_str *fields;
    bool more = true;
    uint32_t number;
    while (more) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, NULL), NULL);
        if (more) {
            sl_buf_clear(&text);
            normal(fold, fields[at], &text);
            if (text.len > 0) {
                SL_CHECK_OK(sl_dictionary_add(&all, sl_buf_str(&text), &number, NULL), NULL);
            }
        }
    }
    for (size_t i = 0; i < all.count && values->count < limit; i += step) {
        SL_CHECK_OK(sl_dictionary_add(values, all.values[i], &number, NULL), NULL);
    }
    sl_dictionary_finish(&all);
    sl_buf_finish(&text);
    sl_fold_close(fold);
    sl_csv_close(reader);
}

struct sl_neighbour_source sl_similar_source(
    const struct sl_dictionary *values, enum sl_family family, struct sl_compare_context *context
)
{
    SL_CHECK_OK(
        sl_compare_context_init(context, family, values->values, values->count, NULL), NULL
    );
    return (struct sl_neighbour_source){
        .family = family,
        .context = context,
        .values = values->values,
        .count = values->count,
    };
}

/* What sl_compare says, as far as the join lists it. */
static unsigned
listed_level(const struct sl_neighbour_source *source, struct sl_str left, struct sl_str right)
{
    const unsigned level = sl_compare(source->family, source->context, left, right);
    return sl_level_is_parent(source->family, level) ? SL_LEVEL_ELSE : level;
}

/* Fail with both values when two levels differ. */
static void check_level(unsigned found, unsigned expected, struct sl_str left, struct sl_str right)
{
    if (found != expected) {
        fail_msg(
            "\"%.*s\" and \"%.*s\": found on level %u, compared %u",
            SL_STR_ARG(left),
            SL_STR_ARG(right),
            found,
            expected
        );
    }
}

static void check_list(
    const struct sl_neighbour_source *source, const struct sl_neighbours *neighbours, uint32_t value
)
{
    uint64_t at = neighbours->starts[value];
    for (uint32_t other = 0; other < source->count; other++) {
        unsigned found = SL_LEVEL_ELSE;
        if (at < neighbours->starts[value + 1] && neighbours->codes[at] == other) {
            assert_true(other != value);
            found = neighbours->levels[at++];
        }
        if (other != value) {
            const struct sl_str left = source->values[value];
            const struct sl_str right = source->values[other];
            check_level(found, listed_level(source, left, right), left, right);
        }
    }
    assert_int_equal(at, neighbours->starts[value + 1]); /* ascending: all were met on the way */
}

void sl_similar_check_join(const struct sl_neighbour_source *source)
{
    struct sl_neighbours one;
    struct sl_neighbours three;
    SL_CHECK_OK(sl_neighbours_init(&one, source, 1, NULL), NULL);
    SL_CHECK_OK(sl_neighbours_init(&three, source, 3, NULL), NULL);
    SL_CHECK_U64(one.count, source->count);
    SL_CHECK_U64(one.starts[0], 0);
    for (uint32_t value = 0; value < source->count; value++) {
        check_list(source, &one, value);
    }
    const size_t total = one.starts[one.count];
    assert_memory_equal(one.starts, three.starts, (one.count + 1) * sizeof(*one.starts));
    assert_memory_equal(one.codes, three.codes, total * sizeof(*one.codes));
    assert_memory_equal(one.levels, three.levels, total);
    sl_neighbours_finish(&one);
    sl_neighbours_finish(&three);
}

void sl_similar_check_search(
    const struct sl_neighbour_source *source, const struct sl_dictionary *queries, size_t step
)
{
    struct sl_neighbour_index *index = NULL;
    struct sl_neighbour_list list;
    SL_CHECK_OK(sl_neighbour_index_open(source, &index, NULL), NULL);
    sl_neighbour_list_init(&list);
    for (size_t query = 0; query < queries->count; query += step) {
        const struct sl_str left = queries->values[query];
        SL_CHECK_OK(sl_neighbour_search(index, left, &list, NULL), NULL);
        size_t at = 0;
        for (uint32_t value = 0; value < source->count; value++) {
            unsigned found = SL_LEVEL_ELSE;
            if (at < list.count && list.items[at].code == value) {
                found = list.items[at++].level;
            }
            const struct sl_str right = source->values[value];
            check_level(found, listed_level(source, left, right), left, right);
        }
        SL_CHECK_U64(at, list.count);
    }
    sl_neighbour_list_finish(&list);
    sl_neighbour_index_close(index);
}

/* A context with few generic words: found ones would be nearly all, with so few words in use. */
static void make_context_mild(struct sl_compare_context *context)
{
    static const struct sl_str generic[] = {
        {"st",         2},
        { "rd",        2},
        { "flat",      4},
        { "abc",       3},
        { "johnsmith", 9},
    };
    sl_compare_context_finish(context);
    SL_CHECK_OK(
        sl_compare_context_restore(context, generic, sizeof(generic) / sizeof(generic[0]), NULL),
        NULL
    );
}

void sl_similar_check_random(enum sl_family family, size_t count)
{
    for (unsigned round = 0; round < 4; round++) {
        struct sl_dictionary values;
        struct sl_dictionary queries;
        struct sl_compare_context context;
        sl_dictionary_init(&values);
        sl_dictionary_init(&queries);
        sl_similar_make(&values, family, sl_test_seed() + round, count >> (3 - round));
        sl_similar_make(&queries, family, sl_test_seed() + round + 100, values.count / 3);
        const struct sl_neighbour_source source = sl_similar_source(&values, family, &context);
        if (round % 2 == 1) {
            make_context_mild(&context);
        }
        sl_similar_check_join(&source);
        sl_similar_check_search(&source, &queries, 1);
        sl_similar_check_search(&source, &values, 5);
        sl_compare_context_finish(&context);
        sl_dictionary_finish(&values);
        sl_dictionary_finish(&queries);
    }
}

static enum sl_status join_once(void *context)
{
    struct sl_neighbours neighbours;
    const enum sl_status status = sl_neighbours_init(&neighbours, context, 1, NULL);
    if (status == SL_OK) {
        sl_neighbours_finish(&neighbours);
    }
    return status;
}

static enum sl_status search_once(void *context)
{
    const struct sl_neighbour_source *source = context;
    struct sl_neighbour_index *index SL_CLEANUP(sl_neighbour_index_close_ptr) = NULL;
    struct sl_neighbour_list list SL_CLEANUP(sl_neighbour_list_finish);
    sl_neighbour_list_init(&list);
    SL_TRY(sl_neighbour_index_open(source, &index, NULL));
    for (size_t i = 0; i < source->count; i += 7) {
        SL_TRY(sl_neighbour_search(index, source->values[i], &list, NULL));
    }
    return SL_OK;
}

void sl_similar_check_memory(enum sl_family family)
{
    struct sl_dictionary values;
    struct sl_compare_context context;
    sl_dictionary_init(&values);
    sl_similar_make(&values, family, sl_test_seed(), 40);
    struct sl_neighbour_source source = sl_similar_source(&values, family, &context);
    assert_true(sl_test_failing_allocations(join_once, &source) > 3);
    assert_true(sl_test_failing_allocations(search_once, &source) > 3);
    sl_compare_context_finish(&context);
    sl_dictionary_finish(&values);
}
