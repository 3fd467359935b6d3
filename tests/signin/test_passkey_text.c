/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/passkey_text.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "support/support.h"

static void a_site_is_the_name_of_an_origin(void **state)
{
    static const struct {
        const char *origin, *domain;
    } sites[] = {
        {"https://sightline.example",          "sightline.example"        },
        { "https://sightline.example:8443",    "sightline.example"        },
        { "https://a-1.xn--bcher-kva.example", "a-1.xn--bcher-kva.example"},
        { "https://intranet",                  "intranet"                 },
        { "https://localhost",                 "localhost"                },
        { "http://localhost",                  "localhost"                },
        { "http://localhost:8080",             "localhost"                },
        { "https://10.example",                "10.example"               },
    };
    struct sl_passkey_site site;
    struct sl_error err;

    (void)state;
    for (size_t i = 0; i < sizeof sites / sizeof sites[0]; i++) {
        const struct sl_str origin = sl_str_from(sites[i].origin);
        SL_CHECK_OK(sl_passkey_site_parse(origin, &site, &err), &err);
        SL_CHECK_STR(site.domain, sites[i].domain);
        SL_CHECK_STR(site.origin, sites[i].origin);
    }
}

/* What browsers would write otherwise, and where passkeys are not good. */
static void anything_else_is_none(void **state)
{
    static const char *const others[] = {
        "",
        "sightline.example",
        "ftp://sightline.example",
        "http://sightline.example", /* anybody on the way could change the page */
        "http://localhost.example",
        "http://127.0.0.1:8080",
        "https://127.0.0.1",
        "https://[::1]",
        "https://10",
        "https://",
        "https://:443",
        "https://sightline.example/",
        "https://sightline.example/page",
        "https://sightline.example?",
        "https://ann@sightline.example",
        "https://sightline.example:",
        "https://sightline.example:443",
        "http://localhost:80",
        "https://sightline.example:0",
        "https://sightline.example:08443",
        "https://sightline.example:65536",
        "https://sightline.example:1:2",
        "https://Sightline.example",
        "HTTPS://sightline.example",
        "https://sightline..example",
        "https://.example",
        "https://sightline.example.",
        "https://-a.example",
        "https://a-.example",
        "https://a_b.example",
        "https://\xc3\xbc.example",
        " https://sightline.example",
    };
    char longest[400];
    struct sl_passkey_site site;

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct sl_error err;
        if (sl_passkey_site_parse(sl_str_from(others[i]), &site, &err) != SL_USAGE) {
            fail_msg("'%s' is a site", others[i]);
        }
        assert_non_null(strstr(err.hint, "https://sightline.example"));
    }
    (void)snprintf(longest, sizeof longest, "https://%064d.example", 0);
    SL_CHECK_STATUS(sl_passkey_site_parse(sl_str_from(longest), &site, NULL), SL_USAGE);
    memset(longest, 'a', sizeof longest);
    memcpy(longest, "https://", 8);
    for (size_t i = 18; i < 300; i += 10) {
        longest[i] = '.';
    }
    const struct sl_str most = { .ptr = longest, .len = 8 + 253 };
    SL_CHECK_STATUS(sl_passkey_site_parse(most, &site, NULL), SL_OK);
    const struct sl_str more = { .ptr = longest, .len = 8 + 254 };
    SL_CHECK_STATUS(sl_passkey_site_parse(more, &site, NULL), SL_USAGE);
}

static void bytes_are_one_text_only(void **state)
{
    static const char *const none[] = { "A", "AA==", "A+", "A/", "AB", "A A", "AA\n", "A\xc3" };
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_random random;
    struct sl_str bytes;
    struct sl_error err;

    (void)state;
    sl_random_init(&random, sl_test_seed());
    sl_arena_init(&arena, (size_t)4 << 20);
    for (size_t len = 0; len < 300; len++) {
        SL_CLEANUP(sl_buf_finish) struct sl_buf text;
        char sent[300];
        for (size_t i = 0; i < len; i++) {
            sent[i] = (char)sl_random_below(&random, 256);
        }
        sl_buf_init(&text, 1000);
        sl_passkey_bytes_print((struct sl_str){ .ptr = sent, .len = len }, &text);
        SL_CHECK_OK(sl_passkey_bytes_parse(sl_buf_str(&text), &arena, &bytes, &err), &err);
        SL_CHECK_U64(bytes.len, len);
        assert_memory_equal(bytes.ptr, sent, len);
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        if (sl_passkey_bytes_parse(sl_str_from(none[i]), &arena, &bytes, NULL) != SL_INVALID) {
            fail_msg("'%s' is taken", none[i]);
        }
    }
}

static void what_is_too_long_is_refused(void **state)
{
    static char text[20000];
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_str bytes;

    (void)state;
    sl_arena_init(&arena, (size_t)1 << 20);
    memset(text, 'A', sizeof text);
    const struct sl_str sent = { .ptr = text, .len = sizeof text };
    SL_CHECK_STATUS(sl_passkey_bytes_parse(sent, &arena, &bytes, NULL), SL_INVALID);
}

static enum sl_status parse_some(void *context)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_str bytes;

    (void)context;
    sl_arena_init(&arena, (size_t)1 << 20);
    return sl_passkey_bytes_parse(SL_STR("AAAA"), &arena, &bytes, NULL);
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(parse_some, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_site_is_the_name_of_an_origin),
        cmocka_unit_test(anything_else_is_none),
        cmocka_unit_test(bytes_are_one_text_only),
        cmocka_unit_test(what_is_too_long_is_refused),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests_name("signin/passkey_text", tests, NULL, NULL);
}
