/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_show.h"

#include "app/people_small.h"
#include "app/user_manage.h"
#include "app/user_tie.h"

static void shown_with_all_that_they_had(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    const struct sl_user_role_change role = {
        .user = SL_STR("worker"), .role = SL_USER_PRACTITIONER, .held = {0, SL_SPAN_OPEN}
    };
    const struct sl_user_tie_change tie = {
        .user = SL_STR("worker"),
        .child = SL_STR("oldham/csc/child/4"),
        .kind = SL_USER_TIE_TEAM,
        .held = {10, 20},
    };
    struct sl_user_page page;
    struct sl_error err;
    int64_t proposal = 0;

    SL_CHECK_OK(sl_user_end_role(access, &role, &proposal, &err), &err);
    SL_CHECK_OK(sl_user_give_tie(access, &tie, &err), &err);
    SL_CHECK_OK(sl_user_show(access, SL_STR("worker"), &small->arena, &page, &err), &err);
    SL_CHECK_STR(page.user.agency, "oldham");
    SL_CHECK_U64(page.role_count, 1);
    SL_CHECK_STR(page.roles[0].ended.by, "root");
    SL_CHECK_U64(page.tie_count, 1);
    SL_CHECK_STR(page.ties[0].agency, "oldham");
    SL_CHECK_STR(page.ties[0].system, "csc");
    SL_CHECK_STR(page.ties[0].tie.key, "child/4");
    SL_CHECK_U64(small_entries(small, "root", SL_VERB_READ, SL_OUTCOME_ALLOWED), 1);
    SL_CHECK_STATUS(sl_user_show(access, SL_STR("eve"), &small->arena, &page, &err), SL_NOT_FOUND);
    sl_access_close(access);
    access = small_open(small, "manager");
    SL_CHECK_STATUS(sl_user_show(access, SL_STR("worker"), &small->arena, &page, &err), SL_DENIED);
    sl_access_close(access);
}

static void listed_as_asked(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    struct sl_user_filter filter = { .role = SL_USER_ROLE_COUNT };
    struct sl_user_page *pages = NULL;
    struct sl_error err;
    int64_t proposal = 0;
    size_t count = 0;

    SL_CHECK_OK(sl_user_list(access, &filter, &small->arena, &pages, &count, &err), &err);
    SL_CHECK_U64(count, SL_USER_ROLE_COUNT + 3);
    SL_CHECK_STR(pages[0].user.id, "administrator");
    filter.agency = SL_STR("oldham");
    SL_CHECK_OK(sl_user_list(access, &filter, &small->arena, &pages, &count, &err), &err);
    SL_CHECK_U64(count, 1);
    SL_CHECK_STR(pages[0].user.id, "worker");
    SL_CHECK_U64(pages[0].role_count, 1);
    filter = (struct sl_user_filter){ .role = SL_USER_PRACTITIONER };
    SL_CHECK_OK(sl_user_list(access, &filter, &small->arena, &pages, &count, &err), &err);
    SL_CHECK_U64(count, 3); /* all, practitioner, worker */
    SL_CHECK_OK(sl_user_end(access, SL_STR("worker"), &proposal, &err), &err);
    SL_CHECK_OK(sl_user_list(access, &filter, &small->arena, &pages, &count, &err), &err);
    SL_CHECK_U64(count, 2);
    filter.with_ended = true;
    SL_CHECK_OK(sl_user_list(access, &filter, &small->arena, &pages, &count, &err), &err);
    SL_CHECK_U64(count, 3);
    sl_access_close(access);
    access = small_open(small, "leader");
    SL_CHECK_STATUS(sl_user_list(access, &filter, &small->arena, &pages, &count, &err), SL_DENIED);
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(shown_with_all_that_they_had),
        SMALL_TEST(listed_as_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
