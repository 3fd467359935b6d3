/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_list.h"

#include "app/question_house.h"

/* One indicator that links people, beside those of question_house.h. */
static const struct sl_test linking = { .kind = SL_TEST_SHARES, .at_least = 2 };

/* clang-format off */
static const struct sl_indicator indicators[] = {
    { .id = {"missing", 7}, .wording = {"Missing", 7}, .set = SL_SET_SIGNS,
      .meaning = SL_MEANS_SIGN, .source = &question_source, .question = {"Why?", 4} },
    { .id = {"pattern", 7}, .wording = {"Often", 5}, .set = SL_SET_PATTERNS,
      .meaning = SL_MEANS_RESPONSE, .source = &question_source,
      .condition = { .tests = &linking, .test_count = 1 } },
};
/* clang-format on */

static const struct sl_indicators catalogue = { .items = indicators, .count = 2 };

static const struct sl_notice_asked anything = { .indicators = &catalogue,
                                                 .set = SL_INDICATOR_SET_COUNT };

static void keep(struct child_house *house, const struct sl_raised *raised, size_t count)
{
    struct sl_error err;
    SL_CHECK_OK(sl_notice_keep(house->people.store, raised, count, 1000, &err), &err);
}

/* "missing" is raised of the child by the police's m1. */
static void keep_missing(struct child_house *house)
{
    struct sl_raised_proof proof = question_proof(house, 1, "m1");
    const struct sl_raised raised = question_raised("missing", house->child, &proof, 1);

    keep(house, &raised, 1);
}

static enum sl_status try_list(
    struct child_house *house,
    const char *user,
    const struct sl_notice_asked *asked,
    struct sl_notice_list *ret_list,
    struct sl_error *err
)
{
    struct sl_access *access = question_door(house, user, 0);
    const enum sl_status status = sl_notice_list(access, asked, &house->arena, ret_list, err);

    sl_access_close(access);
    return status;
}

static struct sl_notice_list
list(struct child_house *house, const char *user, const struct sl_notice_asked *asked)
{
    struct sl_notice_list list = { .line_count = 0 };
    struct sl_error err;

    SL_CHECK_OK(try_list(house, user, asked, &list, &err), &err);
    return list;
}

static void told_with_its_records(void **state)
{
    struct child_house *house = *state;

    keep_missing(house);
    const struct sl_notice_list told = list(house, "manager", &anything);
    assert_true(told.kept.is_there);
    SL_CHECK_U64(told.line_count, 1);
    SL_CHECK_U64(told.group_count, 0);
    SL_CHECK_STR(told.lines[0].indicator->id, "missing");
    SL_CHECK_BYTES(told.lines[0].identity, child_id(house->child));
    SL_CHECK_U64(told.lines[0].record_count, 1);
    SL_CHECK_STR(told.lines[0].records[0], "police/records/m1");
    SL_CHECK_U64(told.lines[0].group, 0);
    /* The ledger names whom it was about. */
    assert_true(access_entries(house->access.ledger, "manager", SL_VERB_LIST, 0) > 0);
}

/* Whose records they are, and who works with the child; nobody else. */
static void told_to_whom_it_concerns(void **state)
{
    struct child_house *house = *state;

    keep_missing(house);
    SL_CHECK_U64(list(house, "boss", &anything).line_count, 0);
    SL_CHECK_U64(list(house, "worker", &anything).line_count, 0);
    child_tie(house, "worker", 2, "c1");
    SL_CHECK_U64(list(house, "worker", &anything).line_count, 1);
    child_seal(house, 1, "m1");
    SL_CHECK_U64(list(house, "worker", &anything).line_count, 0);
    SL_CHECK_U64(list(house, "manager", &anything).line_count, 0);
}

static void only_what_is_asked_for(void **state)
{
    struct child_house *house = *state;
    struct sl_notice_asked asked = anything;

    keep_missing(house);
    asked.indicator = SL_STR("pattern");
    SL_CHECK_U64(list(house, "manager", &asked).line_count, 0);
    asked.indicator = SL_STR("missing");
    SL_CHECK_U64(list(house, "manager", &asked).line_count, 1);
    asked.set = SL_SET_PATTERNS;
    SL_CHECK_U64(list(house, "manager", &asked).line_count, 0);
    asked.set = SL_SET_SIGNS;
    asked.agency = SL_STR("oldham");
    SL_CHECK_U64(list(house, "manager", &asked).line_count, 0);
    asked.agency = SL_STR("police");
    SL_CHECK_U64(list(house, "manager", &asked).line_count, 1);
    asked.identity = house->child + 1;
    SL_CHECK_U64(list(house, "manager", &asked).line_count, 0);
    asked.identity = house->child;
    SL_CHECK_U64(list(house, "manager", &asked).line_count, 1);
    asked.district = SL_STR("Elsewhere");
    SL_CHECK_U64(list(house, "manager", &asked).line_count, 0);
}

/* The district is that of the latest record that may be told. */
static void by_district(void **state)
{
    struct child_house *house = *state;
    struct sl_notice_asked asked = anything;

    people_take(
        &house->people,
        "police",
        "{\"type\":\"person\",\"id\":\"n1\",\"surname\":\"ASH\",\"district\":\"Oldham\"}\n"
    );
    people_update(&house->people, false);
    keep_missing(house);
    asked.district = SL_STR("Oldham");
    const struct sl_notice_list told = list(house, "manager", &asked);
    SL_CHECK_U64(told.line_count, 1);
    SL_CHECK_STR(told.lines[0].district, "Oldham");
}

/* Two who rest on one thing are a possible group, one who rests on another thing is not in it. */
static void groups_by_what_is_common(void **state)
{
    struct child_house *house = *state;
    struct sl_raised_proof both = question_proof(house, 1, "m1");
    struct sl_raised_proof other = question_proof(house, 2, "p1");
    struct sl_raised raised[] = { question_raised("missing", house->child, &both, 1),
                                  question_raised("pattern", house->child, &both, 1),
                                  question_raised("pattern", house->child + 1, &both, 1),
                                  question_raised("missing", house->child + 1, &both, 1),
                                  question_raised("pattern", house->child + 2, &other, 1) };

    keep(house, raised, 5);
    const struct sl_notice_list told = list(house, "manager", &anything);
    SL_CHECK_U64(told.line_count, 4);
    SL_CHECK_U64(told.group_count, 1);
    SL_CHECK_U64(told.groups[0].line_count, 2);
    SL_CHECK_I64(told.groups[0].lines[0]->raised.identity, house->child);
    SL_CHECK_I64(told.groups[0].lines[1]->raised.identity, house->child + 1);
    SL_CHECK_U64(told.groups[0].reason_count, 1);
    SL_CHECK_STR(told.groups[0].reasons[0], "police/records/m1");
    /* Lines go by indicator, then by who it is; what links nobody makes no group. */
    SL_CHECK_STR(told.lines[0].indicator->id, "missing");
    SL_CHECK_U64(told.lines[0].group, 0);
    SL_CHECK_U64(told.lines[2].group, 1);
}

static void refused_or_nothing_there(void **state)
{
    struct child_house *house = *state;
    struct sl_notice_asked asked = anything;
    struct sl_notice_list told;
    struct sl_error err;

    SL_CHECK_STATUS(try_list(house, "manager", &asked, &told, &err), SL_INVALID);
    assert_non_null(strstr(err.hint, "notice run"));
    keep_missing(house);
    asked.indicator = SL_STR("none");
    SL_CHECK_STATUS(try_list(house, "manager", &asked, &told, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(try_list(house, "root", &anything, &told, &err), SL_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_TEST(told_with_its_records),    QUESTION_TEST(told_to_whom_it_concerns),
        QUESTION_TEST(only_what_is_asked_for),   QUESTION_TEST(by_district),
        QUESTION_TEST(groups_by_what_is_common), QUESTION_TEST(refused_or_nothing_there),
    };
    return cmocka_run_group_tests_name("app/notice_list", tests, NULL, NULL);
}
