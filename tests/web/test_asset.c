/* SPDX-License-Identifier: Apache-2.0 */
#include "web/asset.h"

#include "site_fixture.h"

static void test_files_are_kept_for_ever_and_zipped(void **state)
{
    struct site_world *world = *state;

    world->token[0] = '\0'; /* for everybody */
    for (size_t i = 0; i < sl_asset_count; i++) {
        char path[200];
        char cookie[200];
        struct site_reply reply;
        (void)snprintf(path, sizeof path, SL_ASSET_FOLDER "%s", sl_assets[i].file);
        struct sl_request request = site_request(world, SL_METHOD_GET, path, cookie);
        site_send(world, &request, &reply);
        SL_CHECK_U64(reply.response.status, 200);
        assert_true(reply.response.is_kept);
        SL_CHECK_BYTES(sl_response_text(&reply.response), sl_assets[i].plain);
        site_reply_finish(&reply);
        request.headers[SL_HEADER_ACCEPT_ENCODING] = SL_STR("br, gzip");
        site_send(world, &request, &reply);
        SL_CHECK_BYTES(sl_response_text(&reply.response), sl_assets[i].gzip);
        assert_string_equal(site_header(&reply, "content-encoding"), "gzip");
        site_reply_finish(&reply);
        request.headers[SL_HEADER_IF_NONE_MATCH] = sl_str_from(sl_assets[i].etag);
        site_send(world, &request, &reply);
        SL_CHECK_U64(reply.response.status, 304);
        site_reply_finish(&reply);
    }
}

static void test_nothing_else_is_a_file(void **state)
{
    static const char *const paths[] = {
        "/assets/",
        "/assets/x.css",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/assets/../site.css",
        "/assets/%2e%2e",
        "/assets//etc/passwd",
    };
    struct site_reply reply;

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        site_get(*state, paths[i], &reply);
        SL_CHECK_U64(reply.response.status, 404);
        site_reply_finish(&reply);
    }
}

static void test_who_refuses_a_coding_does_not_get_it(void **state)
{
    (void)state;
    assert_true(sl_asset_takes(SL_STR("gzip"), SL_STR("gzip")));
    assert_true(sl_asset_takes(SL_STR("br;q=1.0, gzip;q=0.8"), SL_STR("gzip")));
    assert_false(sl_asset_takes(SL_STR("gzip;q=0"), SL_STR("gzip")));
    assert_false(sl_asset_takes(SL_STR("gzip; q=0.000"), SL_STR("gzip")));
    assert_false(sl_asset_takes(SL_STR("xgzip, br"), SL_STR("gzip")));
    assert_false(sl_asset_takes(SL_STR(""), SL_STR("gzip")));
}

/* Not a GOV.UK service: none of its letters and signs; and small enough for a poor line. */
static void test_what_a_first_page_needs_is_small_and_ours(void **state)
{
    size_t bytes = 0;

    (void)state;
    for (size_t i = 0; i < sl_asset_count; i++) {
        static const char *const words[] = { "GDS Transport", "@font-face", "crest" };
        bytes += sl_assets[i].gzip.len;
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            const struct sl_str word = sl_str_from(words[k]);
            SL_CHECK_U64(sl_str_find(sl_assets[i].plain, word), sl_assets[i].plain.len);
        }
    }
    assert_true(bytes < 60000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_files_are_kept_for_ever_and_zipped),
        SITE_TEST(test_nothing_else_is_a_file),
        SITE_TEST(test_who_refuses_a_coding_does_not_get_it),
        SITE_TEST(test_what_a_first_page_needs_is_small_and_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
