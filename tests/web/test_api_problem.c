/* SPDX-License-Identifier: Apache-2.0 */
#include "web/api_problem.h"

#include "api_site.h"
#include "web/problem.h"

/* Show one, and read it. */
static json_t *
show(struct child_site *site, unsigned status, const struct sl_error *why, struct site_reply *reply)
{
    const struct sl_request request = { .method = SL_METHOD_GET, .target = SL_STR("/api/x") };

    sl_arena_init(&reply->arena, (size_t)1 << 20);
    sl_response_init(&reply->response);
    struct sl_visit visit = {
        .site = site->world.site,
        .request = &request,
        .response = &reply->response,
        .arena = &reply->arena,
        .is_api = true,
    };
    sl_problem_show(&visit, status, why);
    api_check_problem(reply, status);
    return api_json(reply);
}

static const char *text(const json_t *json, const char *name)
{
    return json_string_value(json_object_get(json, name));
}

static void what_is_wrong_is_told(void **state)
{
    struct site_reply reply;
    struct sl_error err;

    sl_fail(&err, SL_INVALID, "it is \"wrong\"");
    sl_fail_detail(&err, "column 7");
    sl_fail_hint(&err, "Mend it.");
    json_t *json = show(*state, 400, &err, &reply);
    assert_string_equal(text(json, "title"), "Bad Request");
    assert_string_equal(text(json, "detail"), "it is \"wrong\": column 7");
    assert_string_equal(text(json, "hint"), "Mend it.");
    json_decref(json);
    site_reply_finish(&reply);
}

/* A failure of ours may name files: nothing of it is told. */
static void failures_of_ours_tell_nothing(void **state)
{
    static const unsigned statuses[] = { 500, 503 };
    struct site_reply reply;
    struct sl_error err;

    for (size_t i = 0; i < 2; i++) {
        sl_fail(&err, SL_IO, "cannot read '/secret/place'");
        sl_fail_hint(&err, "Look at /secret/place.");
        json_t *json = show(*state, statuses[i], &err, &reply);
        assert_null(text(json, "detail"));
        assert_null(text(json, "hint"));
        json_decref(json);
        site_reply_finish(&reply);
    }
}

/* Each has a phrase of its own, and nothing else is said where nothing is known. */
static void each_status_has_its_phrase(void **state)
{
    struct site_reply reply;
    size_t count = 0;
    const unsigned *statuses = sl_api_problem_statuses(&count);
    char phrases[20][60];

    assert_in_range(count, 1, 20);
    for (size_t i = 0; i < count; i++) {
        json_t *json = show(*state, statuses[i], NULL, &reply);
        (void)snprintf(phrases[i], sizeof phrases[i], "%s", text(json, "title"));
        SL_CHECK_U64(json_object_size(json), 3);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(phrases[i], phrases[j]);
        }
        json_decref(json);
        site_reply_finish(&reply);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        API_TEST(what_is_wrong_is_told),
        API_TEST(failures_of_ours_tell_nothing),
        API_TEST(each_status_has_its_phrase),
    };
    return cmocka_run_group_tests_name("web/api_problem", tests, NULL, NULL);
}
