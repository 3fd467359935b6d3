/* SPDX-License-Identifier: Apache-2.0 */
/* The door: what it decides about one record. */
#include "app/access_house.h"
#include "store/source.h"

static enum sl_sight ask(const struct sl_access *access, struct sl_access_asked asked)
{
    return sl_access_decide(access, &asked).sight;
}

/* Seals, withheld fields and a broken glass are those of the store. */
static void by_what_the_store_knows(void **state)
{
    struct house *house = *state;
    struct sl_store *store = house->people.store;
    const struct sl_stamp by = { .by = SL_STR("root"), .at = ACCESS_NOW };
    const struct sl_identity_id id = sl_identity_print(4242);
    struct sl_store_seal seal = { .key = SL_STR("x"), .reason = SL_STR("a witness"), .sealed = by };
    const struct sl_glass glass = { .user = SL_STR("practitioner"),
                                    .identity = sl_str_from(id.text),
                                    .reason = SL_GLASS_DANGER,
                                    .words = SL_STR("somebody heard her cry for help"),
                                    .from = ACCESS_NOW - 1,
                                    .until = ACCESS_NOW + 1000000 };
    int64_t number = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_source_add(store, SL_STR("police"), SL_STR("records"), &seal.source, &err), &err
    );
    SL_CHECK_OK(sl_store_seal_add(store, &seal, &number, &err), &err);
    SL_CHECK_OK(sl_store_glass_add(store, &glass, &number, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    struct sl_access *access = access_open(house->people.store_path, "practitioner");
    SL_CHECK_OK(sl_access_may(access, SL_MAY_PICTURE, &house_deed, &err), &err);
    struct sl_access_asked asked = { .holder = SL_STR("police"), .kind = SL_SHARE_DETAILS };
    SL_CHECK_U64(ask(access, asked), SL_SIGHT_EXISTENCE); /* no relationship */
    asked.identity = 4242;
    SL_CHECK_U64(ask(access, asked), SL_SIGHT_CONTENT); /* the glass is broken */
    SL_CHECK_I64(sl_access_glass_left(access, 4242), 1000000);
    assert_false(sl_access_glass(access, 4243));
    asked.source = seal.source;
    asked.key = SL_STR("x");
    SL_CHECK_U64(ask(access, asked), SL_SIGHT_HIDDEN);
    asked.key = SL_STR("y");
    SL_CHECK_U64(ask(access, asked), SL_SIGHT_CONTENT);
    assert_false(sl_access_withholds(access));
    SL_CHECK_U64(sl_access_ties(access, 4242), 0);
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = { HOUSE_TEST(by_what_the_store_knows) };
    return cmocka_run_group_tests_name("app/access_decide", tests, NULL, NULL);
}
