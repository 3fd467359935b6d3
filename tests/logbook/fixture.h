/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fixture.h - a ledger in a folder of its own, with invented entries.
 */
#ifndef SL_TESTS_LOGBOOK_FIXTURE_H
#define SL_TESTS_LOGBOOK_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "logbook/logbook.h"
#include "logbook/verify.h"
#include "support/support.h"

#define BOOK_BEGIN INT64_C(1700000000000000)

struct fixture {
    struct sl_test_folder folder;
    char path[600]; /* of the ledger */
    struct sl_signer signer;
    struct sl_logbook *book; /* NULL when closed */
};

static inline int fixture_set_up(void **state)
{
    static struct fixture fixture;
    static const uint8_t seed[SL_KEY_BYTES] = { 5, 4, 3, 2, 1 };
    struct sl_error err;

    sl_test_folder_open(&fixture.folder);
    (void)snprintf(
        fixture.path, sizeof fixture.path, "%s", sl_test_folder_path(&fixture.folder, "ledger")
    );
    SL_CHECK_OK(
        sl_signer_init(&fixture.signer, SL_KEY_LEDGER, SL_STR("ledger.example.org"), seed, &err),
        &err
    );
    SL_CHECK_OK(sl_logbook_create(fixture.path, &fixture.signer, &err), &err);
    fixture.book = NULL;
    *state = &fixture;
    return 0;
}

static inline int fixture_tear_down(void **state)
{
    struct fixture *fixture = *state;

    sl_logbook_close(fixture->book);
    sl_test_folder_close(&fixture->folder);
    return 0;
}

static inline void fixture_open(struct fixture *fixture)
{
    struct sl_error err;

    SL_CHECK_OK(sl_logbook_open(fixture->path, &fixture->signer, &fixture->book, &err), &err);
}

static inline void fixture_close(struct fixture *fixture)
{
    sl_logbook_close(fixture->book);
    fixture->book = NULL;
}

/* The texts of entry `number` live in *room. */
struct fixture_room {
    char user[24], subject[24];
};

static inline struct sl_deed fixture_deed(struct fixture_room *room, uint64_t number)
{
    const unsigned long long n = number;
    *room = (struct fixture_room){ .user = "" };
    const int user_len = snprintf(room->user, sizeof room->user, "u%llu", n % 7);
    const int subject_len = snprintf(room->subject, sizeof room->subject, "child/%llu", n % 11);

    return (struct sl_deed){
        .when_us = BOOK_BEGIN + (int64_t)number,
        .verb = SL_VERB_READ,
        .outcome = SL_OUTCOME_ALLOWED,
        .texts = {SL_STR("police"),
                  SL_STR("council"),
                  SL_STR("practitioner"),
                  SL_STR("safeguarding"),
                  SL_STR("record"),
                  SL_STR("p-1") },
        .user = { room->user, (size_t)user_len },
        .subject = { room->subject,                     (size_t)subject_len   },
        .detail = SL_STR("visit"),
    };
}

/* Add an entry that orders something to be erased; gives its number. */
static inline uint64_t fixture_order(struct sl_logbook *book, const char *kind)
{
    struct fixture_room room;
    struct sl_error err;
    uint64_t index = 0;
    struct sl_deed deed = fixture_deed(&room, sl_logbook_count(book));

    deed.verb = SL_VERB_ERASE;
    deed.texts[SL_ENTRY_KIND] = sl_str_from(kind);
    SL_CHECK_OK(sl_logbook_add(book, &deed, &index, &err), &err);
    return index;
}

/* Add `count` entries, the next ones, and commit them together. */
static inline enum sl_status
fixture_try_add(struct sl_logbook *book, uint64_t count, struct sl_error *err)
{
    struct fixture_room room;

    for (uint64_t i = 0; i < count; i++) {
        const struct sl_deed deed = fixture_deed(&room, sl_logbook_count(book));
        SL_TRY(sl_logbook_add(book, &deed, NULL, err));
    }
    return sl_logbook_commit(book, err);
}

static inline void fixture_add(struct fixture *fixture, uint64_t count)
{
    struct sl_error err;

    SL_CHECK_OK(fixture_try_add(fixture->book, count, &err), &err);
}

/* A ledger with so many published entries, closed. */
static inline void fixture_fill(struct fixture *fixture, uint64_t count)
{
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, count);
    SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
    fixture_close(fixture);
}

/* Verify with the owner's key; finish the result. */
static inline void fixture_verify(struct fixture *fixture, struct sl_verify_result *result)
{
    const struct sl_verify_job job = { .path = fixture->path,
                                       .verifier = &fixture->signer.verifier };
    struct sl_error err;

    SL_CHECK_OK(sl_verify(&job, result, &err), &err);
}

/* Nothing is wrong, and there are so many entries. */
static inline void fixture_check_sound(struct fixture *fixture, uint64_t count)
{
    struct sl_verify_result result;

    fixture_verify(fixture, &result);
    if (result.fault_count > 0) {
        print_error(
            "%s %llu\n",
            sl_fault_code(result.faults[0].kind),
            (unsigned long long)result.faults[0].first
        );
    }
    SL_CHECK_U64(result.fault_count, 0);
    assert_true(result.is_signed);
    SL_CHECK_U64(result.published + result.in_journal, count);
    sl_verify_finish(&result);
}

#define BOOK_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

#endif
