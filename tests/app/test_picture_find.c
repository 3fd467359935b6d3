/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_find.h"

#include "app/access_fixture.h"
#include "app/picture_fixture.h"
#include "identity/identity_id.h"
#include "store/identity_event.h"

struct asking {
    struct people_fixture *fixture;
    struct access_fixture house;
    struct sl_access *access;
    struct sl_search_door *search;
    struct sl_arena arena;
    struct sl_picture_found found;
    int64_t child;
};

static void open_asking(struct asking *asking, void **state)
{
    *asking = (struct asking){ .fixture = *state };
    sl_arena_init(&asking->arena, (size_t)1 << 20);
    asking->child = picture_fill(asking->fixture);
    access_equip(&asking->house, &asking->fixture->folder, asking->fixture->store);
    access_agree(&asking->house, asking->fixture->store_path, ACCESS_AGREEMENT);
    asking->access = access_open(asking->fixture->store_path, "all");
}

static void close_asking(struct asking *asking)
{
    sl_search_door_close(asking->search);
    sl_access_close(asking->access);
    sl_arena_finish(&asking->arena);
}

static enum sl_status ask(struct asking *asking, const char *text, struct sl_error *err)
{
    const struct sl_search_request request = { .text = sl_str_from(text),
                                               .today = PICTURE_TODAY,
                                               .limit = 10 };

    return sl_picture_find(
        asking->access, &asking->search, &request, &asking->arena, &asking->found, err
    );
}

static void tell_event(
    const struct asking *asking,
    enum sl_identity_event_kind kind,
    int64_t identity,
    int64_t other_identity
)
{
    const struct sl_identity_event event = {
        .happened_at = people_clock(),
        .kind = kind,
        .identity = identity,
        .other_identity = other_identity,
        .decision = 0,
    };
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(asking->fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_identity_event_add(asking->fixture->store, &event, &id, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(asking->fixture->store, NULL), NULL);
}

static void by_id(void **state)
{
    struct asking asking;
    struct sl_error err;

    open_asking(&asking, state);
    const struct sl_identity_id id = sl_identity_print(asking.child);
    SL_CHECK_OK(ask(&asking, id.text, &err), &err);
    SL_CHECK_I64(asking.found.identity, asking.child);
    SL_CHECK_U64(asking.found.note_count, 0);
    assert_null(asking.search); /* it was not needed */
    const struct sl_identity_id wrong = sl_identity_print(asking.child + 500000);
    SL_CHECK_STATUS(ask(&asking, wrong.text, &err), SL_NOT_FOUND);
    assert_string_equal(err.message, "nobody of whom you may be told has this id");
    assert_true(err.hint[0] != '\0');
    close_asking(&asking);
}

static void by_an_id_that_went_into_another(void **state)
{
    struct asking asking;
    struct sl_error err;
    char expected[100];

    open_asking(&asking, state);
    const int64_t first = asking.child + 500000;
    const int64_t second = asking.child + 600000;
    tell_event(&asking, SL_IDENTITY_JOINED, first, second);
    tell_event(&asking, SL_IDENTITY_JOINED, second, asking.child);
    const struct sl_identity_id id = sl_identity_print(first);
    const struct sl_identity_id between = sl_identity_print(second);
    SL_CHECK_OK(ask(&asking, id.text, &err), &err);
    SL_CHECK_I64(asking.found.identity, asking.child);
    SL_CHECK_U64(asking.found.note_count, 2);
    (void)snprintf(
        expected, sizeof expected, "%s was joined into %s on 2026-03-31.", id.text, between.text
    );
    SL_CHECK_STR(asking.found.notes[0], expected);
    /* In a ring nobody is found, and nothing hangs. */
    tell_event(&asking, SL_IDENTITY_JOINED, second, first);
    SL_CHECK_STATUS(ask(&asking, id.text, &err), SL_NOT_FOUND);
    close_asking(&asking);
}

static void what_was_split_off_is_told(void **state)
{
    struct asking asking;
    struct sl_error err;

    open_asking(&asking, state);
    const int64_t other = picture_mention(asking.fixture, 2, "c2");
    tell_event(&asking, SL_IDENTITY_SPLIT, other, asking.child);
    /* Nor of one of whom the reader may not know. */
    const int64_t hidden = picture_mention(asking.fixture, 3, "p9");
    tell_event(&asking, SL_IDENTITY_SPLIT, hidden, asking.child);
    /* Of somebody who is no more there is nothing to say. */
    tell_event(&asking, SL_IDENTITY_SPLIT, other + 500000, asking.child);
    const struct sl_identity_id id = sl_identity_print(asking.child);
    SL_CHECK_OK(ask(&asking, id.text, &err), &err);
    SL_CHECK_U64(asking.found.note_count, 1);
    assert_true(
        sl_str_find(asking.found.notes[0], SL_STR(" was split from ")) < asking.found.notes[0].len
    );
    close_asking(&asking);
}

static void by_words(void **state)
{
    struct asking asking;
    struct sl_error err;

    open_asking(&asking, state);
    SL_CHECK_OK(ask(&asking, "aisha brien 2011-02-03", &err), &err);
    SL_CHECK_I64(asking.found.identity, asking.child);
    /* Three of that name. */
    SL_CHECK_OK(ask(&asking, "brien", &err), &err);
    SL_CHECK_I64(asking.found.identity, 0);
    assert_true(asking.found.result->hit_count >= 3);
    SL_CHECK_STATUS(ask(&asking, "zzyzx qwxk", &err), SL_NOT_FOUND);
    assert_true(err.hint[0] != '\0');
    SL_CHECK_STATUS(ask(&asking, "  ", &err), SL_INVALID);
    close_asking(&asking);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(by_id),
        PICTURE_TEST(by_an_id_that_went_into_another),
        PICTURE_TEST(what_was_split_off_is_told),
        PICTURE_TEST(by_words),
    };
    return cmocka_run_group_tests_name("app/picture_find", tests, NULL, NULL);
}
