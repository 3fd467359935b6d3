/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_share.h"

#include "app/access_house.h"
#include "app/picture_fixture.h"

/* What is kept of judging: whether there is anything to be told, and whom a seal kept it from. */
static void what_is_kept(void **state)
{
    struct house *house = *state;
    struct sl_store *store = house->people.store;
    const struct sl_store_seal seal = {
        .source = 1,
        .key = SL_STR("m1"),
        .reason = SL_STR("a colleague's child"),
        .sealed = {SL_STR("root"), ACCESS_NOW}
    };
    struct sl_picture_request request = { .today = PICTURE_TODAY };
    struct picture_desk desk;
    int64_t id = 0;
    struct sl_error err;

    picture_desk_open(&desk);
    request.identity = picture_fill(&house->people);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_seal_add(store, &seal, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    request.access = access_open(house->people.store_path, "practitioner");
    SL_CHECK_OK(sl_access_may(request.access, SL_MAY_PICTURE, &house_deed, &err), &err);
    SL_CHECK_OK(
        sl_picture_load(
            desk.loader, sl_access_store(request.access), &request, &desk.picture, &err
        ),
        &err
    );
    const struct sl_picture_share *share = sl_picture_loader_share(desk.loader);
    assert_true(share->is_held);
    SL_CHECK_U64(share->alert_count, 1);
    SL_CHECK_STR(share->alerts[0].holder, "police");
    SL_CHECK_U64(share->source_holder_count, 3);
    SL_CHECK_U64(desk.picture->event_count, 0); /* without a relationship nothing is read */
    sl_access_close(request.access);
    /* Nobody's agency: nothing is held that may be told of. */
    request.access = NULL;
    SL_CHECK_OK(sl_picture_load(desk.loader, store, &request, &desk.picture, &err), &err);
    assert_false(sl_picture_loader_share(desk.loader)->is_held);
    SL_CHECK_U64(desk.picture->event_count, 3);
    sl_picture_loader_close(desk.loader);
}

int main(void)
{
    const struct CMUnitTest tests[] = { HOUSE_TEST(what_is_kept) };
    return cmocka_run_group_tests_name("app/picture_share", tests, NULL, NULL);
}
