/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_upkeep.h"

#include "app/intake_fixture.h"
#include "app/store_access.h"
#include "store/store.h"

static void a_backup_holds_the_same(void **state)
{
    struct intake_fixture *fixture = *state;
    const struct sl_check_options check = { .allow_no_open_run = true };
    struct sl_check_result result;
    char copy[600];
    uint64_t counts[2];
    struct sl_error err;

    (void)snprintf(copy, sizeof(copy), "%s", sl_test_folder_path(&fixture->folder, "copy.db"));
    intake_write_lines(fixture, 50, "one", 0);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    store_equip(&fixture->folder, fixture->store_path);
    struct sl_access *access = store_access(fixture->store_path, SL_STORE_READ);
    sl_check_result_init(&result);
    SL_CHECK_OK(sl_upkeep_backup(access, copy, &check, &result, &err), &err);
    SL_CHECK_STATUS(sl_upkeep_backup(access, copy, &check, &result, &err), SL_INVALID);
    sl_access_close(access);
    SL_CHECK_U64(result.problem_count, 0);
    sl_check_result_finish(&result);
    const struct sl_digest left = intake_visible(fixture->store_path, &counts[0]);
    const struct sl_digest right = intake_visible(copy, &counts[1]);
    assert_true(sl_digest_equal(&left, &right));
    SL_CHECK_U64(counts[1], 50);
}

static void makes_and_checks(void **state)
{
    struct intake_fixture *fixture = *state;
    const struct sl_check_options check = { .allow_no_open_run = true };
    struct sl_check_result result;
    char path[600];
    struct sl_error err;

    (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&fixture->folder, "new.db"));
    sl_check_result_init(&result);
    SL_CHECK_OK(sl_store_create(path, &err), &err);
    store_equip(&fixture->folder, path);
    struct sl_access *access = store_access(path, SL_STORE_READ);
    SL_CHECK_OK(sl_upkeep_check(access, &check, &result, &err), &err);
    sl_access_close(access);
    SL_CHECK_U64(result.problem_count, 0);
    SL_CHECK_STATUS(sl_store_create(path, &err), SL_INVALID);
    sl_check_result_finish(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(a_backup_holds_the_same),
        INTAKE_TEST(makes_and_checks),
    };
    return cmocka_run_group_tests_name("app/store_upkeep", tests, NULL, NULL);
}
