/* SPDX-License-Identifier: Apache-2.0 */
#include "app/rebuild.h"

#include "app/people_build_fixture.h"
#include "app/store_access.h"

static void all_that_is_derived_is_made_again(void **state)
{
    struct people_fixture *fixture = *state;
    const struct sl_identify_options options = { .thread_count = 1, .at = 1 };
    struct sl_rebuild_result result = { .record_count = 0 };
    struct sl_buf before;
    struct sl_buf after;
    struct sl_error err;

    people_take(fixture, "police", PEOPLE_FAMILY);
    people_take(fixture, "police", PEOPLE_CHILD_AGAIN);
    people_update(fixture, false);
    sl_buf_init(&before, (size_t)1 << 20);
    sl_buf_init(&after, (size_t)1 << 20);
    people_dump(fixture, &before);
    sl_store_close(fixture->store);
    fixture->store = NULL;
    store_equip(&fixture->folder, fixture->store_path);
    struct sl_access *access = store_access(fixture->store_path, SL_STORE_WRITE);
    SL_CHECK_OK(sl_rebuild(access, &options, &result, &err), &err);
    sl_access_close(access);
    SL_CHECK_U64(result.record_count, 2);
    SL_CHECK_I64(result.row_count, 1);
    people_dump(fixture, &after);
    SL_CHECK_BYTES(sl_buf_str(&after), sl_buf_str(&before));
    people_check(fixture, "SELECT count(*) FROM record_key", "2\n");
    people_check(fixture, "SELECT record FROM superseded", "1\n");
    sl_buf_finish(&before);
    sl_buf_finish(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = { PEOPLE_TEST(all_that_is_derived_is_made_again) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
