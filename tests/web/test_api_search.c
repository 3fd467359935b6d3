/* SPDX-License-Identifier: Apache-2.0 */
#include "api_site.h"

static void somebody_is_found_with_reasons(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    api_post(site, "/api/search", "{\"words\":\"Aisha Brien 2011\",\"limit\":5}", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    json_t *json = api_json(&reply);
    assert_string_equal(json_string_value(json_object_get(json, "outcome")), "one");
    const json_t *hit = json_array_get(json_object_get(json, "hits"), 0);
    SL_CHECK_STR(child_id(site->house->child), json_string_value(json_object_get(hit, "child")));
    assert_true(json_is_true(json_object_get(hit, "fits_all")));
    const json_t *parts = json_object_get(hit, "parts");
    SL_CHECK_U64(json_array_size(parts), 3);
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(parts, 0), "typed")), "aisha"
    );
    /* A fit is words, never a number that could be taken for a score. */
    assert_null(json_object_get(hit, "fit_bits"));
    json_decref(json);
    site_reply_finish(&reply);
}

static void a_limit_is_kept(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    api_post(site, "/api/search", "{\"words\":\"Brien\",\"limit\":1}", &reply);
    json_t *json = api_json(&reply);
    SL_CHECK_U64(json_array_size(json_object_get(json, "hits")), 1);
    json_decref(json);
    site_reply_finish(&reply);
}

/* What is typed stays text, whatever is in it. */
static void what_is_typed_stays_text(void **state)
{
    struct child_site *site = *state;
    struct site_reply reply;

    api_post(
        site,
        "/api/search",
        "{\"words\":\"Brien \\\"}],\\\"hits\\\":[{ <script> \\u000d\\u000aSet-Cookie: a=b\"}",
        &reply
    );
    json_t *json = api_json(&reply);
    json_decref(json);
    assert_null(site_header(&reply, "set-cookie"));
    site_reply_finish(&reply);
}

static void what_makes_no_sense_is_refused(void **state)
{
    static const char *const bodies[] = {
        "",
        "{",
        "{}",
        "{\"words\":\"\"}",
        "{\"words\":\"Brien\",\"limit\":0}",
        "{\"words\":\"Brien\",\"limit\":101}",
        "{\"words\":\"Brien\",\"q\":1}",
    };
    struct child_site *site = *state;
    const size_t before = child_entries(site->house, "all", SL_VERB_SEARCH, SL_OUTCOME_ALLOWED);

    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        api_post_fails(site, "/api/search", bodies[i], 400);
    }
    SL_CHECK_U64(child_entries(site->house, "all", SL_VERB_SEARCH, SL_OUTCOME_ALLOWED), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        API_TEST(somebody_is_found_with_reasons),
        API_TEST(a_limit_is_kept),
        API_TEST(what_is_typed_stays_text),
        API_TEST(what_makes_no_sense_is_refused),
    };
    return cmocka_run_group_tests_name("web/api_search", tests, NULL, NULL);
}
