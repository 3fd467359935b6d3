/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signed_in.h - somebody with all roles is signed in for the commands of a test, and agreements
 * open everything of everybody to them.
 */
#ifndef SL_TESTS_CLI_SIGNED_IN_H
#define SL_TESTS_CLI_SIGNED_IN_H

#include <stdlib.h>
#include <time.h>

#include "app/access_fixture.h"
#include "app/session.h"
#include "app/session_file.h"

#define SIGNED_IN_AGREEMENT                                                             \
    "format: sightline-agreement-1\nid: all\nversion: 1\ntitle: All\n"                  \
    "valid: {from: 2020-01-01, until: 2199-12-31}\n"                                    \
    "parties: {police: Police, oldham: Oldham, nhs: NHS, bury: Bury, bolton: Bolton}\n" \
    "shares:\n"                                                                         \
    "- {of: [all], to: [all], direction: one_way, purposes: [safeguarding, care, "      \
    "data_quality], level: content, kinds: [all], fields: [all]}\n"

static inline int64_t signed_in_now(void)
{
    return (int64_t)time(NULL) * 1000000;
}

/* Sign a user in: commands find the session in the environment. */
static inline void signed_in_as(const char *path, struct sl_test_folder *folder, const char *user)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    const struct sl_stored_session begun = { .user = sl_str_from(user),
                                             .proof = SL_PROOF_PASSWORD_AND_CODE,
                                             .source = SL_STR("test"),
                                             .begun_at = signed_in_now() };
    const char *file = sl_test_folder_path(folder, "session");
    struct sl_buf token;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(path, SL_STORE_BRIEF, &store, &err), &err);
    sl_buf_init(&token, 1000);
    SL_CHECK_OK(sl_session_begin(store, &begun, &token, &err), &err);
    SL_CHECK_OK(sl_session_file_write(file, sl_buf_str(&token), &err), &err);
    sl_session_token_finish(&token);
    assert_int_equal(setenv("SIGHTLINE_SESSION", file, 1), 0);
}

/* Put the agreement in force today, as the partnership lead does. */
static inline void signed_in_agree(const char *path, const char *text)
{
    const struct sl_access_opening opening = { .store = path,
                                               .mode = SL_STORE_BRIEF,
                                               .now_us = signed_in_now() };
    struct sl_access *access = NULL;
    struct sl_policy_confirmed confirmed;
    struct sl_error err;
    char file[700];

    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("all"), &access, &err), &err);
    (void)snprintf(file, sizeof file, "%s/all.yaml", sl_access_agreements(access));
    FILE *out = fopen(file, "w");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
    SL_CHECK_OK(sl_policy_confirm(access, &confirmed, &err), &err);
    sl_access_close(access);
}

/* Users into a store that the program has made. */
static inline void signed_in(const char *path, struct sl_test_folder *folder)
{
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    access_add_users(store);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    signed_in_agree(path, SIGNED_IN_AGREEMENT);
    signed_in_as(path, folder, "all");
}

/* The same for a store that a fixture has made and still writes to. */
static inline void
signed_in_beside(struct sl_test_folder *folder, const char *path, struct sl_store *store)
{
    struct access_fixture fixture;

    access_equip(&fixture, folder, store);
    signed_in_agree(path, SIGNED_IN_AGREEMENT);
    signed_in_as(path, folder, "all");
}

#endif
