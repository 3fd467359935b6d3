/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question_site.h - a site where questions are asked of the police about the child of child_site.h.
 *
 * "boss" is a manager of oldham. The question "Why?" is number 1: the police are asked, because of
 * the missing episode m1.
 */
#ifndef SL_TESTS_WEB_QUESTION_SITE_H
#define SL_TESTS_WEB_QUESTION_SITE_H

#include "app/question_house.h"
#include "role_site.h"

static inline int question_site_set_up(void **state)
{
    struct child_site *site = NULL;
    struct sl_store *store = NULL;
    struct sl_error err;

    (void)child_site_set_up(state);
    site = *state;
    store = site->house->people.store;
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    access_add_user(store, "boss", "oldham", UINT32_C(1) << SL_USER_MANAGER);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    child_agree(site->house, ACCESS_AGREEMENT);
    (void)question_missing(site->house, 0);
    return 0;
}

/* Does the last entry of a user that says more name somebody? */
static inline bool
question_site_named(const struct child_site *site, const char *user, struct sl_str name)
{
    struct access_count count = { .outcome = SL_OUTCOME_ALLOWED };
    const struct sl_ledger_filter filter = { .user = sl_str_from(user) };

    SL_CHECK_OK(
        sl_ledger_show(site->house->access.ledger, &filter, access_note, &count, NULL), NULL
    );
    const struct sl_str detail = sl_str_from(count.detail);
    return sl_str_find(detail, name) < detail.len;
}

#define QUESTION_SITE_TEST(test) \
    cmocka_unit_test_setup_teardown(test, question_site_set_up, child_site_tear_down)

#endif
