/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_records.h"

#include "app/access_house.h"
#include "app/picture_fixture.h"

struct counted {
    size_t police, others, content;
};

static enum sl_status count(void *context, const struct sl_child_record *one, struct sl_error *err)
{
    struct counted *counted = context;

    (void)err;
    counted->police += sl_str_equal(one->source->agency, SL_STR("police"));
    counted->others += !sl_str_equal(one->source->agency, SL_STR("police"));
    counted->content += one->sight == SL_SIGHT_CONTENT;
    SL_CHECK_I64(one->first_received_us, people_clock());
    return SL_OK;
}

/* The own agency's records that name the child; one that is sealed is passed over. */
static void own_records(void **state)
{
    struct house *house = *state;
    struct sl_store *store = house->people.store;
    const struct sl_store_seal seal = {
        .source = 1,
        .key = SL_STR("m1"),
        .reason = SL_STR("a colleague's child"),
        .sealed = {SL_STR("root"), ACCESS_NOW}
    };
    const int64_t child = picture_fill(&house->people);
    int64_t id = 0;
    struct sl_error err;

    for (size_t turn = 0; turn < 2; turn++) {
        struct counted counted = { .police = 0 };
        struct sl_access *access = access_open(house->people.store_path, "privacy_officer");
        SL_CHECK_OK(sl_access_may(access, SL_MAY_SUBJECT_ACCESS, &house_deed, &err), &err);
        SL_CHECK_OK(sl_child_records_tell(access, child, count, &counted, &err), &err);
        SL_CHECK_U64(counted.police, 3 - turn);
        SL_CHECK_U64(counted.content, 3 - turn);
        SL_CHECK_U64(counted.others, 0);
        sl_access_close(access);
        if (turn == 0) {
            SL_CHECK_OK(sl_store_begin(store, &err), &err);
            SL_CHECK_OK(sl_store_seal_add(store, &seal, &id, &err), &err);
            SL_CHECK_OK(sl_store_commit(store, &err), &err);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { HOUSE_TEST(own_records) };
    return cmocka_run_group_tests_name("app/child_records", tests, NULL, NULL);
}
