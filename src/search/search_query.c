/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_query.h"

#include <string.h>

#include "record/name.h"
#include "search/search_key.h"
#include "search/search_label.h"
#include "search/search_query_impl.h"
#include "search/search_reading.h"

#define SCRATCH_LIMIT ((size_t)64 << 10)

/* Words between things that are said of a person. */
static const struct sl_str between[] = {
    {"aka",       3},
    { "alias",    5},
    { "and",      3},
    { "at",       2},
    { "called",   6},
    { "formerly", 8},
    { "from",     4},
    { "in",       2},
    { "named",    5},
    { "near",     4},
    { "of",       2},
    { "the",      3},
};

struct sl_str sl_search_reading_name(enum sl_search_reads reads)
{
    static const struct sl_str names[] = {
#define READING_NAME(enumerator, name) { name, sizeof(name) - 1 },
        SL_SEARCH_READING_TABLE(READING_NAME)
#undef READING_NAME
    };
    return names[reads];
}

const struct sl_search_reading *
sl_search_part_find(const struct sl_search_part *part, enum sl_search_reads reads)
{
    for (size_t i = 0; i < part->reading_count; i++) {
        if (part->readings[i].reads == reads) {
            return &part->readings[i];
        }
    }
    return NULL;
}

/* Is there a blank, a comma or a semicolon of any script, and how many bytes is it long? */
static size_t blank_len(struct sl_str text)
{
    static const char *const blanks[] = {
        " ",        "\t",       "\n",           "\r",           ",",           ";", "\xc2\xa0",
        "\xd8\x8c", "\xd8\x9b", "\xe3\x80\x80", "\xe3\x80\x81", "\xef\xbc\x8c"
    };
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        if (sl_str_starts(text, sl_str_from(blanks[i]))) {
            return strlen(blanks[i]);
        }
    }
    return 0;
}

static bool has_byte(struct sl_str text, char from, char to)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= from && text.ptr[i] <= to) {
            return true;
        }
    }
    return false;
}

static enum sl_status
add_token(struct sl_search_parser *parser, struct sl_str raw, struct sl_error *err)
{
    if (parser->token_count == SL_SEARCH_TOKEN_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %d words were typed", SL_SEARCH_TOKEN_LIMIT);
    }
    sl_buf_clear(&parser->scratch);
    sl_fold_text(parser->fold, raw, &parser->scratch);
    SL_TRY(sl_buf_status(&parser->scratch, err));
    const struct sl_str folded = sl_arena_copy(parser->arena, sl_buf_str(&parser->scratch));
    if (folded.ptr == NULL) {
        return sl_fail_memory(err);
    }
    parser->tokens[parser->token_count++] = (struct sl_search_token){
        .raw = raw,
        .folded = folded,
        .has_digit = has_byte(folded, '0', '9'),
        .has_letter = has_byte(folded, 'a', 'z'),
    };
    return SL_OK;
}

/* Split the text at its blanks. */
static enum sl_status
split(struct sl_search_parser *parser, struct sl_str text, struct sl_error *err)
{
    size_t first = 0;
    for (size_t at = 0; at <= text.len;) {
        const size_t blank = at < text.len ? blank_len(sl_str_part(text, at, text.len)) : 1;
        if (blank == 0) {
            at++;
            continue;
        }
        if (at > first) {
            SL_TRY(add_token(parser, sl_str_part(text, first, at - first), err));
        }
        at += blank;
        first = at;
    }
    return SL_OK;
}

static enum sl_status
add_part(struct sl_search_query *query, struct sl_search_part part, struct sl_error *err)
{
    if (query->part_count == SL_SEARCH_PART_LIMIT) {
        return sl_fail(
            err, SL_LIMIT, "more than %d things were typed about a person", SL_SEARCH_PART_LIMIT
        );
    }
    query->parts[query->part_count++] = part;
    return SL_OK;
}

/* What was typed from one word to another. */
static struct sl_str typed_of(const struct sl_search_parser *parser, size_t first, size_t count)
{
    const struct sl_str begin = parser->tokens[first].raw;
    const struct sl_str end = parser->tokens[first + count - 1].raw;
    return (struct sl_str){ .ptr = begin.ptr, .len = (size_t)(end.ptr - begin.ptr) + end.len };
}

/* Leave only what was announced, if that is among the readings. */
static void keep_announced(struct sl_search_part *part, enum sl_search_reads label)
{
    for (size_t i = 0; i < part->reading_count; i++) {
        if (part->readings[i].reads == label) {
            part->readings[0] = part->readings[i];
            part->reading_count = 1;
            return;
        }
    }
}

/*
 * Read the longest part that begins at a word and is no name.
 *
 *   ret_count  words that were read, with those that announce it; 0 when there is none
 */
static enum sl_status read_part(
    struct sl_search_parser *parser,
    size_t first,
    struct sl_search_part *part,
    size_t *ret_count,
    struct sl_error *err
)
{
    enum sl_search_reads label = SL_SEARCH_READING_COUNT;
    const size_t announced = sl_search_label(parser, first, &label);
    const size_t left = parser->token_count - first - announced;

    *ret_count = 0;
    *part = (struct sl_search_part){ .reading_count = 0 };
    for (size_t count = left < SL_SEARCH_SPAN_LIMIT ? left : SL_SEARCH_SPAN_LIMIT; count > 0;
         count--) {
        SL_TRY(sl_search_read(
            parser,
            (struct sl_search_span){ .first = first + announced, .count = count, .label = label },
            part,
            err
        ));
        if (part->reading_count > 0) {
            keep_announced(part, label);
            part->typed = typed_of(parser, first, announced + count);
            *ret_count = announced + count;
            return SL_OK;
        }
    }
    return SL_OK;
}

static enum sl_status
add_initial(struct sl_search_query *query, struct sl_str letter, struct sl_error *err)
{
    struct sl_search_part part = { .typed = letter, .reading_count = 1 };
    part.readings[0] =
        (struct sl_search_reading){ .reads = SL_SEARCH_READS_INITIAL, .text = letter };
    return add_part(query, part, err);
}

/* One word of a name, or two when it is made of two. */
static enum sl_status add_name_word(
    struct sl_search_parser *parser,
    struct sl_str word,
    struct sl_search_query *query,
    struct sl_error *err
)
{
    struct sl_search_word words[2];
    size_t count = 0;

    if (word.len == 1) {
        return add_initial(query, word, err);
    }
    SL_TRY(sl_search_words(word, parser->arena, words, 2, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct sl_search_part part = { .typed = words[i].text, .reading_count = 1 };
        part.readings[0] = (struct sl_search_reading){
            .reads = SL_SEARCH_READS_NAME,
            .text = words[i].text,
            .sound = words[i].sound,
        };
        SL_TRY(add_part(query, part, err));
    }
    return SL_OK;
}

/* The words of a run of names, by the rules for full names: "al hussain" is one. */
static enum sl_status add_names(
    struct sl_search_parser *parser,
    struct sl_str run,
    struct sl_search_query *query,
    struct sl_error *err
)
{
    struct sl_str word = { .len = 0 };

    sl_buf_clear(&parser->scratch);
    sl_name_full_normal(parser->fold, run, &parser->scratch);
    SL_TRY(sl_buf_status(&parser->scratch, err));
    struct sl_str rest = sl_arena_copy(parser->arena, sl_buf_str(&parser->scratch));
    if (rest.ptr == NULL) {
        return sl_fail_memory(err);
    }
    if (rest.len == 0) {
        return add_part(query, (struct sl_search_part){ .typed = run }, err);
    }
    while (sl_str_split(&rest, ' ', &word)) {
        if (word.len > 0) {
            SL_TRY(add_name_word(parser, word, query, err));
        }
    }
    return SL_OK;
}

static bool is_between(const struct sl_search_parser *parser, size_t index)
{
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        if (sl_str_equal(parser->tokens[index].folded, between[i])) {
            return parser->token_count > 1;
        }
    }
    return parser->tokens[index].folded.len == 0;
}

/* A name may have the shape of an identity's number: "Patterson". */
static void add_identity(struct sl_search_query *query, struct sl_str run)
{
    struct sl_search_part *last = &query->parts[query->part_count - 1];
    if (sl_search_identity_shape(run) && last->reading_count == 1) {
        last->readings[last->reading_count++] =
            (struct sl_search_reading){ .reads = SL_SEARCH_READS_IDENTITY, .text = run };
    }
}

/* Words of names that stand together. */
struct run {
    size_t first, count;
};

/* Read the names of a run, and begin another. More may follow where it ends the text. */
static enum sl_status end_run(
    struct sl_search_parser *parser,
    struct run *run,
    struct sl_search_query *query,
    struct sl_error *err
)
{
    const size_t before = query->part_count;

    if (run->count == 0) {
        return SL_OK;
    }
    const struct sl_str text = typed_of(parser, run->first, run->count);
    SL_TRY(add_names(parser, text, query, err));
    run->count = 0;
    if (query->part_count == before) {
        return SL_OK;
    }
    struct sl_search_part *last = &query->parts[query->part_count - 1];
    last->may_go_on = sl_search_part_find(last, SL_SEARCH_READS_NAME) != NULL &&
                      (text.ptr + text.len == parser->end || sl_str_ends(text, SL_STR("*")));
    if (query->part_count == before + 1) {
        add_identity(query, text);
    }
    return SL_OK;
}

/* A word that is no part of another kind: of a name, or not understood. */
static enum sl_status take_word(
    struct sl_search_parser *parser,
    size_t at,
    struct run *run,
    struct sl_search_query *query,
    struct sl_error *err
)
{
    if (is_between(parser, at)) {
        return end_run(parser, run, query, err);
    }
    if (parser->tokens[at].has_digit) {
        SL_TRY(end_run(parser, run, query, err));
        return add_part(query, (struct sl_search_part){ .typed = parser->tokens[at].raw }, err);
    }
    run->first = run->count == 0 ? at : run->first;
    run->count++;
    return sl_str_ends(parser->tokens[at].raw, SL_STR("*")) ? end_run(parser, run, query, err)
                                                            : SL_OK;
}

static enum sl_status
read_all(struct sl_search_parser *parser, struct sl_search_query *query, struct sl_error *err)
{
    struct run run = { .count = 0 };

    for (size_t at = 0; at < parser->token_count;) {
        struct sl_search_part part;
        size_t count = 0;
        SL_TRY(read_part(parser, at, &part, &count, err));
        if (count == 0) {
            SL_TRY(take_word(parser, at, &run, query, err));
            at++;
            continue;
        }
        SL_TRY(end_run(parser, &run, query, err));
        SL_TRY(add_part(query, part, err));
        at += count;
    }
    return end_run(parser, &run, query, err);
}

enum sl_status sl_search_query_parse(
    struct sl_fold *fold,
    struct sl_str text,
    int32_t today,
    struct sl_arena *arena,
    struct sl_search_query *ret_query,
    struct sl_error *err
)
{
    struct sl_search_parser parser = { .fold = fold, .arena = arena, .today = today };

    ret_query->part_count = 0;
    if (text.len > SL_SEARCH_TEXT_LIMIT) {
        return sl_fail(err, SL_LIMIT, "the text is longer than %d bytes", SL_SEARCH_TEXT_LIMIT);
    }
    const struct sl_str kept = sl_arena_copy(arena, text);
    if (kept.ptr == NULL) {
        return sl_fail_memory(err);
    }
    parser.end = kept.ptr + kept.len;
    sl_buf_init(&parser.scratch, SCRATCH_LIMIT);
    enum sl_status status = split(&parser, kept, err);
    if (status == SL_OK) {
        status = read_all(&parser, ret_query, err);
    }
    sl_buf_finish(&parser.scratch);
    if (status == SL_OK && ret_query->part_count == 0) {
        return sl_fail(err, SL_INVALID, "nothing was typed to search for");
    }
    return status;
}
