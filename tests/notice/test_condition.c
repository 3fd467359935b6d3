/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/condition.h"

#include "example.h"

struct scene {
    struct sl_arena arena;
    struct sl_history history;
};

static int open_scene(void **state)
{
    static struct scene scene;
    sl_arena_init(&scene.arena, EXAMPLE_LIMIT_BYTES);
    sl_history_init(&scene.history, &scene.arena);
    *state = &scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    sl_arena_finish(&scene->arena);
    return 0;
}

static struct sl_condition_finding ask(struct scene *scene, const char *text, const char *as_of)
{
    struct sl_condition condition;
    struct sl_condition_finding finding;
    struct sl_error err = { .status = SL_OK };
    sl_history_close(&scene->history);
    SL_CHECK_OK(sl_condition_parse(sl_str_from(text), &scene->arena, &condition, &err), &err);
    sl_condition_evaluate(&condition, &scene->history, example_instant(as_of), &finding);
    return finding;
}

static void check_no(struct scene *scene, const char *text, const char *as_of, uint32_t found)
{
    const struct sl_condition_finding finding = ask(scene, text, as_of);
    assert_false(finding.holds);
    SL_CHECK_U64(finding.found, found);
    SL_CHECK_U64(finding.record_count, 0);
}

/* It holds because of so many records, the first of which is this one. */
static void
check_yes(struct scene *scene, const char *text, const char *as_of, size_t count, uint32_t first)
{
    const struct sl_condition_finding finding = ask(scene, text, as_of);
    assert_true(finding.holds);
    SL_CHECK_U64(finding.record_count, count);
    if (count > 0) {
        SL_CHECK_U64(finding.records[0], first);
    }
}

static void add_by(
    struct scene *scene,
    enum sl_event_kind kind,
    const char *start,
    uint32_t agency,
    uint32_t record
)
{
    struct sl_history_event event = example_event(kind, start, "", record);
    event.agency = agency;
    SL_CHECK_OK(sl_history_event(&scene->history, event, NULL), NULL);
}

/* Three days within 90, from the first hour of the first; two records of one day are one. */
static void test_count(void **state)
{
    static const char text[] = "at least 3 missing in 90 days";
    struct scene *scene = *state;
    add_by(scene, SL_EVENT_MISSING, "2024-01-01", 1, 1);
    add_by(scene, SL_EVENT_MISSING, "2024-01-20T22:00", 1, 2);
    add_by(scene, SL_EVENT_MISSING, "2024-01-20", 2, 3);
    add_by(scene, SL_EVENT_MISSING, "2024-03-31T23:00", 1, 4);
    check_no(scene, text, "2024-03-31T22:59", 2);
    check_yes(scene, text, "2024-03-31T23:00", 4, 1);
    check_no(scene, text, "2024-04-01", 2);
    check_yes(scene, "not at least 3 missing in 90 days", "2024-04-01", 0, 0);
    check_no(scene, "not missing", "2024-04-01", 3);
}

/* What was not known then, or has been corrected since, does not count. */
static void test_as_of(void **state)
{
    struct scene *scene = *state;
    add_by(scene, SL_EVENT_CUSTODY, "2024-01-01", 1, 1);
    scene->history.events[0].known =
        (struct sl_history_known){ example_instant("2024-02-01"), example_instant("2024-03-01") };
    check_no(scene, "custody", "2024-01-31", 0);
    check_yes(scene, "custody", "2024-02-01", 1, 1);
    check_no(scene, "custody", "2024-03-01", 0);
}

static void test_agencies(void **state)
{
    static const char text[] = "at least 3 agencies with referral, protection_notice in 90 days "
                               "and not strategy_discussion in 90 days";
    struct scene *scene = *state;
    add_by(scene, SL_EVENT_REFERRAL, "2024-01-01", 1, 1);
    add_by(scene, SL_EVENT_REFERRAL, "2024-01-02", 1, 2);
    add_by(scene, SL_EVENT_PROTECTION_NOTICE, "2024-01-03", 2, 3);
    check_no(scene, text, "2024-02-01", 2);
    add_by(scene, SL_EVENT_REFERRAL, "2024-01-04", 3, 4);
    check_yes(scene, text, "2024-02-01", 4, 1);
    add_by(scene, SL_EVENT_STRATEGY_DISCUSSION, "2024-01-31", 1, 5);
    const struct sl_condition_finding finding = ask(scene, text, "2024-02-01");
    assert_false(finding.holds);
    SL_CHECK_U64(finding.test, 1);
    SL_CHECK_U64(finding.found, 1);
}

/* Twice as many as in the same time before, and so many at least. */
static void test_rise(void **state)
{
    struct scene *scene = *state;
    add_by(scene, SL_EVENT_CONTACT, "2024-01-10", 1, 1);
    add_by(scene, SL_EVENT_CONTACT, "2024-02-05", 1, 2);
    check_no(scene, "rise to 2 contact in 30 days", "2024-02-20", 0);
    add_by(scene, SL_EVENT_CONTACT, "2024-02-06", 1, 3);
    check_yes(scene, "rise to 2 contact in 30 days", "2024-02-20", 2, 2);
    check_no(scene, "rise to 3 contact in 30 days", "2024-02-20", 2);
    /* All three are in one window, and none before it. */
    check_yes(scene, "rise to 3 contact in 3 months", "2024-02-20", 3, 1);
}

static void test_without(void **state)
{
    static const char text[] = "missing ended in 30 days without return_interview within 72 hours";
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_MISSING, "2024-01-01T20:00", "2024-01-02T10:00", 1);
    check_no(scene, text, "2024-01-02T09:00", 0);
    check_no(scene, text, "2024-01-05T10:00:59", 0);
    check_yes(scene, text, "2024-01-05T10:01", 1, 1);
    /* An interview after the limit is none in time, one before the return none at all. */
    example_add(&scene->history, SL_EVENT_RETURN_INTERVIEW, "2024-01-06", "", 2);
    example_add(&scene->history, SL_EVENT_RETURN_INTERVIEW, "2024-01-01", "", 3);
    check_yes(scene, text, "2024-01-06T12:00", 1, 1);
    example_add(&scene->history, SL_EVENT_RETURN_INTERVIEW, "2024-01-05", "", 4);
    check_no(scene, text, "2024-01-06T12:00", 0);
    check_no(scene, text, "2024-03-01", 0);
}

/* Working days before 2015, which nobody knows, are never over. */
static void test_unknown_gap(void **state)
{
    static const char text[] = "referral without decision within 1 working day";
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_REFERRAL, "2014-01-02", "", 1);
    check_no(scene, text, "2024-01-01", 0);
    example_add(&scene->history, SL_EVENT_REFERRAL, "2024-03-28", "", 2);
    check_no(scene, text, "2024-04-02", 0);
    check_yes(scene, text, "2024-04-03", 1, 2);
}

static void test_then(void **state)
{
    static const char text[] = "referral then section_47 within 10 days";
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_SECTION_47, "2024-01-01", "", 1);
    example_add(&scene->history, SL_EVENT_REFERRAL, "2024-01-02", "", 2);
    example_add(&scene->history, SL_EVENT_SECTION_47, "2024-01-13", "", 3);
    check_no(scene, text, "2024-02-01", 0);
    example_add(&scene->history, SL_EVENT_SECTION_47, "2024-01-12", "", 4);
    check_yes(scene, text, "2024-02-01", 2, 2);
    SL_CHECK_U64(ask(scene, text, "2024-02-01").records[1], 4);
    /* One event does not follow itself. */
    check_no(scene, "referral then referral within 10 days", "2024-02-01", 0);
}

static void add_detail(struct scene *scene, const char *text, uint32_t agency, uint32_t record)
{
    const struct sl_history_detail detail = {
        .attribute = SL_ATTRIBUTE_ETHNICITY,
        .text = sl_str_from(text),
        .known = {0, SL_HISTORY_STANDS},
        .agency = agency,
        .record = record,
    };
    SL_CHECK_OK(sl_history_detail(&scene->history, detail, NULL), NULL);
}

/* One agency that changes its mind does not differ from itself. */
static void test_differ(void **state)
{
    static const char text[] = "agencies differ on ethnicity";
    struct scene *scene = *state;
    check_no(scene, text, "2024-02-01", 0);
    add_detail(scene, "WBRI", 1, 1);
    add_detail(scene, "MWBC", 1, 2);
    check_no(scene, text, "2024-02-01", 0);
    add_detail(scene, "WBRI", 2, 3);
    check_yes(scene, text, "2024-02-01", 3, 1);
    check_no(scene, "agencies differ on school", "2024-02-01", 0);
    scene->history.details[1].known.until = 1;
    check_no(scene, text, "2024-02-01", 0);
}

/* A partner of the mother is not tied to the child; the child's associate is, either way round. */
static void test_tied(void **state)
{
    static const char text[] = "tied as associate, household to suspect in crime in 12 months";
    const struct sl_history_part suspect = { 7, SL_ROLE_SUSPECT };
    struct sl_history_tie tie = {
        7, 8, SL_ROLE_PARTNER, .known = {0, SL_HISTORY_STANDS}
    };
    struct scene *scene = *state;
    add_by(scene, SL_EVENT_CRIME, "2024-01-01", 1, 1);
    SL_CHECK_OK(sl_history_part(&scene->history, suspect, NULL), NULL);
    SL_CHECK_OK(sl_history_tie(&scene->history, tie, NULL), NULL);
    check_no(scene, text, "2024-02-01", 0);
    tie.to = SL_HISTORY_CHILD;
    SL_CHECK_OK(sl_history_tie(&scene->history, tie, NULL), NULL);
    check_no(scene, text, "2024-02-01", 0);
    tie.role = SL_ROLE_ASSOCIATE;
    tie.record = 2;
    SL_CHECK_OK(sl_history_tie(&scene->history, tie, NULL), NULL);
    check_yes(scene, text, "2024-02-01", 2, 1);
    scene->history.ties[2].from = SL_HISTORY_CHILD;
    scene->history.ties[2].to = 7;
    check_yes(scene, text, "2024-02-01", 2, 1);
    check_no(scene, text, "2025-02-01", 0);
    check_no(scene, "tied as associate to victim in crime", "2024-02-01", 0);
}

/* The first alternative that holds is told; if none does, what failed in the first. */
static void test_alternatives(void **state)
{
    static const char text[] = "crime and custody or missing and crime or crime";
    struct scene *scene = *state;
    struct sl_condition_finding finding = ask(scene, text, "2024-02-01");
    assert_false(finding.holds);
    SL_CHECK_U64(finding.test, 0);
    add_by(scene, SL_EVENT_CRIME, "2024-01-01", 1, 1);
    finding = ask(scene, text, "2024-02-01");
    assert_true(finding.holds);
    SL_CHECK_U64(finding.test, 4);
    SL_CHECK_U64(finding.record_count, 1);
    add_by(scene, SL_EVENT_MISSING, "2024-01-02", 1, 2);
    finding = ask(scene, text, "2024-02-01");
    SL_CHECK_U64(finding.test, 2);
    SL_CHECK_U64(finding.records[0], 2);
    SL_CHECK_U64(finding.records[1], 1);
    finding = ask(scene, "crime and custody or absent", "2024-02-01");
    SL_CHECK_U64(finding.test, 1);
}

static void test_cut(void **state)
{
    struct scene *scene = *state;
    for (uint32_t i = 0; i < SL_FINDING_RECORD_LIMIT; i++) {
        add_by(scene, SL_EVENT_VISIT, "2024-01-01", 1, i);
    }
    add_by(scene, SL_EVENT_VISIT, "2024-01-01", 1, 0); /* again */
    assert_false(ask(scene, "visit", "2024-02-01").is_cut);
    add_by(scene, SL_EVENT_VISIT, "2024-01-01", 1, 99);
    const struct sl_condition_finding finding = ask(scene, "visit", "2024-02-01");
    assert_true(finding.is_cut);
    SL_CHECK_U64(finding.record_count, SL_FINDING_RECORD_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_count, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_as_of, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_agencies, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_rise, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_without, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_unknown_gap, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_then, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_differ, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_tied, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_alternatives, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_cut, open_scene, close_scene),
    };
    return cmocka_run_group_tests_name("notice/condition", tests, NULL, NULL);
}
