/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_explain.h"

#include "app/access_fixture.h"
#include "app/picture_fixture.h"

#define CLOCKS                                                                        \
    "format: sightline-clocks-1\nclocks:\n"                                           \
    "- {id: interview, title: A return home interview is held, basis: statutory,\n"   \
    "   owner: council, starts: {event: missing, at: end, which: each},\n"            \
    "   stops: [{event: return_interview}], limit: 72 hours,\n"                       \
    "   source: {title: T, version: \"1\", section: S}}\n"                            \
    "- {id: conference, title: A conference is held, basis: local, owner: council,\n" \
    "   starts: {event: section_47, which: each}, stops: [{event: conference}],\n"    \
    "   limit: 15 working days, source: {title: T, version: \"1\", section: S}}\n"

#define INDICATORS                                                                         \
    "format: sightline-indicators-1\n"                                                     \
    "sources:\n  list: {title: T, publisher: P, version: V, page: \"7\"}\n"                \
    "indicators:\n"                                                                        \
    "- {id: plan, wording: On a plan, set: coded, meaning: vulnerability, source: list,\n" \
    "   condition: protection_plan}\n"                                                     \
    "- {id: repeated, wording: Missing again, set: patterns, meaning: sign_of_harm,\n"     \
    "   source: list, condition: at least 3 missing}\n"                                    \
    "- {id: gifts, wording: Gifts, set: signs, meaning: sign_of_harm, source: list,\n"     \
    "   asked: true}\n"

struct house {
    struct people_fixture people;
    struct access_fixture access;
    struct sl_picture_loader *loader;
    struct sl_arena arena;
    struct sl_notice_catalogues catalogues;
    struct sl_notice_question question;
    struct sl_notice_answer answer;
    struct sl_identity_id child;
};

static int set_up(void **state)
{
    static struct house house;
    char clocks[512], indicators[512];

    house = (struct house){ .loader = NULL };
    (void)people_set_up_in(&house.people);
    access_equip(&house.access, &house.people.folder, house.people.store);
    house.child = sl_identity_print(picture_fill(&house.people));
    access_agree(&house.access, house.people.store_path, ACCESS_AGREEMENT);
    SL_CHECK_OK(sl_picture_loader_open(&house.loader, NULL), NULL);
    sl_arena_init(&house.arena, SL_NOTICE_EXPLAIN_BYTES);
    (void)snprintf(
        clocks,
        sizeof(clocks),
        "%s",
        sl_test_folder_write(&house.people.folder, "clocks", SL_STR(CLOCKS))
    );
    (void)snprintf(
        indicators,
        sizeof(indicators),
        "%s",
        sl_test_folder_write(&house.people.folder, "indicators", SL_STR(INDICATORS))
    );
    const char *const paths[] = { clocks, indicators };
    SL_CHECK_OK(sl_notice_load(paths, 2, &house.arena, &house.catalogues, NULL), NULL);
    house.question = (struct sl_notice_question){
        .child = sl_str_from(house.child.text),
        .catalogues = &house.catalogues,
        .as_of = (int64_t)PICTURE_TODAY * SL_DAY_SECONDS,
    };
    *state = &house;
    return 0;
}

static int tear_down(void **state)
{
    struct house *house = *state;

    sl_arena_finish(&house->arena);
    sl_picture_loader_close(house->loader);
    people_tear_down_of(&house->people);
    return 0;
}

static enum sl_status explain_as(struct house *house, const char *user, struct sl_error *err)
{
    struct sl_access *access = access_open(house->people.store_path, user);
    const enum sl_status status = sl_notice_explain(
        access, house->loader, &house->question, &house->arena, &house->answer, err
    );

    sl_access_close(access);
    return status;
}

static void explain(struct house *house)
{
    struct sl_error err;

    access_tie(house->people.store, "practitioner", 1, "n1");
    SL_CHECK_OK(explain_as(house, "practitioner", &err), &err);
}

/* The record of a number, as its agency calls it. */
static struct sl_str key_of(const struct house *house, uint32_t number)
{
    const struct sl_picture *picture = house->answer.picture;

    return picture->input->records[sl_notice_proof(picture, number).record].key;
}

static void all_rules(void **state)
{
    struct house *house = *state;

    explain(house);
    SL_CHECK_U64(house->answer.clock_count, 2);
    const struct sl_clock_run *interview = &house->answer.clocks[0].runs.items[0];
    SL_CHECK_I64(interview->state, SL_CLOCK_MET);
    SL_CHECK_STR(key_of(house, interview->anchor->record), "m1");
    SL_CHECK_STR(key_of(house, interview->stop->record), "i1");
    SL_CHECK_I64(house->answer.clocks[1].runs.items[0].state, SL_CLOCK_NOT_STARTED);
    SL_CHECK_U64(house->answer.indicator_count, 3);
    const struct sl_condition_finding *plan = &house->answer.indicators[0].finding;
    assert_true(plan->holds);
    SL_CHECK_U64(plan->record_count, 1);
    SL_CHECK_STR(key_of(house, plan->records[0]), "p1");
    assert_false(house->answer.indicators[1].finding.holds);
    SL_CHECK_U64(house->answer.indicators[1].finding.found, 1);
    assert_true(house->answer.indicators[2].indicator->is_asked);
}

static void named_rules(void **state)
{
    static const char *const rules[] = { "repeated", "conference" };
    struct house *house = *state;

    house->question.rules = rules;
    house->question.rule_count = 2;
    explain(house);
    SL_CHECK_U64(house->answer.clock_count, 1);
    SL_CHECK_STR(house->answer.clocks[0].clock->id, "conference");
    SL_CHECK_U64(house->answer.indicator_count, 1);
    SL_CHECK_STR(house->answer.indicators[0].indicator->id, "repeated");
}

/* Records came on 31 March 2026, so nobody could have known the day before. */
static void as_of_a_day_before(void **state)
{
    struct house *house = *state;

    house->question.as_of -= 2 * SL_DAY_SECONDS;
    explain(house);
    SL_CHECK_I64(house->answer.clocks[0].runs.items[0].state, SL_CLOCK_NOT_STARTED);
    assert_false(house->answer.indicators[0].finding.holds);
}

/* Without the agreement the council's plan is not told of, and the indicator does not hold. */
static void what_is_not_open(void **state)
{
    struct house *house = *state;
    char path[700];

    (void)snprintf(path, sizeof(path), "%s/both.yaml", house->access.agreements);
    (void)remove(path);
    explain(house);
    assert_false(house->answer.indicators[0].finding.holds);
    SL_CHECK_I64(house->answer.clocks[0].runs.items[0].state, SL_CLOCK_MET);
}

struct kinds {
    size_t notice, picture;
};

static enum sl_status
count_kind(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct kinds *kinds = context;
    const struct sl_str kind = entry->entry.texts[SL_ENTRY_KIND];

    (void)err;
    kinds->notice += sl_str_equal(kind, SL_STR("notice"));
    kinds->picture += sl_str_equal(kind, SL_STR("picture"));
    return SL_OK;
}

/* The child's entry says what it was for; those of the picture are there, too. */
static void is_written_down(void **state)
{
    const struct sl_ledger_filter filter = { .user = SL_STR("practitioner") };
    struct house *house = *state;
    struct kinds kinds = { .notice = 0 };
    struct sl_error err;

    explain(house);
    SL_CHECK_OK(sl_ledger_show(house->access.ledger, &filter, count_kind, &kinds, &err), &err);
    SL_CHECK_U64(kinds.notice, 1);
    assert_true(kinds.picture >= 1);
    SL_CHECK_U64(access_entries(house->access.ledger, "practitioner", SL_VERB_READ, 0), 1);
}

static void refused(void **state)
{
    static const char *const rules[] = { "repeatet" };
    struct house *house = *state;
    struct sl_error err;

    SL_CHECK_I64(explain_as(house, "administrator", &err), SL_DENIED);
    SL_CHECK_U64(
        access_entries(house->access.ledger, "administrator", SL_VERB_READ, SL_OUTCOME_REFUSED), 1
    );
    house->question.child = SL_STR("P00000001");
    SL_CHECK_I64(explain_as(house, "all", &err), SL_NOT_FOUND);
    house->question.rules = rules;
    house->question.rule_count = 1;
    SL_CHECK_I64(explain_as(house, "all", &err), SL_USAGE);
}

#define HOUSE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(all_rules),        HOUSE_TEST(named_rules),     HOUSE_TEST(as_of_a_day_before),
        HOUSE_TEST(what_is_not_open), HOUSE_TEST(is_written_down), HOUSE_TEST(refused),
    };
    return cmocka_run_group_tests_name("app/notice_explain", tests, NULL, NULL);
}
