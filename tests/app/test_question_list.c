/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_list.h"

#include "app/question_house.h"

#define CLOCKS                                            \
    "format: sightline-clocks-1\n"                        \
    "clocks:\n"                                           \
    "  - id: plan\n"                                      \
    "    title: A review\n"                               \
    "    owner: council\n"                                \
    "    basis: statutory\n"                              \
    "    starts: {event: protection_plan, which: each}\n" \
    "    stops: [{event: plan_review}]\n"                 \
    "    limit: 3 days\n"                                 \
    "    source: {title: T, version: \"1\", section: \"1\"}\n"

static const struct sl_question_asked all = { .all = true };

/* Three questions of the police: signs of two children, and what agencies did about the first. */
static void raise_three(struct child_house *house)
{
    struct sl_raised_proof one = question_proof(house, 1, "m1"), same = one, other = one;
    const struct sl_raised raised[] = {
        question_raised("pattern", house->child, &one, 1),
        question_raised("missing", picture_mention(&house->people, 2, "c2"), &other, 1),
        question_raised("missing", house->child, &same, 1),
    };

    SL_CHECK_U64(question_run(house, raised, 3, 0).opened, 3);
}

static void signs_of_harm_come_first(void **state)
{
    struct child_house *house = *state;
    const struct sl_question_doing answer = { .question = 2,
                                              .act = SL_ACT_ANSWERED,
                                              .words = SL_STR("because") };
    struct sl_question_asked asked = { .all = false };
    struct sl_question_line *lines = NULL;
    struct sl_error err;

    raise_three(house);
    SL_CHECK_U64(question_list(house, "manager", &asked, 0, &lines), 3);
    SL_CHECK_I64(lines[0].stored.id, 2);
    SL_CHECK_I64(lines[1].stored.id, 3);
    SL_CHECK_I64(lines[2].stored.id, 1);
    SL_CHECK_STR(lines[1].identity, child_id(house->child).ptr);
    SL_CHECK_OK(question_do(house, "manager", &answer, 0, &err), &err);
    SL_CHECK_U64(question_list(house, "manager", &asked, 0, &lines), 2);
    asked.all = true;
    SL_CHECK_U64(question_list(house, "manager", &asked, 0, &lines), 3);
    SL_CHECK_I64(lines[2].stored.id, 2);
    SL_CHECK_U64(access_entries(house->access.ledger, "manager", SL_VERB_LIST, 0), 6);
}

static void mine_and_the_teams(void **state)
{
    struct child_house *house = *state;
    const struct sl_question_doing allocate = { .question = 1,
                                                .act = SL_ACT_ALLOCATED,
                                                .user = SL_STR("practitioner") };
    const struct sl_question_asked team = { .whose = SL_QUESTIONS_TEAM };
    const struct sl_question_asked mine = { .whose = SL_QUESTIONS_MINE };
    struct sl_question_line *lines = NULL;
    struct sl_error err;

    raise_three(house);
    SL_CHECK_U64(question_list(house, "practitioner", &mine, 0, &lines), 0);
    SL_CHECK_OK(question_do(house, "manager", &allocate, 0, &err), &err);
    SL_CHECK_U64(question_list(house, "practitioner", &mine, 0, &lines), 1);
    SL_CHECK_I64(lines[0].stored.id, 1);
    /* Of a child who is allocated to them, those that are the team's. */
    child_tie(house, "practitioner", 1, "n1");
    SL_CHECK_U64(question_list(house, "practitioner", &mine, 0, &lines), 2);
    SL_CHECK_U64(question_list(house, "practitioner", &team, 0, &lines), 3);
    child_tie(house, "worker", 2, "c1");
    SL_CHECK_U64(question_list(house, "worker", &team, 0, &lines), 0);
    SL_CHECK_U64(question_list(house, "worker", &all, 0, &lines), 2);
}

/* A statutory limit that is over comes before all else, as far as who asks may see it. */
static void overdue_limits_come_first(void **state)
{
    struct child_house *house = *state;
    struct sl_clocks clocks;
    struct sl_question_line *lines = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_clocks_parse(SL_STR(CLOCKS), &house->arena, &clocks, &err), &err);
    const struct sl_question_asked asked = {
        .clocks = &clocks,
        .as_of = sl_history_last_instant(sl_moment_of_day(ACCESS_DAY)),
    };
    raise_three(house);
    SL_CHECK_U64(question_list(house, "manager", &asked, 0, &lines), 3);
    SL_CHECK_I64(lines[0].stored.id, 3);
    SL_CHECK_U64(lines[0].over_count, 1);
    SL_CHECK_I64(lines[1].stored.id, 1);
    SL_CHECK_I64(lines[2].stored.id, 2);
    SL_CHECK_U64(lines[2].over_count, 0);
    child_seal(house, 2, "p1");
    SL_CHECK_U64(question_list(house, "manager", &asked, 0, &lines), 3);
    SL_CHECK_U64(lines[0].over_count, 0);
}

static void shows_one_with_its_records(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof proofs[] = { question_proof(house, 1, "m1"),
                                        question_proof(house, 1, "i1") };
    const struct sl_raised more = question_raised("missing", house->child, proofs, 2);
    struct sl_question_line line;
    struct sl_error err;

    (void)question_missing(house, 0);
    (void)question_run(house, &more, 1, 1);
    struct sl_access *access = question_door(house, "manager", 2);
    SL_CHECK_OK(sl_question_show(access, 1, &all, &house->arena, &line, &err), &err);
    SL_CHECK_U64(line.record_count, 2);
    SL_CHECK_U64(line.status.round, 1);
    SL_CHECK_STATUS(sl_question_show(access, 2, &all, &house->arena, &line, &err), SL_NOT_FOUND);
    sl_access_close(access);
    child_seal(house, 1, "i1");
    access = question_door(house, "manager", 2);
    SL_CHECK_OK(sl_question_show(access, 1, &all, &house->arena, &line, &err), &err);
    SL_CHECK_U64(line.record_count, 1);
    SL_CHECK_STR(line.records[0].what, "missing");
    SL_CHECK_I64(line.records[0].start.precision, SL_PRECISION_MINUTE);
    SL_CHECK_STR(line.records[0].name, "police/records/m1");
    sl_access_close(access);
    access = question_door(house, "worker", 2);
    SL_CHECK_STATUS(sl_question_show(access, 1, &all, &house->arena, &line, &err), SL_NOT_FOUND);
    sl_access_close(access);
    SL_CHECK_U64(access_entries(house->access.ledger, "worker", SL_VERB_READ, 0), 1);
}

/* About one person alone, with the name; whoever is asked about and of whom nothing is. */
static void about_one_person(void **state)
{
    struct child_house *house = *state;
    struct sl_clocks clocks;
    struct sl_question_line *lines = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_clocks_parse(SL_STR(CLOCKS), &house->arena, &clocks, &err), &err);
    struct sl_question_asked asked = {
        .identity = picture_mention(&house->people, 2, "c2"),
        .clocks = &clocks,
        .as_of = sl_history_last_instant(sl_moment_of_day(ACCESS_DAY)),
    };
    raise_three(house);
    SL_CHECK_U64(question_list(house, "manager", &asked, 0, &lines), 1);
    SL_CHECK_I64(lines[0].stored.id, 2);
    SL_CHECK_STR(lines[0].name, "Yusuf Brien");
    SL_CHECK_STR(lines[0].life, "");
    asked.identity = house->child;
    SL_CHECK_U64(question_list(house, "manager", &asked, 0, &lines), 2);
    SL_CHECK_STR(lines[0].name, "Aisha Brien");
    SL_CHECK_STR(lines[1].life, "15 years old, born 3 Feb 2011");
    const size_t before = access_entries(house->access.ledger, "manager", SL_VERB_LIST, 0);
    asked.identity = picture_mention(&house->people, 3, "p9");
    SL_CHECK_U64(question_list(house, "manager", &asked, 0, &lines), 0);
    SL_CHECK_U64(access_entries(house->access.ledger, "manager", SL_VERB_LIST, 0), before);
}

static void only_who_may(void **state)
{
    struct child_house *house = *state;
    struct sl_access *access = question_door(house, "leader", 0);
    struct sl_question_line *lines = NULL;
    struct sl_error err;
    size_t count = 0;

    SL_CHECK_STATUS(sl_question_list(access, &all, &house->arena, &lines, &count, &err), SL_DENIED);
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_TEST(signs_of_harm_come_first),  QUESTION_TEST(mine_and_the_teams),
        QUESTION_TEST(overdue_limits_come_first), QUESTION_TEST(shows_one_with_its_records),
        QUESTION_TEST(about_one_person),          QUESTION_TEST(only_who_may),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
