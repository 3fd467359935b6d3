/* SPDX-License-Identifier: Apache-2.0 */
#include "site_fixture.h"

static void test_it_answers_everybody(void **state)
{
    struct site_world *world = *state;
    struct site_reply reply;

    world->token[0] = '\0';
    site_get(world, "/health", &reply);
    SL_CHECK_U64(reply.response.status, 200);
    SL_CHECK_STR(sl_response_text(&reply.response), "ok\n");
    site_reply_finish(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_it_answers_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
