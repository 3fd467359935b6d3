/* SPDX-License-Identifier: Apache-2.0 */
#include "store/source.h"

#include "store/fixture.h"

static void added_once_and_found(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_source *sources = NULL;
    struct sl_error err;
    size_t count = 0;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    for (int i = 0; i < 20; i++) {
        char name[2] = { (char)('a' + i), '\0' };
        SL_CHECK_OK(
            sl_store_source_add(fixture->store, SL_STR("nhs"), sl_str_from(name), &id, &err), &err
        );
        SL_CHECK_I64(id, i + 2);
    }
    SL_CHECK_OK(sl_store_source_add(fixture->store, SL_STR("nhs"), SL_STR("a"), &id, &err), &err);
    SL_CHECK_I64(id, 2);
    SL_CHECK_STATUS(
        sl_store_source_add(fixture->store, SL_STR(""), SL_STR("a"), &id, &err), SL_INVALID
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_source_find(fixture->store, SL_STR("nhs"), SL_STR("b"), &id, &err), &err);
    SL_CHECK_I64(id, 3);
    SL_CHECK_STATUS(
        sl_store_source_find(fixture->store, SL_STR("nhs"), SL_STR("zz"), &id, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(
        sl_store_source_list(fixture->store, &fixture->arena, &sources, &count, &err), &err
    );
    SL_CHECK_U64(count, 21);
    SL_CHECK_STR(sources[0].agency, "police");
    SL_CHECK_STR(sources[20].system, "t");
    SL_CHECK_I64(sources[20].id, 21);
}

static void layout_is_stored_once(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;
    struct sl_str text;
    int64_t first = 0;
    int64_t second = 0;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_layout_add(fixture->store, SL_STR("a,b"), &first, &err), &err);
    SL_CHECK_OK(sl_store_layout_add(fixture->store, SL_STR("a,b"), &second, &err), &err);
    SL_CHECK_I64(first, second);
    SL_CHECK_OK(sl_store_layout_add(fixture->store, SL_STR("a,c"), &second, &err), &err);
    assert_true(first != second);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_layout_text(fixture->store, second, &fixture->arena, &text, &err), &err);
    SL_CHECK_STR(text, "a,c");
    SL_CHECK_OK(sl_store_layout_text(fixture->store, 0, &fixture->arena, &text, &err), &err);
    SL_CHECK_STR(text, "");
    SL_CHECK_STATUS(
        sl_store_layout_text(fixture->store, 99, &fixture->arena, &text, &err), SL_NOT_FOUND
    );
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(added_once_and_found),
        STORE_TEST(layout_is_stored_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
