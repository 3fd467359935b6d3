/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note_house.h - notes and drafts about the child of child_house.h, by users of the police.
 */
#ifndef SL_TESTS_APP_NOTE_HOUSE_H
#define SL_TESTS_APP_NOTE_HOUSE_H

#include "app/child_house.h"
#include "app/draft_manage.h"
#include "app/note_manage.h"
#include "app/picture_door.h"
#include "picture/picture_text.h"

#define NOTE_A "n-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define NOTE_B "n-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* The id of a note: 'a' or 'b'. */
static inline struct sl_str note_id(char letter)
{
    return letter == 'a' ? SL_STR(NOTE_A) : SL_STR(NOTE_B);
}

/* A contact of yesterday about the child, with these words. */
static inline struct sl_note_written
note_of(struct child_house *house, char letter, const char *words)
{
    struct sl_note_written written = {
        .child = sl_arena_copy(&house->arena, child_id(house->child)),
        .note = {
            .id = note_id(letter),
            .kind = SL_NOTE_CONTACT,
            .child_words = sl_str_from(words),
            .told_by = SL_STR("2A"),
        },
    };
    struct sl_error err;

    SL_CHECK_OK(sl_moment_parse(SL_STR("2026-03-31"), &written.note.happened, &err), &err);
    return written;
}

/* The store for whoever opens it for writing: the writer of the test lets go meanwhile. */
static inline void note_let_go(struct child_house *house)
{
    sl_store_close(house->people.store);
    house->people.store = NULL;
}

static inline struct sl_access *
note_door(struct child_house *house, const char *user, enum sl_store_mode mode)
{
    const struct sl_access_opening opening = { .store = house->people.store_path,
                                               .mode = mode,
                                               .now_us = ACCESS_NOW };
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_access_open_as(&opening, sl_str_from(user), &access, &err), &err);
    return access;
}

static inline enum sl_status note_write(
    struct child_house *house,
    const char *user,
    const struct sl_note_written *written,
    struct sl_note_result *ret_result
)
{
    struct sl_error err;

    note_let_go(house);
    struct sl_access *access = note_door(house, user, SL_STORE_WRITE);
    const enum sl_status status = sl_note_record(access, written, &house->arena, ret_result, &err);
    sl_access_close(access);
    people_open(&house->people);
    return status;
}

static inline void
note_save_draft(struct child_house *house, const char *user, char letter, const char *fields)
{
    const struct sl_draft_job job = {
        .form = note_id(letter),
        .child = sl_arena_copy(&house->arena, child_id(house->child)),
        .fields = sl_str_from(fields),
    };
    struct sl_access *access = note_door(house, user, SL_STORE_BRIEF);
    struct sl_error err;

    SL_CHECK_OK(sl_draft_save(access, &job, &house->arena, &err), &err);
    sl_access_close(access);
}

static inline void note_query(struct child_house *house, const char *sql, const char *expected)
{
    people_check(&house->people, sql, expected);
}

/* Does the picture of the child say this to a user? One who may see nothing is not told it. */
static inline bool note_picture_says(struct child_house *house, const char *user, const char *words)
{
    struct sl_access *access = note_door(house, user, SL_STORE_READ);
    const struct sl_picture_request request = { .identity = house->child,
                                                .access = access,
                                                .today = ACCESS_DAY };
    struct sl_picture_loader *loader = NULL;
    const struct sl_picture *picture = NULL;
    struct sl_buf text;
    struct sl_error err;
    bool says = false;

    sl_buf_init(&text, (size_t)1 << 20);
    SL_CHECK_OK(sl_picture_loader_open(&loader, &err), &err);
    if (sl_picture_open(loader, &request, &picture, &err) == SL_OK) {
        sl_picture_print(picture, &(struct sl_picture_view){ .columns = 200 }, &text);
        says = sl_str_find(sl_buf_str(&text), sl_str_from(words)) < sl_buf_str(&text).len;
    }
    sl_picture_loader_close(loader);
    sl_buf_finish(&text);
    sl_access_close(access);
    return says;
}

#endif
