/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_door.h"
#include "role_site.h"
#include "store/review.h"

/* Two people of the police who may be one, and the steward signed in. Gives the page of the pair.
 */
static const char *make_pair(struct child_site *site)
{
    static char path[60];
    const struct sl_access_opening opening = { .store = site->house->people.store_path,
                                               .mode = SL_STORE_WRITE,
                                               .now_us = ACCESS_NOW };
    const struct sl_identify_options options = { .thread_count = 1, .at = ACCESS_NOW };
    struct sl_identify_result result;
    struct sl_identity_named low;
    struct sl_identity_named high;
    struct sl_access *access = NULL;
    struct sl_error err;

    child_site_as(site, "data_steward");
    sl_store_close_ptr(&site->house->people.store);
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("data_steward"), &access, &err), &err);
    SL_CHECK_OK(sl_identity_run(access, &options, &result, &err), &err);
    struct sl_store *store = sl_access_store(access);
    SL_CHECK_OK(sl_identity_find(store, SL_STR("police/records/n1"), &low, &err), &err);
    SL_CHECK_OK(sl_identity_find(store, SL_STR("police/records/n2"), &high, &err), &err);
    const struct sl_stored_review review = {
        .low = low.identity < high.identity ? low.identity : high.identity,
        .high = low.identity < high.identity ? high.identity : low.identity,
        .weight_millibits = 3000,
    };
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_review_put(store, &review, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_access_close(access);
    (void)snprintf(
        path,
        sizeof path,
        "/match/%s/%s",
        sl_identity_print(review.low).text,
        sl_identity_print(review.high).text
    );
    return path;
}

static void look(struct child_site *site, const char *path, const char *text)
{
    struct site_reply reply;

    site_get(&site->world, path, &reply);
    SL_CHECK_U64(reply.response.status, 200);
    assert_true(site_says(&reply, text));
    site_reply_finish(&reply);
}

static void test_a_pair_is_seen_and_decided(void **state)
{
    struct child_site *site = *state;
    const char *path = make_pair(site);
    struct site_reply reply;

    look(site, "/matches", path);
    look(site, path, "Are they one person?");
    look(site, path, "police/records/n2");
    site_post(&site->world, path, "verdict=hold_apart", &reply);
    SL_CHECK_U64(reply.response.status, 400);
    assert_true(site_says(&reply, "<a href=\"#reason\">Enter why</a>"));
    site_reply_finish(&reply);
    site_post(&site->world, path, "verdict=hold_apart&reason=Cousins", &reply);
    SL_CHECK_U64(reply.response.status, 303);
    assert_string_equal(site_header(&reply, "location"), "/matches?done=hold_apart");
    site_reply_finish(&reply);
    look(site, "/matches?done=hold_apart", "They stay two people");
    look(site, "/matches", "Nobody waits to be looked at");
    site_get(&site->world, path, &reply);
    SL_CHECK_U64(reply.response.status, 404);
    assert_true(site_says(&reply, "no possible match any more"));
    site_reply_finish(&reply);
}

static void test_what_is_no_pair(void **state)
{
    struct child_site *site = *state;

    role_site_says(site, "data_steward", "/match/x/y", NULL, 400, "");
    role_site_says(site, "data_steward", "/match/P00000007/P00000008", NULL, 404, "");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    role_site_only(site, "/matches", ROLE(STEWARD));
    sl_store_close_ptr(&site->house->people.store); /* deciding writes */
    role_site_refused(site, "/match/P00000007/P00000008", "verdict=join&reason=No", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_a_pair_is_seen_and_decided),
        CHILD_SITE_TEST(test_what_is_no_pair),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
