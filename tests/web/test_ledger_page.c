/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "app/ledger_state.h"
#include "role_site.h"

static void test_how_far_it_has_come_is_told(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    role_site_as(site, "privacy_officer");
    site_get(&site->world, "/ledger", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    CHILD_SITE_ORDER(
        &reply,
        "No witness has looked within a week",
        "Entries",
        "Last entry",
        "1 Apr 2026 10:00",
        "Latest checkpoint",
        "have come since",
        "Seen by no witness",
        "Root of the tree",
        "No witness is known here"
    );
    assert_false(site_says(&reply, site->house->people.store_path)); /* nothing of this machine */
    site_reply_finish(&reply);
}

/* What a file of a witness says stays text; where it lies is not told. */
static void test_a_witness_that_is_not_right_is_told(void **state)
{
    struct child_site *site = *state;
    char path[700];
    struct site_reply reply;

    (void)snprintf(path, sizeof path, "%s" SL_LEDGER_WITNESSES, site->house->access.ledger);
    assert_int_equal(mkdir(path, 0700), 0);
    (void
    )snprintf(path, sizeof path, "%s" SL_LEDGER_WITNESSES "/<b>.pub", site->house->access.ledger);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    role_site_as(site, "leader");
    site_get(&site->world, "/ledger", &reply);
    CHILD_SITE_ORDER(&reply, "<h2", "Witnesses", "&lt;b&gt;", "Its key or what it signed is not");
    assert_false(site_says(&reply, SL_LEDGER_WITNESSES));
    site_reply_finish(&reply);
}

static void test_others_are_refused(void **state)
{
    role_site_only(
        *state,
        "/ledger",
        ROLE(PRIVACY) | ROLE(LEADER) | ROLE(INSPECTOR) | ROLE(PARTNERSHIP) | ROLE(ADMINISTRATOR)
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_how_far_it_has_come_is_told),
        CHILD_SITE_TEST(test_a_witness_that_is_not_right_is_told),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
