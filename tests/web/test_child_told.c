/* SPDX-License-Identifier: Apache-2.0 */
#include "web/child_told.h"

#include "app/child_house.h"
#include "app/notice_load.h"

/* A wish for the child, and what was told. */
struct desk {
    struct child_house *house;
    struct sl_access *access;
    struct sl_arena arena;
    struct sl_notice_catalogues catalogues;
    struct sl_child_wish wish;
    struct sl_child_told told;
};

static enum sl_status try_desk(struct child_house *house, struct desk *desk)
{
    *desk = (struct desk){ .house = house };
    sl_arena_init(&desk->arena, (size_t)64 << 20);
    sl_child_told_init(&desk->told);
    desk->wish = (struct sl_child_wish){
        .arena = &desk->arena,
        .id = child_id(house->child),
        .now_us = ACCESS_NOW,
    };
    SL_TRY(sl_notice_load_own(&desk->arena, &desk->catalogues, NULL));
    desk->wish.catalogues = &desk->catalogues;
    SL_TRY(access_try(house->people.store_path, "practitioner", &desk->access, NULL));
    desk->wish.access = desk->access;
    return SL_OK;
}

static void open_desk(struct child_house *house, struct desk *desk)
{
    SL_CHECK_OK(try_desk(house, desk), NULL);
}

static void close_desk(struct desk *desk)
{
    sl_child_told_finish(&desk->told);
    sl_access_close(desk->access);
    sl_arena_finish(&desk->arena);
}

/* Is it in what was told? */
static bool says(const struct sl_buf *json, const char *text)
{
    return sl_str_find(sl_buf_str(json), sl_str_from(text)) < json->len;
}

static void test_it_tells_asks_and_writes_down(void **state)
{
    struct child_house *house = *state;
    struct sl_error err;
    struct desk desk;

    child_tie(house, "practitioner", 1, "n1");
    open_desk(house, &desk);
    SL_CHECK_OK(sl_child_tell(&desk.wish, &desk.told, &err), &err);
    assert_true(desk.told.identity == house->child);
    assert_true(says(&desk.told.picture, "\"name\":\"AISHA BRIEN\""));
    assert_true(says(&desk.told.picture, "\"life\":\"15 years old, born 3 Feb 2011\""));
    assert_true(says(&desk.told.asked, "{\"clocks\":["));
    close_desk(&desk);
    SL_CHECK_U64(child_entries(house, "practitioner", SL_VERB_READ, SL_OUTCOME_ALLOWED), 1);
}

/* The chronology has what is asked for, and all else stays as it is. */
static void test_kinds_and_periods(void **state)
{
    static const struct {
        const char *kind, *period;
        bool is_missing;
    } cases[] = {
        {"missing",       "",         true },
        { "",             "2026",     true },
        { "",             "3-months", true },
        { "intelligence", "",         false},
        { "no_such_kind", "",         false},
        { "",             "2025",     false},
        { "missing",      "3-yards",  false},
    };
    struct child_house *house = *state;
    struct desk desk;

    child_tie(house, "practitioner", 1, "n1");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        open_desk(house, &desk);
        desk.wish.kind = sl_str_from(cases[i].kind);
        desk.wish.period = sl_str_from(cases[i].period);
        SL_CHECK_OK(sl_child_tell(&desk.wish, &desk.told, NULL), NULL);
        assert_int_equal(
            says(&desk.told.picture, "{\"mark\":\"year\",\"cells\":[[{\"text\":\"2026\"}]]}"),
            cases[i].is_missing
        );
        assert_true(says(&desk.told.picture, "\"years\":[{\"name\":\"2026\""));
        close_desk(&desk);
    }
}

static void test_the_family_is_drawn(void **state)
{
    struct child_house *house = *state;
    struct sl_error err;
    struct desk desk;

    child_agree(house, ACCESS_AGREEMENT);
    child_tie(house, "practitioner", 1, "n1");
    open_desk(house, &desk);
    SL_CHECK_OK(sl_child_draw(&desk.wish, &desk.told.picture, &err), &err);
    assert_true(says(&desk.told.picture, "<svg "));
    assert_true(says(&desk.told.picture, "Siobhan"));
    close_desk(&desk);
    SL_CHECK_U64(child_entries(house, "practitioner", SL_VERB_READ, SL_OUTCOME_ALLOWED), 1);
}

static void test_what_is_no_id_asks_nobody(void **state)
{
    struct child_house *house = *state;
    struct desk desk;

    open_desk(house, &desk);
    desk.wish.id = SL_STR("aisha brien");
    SL_CHECK_STATUS(sl_child_tell(&desk.wish, &desk.told, NULL), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_child_draw(&desk.wish, &desk.told.picture, NULL), SL_NOT_FOUND);
    SL_CHECK_U64(desk.told.picture.len, 0);
    close_desk(&desk);
    SL_CHECK_U64(child_entries(house, "practitioner", 0, 0), 0);
}

static enum sl_status tell(void *context)
{
    struct child_house *house = context;
    struct desk desk;
    enum sl_status status = try_desk(house, &desk);

    if (status == SL_OK) {
        status = sl_child_tell(&desk.wish, &desk.told, NULL);
    }
    close_desk(&desk);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct child_house *house = *state;

    child_tie(house, "practitioner", 1, "n1");
    SL_CHECK_OK(tell(house), NULL); /* SQLite keeps a little from the first time on */
    assert_true(child_failing_allocations(tell, house) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(test_it_tells_asks_and_writes_down), CHILD_TEST(test_kinds_and_periods),
        CHILD_TEST(test_the_family_is_drawn),           CHILD_TEST(test_what_is_no_id_asks_nobody),
        CHILD_TEST(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
