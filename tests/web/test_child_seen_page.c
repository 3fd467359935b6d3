/* SPDX-License-Identifier: Apache-2.0 */
#include "child_site.h"

static const char *address(struct child_site *site)
{
    static char target[100];

    (void)snprintf(target, sizeof target, "/child/%s/seen", child_id(site->house->child).ptr);
    return target;
}

/* Somebody looks, and a privacy officer sees that they did, the latest first. */
static void test_who_has_looked(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;
    char child[100];

    child_tie(site->house, "practitioner", 1, "n1");
    (void)snprintf(child, sizeof child, "/child/%s", child_id(site->house->child).ptr);
    site_get(&site->world, child, &reply);
    site_reply_finish(&reply);
    child_site_as(site, "privacy_officer");
    site_get(&site->world, address(site), &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply,
        "Who has looked at",
        "privacy officer",
        "practitioner, practitioner",
        "Read picture, to safeguard a child"
    );
    site_reply_finish(&reply);
}

static void test_who_may_not_know(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    site_get(&site->world, address(site), &reply);
    SL_CHECK_U64(reply.response.status, 403);
    site_reply_finish(&reply);
    site_get(&site->world, "/child/aisha/seen", &reply);
    SL_CHECK_U64(reply.response.status, 404);
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_who_has_looked),
        CHILD_SITE_TEST(test_who_may_not_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
