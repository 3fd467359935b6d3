/* SPDX-License-Identifier: Apache-2.0 */
/*
 * told.h - records of several agencies, written as lines of pole-jsonl, and the picture of them.
 *
 * The child has the identity "C". Record ids count from 1 in the order of telling.
 */
#ifndef SL_TESTS_PICTURE_TOLD_H
#define SL_TESTS_PICTURE_TOLD_H

#include <string.h>

#include "base/date.h"
#include "intake/format.h"
#include "picture/picture.h"
#include "support/support.h"

#define TOLD_LIMIT 64

struct told {
    struct sl_arena arena;
    struct sl_fold *fold;
    struct sl_facts facts[TOLD_LIMIT];
    struct sl_picture_record records[TOLD_LIMIT];
    struct sl_picture_mention mentions[TOLD_LIMIT];
    struct sl_str agencies[4];
    struct sl_picture_input input;
    struct sl_picture picture;
};

static inline int32_t told_day(const char *text)
{
    struct sl_date date;
    SL_CHECK_OK(sl_date_parse(sl_str_from(text), &date, NULL), NULL);
    return sl_date_to_days(date);
}

static inline void told_open(struct told *told)
{
    memset(told, 0, sizeof *told);
    sl_arena_init(&told->arena, (size_t)64 << 20);
    SL_CHECK_OK(sl_fold_open(&told->fold, NULL), NULL);
    told->input = (struct sl_picture_input){
        .child = SL_STR("C"),
        .today = told_day("2024-06-01"),
        .records = told->records,
        .mentions = told->mentions,
        .agencies = told->agencies,
    };
}

static inline void told_close(struct told *told)
{
    sl_fold_close(told->fold);
    sl_arena_finish(&told->arena);
}

/* When a line says that it was changed; unknown when it does not. */
static inline struct sl_moment told_changed(struct sl_str body)
{
    const struct sl_str member = SL_STR("\"changed\":\"");
    struct sl_moment changed = { .day = 0 };
    struct sl_str rest = sl_str_part(body, sl_str_find(body, member) + member.len, body.len);
    struct sl_str text;
    if (sl_str_find(body, member) < body.len && sl_str_split(&rest, '"', &text)) {
        SL_CHECK_OK(sl_moment_parse(text, &changed, NULL), NULL);
    }
    return changed;
}

/* An agency's record; single quotes stand for double ones. */
static inline void tell(struct told *told, const char *agency, const char *line)
{
    const size_t at = told->input.record_count++;
    struct sl_error err;
    assert_true(at < TOLD_LIMIT);
    struct sl_str body = sl_arena_copy(&told->arena, sl_str_from(line));
    char *bytes = sl_arena_alloc(&told->arena, body.len, 1);
    for (size_t i = 0; i < body.len; i++) {
        bytes[i] = body.ptr[i] == '\'' ? '"' : body.ptr[i];
    }
    body.ptr = bytes;
    sl_facts_init(&told->facts[at], &told->arena);
    SL_CHECK_OK(
        sl_format_read(
            sl_format_find(SL_STR("pole-jsonl")),
            SL_STR(""),
            SL_STR("key"),
            body,
            &told->facts[at],
            &err
        ),
        &err
    );
    told->records[at] = (struct sl_picture_record){
        .id = (int64_t)at + 1,
        .agency = sl_str_from(agency),
        .system = SL_STR("records"),
        .key = told->facts[at].entity_count > 0 ? told->facts[at].entities[0].key : SL_STR("link"),
        .version = 1,
        .received = sl_moment_of_day(told_day("2024-01-01") + (int32_t)at),
        .changed = told_changed(body),
        .facts = &told->facts[at],
    };
}

static inline void
told_is(struct told *told, const char *agency, const char *key, const char *identity)
{
    told->mentions[told->input.mention_count++] = (struct sl_picture_mention){
        .agency = sl_str_from(agency),
        .system = SL_STR("records"),
        .key = sl_str_from(key),
        .identity = sl_str_from(identity),
    };
}

static inline const struct sl_picture *told_make(struct told *told)
{
    struct sl_error err;
    SL_CHECK_OK(
        sl_picture_make(&told->input, told->fold, &told->arena, &told->picture, &err), &err
    );
    return &told->picture;
}

static inline const struct sl_picture_field *
told_find_field(const struct sl_picture *picture, enum sl_attribute attribute)
{
    for (size_t i = 0; i < picture->field_count; i++) {
        if (picture->fields[i].attribute == attribute) {
            return &picture->fields[i];
        }
    }
    return NULL;
}

/* The tie of a person with this identity; NULL when there is none. */
static inline const struct sl_picture_tie *
told_find_tie(const struct sl_picture *picture, const char *identity)
{
    for (size_t i = 0; i < picture->tie_count; i++) {
        const struct sl_picture_tie *tie = &picture->ties[i];
        if (sl_str_equal(picture->persons[tie->person].identity, sl_str_from(identity))) {
            return tie;
        }
    }
    return NULL;
}

/* A gap of a kind; NULL when there is none. */
static inline const struct sl_picture_gap *
told_find_gap(const struct sl_picture *picture, enum sl_picture_gap_kind kind)
{
    for (size_t i = 0; i < picture->gap_count; i++) {
        if (picture->gaps[i].kind == kind) {
            return &picture->gaps[i];
        }
    }
    return NULL;
}

/* The same, which must be there. */
static inline const struct sl_picture_field *
told_field(const struct sl_picture *picture, enum sl_attribute attribute)
{
    const struct sl_picture_field *found = told_find_field(picture, attribute);
    if (found == NULL) {
        _fail(__FILE__, __LINE__);
    }
    return found;
}

/* The same, which must be there. */
static inline const struct sl_picture_tie *
told_tie(const struct sl_picture *picture, const char *identity)
{
    const struct sl_picture_tie *found = told_find_tie(picture, identity);
    if (found == NULL) {
        _fail(__FILE__, __LINE__);
    }
    return found;
}

/* The same, which must be there. */
static inline const struct sl_picture_gap *
told_gap(const struct sl_picture *picture, enum sl_picture_gap_kind kind)
{
    const struct sl_picture_gap *found = told_find_gap(picture, kind);
    if (found == NULL) {
        _fail(__FILE__, __LINE__);
    }
    return found;
}

#endif
