/* SPDX-License-Identifier: Apache-2.0 */
#include "store/saved_model.h"

#include "store/fixture.h"

static void one_is_in_use(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_saved_model model = { .purpose = SL_STR("people"),
                                          .created_at = 5,
                                          .json = SL_STR("{}") };
    struct sl_saved_model back;
    struct sl_error err;
    int64_t first = 0;
    int64_t second = 0;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_model_add(fixture->store, &model, &first, &err), &err);
    SL_CHECK_OK(sl_store_model_add(fixture->store, &model, &second, &err), &err);
    SL_CHECK_STATUS(
        sl_store_model_find_active(fixture->store, model.purpose, &fixture->arena, &back, &err),
        SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_model_activate(fixture->store, first, &err), &err);
    SL_CHECK_OK(sl_store_model_activate(fixture->store, second, &err), &err);
    SL_CHECK_STATUS(sl_store_model_activate(fixture->store, 99, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_model_find_active(fixture->store, model.purpose, &fixture->arena, &back, &err),
        &err
    );
    SL_CHECK_I64(back.id, second);
    SL_CHECK_STR(back.json, "{}");
    SL_CHECK_I64(back.created_at, 5);
    SL_CHECK_OK(sl_store_model_get(fixture->store, first, &fixture->arena, &back, &err), &err);
    SL_CHECK_I64(back.state, SL_MODEL_RETIRED);
    SL_CHECK_STATUS(
        sl_store_model_get(fixture->store, 99, &fixture->arena, &back, &err), SL_NOT_FOUND
    );
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(one_is_in_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
