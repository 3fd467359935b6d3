/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/logbook.h"

#include "logbook/fixture.h"

static void added_and_published(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_room room;
    struct sl_error err;
    uint64_t index = 99;

    fixture_check_sound(fixture, 0);
    fixture_open(fixture);
    SL_CHECK_OK(sl_logbook_commit(fixture->book, &err), &err);
    struct sl_deed deed = fixture_deed(&room, 0);
    SL_CHECK_OK(sl_logbook_add(fixture->book, &deed, &index, &err), &err);
    SL_CHECK_U64(index, 0);
    SL_CHECK_OK(sl_logbook_add(fixture->book, &deed, &index, &err), &err);
    SL_CHECK_U64(index, 1);
    SL_CHECK_U64(sl_logbook_count(fixture->book), 2);
    fixture_check_sound(fixture, 0); /* nothing is committed */
    SL_CHECK_OK(sl_logbook_commit(fixture->book, &err), &err);
    fixture_check_sound(fixture, 2); /* in the journal */
    for (unsigned i = 0; i < 40; i++) {
        fixture_add(fixture, 1 + i * 7 % 60);
        if (i % 5 == 0) {
            SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
            SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
        }
        fixture_check_sound(fixture, sl_logbook_count(fixture->book));
    }
    const uint64_t count = sl_logbook_count(fixture->book);
    fixture_close(fixture);
    fixture_open(fixture);
    SL_CHECK_U64(sl_logbook_count(fixture->book), count);
    fixture_check_sound(fixture, count);
    sl_logbook_close_ptr(&fixture->book);
    assert_null(fixture->book);
}

/* What was not committed is forgotten. */
static void forgotten(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_room room;
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 3);
    const struct sl_deed deed = fixture_deed(&room, 3);
    SL_CHECK_OK(sl_logbook_add(fixture->book, &deed, NULL, &err), &err);
    fixture_close(fixture);
    fixture_open(fixture);
    SL_CHECK_U64(sl_logbook_count(fixture->book), 3);
}

static void refused(void **state)
{
    struct fixture *fixture = *state;
    static const uint8_t seed[SL_KEY_BYTES] = { 1 };
    struct sl_logbook *second = NULL;
    struct fixture_room room;
    struct sl_signer other;
    struct sl_error err;

    SL_CHECK_STATUS(sl_logbook_create(fixture->path, &fixture->signer, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_logbook_create("/no/such/x", &fixture->signer, &err), SL_IO);
    SL_CHECK_STATUS(sl_logbook_open("/no/such", &fixture->signer, &second, &err), SL_IO);
    fixture_open(fixture);
    SL_CHECK_STATUS(sl_logbook_open(fixture->path, &fixture->signer, &second, &err), SL_IO);
    assert_string_equal(err.hint, "Wait until it has finished.");
    struct sl_deed deed = fixture_deed(&room, 0);
    deed.user = SL_STR("\xff");
    SL_CHECK_STATUS(sl_logbook_add(fixture->book, &deed, NULL, &err), SL_INVALID);
    fixture_add(fixture, 2); /* the book is as good as before */
    fixture_check_sound(fixture, 2);
    fixture_close(fixture);
    SL_CHECK_OK(sl_signer_init(&other, SL_KEY_LEDGER, SL_STR("other"), seed, &err), &err);
    SL_CHECK_STATUS(sl_logbook_open(fixture->path, &other, &second, &err), SL_INVALID);
    SL_CHECK_OK(sl_signer_init(&other, SL_KEY_WITNESS, SL_STR("other"), seed, &err), &err);
    SL_CHECK_STATUS(sl_logbook_open(fixture->path, &other, &second, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_logbook_create("x", &other, &err), SL_INVALID);
    sl_logbook_close(NULL);
}

/* One rests while another writes, and notices; nothing of either is lost. */
static void taken_in_turns(void **state)
{
    struct fixture *fixture = *state;
    struct sl_logbook *second = NULL;
    bool is_same = false;
    struct sl_error err;

    fixture_open(fixture);
    fixture_add(fixture, 2);
    SL_CHECK_STATUS(
        sl_logbook_open_within(fixture->path, &fixture->signer, 10, &second, &err), SL_IO
    );
    sl_logbook_rest(fixture->book);
    SL_CHECK_OK(sl_logbook_resume(fixture->book, 0, &is_same, &err), &err);
    assert_true(is_same);
    fixture_add(fixture, 1);
    sl_logbook_rest(fixture->book);
    SL_CHECK_OK(sl_logbook_open_within(fixture->path, &fixture->signer, 10, &second, &err), &err);
    SL_CHECK_U64(sl_logbook_count(second), 3);
    SL_CHECK_STATUS(sl_logbook_resume(fixture->book, 10, &is_same, &err), SL_IO);
    sl_logbook_close(second);
    SL_CHECK_OK(sl_logbook_resume(fixture->book, 0, &is_same, &err), &err);
    assert_false(is_same); /* though it added nothing */
    fixture_close(fixture);
    fixture_open(fixture);
    fixture_check_sound(fixture, 3);
}

/* The clock is put back by a day: entries go on at the time of the last one, also after opening. */
static void clock_put_back(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_room room;
    struct sl_error err;

    for (unsigned i = 0; i < 3; i++) {
        fixture_open(fixture);
        struct sl_deed deed = fixture_deed(&room, 5);
        deed.when_us -= (int64_t)i * INT64_C(86400000000);
        SL_CHECK_OK(sl_logbook_add(fixture->book, &deed, NULL, &err), &err);
        SL_CHECK_OK(sl_logbook_commit(fixture->book, &err), &err);
        fixture_close(fixture);
    }
    fixture_check_sound(fixture, 3);
}

/* A batch has an end; more entries than one publishing takes. */
static void many(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_room room;
    enum sl_status status = SL_OK;
    struct sl_error err;

    fixture_open(fixture);
    while (status == SL_OK) {
        const struct sl_deed deed = fixture_deed(&room, sl_logbook_count(fixture->book));
        status = sl_logbook_add(fixture->book, &deed, NULL, &err);
    }
    SL_CHECK_STATUS(status, SL_LIMIT);
    const uint64_t count = sl_logbook_count(fixture->book);
    assert_true(count > SL_LOGBOOK_PUBLISH_COUNT);
    SL_CHECK_OK(sl_logbook_commit(fixture->book, &err), &err);
    fixture_add(fixture, 10);
    fixture_check_sound(fixture, count + 10);
    SL_CHECK_U64(sl_logbook_cut(fixture->book)->bytes, 0);
}

static enum sl_status write_once(void *context)
{
    struct fixture *fixture = context;
    SL_CLEANUP(sl_logbook_close_ptr) struct sl_logbook *book = NULL;

    SL_TRY(sl_logbook_open(fixture->path, &fixture->signer, &book, NULL));
    SL_TRY(fixture_try_add(book, 300, NULL));
    return sl_logbook_publish(book, NULL);
}

static void no_memory(void **state)
{
    struct fixture *fixture = *state;

    assert_true(sl_test_failing_allocations(write_once, fixture) > 10);
    fixture_open(fixture);
    fixture_check_sound(fixture, sl_logbook_count(fixture->book));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(added_and_published), BOOK_TEST(forgotten),      BOOK_TEST(refused),
        BOOK_TEST(clock_put_back),      BOOK_TEST(taken_in_turns), BOOK_TEST(many),
        BOOK_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("logbook/logbook", tests, NULL, NULL);
}
