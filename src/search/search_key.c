/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_key.h"

#include <stdbool.h>
#include <string.h>

#include "base/hash.h"
#include "record/birth_date.h"
#include "record/name.h"
#include "record/phone.h"
#include "record/pnc_id.h"
#include "record/postcode.h"

#define KEY_MASK  (((uint64_t)1 << SL_SEARCH_KEY_BITS) - 1)
#define SLIP_SEED 0x736c6970u
/* A value is read this far; whoever wrote more did not write a name or a number. */
#define VALUE_LIMIT   1024
#define SCRATCH_LIMIT ((size_t)64 << 10)
#define TEXT_LIMIT    ((size_t)1 << 20)
/* Shorter identifiers say nothing by themselves. */
#define IDENTIFIER_MIN 3
/* The shortest first part of a compound name: "abu" of "abubakar". */
#define COMPOUND_MIN 3
/* Words shorter than this are too alike for slips to be told. */
#define SLIP_MIN 4

/* Things of a mention that keys are combined of, each once. */
struct list {
    size_t count;
    struct sl_str items[SL_SEARCH_WORD_LIMIT];
};

/* A mention on its way to its keys. */
struct maker {
    struct sl_search_keys *keys;
    struct sl_fold *fold;
    struct list sounds, years, districts;
};

int64_t sl_search_key(enum sl_search_key_kind kind, struct sl_str first, struct sl_str second)
{
    if (kind == SL_SEARCH_PAIR && sl_str_compare(second, first) < 0) {
        const struct sl_str swap = first;
        first = second;
        second = swap;
    }
    /* The length parts the two texts: "ab" and "c" are not "a" and "bc". */
    const uint64_t seed = sl_hash_u64(((uint64_t)kind << 32) | (uint32_t)first.len);
    const int64_t key = (int64_t)(sl_hash_str(second, sl_hash_str(first, seed)) & KEY_MASK);
    return key == 0 ? 1 : key;
}

void sl_search_keys_init(struct sl_search_keys *keys)
{
    keys->key_count = 0;
    keys->word_count = 0;
    sl_arena_init(&keys->text, TEXT_LIMIT);
    sl_buf_init(&keys->scratch, SCRATCH_LIMIT);
}

void sl_search_keys_finish(struct sl_search_keys *keys)
{
    if (keys == NULL) {
        return;
    }
    sl_arena_finish(&keys->text);
    sl_buf_finish(&keys->scratch);
    keys->key_count = 0;
    keys->word_count = 0;
}

/* Put a number in its place in an ascending array that has room; one that is there is not added. */
static void insert(int64_t *items, size_t *count, int64_t item)
{
    size_t at = *count;
    while (at > 0 && items[at - 1] > item) {
        at--;
    }
    if (at > 0 && items[at - 1] == item) {
        return;
    }
    memmove(items + at + 1, items + at, (*count - at) * sizeof *items);
    items[at] = item;
    (*count)++;
}

static void add_key(
    struct maker *maker, enum sl_search_key_kind kind, struct sl_str first, struct sl_str second
)
{
    struct sl_search_keys *keys = maker->keys;
    if (first.len > 0) {
        SL_ASSERT(keys->key_count < (size_t)SL_SEARCH_KEY_LIMIT);
        insert(keys->keys, &keys->key_count, sl_search_key(kind, first, second));
    }
}

/* Put a word in its place. */
static void add_word(struct sl_search_keys *keys, struct sl_str word)
{
    size_t at = keys->word_count;
    while (at > 0 && sl_str_compare(keys->words[at - 1], word) > 0) {
        at--;
    }
    if (at > 0 && sl_str_equal(keys->words[at - 1], word)) {
        return;
    }
    SL_ASSERT(keys->word_count <= SL_SEARCH_WORD_LIMIT);
    memmove(keys->words + at + 1, keys->words + at, (keys->word_count - at) * sizeof *keys->words);
    keys->words[at] = word;
    keys->word_count++;
}

static void add_item(struct list *list, struct sl_str item)
{
    for (size_t i = 0; i < list->count; i++) {
        if (sl_str_equal(list->items[i], item)) {
            return;
        }
    }
    if (list->count < SL_SEARCH_WORD_LIMIT) {
        list->items[list->count++] = item;
    }
}

/* The normal form of a value, in the arena of the mention. */
static enum sl_status normal_of(
    struct maker *maker,
    sl_normal_fn *make,
    struct sl_str raw,
    struct sl_str *ret_normal,
    struct sl_error *err
)
{
    struct sl_buf *scratch = &maker->keys->scratch;

    *ret_normal = (struct sl_str){ .len = 0 };
    if (raw.len == 0) {
        return SL_OK;
    }
    sl_buf_clear(scratch);
    make(maker->fold, sl_str_part(raw, 0, VALUE_LIMIT), scratch);
    SL_TRY(sl_buf_status(scratch, err));
    *ret_normal = sl_arena_copy(&maker->keys->text, sl_buf_str(scratch));
    return ret_normal->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/* As sl_normal_fn, for dates as the UK writes them. */
static void birth_date_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    sl_birth_date_normal(fold, raw, SL_DATE_DAY_FIRST, out);
}

/* The sound of a whole word: two words when it begins with "abdul". */
static enum sl_status
sound_of(struct sl_str word, struct sl_arena *arena, struct sl_str *ret_sound, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf sound = { .limit_bytes = 0 };

    sl_buf_init(&sound, SCRATCH_LIMIT);
    sl_name_key(word, &sound);
    SL_TRY(sl_buf_status(&sound, err));
    *ret_sound = sl_arena_copy(arena, sl_buf_str(&sound));
    return ret_sound->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/*
 * Where the second name begins in a word like "abdulkarim" or "abdurahman", in which one letter may
 * serve both; 0 when no cut gives its sound.
 */
static enum sl_status second_name(
    struct sl_str word,
    struct sl_str sound,
    struct sl_arena *arena,
    size_t *ret_cut,
    struct sl_error *err
)
{
    *ret_cut = 0;
    for (size_t cut = 5; cut >= 4; cut--) {
        struct sl_str rest = { .len = 0 };
        SL_TRY(sound_of(sl_str_part(word, cut, word.len), arena, &rest, err));
        if (sl_str_equal(rest, sound)) {
            *ret_cut = cut;
            return SL_OK;
        }
    }
    return SL_OK;
}

/* Words of a name on their way out. */
struct taker {
    struct sl_arena *arena;
    struct sl_search_word *words;
    size_t limit, count;
};

static void take(struct taker *taker, struct sl_str text, struct sl_str sound)
{
    if (taker->count < taker->limit && sound.len > 0) {
        taker->words[taker->count++] = (struct sl_search_word){ .text = text, .sound = sound };
    }
}

/*
 * Where the second name begins in a word that others write as two: "rahmatullah", "saifuddin",
 * "abubakar"; 0 when it is one. "abdullah" is one name however it is written.
 */
static size_t compound_cut(struct sl_str word, struct sl_str *ret_second)
{
    /* clang-format off */
    static const struct {
        const char *end, *name;
    } ends[] = {
        { "ullah", "ullah" },  { "allah", "ullah" },  { "ollah", "ullah" },  { "ulla", "ullah" },
        { "allh", "ullah" },   { "uddin", "uddin" },  { "aldin", "uddin" },  { "eddin", "uddin" },
        { "uddeen", "uddin" }, { "eddine", "uddin" }, { "aldyn", "uddin" },  { "bakar", "bakr" },
        { "bakr", "bakr" },
    };
    /* clang-format on */
    if (sl_str_starts(word, SL_STR("abd")) || sl_str_starts(word, SL_STR("bdal"))) {
        return 0;
    }
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        const struct sl_str end = sl_str_from(ends[i].end);
        if (word.len >= end.len + COMPOUND_MIN && sl_str_ends(word, end)) {
            *ret_second = sl_str_from(ends[i].name);
            return word.len - end.len;
        }
    }
    return 0;
}

/* Both names of a compound. */
static enum sl_status take_compound(
    struct taker *taker, struct sl_str word, size_t cut, struct sl_str second, struct sl_error *err
)
{
    const struct sl_str names[2] = { sl_str_part(word, 0, cut), second };

    for (size_t i = 0; i < 2; i++) {
        struct sl_str sound = { .len = 0 };
        SL_TRY(sound_of(names[i], taker->arena, &sound, err));
        take(taker, names[i], sound);
    }
    return SL_OK;
}

static enum sl_status take_word(struct taker *taker, struct sl_str word, struct sl_error *err)
{
    struct sl_str sound = { .len = 0 };
    struct sl_str first = { .len = 0 };

    word = sl_arena_copy(taker->arena, sl_str_part(word, 0, SL_SEARCH_WORD_BYTES));
    if (word.ptr == NULL) {
        return sl_fail_memory(err);
    }
    const size_t compound = compound_cut(word, &first);
    if (compound > 0) {
        return take_compound(taker, word, compound, first, err);
    }
    SL_TRY(sound_of(word, taker->arena, &sound, err));
    struct sl_str rest = sound;
    (void)sl_str_split(&rest, ' ', &first);
    if (rest.ptr == NULL) {
        take(taker, word, sound);
        return SL_OK;
    }
    size_t cut = 0;
    SL_TRY(second_name(word, rest, taker->arena, &cut, err));
    take(taker, cut > 0 ? SL_STR("abdul") : word, first);
    take(taker, sl_str_part(word, cut, word.len), rest);
    return SL_OK;
}

enum sl_status sl_search_words(
    struct sl_str normal,
    struct sl_arena *arena,
    struct sl_search_word *words,
    size_t limit,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct taker taker = { .arena = arena, .words = words, .limit = limit };
    struct sl_str word = { .len = 0 };

    while (taker.count < limit && sl_str_split(&normal, ' ', &word)) {
        if (word.len >= 2) {
            SL_TRY(take_word(&taker, word, err));
        }
    }
    *ret_count = taker.count;
    return SL_OK;
}

/* The words of one row's name: alone, and each two of them. */
static enum sl_status
add_name(struct maker *maker, const struct sl_mention_row *row, struct sl_error *err)
{
    struct sl_search_word words[2 * SL_SEARCH_NAME_WORDS];
    struct sl_str given = { .len = 0 };
    struct sl_str surname = { .len = 0 };
    size_t given_count = 0;
    size_t count = 0;

    SL_TRY(normal_of(maker, sl_name_given_normal, row->values[SL_MENTION_GIVEN_NAME], &given, err));
    SL_TRY(normal_of(maker, sl_name_surname_normal, row->values[SL_MENTION_SURNAME], &surname, err)
    );
    struct sl_arena *text = &maker->keys->text;
    SL_TRY(sl_search_words(given, text, words, SL_SEARCH_NAME_WORDS, &given_count, err));
    SL_TRY(sl_search_words(surname, text, words + given_count, SL_SEARCH_NAME_WORDS, &count, err));
    count += given_count;
    for (size_t i = 0; i < count; i++) {
        add_word(maker->keys, words[i].text);
        add_item(&maker->sounds, words[i].sound);
        add_key(maker, SL_SEARCH_WORD, words[i].sound, SL_STR(""));
        for (size_t j = 0; j < i; j++) {
            add_key(maker, SL_SEARCH_PAIR, words[i].sound, words[j].sound);
        }
    }
    return SL_OK;
}

static enum sl_status add_birth(struct maker *maker, struct sl_str raw, struct sl_error *err)
{
    struct sl_str date = { .len = 0 };
    SL_TRY(normal_of(maker, birth_date_normal, raw, &date, err));
    if (date.len != 8 || date.ptr[0] == 't') {
        return SL_OK;
    }
    const struct sl_str year = sl_str_part(date, 0, 4);
    if (!sl_str_equal(year, SL_STR("0000"))) {
        add_item(&maker->years, year);
    }
    if (!sl_str_ends(date, SL_STR("00"))) {
        add_key(maker, SL_SEARCH_BIRTH, date, SL_STR(""));
    }
    return SL_OK;
}

static enum sl_status add_postcode(struct maker *maker, struct sl_str raw, struct sl_error *err)
{
    struct sl_str code = { .len = 0 };
    SL_TRY(normal_of(maker, sl_postcode_normal, raw, &code, err));
    const struct sl_postcode_parents parents = sl_postcode_parents(code);
    const struct sl_str sector = sl_str_part(code, 0, parents.sector_len);

    if (parents.district_len > 0) {
        add_item(&maker->districts, sl_str_part(code, 0, parents.district_len));
    }
    add_key(maker, SL_SEARCH_SECTOR, sector, SL_STR(""));
    if (code.len > parents.sector_len && code.len > parents.district_len) {
        add_key(maker, SL_SEARCH_UNIT, code, SL_STR(""));
    }
    return SL_OK;
}

static bool has_digit(struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* The part behind the last slash: an identifier without the agency or the kind of record. */
static struct sl_str last_part(struct sl_str text)
{
    size_t first = text.len;
    while (first > 0 && text.ptr[first - 1] != '/') {
        first--;
    }
    return sl_str_part(text, first, text.len);
}

static enum sl_status add_identifier(struct maker *maker, struct sl_str raw, struct sl_error *err)
{
    struct sl_str normal = { .len = 0 };
    SL_TRY(normal_of(maker, sl_pnc_id_normal, raw, &normal, err));
    if (normal.len >= IDENTIFIER_MIN && has_digit(normal)) {
        add_key(maker, SL_SEARCH_IDENTIFIER, normal, SL_STR(""));
    }
    return SL_OK;
}

static enum sl_status
add_row(struct maker *maker, const struct sl_mention_row *row, struct sl_error *err)
{
    struct sl_str phone = { .len = 0 };

    SL_TRY(add_name(maker, row, err));
    SL_TRY(add_birth(maker, row->values[SL_MENTION_BIRTH_DATE], err));
    SL_TRY(add_postcode(maker, row->values[SL_MENTION_POSTCODE], err));
    SL_TRY(normal_of(maker, sl_phone_normal, row->values[SL_MENTION_PHONE], &phone, err));
    add_key(maker, SL_SEARCH_PHONE, phone, SL_STR(""));
    SL_TRY(add_identifier(maker, row->values[SL_MENTION_NHS_NUMBER], err));
    SL_TRY(add_identifier(maker, row->values[SL_MENTION_UPN], err));
    return add_identifier(maker, last_part(row->values[SL_MENTION_CHILD_ID]), err);
}

/* Keys of two things that need not stand in the same row: a new name and an old address. */
static void add_combined(struct maker *maker)
{
    for (size_t i = 0; i < maker->sounds.count; i++) {
        for (size_t j = 0; j < maker->years.count; j++) {
            add_key(maker, SL_SEARCH_WORD_YEAR, maker->sounds.items[i], maker->years.items[j]);
        }
        for (size_t j = 0; j < maker->districts.count; j++) {
            add_key(
                maker, SL_SEARCH_WORD_DISTRICT, maker->sounds.items[i], maker->districts.items[j]
            );
        }
    }
    for (size_t i = 0; i < maker->years.count; i++) {
        for (size_t j = 0; j < maker->districts.count; j++) {
            add_key(
                maker, SL_SEARCH_YEAR_DISTRICT, maker->years.items[i], maker->districts.items[j]
            );
        }
    }
}

enum sl_status sl_search_keys_make(
    struct sl_search_keys *keys,
    struct sl_fold *fold,
    const struct sl_search_mention *mention,
    struct sl_error *err
)
{
    struct maker maker = { .keys = keys, .fold = fold };

    keys->key_count = 0;
    keys->word_count = 0;
    sl_arena_reset(&keys->text);
    if (mention->row_count == 0) {
        return SL_OK;
    }
    SL_ASSERT(mention->row_count <= SL_MENTION_ROW_LIMIT);
    add_word(keys, SL_STR(""));
    for (size_t i = 0; i < mention->row_count; i++) {
        SL_TRY(add_row(&maker, &mention->rows[i], err));
    }
    add_combined(&maker);
    SL_TRY(add_identifier(&maker, mention->own_key, err));
    return add_identifier(&maker, last_part(mention->own_key), err);
}

static int64_t slip_key(struct sl_str rest)
{
    const int64_t key = (int64_t)(sl_hash_str(rest, SLIP_SEED) & KEY_MASK);
    return key == 0 ? 1 : key;
}

size_t sl_search_slip_keys(struct sl_str word, int64_t ret_keys[SL_SEARCH_SLIP_LIMIT])
{
    char rest[SL_SEARCH_WORD_BYTES];
    size_t count = 0;

    word = sl_str_part(word, 0, SL_SEARCH_WORD_BYTES);
    if (word.len < SLIP_MIN) {
        return 0;
    }
    insert(ret_keys, &count, slip_key(word));
    for (size_t left_out = 0; left_out < word.len; left_out++) {
        memcpy(rest, word.ptr, left_out);
        memcpy(rest + left_out, word.ptr + left_out + 1, word.len - left_out - 1);
        const struct sl_str text = { .ptr = rest, .len = word.len - 1 };
        insert(ret_keys, &count, slip_key(text));
    }
    return count;
}
