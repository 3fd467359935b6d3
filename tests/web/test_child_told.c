/* SPDX-License-Identifier: Apache-2.0 */
#include "web/child_told.h"

#include "app/child_house.h"

static struct sl_child_wish wish_of(struct child_house *house, struct sl_access *access)
{
    return (struct sl_child_wish){
        .access = access,
        .arena = &house->arena,
        .id = child_id(house->child),
        .today = PICTURE_TODAY,
    };
}

static void test_it_tells_and_writes_down(void **state)
{
    struct child_house *house = *state;
    struct sl_access *access = NULL;
    struct sl_buf json;
    struct sl_error err;

    child_tie(house, "practitioner", 1, "n1");
    access = access_open(house->people.store_path, "practitioner");
    const struct sl_child_wish wish = wish_of(house, access);
    sl_buf_init(&json, (size_t)1 << 20);
    SL_CHECK_OK(sl_child_tell(&wish, &json, &err), &err);
    sl_buf_add_byte(&json, '\0');
    assert_non_null(strstr(json.ptr, "\"name\":\"AISHA BRIEN\""));
    assert_non_null(strstr(json.ptr, "\"life\":\"15 years old, born 3 Feb 2011\""));
    sl_buf_finish(&json);
    sl_access_close(access);
    SL_CHECK_U64(child_entries(house, "practitioner", SL_VERB_READ, SL_OUTCOME_ALLOWED), 1);
}

static void test_what_is_no_id_asks_nobody(void **state)
{
    struct child_house *house = *state;
    struct sl_access *access = access_open(house->people.store_path, "practitioner");
    struct sl_child_wish wish = wish_of(house, access);
    struct sl_buf json;
    struct sl_error err;

    sl_buf_init(&json, (size_t)1 << 20);
    wish.id = SL_STR("aisha brien");
    SL_CHECK_STATUS(sl_child_tell(&wish, &json, &err), SL_NOT_FOUND);
    SL_CHECK_U64(json.len, 0);
    sl_buf_finish(&json);
    sl_access_close(access);
    SL_CHECK_U64(child_entries(house, "practitioner", 0, 0), 0);
}

static enum sl_status tell(void *context)
{
    struct child_house *house = context;
    struct sl_access *access = NULL;
    struct sl_arena arena;
    struct sl_buf json;

    SL_TRY(access_try(house->people.store_path, "practitioner", &access, NULL));
    struct sl_child_wish wish = wish_of(house, access);
    sl_arena_init(&arena, (size_t)1 << 20);
    sl_buf_init(&json, (size_t)1 << 20);
    wish.arena = &arena;
    const enum sl_status status = sl_child_tell(&wish, &json, NULL);
    sl_buf_finish(&json);
    sl_arena_finish(&arena);
    sl_access_close(access);
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
        CHILD_TEST(test_it_tells_and_writes_down),
        CHILD_TEST(test_what_is_no_id_asks_nobody),
        CHILD_TEST(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
