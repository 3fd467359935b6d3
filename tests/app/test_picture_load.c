/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_load.h"

#include "app/picture_fixture.h"

static void check_tie(const struct sl_picture *picture, const char *name, enum sl_picture_bond bond)
{
    const struct sl_picture_tie *tie = picture_tie(picture, name);

    if (tie == NULL) {
        fail_msg("nobody called %s is tied to the child", name);
    } else {
        SL_CHECK_U64(tie->reasons[0].bond, bond);
    }
}

static void from_all_agencies(void **state)
{
    struct people_fixture *fixture = *state;
    struct picture_desk desk;
    struct sl_error err;

    picture_desk_open(&desk);
    const int64_t child = picture_fill(fixture);
    SL_CHECK_OK(picture_try(&desk, fixture->store, child, &err), &err);
    const struct sl_picture *picture = desk.picture;
    SL_CHECK_U64(picture->input->child.len, 9);
    SL_CHECK_U64(picture->input->note_count, 0);
    SL_CHECK_U64(picture->input->agency_count, 3);
    SL_CHECK_U64(picture->holder_count, 2);
    SL_CHECK_U64(picture->word_count, 1);
    SL_CHECK_U64(picture->event_count, 3);
    check_tie(picture, "Siobhan", SL_PICTURE_STATED);
    /* Only a record of the mother knows of him. */
    check_tie(picture, "Yusuf", SL_PICTURE_SIBLINGS);
    check_tie(picture, "DALE", SL_PICTURE_PHONE);
    check_tie(picture, "Rico", SL_PICTURE_PHONE);
    check_tie(picture, "KEIRA", SL_PICTURE_EVENT);
    assert_null(picture_tie(picture, "Nobody"));
    /* When the run ended: in March, clocks in the United Kingdom show Greenwich time until the end.
     */
    SL_CHECK_I64(picture->input->records[0].received.day, 20543);
    SL_CHECK_I64(picture->input->records[0].received.second, 10 * 3600 + 30 * 60);
    /* Where the child was found. */
    bool is_placed = false;
    for (size_t i = 0; i < picture->event_count; i++) {
        is_placed = is_placed || picture->events[i].place.value != NULL;
    }
    assert_true(is_placed);
    sl_picture_loader_close(desk.loader);
}

/* A later version counts, and what was withdrawn is not there. */
static void as_records_are_now(void **state)
{
    struct people_fixture *fixture = *state;
    struct picture_desk desk;
    struct sl_error err;
    int64_t through = 0;

    picture_desk_open(&desk);
    const int64_t child = picture_fill(fixture);
    people_take(
        fixture,
        "oldham",
        "{\"type\":\"event\",\"id\":\"p1\",\"deleted\":true}\n"
        "{\"type\":\"person\",\"id\":\"c1\",\"given_name\":\"Ayesha\",\"surname\":\"Brien\"}\n"
    );
    /* The index has not seen it yet: the picture says so rather than show half of it. */
    if (sl_people_index_check(fixture->store, &through, NULL) == SL_INVALID) {
        SL_CHECK_STATUS(picture_try(&desk, fixture->store, child, &err), SL_INVALID);
        assert_true(err.hint[0] != '\0');
    }
    people_update(fixture, false);
    SL_CHECK_OK(picture_try(&desk, fixture->store, child, &err), &err);
    SL_CHECK_U64(desk.picture->event_count, 2);
    /* Who the new records are of was not asked yet, and the picture says so. */
    SL_CHECK_U64(desk.picture->input->note_count, 1);
    assert_null(picture_tie(desk.picture, "Siobhan"));
    assert_null(picture_tie(desk.picture, "Yusuf"));
    sl_picture_loader_close(desk.loader);
}

static void nothing_is_left(void **state)
{
    struct people_fixture *fixture = *state;
    struct picture_desk desk;
    struct sl_error err;

    picture_desk_open(&desk);
    (void)picture_fill(fixture);
    const int64_t gone = picture_mention(fixture, 3, "p9");
    people_take(fixture, "nhs", "{\"type\":\"person\",\"id\":\"p9\",\"deleted\":true}\n");
    people_update(fixture, false);
    picture_identified(fixture);
    SL_CHECK_OK(picture_try(&desk, fixture->store, gone, &err), &err);
    SL_CHECK_U64(desk.picture->input->note_count, 1);
    SL_CHECK_STR(desk.picture->input->notes[0], "No record names this person any more.");
    sl_picture_loader_close(desk.loader);
}

static void nobody_has_the_id(void **state)
{
    struct people_fixture *fixture = *state;
    struct picture_desk desk;
    struct sl_error err;

    picture_desk_open(&desk);
    const int64_t child = picture_fill(fixture);
    SL_CHECK_STATUS(picture_try(&desk, fixture->store, child + 77, &err), SL_NOT_FOUND);
    /* And the next picture is sound. */
    SL_CHECK_OK(picture_try(&desk, fixture->store, child, &err), &err);
    sl_picture_loader_close(desk.loader);
}

/* A house that very many records name: the latest are read, and the picture says so. */
static void a_limit_is_told(void **state)
{
    struct people_fixture *fixture = *state;
    struct picture_desk desk;
    struct sl_buf text;
    struct sl_error err;

    picture_desk_open(&desk);
    sl_buf_init(&text, (size_t)1 << 20);
    for (unsigned i = 0; i < SL_PICTURE_THING_LIMIT + 40; i++) {
        sl_buf_addf(
            &text,
            "{\"type\":\"person\",\"id\":\"r%u\",\"given_name\":\"R%u\","
            "\"address\":\"1 Mill Street\",\"postcode\":\"OL1 1AA\"}\n",
            i,
            i
        );
    }
    people_take(fixture, "hostel", text.ptr);
    people_update(fixture, false);
    const int64_t child = picture_mention(fixture, 1, "r7");
    picture_is(fixture, 1, "r7", child);
    picture_identified(fixture);
    SL_CHECK_OK(picture_try(&desk, fixture->store, child, &err), &err);
    SL_CHECK_U64(desk.picture->input->note_count, 1);
    assert_true(desk.picture->tie_count >= SL_PICTURE_THING_LIMIT - 1);
    assert_true(desk.picture->tie_count <= SL_PICTURE_THING_LIMIT);
    sl_buf_finish(&text);
    sl_picture_loader_close(desk.loader);
}

/* A child with more records than a picture reads: the latest count, and the picture says so. */
static void a_very_long_history(void **state)
{
    struct people_fixture *fixture = *state;
    struct picture_desk desk;
    struct sl_buf text;
    struct sl_error err;

    picture_desk_open(&desk);
    sl_buf_init(&text, (size_t)4 << 20);
    sl_buf_addf(&text, "{\"type\":\"person\",\"id\":\"n1\",\"given_name\":\"Ann\"}\n");
    for (unsigned i = 1; i <= SL_PICTURE_OWN_LIMIT + 20; i++) {
        sl_buf_addf(
            &text,
            "{\"type\":\"event\",\"id\":\"e%u\",\"kind\":\"contact\",\"people\":"
            "[{\"id\":\"n1\",\"role\":\"subject\"}]}\n",
            i
        );
    }
    people_take(fixture, "police", text.ptr);
    people_update(fixture, false);
    const int64_t child = picture_mention(fixture, 1, "n1");
    picture_is(fixture, 1, "n1", child);
    picture_identified(fixture);
    SL_CHECK_OK(picture_try(&desk, fixture->store, child, &err), &err);
    SL_CHECK_U64(desk.picture->input->note_count, 1);
    SL_CHECK_U64(desk.picture->event_count, SL_PICTURE_OWN_LIMIT);
    /* The first record says who it is; the first events are those that are left out. */
    SL_CHECK_STR(desk.picture->persons[0].given_name.value->text, "Ann");
    for (size_t i = 0; i < desk.picture->event_count; i++) {
        assert_false(sl_str_equal(desk.picture->events[i].entity->key, SL_STR("e1")));
    }
    sl_buf_finish(&text);
    sl_picture_loader_close(desk.loader);
}

struct attempt {
    struct sl_store *store;
    int64_t child;
};

static enum sl_status load_once(void *context)
{
    const struct attempt *attempt = context;
    struct picture_desk desk = { .loader = NULL };
    enum sl_status status = sl_picture_loader_open(&desk.loader, NULL);

    if (status == SL_OK) {
        status = picture_try(&desk, attempt->store, attempt->child, NULL);
    }
    sl_picture_loader_close(desk.loader);
    return status;
}

static void failing_allocations(void **state)
{
    struct people_fixture *fixture = *state;
    struct attempt attempt = { .store = fixture->store, .child = picture_fill(fixture) };

    /* Statements are kept by the store: they are prepared before memory fails. */
    SL_CHECK_OK(load_once(&attempt), NULL);
    assert_true(sl_test_failing_allocations(load_once, &attempt) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(from_all_agencies),   PICTURE_TEST(as_records_are_now),
        PICTURE_TEST(nothing_is_left),     PICTURE_TEST(nobody_has_the_id),
        PICTURE_TEST(a_limit_is_told),     PICTURE_TEST(a_very_long_history),
        PICTURE_TEST(failing_allocations),
    };
    return cmocka_run_group_tests_name("app/picture_load", tests, NULL, NULL);
}
