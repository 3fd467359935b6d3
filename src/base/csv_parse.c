/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/csv_impl.h"

/* How parsing a piece of a record came out. */
enum outcome {
    OUTCOME_FIELD,   /* a field ended and another follows */
    OUTCOME_RECORD,  /* the record ended */
    OUTCOME_MORE,    /* only more bytes can tell: the record is parsed anew after filling */
    OUTCOME_INVALID, /* SL_INVALID is recorded */
    OUTCOME_LIMIT,   /* SL_LIMIT is recorded */
};

/* A byte's value in all eight bytes of a word. */
#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* Control bytes below this one stop a search: LF and CR, and with them some that mean nothing. */
#define CONTROL_LIMIT 14

/*
 * Find the first comma, quote or low control byte at or behind ptr, eight bytes at a time. The
 * line feeds behind the data end every search. No sum carries from one byte into the next, so that
 * the mask is exact.
 */
static const char *find_special(const char *ptr)
{
    const uint64_t low_bits = EACH_BYTE(0x7F);
    for (;;) {
        uint64_t word = 0;
        memcpy(&word, ptr, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        const uint64_t comma = word ^ EACH_BYTE(0x2C);
        const uint64_t quote = word ^ EACH_BYTE(0x22);
        const uint64_t not_control = ((word & low_bits) + EACH_BYTE(0x80 - CONTROL_LIMIT)) | word;
        const uint64_t not_comma = ((comma & low_bits) + low_bits) | comma;
        const uint64_t not_quote = ((quote & low_bits) + low_bits) | quote;
        const uint64_t found = ~(not_control & not_comma & not_quote) & EACH_BYTE(0x80);
        if (found != 0) {
            return ptr + ((unsigned)__builtin_ctzll(found) >> 3);
        }
        ptr += sizeof word;
    }
}

/* What is wrong in a record, and what to do about it. */
struct fault {
    const char *what, *hint;
};

static const struct fault lone_return = {
    "a carriage return without a line feed",
    "End lines with a line feed, or with both, or put quotes round a field that holds one.",
};
static const struct fault inner_quote = {
    "a quote inside a field that does not begin with one",
    "Put quotes round the whole field, and write each quote in it twice.",
};
static const struct fault open_quote = {
    "a quote that is never closed",
    "Close it behind the field's last character, or write it twice if it belongs to the text.",
};
static const struct fault trailing_text = {
    "text behind a closing quote",
    "Write each quote inside a field in quotes twice.",
};

static enum outcome fail_at(
    const struct sl_csv_source *source,
    const char *place,
    const struct fault *fault,
    struct sl_error *err
)
{
    (void)sl_csv_source_fail(source, SL_INVALID, place, err, "%s", fault->what);
    sl_fail_hint(err, "%s", fault->hint);
    return OUTCOME_INVALID;
}

/*
 * Look at what stands behind a field, and step over it: a separator or a line end. Anything else is
 * the fault.
 */
static enum outcome end_field(
    const struct sl_csv_source *source,
    const char **cursor,
    const struct fault *fault,
    struct sl_error *err
)
{
    const char *place = *cursor;
    const char *limit = source->data + source->valid;
    if (place >= limit) {
        return sl_csv_source_is_final(source) ? OUTCOME_RECORD : OUTCOME_MORE;
    }
    if (*place == ',') {
        *cursor = place + 1;
        return OUTCOME_FIELD;
    }
    if (*place == '\n') {
        *cursor = place + 1;
        return OUTCOME_RECORD;
    }
    if (*place != '\r') {
        return fail_at(source, place, fault, err);
    }
    if (place + 1 >= limit && !sl_csv_source_is_final(source)) {
        return OUTCOME_MORE;
    }
    if (place + 1 >= limit || place[1] != '\n') {
        return fail_at(source, place, &lone_return, err);
    }
    *cursor = place + 2;
    return OUTCOME_RECORD;
}

/* Parse a field that does not begin with a quote. */
static enum outcome parse_plain(
    const struct sl_csv_source *source,
    const char **cursor,
    struct sl_str *field,
    struct sl_error *err
)
{
    const char *limit = source->data + source->valid;
    const char *end = find_special(*cursor);
    while (end < limit && *end < CONTROL_LIMIT && *end != '\n' && *end != '\r') {
        end = find_special(end + 1); /* a tab, say, is a byte like any other */
    }
    end = end < limit ? end : limit;
    *field = (struct sl_str){ .ptr = *cursor, .len = (size_t)(end - *cursor) };
    *cursor = end;
    return end_field(source, cursor, &inner_quote, err);
}

/* Find the quote that closes a field; NULL when it is not there. Quotes in pairs are passed over.
 */
static const char *find_closing(const char *ptr, const char *limit, bool *ret_doubled)
{
    *ret_doubled = false;
    for (;;) {
        const char *quote = memchr(ptr, '"', (size_t)(limit - ptr));
        if (quote == NULL || quote + 1 >= limit || quote[1] != '"') {
            return quote;
        }
        *ret_doubled = true;
        ptr = quote + 2;
    }
}

/* Parse the quoted field whose opening quote is at *cursor. */
static enum outcome parse_quoted(
    const struct sl_csv_source *source,
    struct sl_csv_record *record,
    const char **cursor,
    struct sl_error *err
)
{
    const char *first = *cursor + 1;
    const char *limit = source->data + source->valid;
    const bool is_final = sl_csv_source_is_final(source);
    bool has_doubled = false;
    const char *closing = find_closing(first, limit, &has_doubled);
    if (!is_final && (closing == NULL || closing + 1 >= limit)) {
        return OUTCOME_MORE; /* the next byte may double a quote at the very end */
    }
    if (closing == NULL) {
        return fail_at(source, *cursor, &open_quote, err);
    }
    if (has_doubled) {
        record->doubled[record->doubled_count++] = (uint16_t)record->count;
    }
    record->has_quoted = true;
    record->fields[record->count] =
        (struct sl_str){ .ptr = first, .len = (size_t)(closing - first) };
    *cursor = closing + 1;
    return end_field(source, cursor, &trailing_text, err);
}

/* There is a field too many at this place. */
static enum outcome fail_too_many(
    const struct sl_csv_source *source,
    const struct sl_csv_record *record,
    const char *place,
    struct sl_error *err
)
{
    if (record->wanted_count == 0) {
        (void)sl_csv_source_fail(
            source, SL_LIMIT, place, err, "more than %u columns", SL_CSV_FIELD_LIMIT
        );
        return OUTCOME_LIMIT;
    }
    (void)sl_csv_source_fail(
        source,
        SL_INVALID,
        place,
        err,
        "more than the %zu fields of the header",
        record->wanted_count
    );
    sl_fail_hint(err, "Put quotes round a field that holds a comma.");
    return OUTCOME_INVALID;
}

/* The record ended at `end`, behind its line end: does it have as many fields as it must? */
static enum outcome check_count(
    const struct sl_csv_source *source,
    struct sl_csv_record *record,
    const char *end,
    struct sl_error *err
)
{
    record->is_short = record->count < record->wanted_count;
    while (record->fill_short && record->count < record->wanted_count) {
        record->fields[record->count++] = SL_STR("");
    }
    if (record->count >= record->wanted_count) {
        return OUTCOME_RECORD;
    }
    end -= end[-1] == '\n' ? 1 : 0;
    end -= end[-1] == '\r' ? 1 : 0;
    (void)sl_csv_source_fail(
        source,
        SL_INVALID,
        end,
        err,
        "%zu %s where the header has %zu",
        record->count,
        record->count == 1 ? "field" : "fields",
        record->wanted_count
    );
    return OUTCOME_INVALID;
}

/* Parse the record at begin; *ret_end is behind its line end. */
static enum outcome parse_record(
    const struct sl_csv_source *source,
    struct sl_csv_record *record,
    const char **ret_end,
    struct sl_error *err
)
{
    const size_t most = record->wanted_count == 0 ? SL_CSV_FIELD_LIMIT : record->wanted_count;
    const char *cursor = source->data + source->begin;
    enum outcome outcome = OUTCOME_FIELD;
    record->count = 0;
    record->doubled_count = 0;
    record->has_quoted = false;
    while (outcome == OUTCOME_FIELD) {
        if (record->count == most) {
            return fail_too_many(source, record, cursor, err);
        }
        outcome = *cursor == '"'
                      ? parse_quoted(source, record, &cursor, err)
                      : parse_plain(source, &cursor, &record->fields[record->count], err);
        record->count++;
    }
    *ret_end = cursor;
    return outcome == OUTCOME_RECORD ? check_count(source, record, cursor, err) : outcome;
}

/* Turn doubled quotes into single ones, in place. */
static void undouble(struct sl_csv_source *source, struct sl_csv_record *record)
{
    for (size_t i = 0; i < record->doubled_count; i++) {
        struct sl_str *field = &record->fields[record->doubled[i]];
        char *text = source->data + (field->ptr - source->data);
        size_t len = 0;
        for (size_t at = 0; at < field->len; at++) {
            text[len++] = text[at];
            at += text[at] == '"' ? 1 : 0;
        }
        field->len = len;
    }
}

static uint64_t count_line_feeds(const char *ptr, const char *end)
{
    uint64_t count = 0;
    for (;;) {
        ptr = memchr(ptr, '\n', (size_t)(end - ptr));
        if (ptr == NULL) {
            return count;
        }
        ptr++;
        count++;
    }
}

/* Step over empty lines. *ret_more is false at the end of the file. */
static enum sl_status
skip_empty_lines(struct sl_csv_source *source, bool *ret_more, struct sl_error *err)
{
    for (;;) {
        const char *text = source->data + source->begin;
        const size_t left = source->valid - source->begin;
        const bool is_cut = left == 0 || (left == 1 && text[0] == '\r');
        if (is_cut && !sl_csv_source_is_final(source)) {
            SL_TRY(sl_csv_source_fill(source, err));
            continue;
        }
        if (left == 0) {
            *ret_more = false;
            return SL_OK;
        }
        const size_t step = text[0] == '\n' ? 1 : text[0] == '\r' && text[1] == '\n' ? 2 : 0;
        if (step == 0 || is_cut) {
            *ret_more = true;
            return SL_OK;
        }
        source->begin += step;
        source->line++;
    }
}

enum sl_status sl_csv_parse(
    struct sl_csv_source *source, struct sl_csv_record *record, bool *ret_more, struct sl_error *err
)
{
    bool more = false;
    record->is_short = false;
    SL_TRY(skip_empty_lines(source, &more, err));
    if (!more) {
        *ret_more = false;
        return SL_OK;
    }
    const char *end = NULL;
    for (;;) {
        const enum outcome outcome = parse_record(source, record, &end, err);
        if (outcome == OUTCOME_RECORD) {
            break;
        }
        if (outcome != OUTCOME_MORE) {
            return outcome == OUTCOME_LIMIT ? SL_LIMIT : SL_INVALID;
        }
        SL_TRY(sl_csv_source_fill(source, err));
    }
    const char *begin = source->data + source->begin;
    record->line = source->line;
    source->line += record->has_quoted ? count_line_feeds(begin, end) : 1;
    source->begin = (size_t)(end - source->data);
    undouble(source, record); /* after counting, as it moves line feeds about */
    *ret_more = true;
    return SL_OK;
}
