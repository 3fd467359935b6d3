/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_model.h"

#include "app/identity_fixture.h"
#include "app/identity_load.h"

static void a_model_is_kept_and_used(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_linkage_options options = sl_identity_linkage_options();
    struct sl_identity_model model;
    struct sl_linkage *linkage = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_identity_model_find(fixture->store, &fixture->arena, &model, &err), &err);
    assert_true(model.json.len > 100 && model.json.ptr[0] == '{');
    assert_true(model.reference.len > 100);
    SL_CHECK_OK(sl_linkage_open(&options, &linkage, &err), &err);
    SL_CHECK_OK(sl_identity_model_use(&model, linkage, &err), &err);
    sl_linkage_close(linkage);
    model.reference.len = 10;
    SL_CHECK_OK(sl_linkage_open(&options, &linkage, &err), &err);
    assert_true(sl_identity_model_use(&model, linkage, &err) != SL_OK);
    sl_linkage_close(linkage);
}

static void a_new_store_has_none(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_identity_model model;
    struct sl_store *store = NULL;
    const char *path = sl_test_folder_path(&fixture->folder, "new.db");

    SL_CHECK_OK(sl_store_create(path, NULL), NULL);
    SL_CHECK_OK(sl_store_open(path, SL_STORE_READ, &store, NULL), NULL);
    SL_CHECK_STATUS(sl_identity_model_find(store, &fixture->arena, &model, NULL), SL_NOT_FOUND);
    sl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(a_model_is_kept_and_used),
        IDENTITY_TEST(a_new_store_has_none),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
