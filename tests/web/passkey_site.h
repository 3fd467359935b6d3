/* SPDX-License-Identifier: Apache-2.0 */
/*
 * passkey_site.h - a browser in front of a site, and a device that answers what a page asks of it.
 */
#ifndef SL_TESTS_WEB_PASSKEY_SITE_H
#define SL_TESTS_WEB_PASSKEY_SITE_H

#include "signin/passkey_text.h"
#include "signin/soft_passkey.h"
#include "site_fixture.h"

#define PASSKEY_FIELDS_BYTES 1800u

/* The value of an attribute of a page, which is there; good until the reply is finished. */
static inline struct sl_str passkey_attribute(const struct site_reply *reply, const char *name)
{
    const struct sl_str body = sl_response_text(&reply->response);
    char mark[60];

    (void)snprintf(mark, sizeof mark, " %s=\"", name);
    const size_t at = sl_str_find(body, sl_str_from(mark));
    if (at == body.len) {
        fail_msg("no %s in %.*s", name, SL_STR_ARG(body));
    }
    const struct sl_str rest = sl_str_part(body, at + strlen(mark), body.len);
    return sl_str_part(rest, 0, sl_str_find(rest, SL_STR("\"")));
}

/* What the device says to the page, as fields of its form; good until the next call. */
static inline const char *
passkey_fields(struct soft_passkey *key, struct site_reply *page, const char *more)
{
    static char fields[PASSKEY_FIELDS_BYTES];
    const bool is_new = sl_str_equal(passkey_attribute(page, "data-passkey"), SL_STR("create"));
    struct sl_str challenge;
    struct sl_buf text;
    struct sl_error err;

    SL_CHECK_OK(
        sl_passkey_bytes_parse(
            passkey_attribute(page, "data-challenge"), &page->arena, &challenge, &err
        ),
        &err
    );
    SL_CHECK_U64(challenge.len, SL_CHALLENGE_BYTES);
    SL_CHECK_STR(passkey_attribute(page, "data-domain"), SOFT_DOMAIN);
    SL_CHECK_STR(passkey_attribute(page, "data-origin"), SOFT_ORIGIN);
    const uint8_t *bytes = (const uint8_t *)challenge.ptr;
    const struct sl_passkey_answer answer =
        is_new ? soft_register(key, bytes) : soft_sign(key, bytes);
    sl_buf_init(&text, sizeof fields);
    sl_buf_addf(&text, "%shandle=", more);
    sl_passkey_bytes_print(SL_STR(SOFT_HANDLE), &text);
    sl_buf_addf(&text, "&client_data=");
    sl_passkey_bytes_print(answer.client_data, &text);
    sl_buf_addf(&text, "&authenticator_data=");
    sl_passkey_bytes_print(answer.authenticator_data, &text);
    sl_buf_addf(&text, "&signature=");
    sl_passkey_bytes_print(answer.signature, &text);
    SL_CHECK_STATUS(sl_buf_status(&text, NULL), SL_OK);
    (void)snprintf(fields, sizeof fields, "%.*s", SL_STR_ARG(sl_buf_str(&text)));
    sl_buf_finish(&text);
    return fields;
}

#define PASSKEY_ADD "name=my+phone&password=wobbly+kettle+brigade"

/* Root adds a passkey: the answer to the form in `reply`. */
static inline void
passkey_add(struct site_world *world, struct soft_passkey *key, struct site_reply *reply)
{
    struct site_reply page;

    site_post(world, "/account/passkeys/add", PASSKEY_ADD, &page);
    SL_CHECK_U64(page.response.status, 200);
    const char *fields = passkey_fields(key, &page, "name=my+phone&");
    site_reply_finish(&page);
    site_post(world, "/account/passkeys/keep", fields, reply);
}

#endif
