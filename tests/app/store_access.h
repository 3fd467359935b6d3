/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_access.h - doors to stores of tests that open them by path.
 */
#ifndef SL_TESTS_APP_STORE_ACCESS_H
#define SL_TESTS_APP_STORE_ACCESS_H

#include "app/access_fixture.h"

/* A ledger, agreements and users for a store that nobody has open. */
static inline void store_equip(struct sl_test_folder *folder, const char *path)
{
    struct access_fixture fixture;
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(path, SL_STORE_WRITE, &store, &err), &err);
    access_equip(&fixture, folder, store);
    sl_store_close(store);
}

/* This agency takes in files of others from now on; "none": no agency does. */
static inline void store_set_hub(const char *path, const char *agency)
{
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_setting_put(store, SL_STR(SL_SETTING_HUB), sl_str_from(agency), &err), &err
    );
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
}

/* Somebody of the police with all roles. */
static inline struct sl_access *store_access(const char *path, enum sl_store_mode mode)
{
    const struct sl_access_opening opening = { .store = path, .mode = mode, .now_us = ACCESS_NOW };
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("all"), &access, &err), &err);
    return access;
}

#endif
