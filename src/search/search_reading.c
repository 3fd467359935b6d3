/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_reading.h"

/*
 * What a few words may be: each reader looks at them as a whole, and says nothing unless they have
 * the shape of its kind. Of a kind without a shape of its own, such as handles, it is what is left:
 * letters with digits.
 */
#include <string.h>

#include "record/birth_date.h"
#include "record/email.h"
#include "record/handle.h"
#include "record/nhs_number.h"
#include "record/phone.h"
#include "record/pnc_id.h"
#include "record/postcode.h"
#include "record/vehicle_mark.h"
#include "search/search_age.h"

/* The longest joined text of a span. */
#define JOIN_LIMIT 256
/* The shortest identifier and handle that are looked for without being announced. */
#define CODE_MIN 4

/* What a reader looks at. */
struct words {
    struct sl_search_parser *parser;
    struct sl_search_span span;
    struct sl_str raw;    /* as typed, from the first word to the last */
    struct sl_str folded; /* their folded forms with blanks between; at most JOIN_LIMIT */
    bool all_digits;      /* nothing but digits and marks in each */
    bool any_digit;
    struct sl_search_part *part;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static const struct sl_search_token *token_at(const struct words *words, size_t index)
{
    return &words->parser->tokens[words->span.first + index];
}

static bool is_announced(const struct words *words, enum sl_search_reads reads)
{
    return words->span.label == reads;
}

/* The normal form of a text, in the arena. */
static enum sl_status normal_of(
    const struct words *words,
    sl_normal_fn *make,
    struct sl_str raw,
    struct sl_str *ret_normal,
    struct sl_error *err
)
{
    struct sl_buf *scratch = &words->parser->scratch;

    sl_buf_clear(scratch);
    make(words->parser->fold, raw, scratch);
    SL_TRY(sl_buf_status(scratch, err));
    *ret_normal = sl_arena_copy(words->parser->arena, sl_buf_str(scratch));
    return ret_normal->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

static void add(const struct words *words, struct sl_search_reading reading)
{
    struct sl_search_part *part = words->part;
    if (part->reading_count < SL_SEARCH_PART_READINGS && reading.text.len > 0) {
        part->readings[part->reading_count++] = reading;
    }
}

static enum sl_status read_age(const struct words *words, struct sl_error *err)
{
    struct sl_search_reading reading = { .reads = SL_SEARCH_READS_BIRTH, .text = words->raw };

    (void)err;
    if (sl_search_age(words->folded, words->parser->today, &reading.first, &reading.last)) {
        add(words, reading);
    }
    return SL_OK;
}

/* Is it a month and a year, where the month is a name that people have, too? */
static bool is_name_and_year(const struct words *words)
{
    static const struct sl_str names[] = {
        {"april",   5},
        { "august", 6},
        { "jan",    3},
        { "june",   4},
        { "may",    3},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (sl_str_equal(token_at(words, 0)->folded, names[i])) {
            return words->span.count == 2;
        }
    }
    return false;
}

/* "14", "14th", "2013", "feb", "february": what dates are made of. */
static bool is_date_word(struct sl_str word)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    static const char ordinals[] = "stndrdth";
    size_t digits = 0;
    while (digits < word.len && is_digit(word.ptr[digits])) {
        digits++;
    }
    const struct sl_str rest = sl_str_part(word, digits, word.len);
    if (digits > 0) {
        return rest.len == 0 ||
               (rest.len == 2 && digits <= 2 && sl_str_find(sl_str_from(ordinals), rest) % 2 == 0);
    }
    const struct sl_str begin = sl_str_part(word, 0, 3);
    return begin.len == 3 && sl_str_find(sl_str_from(months), begin) % 3 == 0 &&
           sl_str_find(sl_str_from(months), begin) < sizeof months - 1;
}

/* Up to three of them, and nothing else. */
static bool is_date_text(struct sl_str folded)
{
    struct sl_str word = { .len = 0 };
    size_t count = 0;
    while (sl_str_split(&folded, ' ', &word)) {
        if (!is_date_word(word) || ++count > 3) {
            return false;
        }
    }
    return true;
}

static enum sl_status read_birth(const struct words *words, struct sl_error *err)
{
    static const enum sl_date_order orders[] = { SL_DATE_DAY_FIRST, SL_DATE_MONTH_FIRST };
    struct sl_search_reading reading = { .reads = SL_SEARCH_READS_BIRTH, .text = words->raw };
    struct sl_buf *scratch = &words->parser->scratch;

    if (!is_date_text(words->folded) ||
        (is_name_and_year(words) && !is_announced(words, SL_SEARCH_READS_BIRTH))) {
        return SL_OK;
    }
    /* Month first only where the other is no date. */
    for (size_t i = 0; i < 2; i++) {
        sl_buf_clear(scratch);
        sl_birth_date_normal(words->parser->fold, words->folded, orders[i], scratch);
        SL_TRY(sl_buf_status(scratch, err));
        if (sl_search_birth_range(
                sl_buf_str(scratch), words->parser->today, &reading.first, &reading.last
            )) {
            add(words, reading);
            return SL_OK;
        }
    }
    return SL_OK;
}

/* The length of a district at the front of a postcode (A9, A99, AA9, AA99, A9A, AA9A); or 0. */
static size_t district_len(struct sl_str code, size_t limit)
{
    size_t at = 0;
    while (at < 2 && at < limit && is_letter(code.ptr[at])) {
        at++;
    }
    const size_t letters = at;
    while (at < letters + 2 && at < limit && is_digit(code.ptr[at])) {
        at++;
    }
    if (letters == 0 || at == letters) {
        return 0;
    }
    if (at == letters + 1 && at < limit && is_letter(code.ptr[at])) {
        at++;
    }
    return at == limit ? at : 0;
}

static enum sl_status read_postcode(const struct words *words, struct sl_error *err)
{
    struct sl_search_reading reading = { .reads = SL_SEARCH_READS_POSTCODE };
    size_t outward = 0;

    /* Letters alone would be mended: "Moore" is not M00 RE. */
    if (words->span.count > 2 || words->folded.len > 10 || !words->any_digit ||
        !is_letter(words->folded.ptr[0])) {
        return SL_OK;
    }
    SL_TRY(normal_of(words, sl_postcode_normal, words->folded, &reading.text, err));
    const struct sl_str code = reading.text;
    const size_t len = code.len;
    const bool ends_in_digit = len > 1 && is_digit(code.ptr[len - 1]);
    const bool ends_in_letters = len > 2 && is_letter(code.ptr[len - 1]) &&
                                 is_letter(code.ptr[len - 2]) && is_digit(code.ptr[len - 3]);
    if (ends_in_letters && (outward = district_len(code, len - 3)) > 0) {
        reading.last = SL_SEARCH_AREA_UNIT;
    } else if (words->span.count == 1 && (outward = district_len(code, len)) > 0) {
        reading.last = SL_SEARCH_AREA_DISTRICT;
    } else if (ends_in_digit && (outward = district_len(code, len - 1)) > 0) {
        reading.last = SL_SEARCH_AREA_SECTOR;
    }
    /* "m1 39pl" is not what is written: the blank of two words stands behind the district. */
    const size_t first_len = token_at(words, 0)->folded.len;
    if (outward > 0 && (words->span.count == 1 || first_len == outward)) {
        reading.first = (int32_t)outward;
        add(words, reading);
    }
    return SL_OK;
}

static enum sl_status read_phone(const struct words *words, struct sl_error *err)
{
    struct sl_search_reading reading = { .reads = SL_SEARCH_READS_PHONE };

    if (!words->all_digits) {
        return SL_OK;
    }
    SL_TRY(normal_of(words, sl_phone_normal, words->raw, &reading.text, err));
    const struct sl_str phone = reading.text;
    /* No number in use begins with 04, 06 or 09, but many NHS numbers do with 4 and 6. */
    const bool is_british = (phone.len == 10 || phone.len == 11) && phone.ptr[0] == '0' &&
                            memchr("123578", phone.ptr[1], 6) != NULL;
    const bool is_foreign =
        phone.len >= 10 && phone.len <= 17 && sl_str_starts(phone, SL_STR("00"));
    if (is_british || is_foreign || is_announced(words, SL_SEARCH_READS_PHONE)) {
        add(words, reading);
    }
    return SL_OK;
}

/* Short numbers with marks between them: a date, or meant to be one. */
static bool is_marked_date(const struct words *words)
{
    if (sl_search_part_find(words->part, SL_SEARCH_READS_BIRTH) != NULL &&
        sl_str_find(words->folded, SL_STR(" ")) < words->folded.len) {
        return true;
    }
    struct sl_str rest = words->folded;
    struct sl_str word = { .len = 0 };
    size_t count = 0;
    while (sl_str_split(&rest, ' ', &word)) {
        count += word.len <= 4;
    }
    return words->span.count == 1 && words->all_digits && count == 3;
}

/* An account written as such: "@jay_01", or the address of its page. */
static bool is_account(const struct words *words)
{
    return sl_str_starts(words->raw, SL_STR("@")) ||
           (sl_str_find(words->raw, SL_STR("/")) < words->raw.len &&
            sl_str_find(words->raw, SL_STR(".")) < words->raw.len);
}

static enum sl_status read_identifier(const struct words *words, struct sl_error *err)
{
    struct sl_search_reading reading = { .reads = SL_SEARCH_READS_IDENTIFIER };

    if (!token_at(words, 0)->has_digit || is_marked_date(words) || is_account(words)) {
        return SL_OK;
    }
    SL_TRY(normal_of(words, sl_pnc_id_normal, words->raw, &reading.text, err));
    const bool is_whole =
        words->span.count == 1 &&
        (reading.text.len >= CODE_MIN || is_announced(words, SL_SEARCH_READS_IDENTIFIER));
    if (is_whole || (words->all_digits && sl_nhs_number_valid(reading.text))) {
        add(words, reading);
    }
    return SL_OK;
}

static enum sl_status read_vehicle(const struct words *words, struct sl_error *err)
{
    struct sl_search_reading reading = { .reads = SL_SEARCH_READS_VEHICLE };
    const bool is_announced_mark = is_announced(words, SL_SEARCH_READS_VEHICLE);

    if (words->span.count > 2 || words->folded.len > 10 ||
        (words->span.count == 2 && words->part->reading_count > 0)) {
        return SL_OK;
    }
    if (words->span.count == 2 && !is_announced_mark) {
        /* "Mo 2013" and "Ali 12" have the shape of old marks. */
        const struct sl_search_token *left = token_at(words, 0);
        const struct sl_search_token *right = token_at(words, 1);
        if (!(left->has_digit && left->has_letter) && !(right->has_digit && right->has_letter)) {
            return SL_OK;
        }
    }
    SL_TRY(normal_of(words, sl_vehicle_mark_normal, words->raw, &reading.text, err));
    const bool is_british = reading.text.len >= 3 && sl_vehicle_mark_british(reading.text);
    if (is_british || (is_announced_mark && words->span.count == 1)) {
        add(words, reading);
    }
    return SL_OK;
}

static enum sl_status read_email(const struct words *words, struct sl_error *err)
{
    struct sl_search_reading reading = { .reads = SL_SEARCH_READS_EMAIL };
    const size_t at = sl_str_find(words->raw, SL_STR("@"));

    if (words->span.count > 1 || at == 0 || at >= words->raw.len ||
        sl_str_find(sl_str_part(words->raw, at, words->raw.len), SL_STR(".")) + at >=
            words->raw.len) {
        return SL_OK;
    }
    SL_TRY(normal_of(words, sl_email_normal, words->raw, &reading.text, err));
    add(words, reading);
    return SL_OK;
}

const struct sl_str *sl_search_platforms(size_t *ret_count)
{
    static const struct sl_str names[] = {
        {"discord",    7},
        { "facebook",  8},
        { "instagram", 9},
        { "kik",       3},
        { "onlyfans",  8},
        { "psn",       3},
        { "reddit",    6},
        { "roblox",    6},
        { "snapchat",  8},
        { "steam",     5},
        { "telegram",  8},
        { "threads",   7},
        { "tiktok",    6},
        { "twitch",    6},
        { "whatsapp",  8},
        { "xbox",      4},
        { "youtube",   7},
    };
    *ret_count = sizeof names / sizeof names[0];
    return names;
}

static bool is_platform(struct sl_str normal)
{
    size_t count = 0;
    const struct sl_str *names = sl_search_platforms(&count);
    for (size_t i = 0; i < count; i++) {
        if (sl_str_equal(names[i], normal)) {
            return true;
        }
    }
    return false;
}

/* An account by platform and handle; `platform` may be blank. */
static enum sl_status add_account(
    const struct words *words, struct sl_str platform, struct sl_str handle, struct sl_error *err
)
{
    struct sl_search_reading reading = { .reads = SL_SEARCH_READS_HANDLE };
    struct sl_buf *scratch = &words->parser->scratch;

    sl_buf_clear(scratch);
    sl_account_normal(words->parser->fold, platform, handle, scratch);
    SL_TRY(sl_buf_status(scratch, err));
    reading.text = sl_arena_copy(words->parser->arena, sl_buf_str(scratch));
    if (reading.text.ptr == NULL) {
        return sl_fail_memory(err);
    }
    add(words, reading);
    return SL_OK;
}

static enum sl_status read_handle(const struct words *words, struct sl_error *err)
{
    const struct sl_search_token *first = token_at(words, 0);
    struct sl_str platform = { .len = 0 };

    if (words->span.count == 2) {
        SL_TRY(normal_of(words, sl_platform_normal, first->raw, &platform, err));
        return is_platform(platform) ? add_account(words, platform, token_at(words, 1)->raw, err)
                                     : SL_OK;
    }
    const bool is_marked = sl_str_find(words->raw, SL_STR("_")) < words->raw.len;
    const bool is_code = first->has_digit && first->folded.len >= CODE_MIN &&
                         sl_str_find(words->raw, SL_STR("/")) == words->raw.len;
    if (words->span.count > 1 || !first->has_letter ||
        !(is_account(words) || is_marked || is_code || is_announced(words, SL_SEARCH_READS_HANDLE)
        )) {
        return SL_OK;
    }
    return add_account(words, platform, words->raw, err);
}

bool sl_search_identity_shape(struct sl_str raw)
{
    size_t count = 0;
    for (size_t i = 0; i < raw.len; i++) {
        const char byte = raw.ptr[i];
        const bool is_alnum = is_digit(byte) || is_letter((char)(byte | 0x20));
        if (!is_alnum && byte != '-') {
            return false;
        }
        count += is_alnum;
    }
    return count == 9 && (raw.ptr[0] | 0x20) == 'p';
}

static enum sl_status read_identity(const struct words *words, struct sl_error *err)
{
    (void)err;
    if (words->span.count == 1 && token_at(words, 0)->has_digit &&
        sl_search_identity_shape(words->raw)) {
        add(words,
            (struct sl_search_reading){ .reads = SL_SEARCH_READS_IDENTITY, .text = words->raw });
    }
    return SL_OK;
}

/* Adds the readings of its kind. Errors: SL_NO_MEMORY. */
typedef enum sl_status reader_fn(const struct words *words, struct sl_error *err);

/* In the order in which readings stand in a part. */
static reader_fn *const readers[] = {
    read_age,     read_birth, read_postcode,   read_identity, read_phone,
    read_vehicle, read_email, read_identifier, read_handle,
};

/* Join the folded forms of a span; false when it is too long for any kind. */
static bool join(const struct sl_search_parser *parser, struct words *words, char *ret_joined)
{
    size_t len = 0;
    words->all_digits = true;
    for (size_t i = 0; i < words->span.count; i++) {
        const struct sl_search_token *token = &parser->tokens[words->span.first + i];
        if (token->folded.len == 0 || len + token->folded.len + 1 > JOIN_LIMIT) {
            return false;
        }
        if (i > 0) {
            ret_joined[len++] = ' ';
        }
        memcpy(ret_joined + len, token->folded.ptr, token->folded.len);
        len += token->folded.len;
        words->all_digits = words->all_digits && token->has_digit && !token->has_letter;
        words->any_digit = words->any_digit || token->has_digit;
    }
    words->folded = (struct sl_str){ .ptr = ret_joined, .len = len };
    return len > 0;
}

enum sl_status sl_search_read(
    struct sl_search_parser *parser,
    struct sl_search_span span,
    struct sl_search_part *part,
    struct sl_error *err
)
{
    char joined[JOIN_LIMIT];
    struct words words = { .parser = parser, .span = span, .part = part };
    const struct sl_str begin = parser->tokens[span.first].raw;
    const struct sl_str end = parser->tokens[span.first + span.count - 1].raw;

    if (!join(parser, &words, joined)) {
        return SL_OK;
    }
    words.raw = (struct sl_str){ .ptr = begin.ptr, .len = (size_t)(end.ptr - begin.ptr) + end.len };
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        SL_TRY(readers[i](&words, err));
        if (i == 0 && part->reading_count > 0) {
            return SL_OK; /* an age is nothing else */
        }
    }
    return SL_OK;
}
