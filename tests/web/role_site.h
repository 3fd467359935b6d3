/* SPDX-License-Identifier: Apache-2.0 */
/*
 * role_site.h - a page asked for in every role, and forms sent by one user after another.
 */
#ifndef SL_TESTS_WEB_ROLE_SITE_H
#define SL_TESTS_WEB_ROLE_SITE_H

#include "child_site.h"
#include "sharing/role.h"

#define ROLE(name) (UINT32_C(1) << SL_USER_##name)

/* Sign a user in, also where the store is closed for those who write. */
static inline void role_site_as(struct child_site *site, const char *user)
{
    struct sl_store **store = &site->house->people.store;
    const bool is_closed = *store == NULL;
    struct sl_error err;

    if (is_closed) {
        SL_CHECK_OK(
            sl_store_open(site->house->people.store_path, SL_STORE_BRIEF, store, &err), &err
        );
    }
    child_site_as(site, user);
    if (is_closed) {
        sl_store_close_ptr(store);
    }
}

/* Of all roles those in the set are shown the page, and all others are refused with 403. */
static inline void role_site_only(struct child_site *site, const char *path, uint32_t roles)
{
    struct site_reply reply;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const struct sl_str name = sl_user_role_terms()[role].name;
        const unsigned expected = (roles >> role & 1) != 0 ? 200 : 403;
        char user[40];
        (void)snprintf(user, sizeof user, "%.*s", SL_STR_ARG(name));
        role_site_as(site, user);
        site_get(&site->world, path, &reply);
        if (reply.response.status != expected) {
            fail_msg("%s as %s: %u", path, user, reply.response.status);
        }
        site_reply_finish(&reply);
    }
}

/* The same of a form: for roles outside the set nothing is done, and 403 comes back; 404 where they
 * may not know what there is. */
static inline void
role_site_refused(struct child_site *site, const char *path, const char *fields, uint32_t roles)
{
    struct site_reply reply;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const struct sl_str name = sl_user_role_terms()[role].name;
        char user[40];
        if ((roles >> role & 1) != 0) {
            continue;
        }
        (void)snprintf(user, sizeof user, "%.*s", SL_STR_ARG(name));
        role_site_as(site, user);
        site_post(&site->world, path, fields, &reply);
        if (reply.response.status != 403 && reply.response.status != 404) {
            fail_msg("%s as %s: %u", path, user, reply.response.status);
        }
        site_reply_finish(&reply);
    }
}

/* Send a form as a user, and be led to an address. */
static inline void role_site_done(
    struct child_site *site,
    const char *user,
    const char *path,
    const char *fields,
    const char *location
)
{
    struct site_reply reply;

    role_site_as(site, user);
    site_post(&site->world, path, fields, &reply);
    if (reply.response.status != 303) {
        fail_msg("%s: %.*s", path, SL_STR_ARG(sl_response_text(&reply.response)));
    }
    assert_string_equal(site_header(&reply, "location"), location);
    site_reply_finish(&reply);
}

/* Ask for a page, or send a form, as a user: the status, and what is said in it. */
static inline void role_site_says(
    struct child_site *site,
    const char *user,
    const char *path,
    const char *fields, /* NULL: a page is asked for */
    unsigned status,
    const char *text
)
{
    struct site_reply reply;

    role_site_as(site, user);
    if (fields == NULL) {
        site_get(&site->world, path, &reply);
    } else {
        site_post(&site->world, path, fields, &reply);
    }
    if (reply.response.status != status || !site_says(&reply, text)) {
        fail_msg(
            "%s: %u, without '%s': %.*s",
            path,
            reply.response.status,
            text,
            SL_STR_ARG(sl_response_text(&reply.response))
        );
    }
    site_reply_finish(&reply);
}

/* A door for a user, to change something behind the pages' back. */
static inline struct sl_access *role_site_door(struct child_site *site, const char *user)
{
    const struct sl_access_opening opening = { .store = site->house->people.store_path,
                                               .mode = SL_STORE_BRIEF,
                                               .now_us = ACCESS_NOW };
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_access_open_as(&opening, sl_str_from(user), &access, &err), &err);
    return access;
}

#endif
