/* SPDX-License-Identifier: Apache-2.0 */
#include "damage.h"

#include "base/memory.h"
#include "base/sort.h"
#include "damage_data.h"

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* A key beside this one, in the same case; the byte itself when it is no letter. */
static char key_beside(char byte, struct sl_random *random)
{
    if (!is_letter(byte)) {
        return byte;
    }
    const bool upper = byte <= 'Z';
    const char *keys = SL_KEYS_BESIDE[byte - (upper ? 'A' : 'a')];
    const struct sl_str all = sl_str_from(keys);
    const char key = keys[sl_random_below(random, all.len)];
    return upper ? (char)(key - 'a' + 'A') : key;
}

static bool swap_bytes(struct sl_text *text, unsigned position)
{
    const char byte = text->bytes[position];
    const char next = text->bytes[position + 1];
    text->bytes[position] = next;
    text->bytes[position + 1] = byte;
    return byte != next;
}

bool sl_damage_typo(struct sl_text *text, struct sl_random *random)
{
    if (text->len == 0) {
        return false;
    }
    /* Slips at the first letter are rarer: people see them. */
    const unsigned from = text->len > 2 && sl_random_below(random, 8) != 0 ? 1 : 0;
    const unsigned position = from + (unsigned)sl_random_below(random, text->len - from);
    const char before = text->bytes[position];
    switch (sl_random_below(random, 4)) {
    case 0:
        text->bytes[position] = key_beside(before, random);
        return text->bytes[position] != before;
    case 1:
        sl_text_insert(
            text,
            position + 1,
            sl_random_below(random, 2) == 0 ? before : key_beside(before, random)
        );
        return text->len < SL_TEXT_LIMIT_BYTES;
    case 2:
        if (text->len > 1) {
            sl_text_remove(text, position);
            return true;
        }
        return false;
    default:
        return position + 1 < text->len && swap_bytes(text, position);
    }
}

/* Exchange one run of letters: the first table entry that fits, from an entry drawn evenly on. */
static bool exchange(
    struct sl_text *text, struct sl_random *random, const struct sl_exchange *table, size_t count
)
{
    const size_t start = (size_t)sl_random_below(random, count);
    for (size_t i = 0; i < count; i++) {
        const struct sl_exchange *entry = &table[(start + i) % count];
        const struct sl_str from = sl_str_from(entry->from);
        /* Behind the first letter, which gives the sound and the case. */
        const struct sl_str rest = sl_str_part(sl_text_str(text), 1, SIZE_MAX);
        const size_t found = sl_str_find(rest, from);
        if (rest.len > 0 && found < rest.len) {
            sl_text_replace(text, (unsigned)found + 1, (unsigned)from.len, sl_str_from(entry->to));
            return true;
        }
    }
    return false;
}

bool sl_damage_sound(struct sl_text *text, struct sl_random *random)
{
    return exchange(text, random, SL_SOUNDS, SL_SOUND_COUNT);
}

bool sl_damage_look(struct sl_text *text, struct sl_random *random)
{
    return exchange(text, random, SL_LOOKS, SL_LOOK_COUNT);
}

bool sl_damage_cut(struct sl_text *text, struct sl_random *random)
{
    if (text->len < 7) {
        return false;
    }
    sl_text_cut(text, 4 + (unsigned)sl_random_below(random, text->len - 5u));
    return true;
}

bool sl_damage_initial(struct sl_text *text)
{
    if (text->len < 2) {
        return false;
    }
    sl_text_cut(text, 1);
    return true;
}

static bool is_word_gap(char byte)
{
    return byte == ' ' || byte == '-';
}

bool sl_damage_drop_word(struct sl_text *text, struct sl_random *random)
{
    unsigned gap = 0;
    while (gap < text->len && !is_word_gap(text->bytes[gap])) {
        gap++;
    }
    /* Names such as Al-Hassan or O Neil stay: their first part is no name. */
    if (gap < 3 || gap + 2 >= text->len) {
        return false;
    }
    if (sl_random_below(random, 2) == 0) {
        sl_text_cut(text, gap);
    } else {
        sl_text_replace(text, 0, gap + 1, SL_STR(""));
    }
    return true;
}

bool sl_damage_digits(struct sl_text *text, struct sl_random *random)
{
    if (text->len < 2) {
        return false;
    }
    const unsigned position = (unsigned)sl_random_below(random, text->len - 1u);
    if (!is_digit(text->bytes[position])) {
        return false;
    }
    if (sl_random_below(random, 2) == 0 && is_digit(text->bytes[position + 1])) {
        return swap_bytes(text, position);
    }
    const unsigned shift = 1 + (unsigned)sl_random_below(random, 9);
    text->bytes[position] = (char)('0' + ((unsigned)(text->bytes[position] - '0') + shift) % 10);
    return true;
}

bool sl_damage_swap_month(struct sl_date *date)
{
    const struct sl_date swapped = { .year = date->year, .month = date->day, .day = date->month };
    if (date->day == date->month || !sl_date_valid(swapped)) {
        return false;
    }
    *date = swapped;
    return true;
}

static int16_t slip_year(int16_t year, struct sl_random *random)
{
    static const int8_t SLIPS[] = { 1, -1, 1, -1, 2, -2, 10, -10 };
    return (int16_t)(year + SLIPS[sl_random_below(random, sizeof(SLIPS))]);
}

/* One digit of the day is another: 14 gives 24, 4 or 11 to 19. */
static uint8_t slip_day(uint8_t day, struct sl_random *random)
{
    const unsigned digit = (unsigned)sl_random_below(random, 10);
    if (sl_random_below(random, 3) == 0) {
        return (uint8_t)(digit % 4 * 10 + day % 10u);
    }
    return (uint8_t)(day / 10u * 10 + digit);
}

bool sl_damage_date(struct sl_date *date, struct sl_random *random)
{
    struct sl_date slipped = *date;
    const uint64_t part = sl_random_below(random, 10);
    if (part < 3) {
        slipped.year = slip_year(date->year, random);
    } else if (part < 5) {
        slipped.month = (uint8_t)(date->month + (sl_random_below(random, 2) == 0 ? 1 : -1));
    } else {
        slipped.day = slip_day(date->day, random);
    }
    const bool same =
        slipped.year == date->year && slipped.month == date->month && slipped.day == date->day;
    if (same || !sl_date_valid(slipped)) {
        return false;
    }
    *date = slipped;
    return true;
}

/* Each form of each name, in the order of its bytes, and the group it belongs to. */
struct sl_variants {
    size_t count;
    struct sl_str *words;
    uint32_t *groups;
};

static size_t count_forms(void)
{
    size_t count = 0;
    for (size_t i = 0; i < SL_VARIANT_GROUP_COUNT; i++) {
        struct sl_str rest = sl_str_from(SL_VARIANT_GROUPS[i]);
        struct sl_str word;
        while (sl_str_split(&rest, ' ', &word)) {
            count++;
        }
    }
    return count;
}

static enum sl_status sort_forms(struct sl_variants *variants, struct sl_error *err)
{
    SL_CLEANUP(sl_free_ptr) struct sl_str *words = sl_alloc(variants->count, sizeof(*words));
    SL_CLEANUP(sl_free_ptr) uint32_t *groups = sl_alloc(variants->count, sizeof(*groups));
    SL_CLEANUP(sl_free_ptr) uint32_t *order = sl_alloc(variants->count, sizeof(*order));
    if (words == NULL || groups == NULL || order == NULL) {
        return sl_fail_memory(err);
    }
    size_t filled = 0;
    for (size_t i = 0; i < SL_VARIANT_GROUP_COUNT; i++) {
        struct sl_str rest = sl_str_from(SL_VARIANT_GROUPS[i]);
        struct sl_str word;
        while (sl_str_split(&rest, ' ', &word)) {
            words[filled] = word;
            groups[filled++] = (uint32_t)i;
        }
    }
    SL_TRY(sl_sort_strs(words, variants->count, order, err));
    for (size_t i = 0; i < variants->count; i++) {
        variants->words[i] = words[order[i]];
        variants->groups[i] = groups[order[i]];
    }
    return SL_OK;
}

enum sl_status sl_variants_open(struct sl_variants **ret_variants, struct sl_error *err)
{
    struct sl_variants *variants = sl_calloc(1, sizeof(*variants));
    if (variants == NULL) {
        return sl_fail_memory(err);
    }
    variants->count = count_forms();
    variants->words = sl_alloc(variants->count, sizeof(*variants->words));
    variants->groups = sl_alloc(variants->count, sizeof(*variants->groups));
    enum sl_status status = SL_OK;
    if (variants->words == NULL || variants->groups == NULL) {
        status = sl_fail_memory(err);
    } else {
        status = sort_forms(variants, err);
    }
    if (status != SL_OK) {
        sl_variants_close(variants);
        return status;
    }
    *ret_variants = variants;
    return SL_OK;
}

void sl_variants_close(struct sl_variants *variants)
{
    if (variants != NULL) {
        sl_free(variants->words);
        sl_free(variants->groups);
        sl_free(variants);
    }
}

/* The first place whose word is not below this one. */
static size_t find_form(const struct sl_variants *variants, struct sl_str word)
{
    size_t low = 0;
    size_t high = variants->count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (sl_str_compare(variants->words[middle], word) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Another form of the group, drawn evenly; the word itself when the draw falls on it. */
static struct sl_str draw_form(uint32_t group, struct sl_random *random)
{
    struct sl_str forms[16];
    size_t count = 0;
    struct sl_str rest = sl_str_from(SL_VARIANT_GROUPS[group]);
    while (count < sizeof(forms) / sizeof(forms[0]) && sl_str_split(&rest, ' ', &forms[count])) {
        count++;
    }
    return forms[sl_random_below(random, count)];
}

static bool change_word(
    const struct sl_variants *variants,
    struct sl_text *name,
    unsigned first,
    unsigned len,
    struct sl_random *random
)
{
    const struct sl_str word = sl_str_part(sl_text_str(name), first, len);
    size_t place = find_form(variants, word);
    size_t matches = 0;
    while (place + matches < variants->count && sl_str_equal(variants->words[place + matches], word)
    ) {
        matches++;
    }
    if (matches == 0) {
        return false;
    }
    const uint32_t group = variants->groups[place + sl_random_below(random, matches)];
    const struct sl_str form = draw_form(group, random);
    if (sl_str_equal(form, word)) {
        return false;
    }
    sl_text_replace(name, first, len, form);
    return true;
}

bool sl_variants_change(
    const struct sl_variants *variants, struct sl_text *name, struct sl_random *random
)
{
    unsigned first = 0;
    while (first < name->len) {
        unsigned len = 0;
        while (first + len < name->len && !is_word_gap(name->bytes[first + len])) {
            len++;
        }
        if (change_word(variants, name, first, len, random)) {
            return true;
        }
        first += len + 1;
    }
    return false;
}
