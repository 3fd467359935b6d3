/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/clock.h"

#include "catalogue.h"

/* A catalogue, and a history to look at. */
struct scene {
    struct sl_arena arena;
    struct sl_clocks clocks;
    struct sl_history history;
};

static int open_scene(void **state)
{
    static struct scene scene;
    sl_arena_init(&scene.arena, EXAMPLE_LIMIT_BYTES);
    const struct sl_clocks clocks = catalogue_read(CATALOGUE_CLOCKS, &scene.arena);
    const struct sl_clocks local = catalogue_read(CATALOGUE_LOCAL, &scene.arena);
    SL_CHECK_OK(sl_clocks_override(&clocks, &local, &scene.arena, &scene.clocks, NULL), NULL);
    sl_history_init(&scene.history, &scene.arena);
    *state = &scene;
    return 0;
}

/* The same with the clocks of the catalogue alone. */
static int open_plain(void **state)
{
    open_scene(state);
    struct scene *scene = *state;
    scene->clocks = catalogue_read(CATALOGUE_CLOCKS, &scene->arena);
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    sl_arena_finish(&scene->arena);
    return 0;
}

static struct sl_clock_runs look(struct scene *scene, const char *id, const char *as_of)
{
    struct sl_clock_runs runs = { .count = 0 };
    struct sl_error err = { .status = SL_OK };
    sl_history_close(&scene->history);
    SL_CHECK_OK(
        sl_clock_runs(
            catalogue_find(&scene->clocks, id),
            &scene->history,
            example_instant(as_of),
            &scene->arena,
            &runs,
            &err
        ),
        &err
    );
    return runs;
}

/* The one run there is, as of an instant. */
static struct sl_clock_run look_one(struct scene *scene, const char *id, const char *as_of)
{
    const struct sl_clock_runs runs = look(scene, id, as_of);
    SL_CHECK_U64(runs.count, 1);
    return runs.items[0];
}

static void check_state(struct sl_clock_run run, enum sl_clock_state state, bool is_certain)
{
    SL_CHECK_STR(sl_clock_state_terms()[run.state].name, sl_clock_state_terms()[state].name.ptr);
    SL_CHECK_U64(run.is_certain, is_certain);
}

/* 2 April 2024 is the first working day after Maundy Thursday. */
static void test_working_day(void **state)
{
    struct scene *scene = *state;
    check_state(look_one(scene, "referral-decision", "2024-03-28"), SL_CLOCK_NOT_STARTED, true);
    example_add(&scene->history, SL_EVENT_REFERRAL, "2024-03-28", "", 1);
    const struct sl_clock_run run = look_one(scene, "referral-decision", "2024-04-02T23:59:59");
    check_state(run, SL_CLOCK_RUNNING, true);
    SL_CHECK_U64(run.anchor->record, 1);
    SL_CHECK_I64(run.deadline_last, example_instant("2024-04-02T23:59:59"));
    SL_CHECK_I64(run.deadline_first, run.deadline_last);
    check_state(look_one(scene, "referral-decision", "2024-04-03"), SL_CLOCK_OVER, true);
    example_add(&scene->history, SL_EVENT_DECISION, "2024-04-02", "", 2);
    check_state(look_one(scene, "referral-decision", "2024-04-03"), SL_CLOCK_MET, true);
    scene->history.events[1].start = example_moment("2024-04-03");
    check_state(look_one(scene, "referral-decision", "2024-04-03"), SL_CLOCK_MET_LATE, true);
    /* The day before, nobody knew. */
    check_state(look_one(scene, "referral-decision", "2024-04-02T12:00"), SL_CLOCK_RUNNING, true);
}

/* A corrected fact moves a clock, and what was known before stays what it was. */
static void test_correction(void **state)
{
    struct scene *scene = *state;
    struct sl_history_event wrong = example_event(SL_EVENT_REFERRAL, "2024-03-04", "", 1);
    struct sl_history_event right = example_event(SL_EVENT_REFERRAL, "2024-03-11", "", 1);
    right.known.since = wrong.known.until = example_instant("2024-03-12");
    SL_CHECK_OK(sl_history_event(&scene->history, wrong, NULL), NULL);
    SL_CHECK_OK(sl_history_event(&scene->history, right, NULL), NULL);
    check_state(look_one(scene, "referral-decision", "2024-03-11T23:59"), SL_CLOCK_OVER, true);
    const struct sl_clock_run run = look_one(scene, "referral-decision", "2024-03-12");
    check_state(run, SL_CLOCK_RUNNING, true);
    SL_CHECK_I64(run.from.day, right.start.day);
}

/* 72 hours from the minute; each episode for itself; two records of one episode are one. */
static void test_hours(void **state)
{
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_MISSING, "2024-05-01T20:00", "2024-05-02T10:00", 1);
    example_add(&scene->history, SL_EVENT_MISSING, "2024-05-01T20:00", "2024-05-02T10:00", 2);
    example_add(&scene->history, SL_EVENT_MISSING, "2024-05-03T20:00", "", 3);
    check_state(look_one(scene, "return-interview", "2024-05-04T09:59"), SL_CLOCK_RUNNING, true);
    check_state(
        look_one(scene, "return-interview", "2024-05-04T10:00:59"), SL_CLOCK_DUE_SOON, true
    );
    check_state(look_one(scene, "return-interview", "2024-05-05T10:01"), SL_CLOCK_OVER, true);
    /* It took place on that day, nobody wrote down when: the doubt is said. */
    example_add(&scene->history, SL_EVENT_RETURN_INTERVIEW, "2024-05-05", "", 4);
    check_state(look_one(scene, "return-interview", "2024-05-06"), SL_CLOCK_MET, false);
    /* The second one returns later, and waits for an interview of its own. */
    scene->history.events[2].end = example_moment("2024-05-06T08:00");
    const struct sl_clock_runs runs = look(scene, "return-interview", "2024-05-06T09:00");
    SL_CHECK_U64(runs.count, 2);
    SL_CHECK_U64(runs.items[1].anchor->record, 3);
    check_state(runs.items[1], SL_CLOCK_RUNNING, true);
}

/* What is only known by the month has two deadlines, and says so between them. */
static void test_imprecise(void **state)
{
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_LOOKED_AFTER, "2024-05", "", 1);
    const struct sl_clock_run run = look_one(scene, "care-review", "2024-05-15");
    check_state(run, SL_CLOCK_RUNNING, true);
    SL_CHECK_U64(run.from.precision, SL_PRECISION_MONTH);
    SL_CHECK_I64(run.deadline_first, example_instant("2024-05-31T23:59:59"));
    SL_CHECK_I64(run.deadline_last, example_instant("2024-06-28T23:59:59"));
    check_state(look_one(scene, "care-review", "2024-06-10"), SL_CLOCK_RUNNING, false);
    check_state(look_one(scene, "care-review", "2024-06-29"), SL_CLOCK_OVER, true);
}

/* 20 working days, 3 months, then 6 for ever, until the child is no longer looked after. */
static void test_rounds(void **state)
{
    static const struct {
        const char *from, *deadline;
        enum sl_clock_state state;
    } rows[] = {
        {"2024-01-02",  "2024-01-30T23:59:59", SL_CLOCK_MET     },
        { "2024-01-30", "2024-04-30T23:59:59", SL_CLOCK_MET_LATE},
        { "2024-05-31", "2024-11-30T23:59:59", SL_CLOCK_MET     },
        { "2024-11-30", "2025-05-30T23:59:59", SL_CLOCK_STOPPED },
    };
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_LOOKED_AFTER, "2024-01-02", "2025-01-01", 1);
    example_add(&scene->history, SL_EVENT_CARE_REVIEW, "2024-01-30", "", 2);
    example_add(&scene->history, SL_EVENT_CARE_REVIEW, "2024-01-30", "", 3);
    example_add(&scene->history, SL_EVENT_CARE_REVIEW, "2024-05-31", "", 4);
    example_add(&scene->history, SL_EVENT_CARE_REVIEW, "2024-11-30", "", 5);
    const struct sl_clock_runs runs = look(scene, "care-review", "2025-02-01");
    SL_CHECK_U64(runs.count, 4);
    for (size_t i = 0; i < 4; i++) {
        check_state(runs.items[i], rows[i].state, true);
        SL_CHECK_U64(runs.items[i].round, i);
        SL_CHECK_I64(sl_history_first_instant(runs.items[i].from), example_instant(rows[i].from));
        SL_CHECK_I64(runs.items[i].deadline_last, example_instant(rows[i].deadline));
    }
    SL_CHECK_U64(runs.items[3].cease->record, 1);
    assert_null(runs.items[3].stop);
}

/* Discussions on the 1st and the 8th, an enquiry on the 2nd: it began at the first of them. */
static void add_enquiry(struct scene *scene)
{
    example_add(&scene->history, SL_EVENT_STRATEGY_DISCUSSION, "2024-02-01", "", 1);
    example_add(&scene->history, SL_EVENT_SECTION_47, "2024-02-02", "", 2);
    example_add(&scene->history, SL_EVENT_STRATEGY_DISCUSSION, "2024-02-08", "", 3);
}

static void test_initiating(void **state)
{
    struct scene *scene = *state;
    add_enquiry(scene);
    struct sl_clock_run run = look_one(scene, "section-47-conference", "2024-02-22");
    SL_CHECK_U64(run.anchor->record, 1);
    SL_CHECK_I64(run.deadline_last, example_instant("2024-02-22T23:59:59"));
    check_state(run, SL_CLOCK_DUE_SOON, true);
    /* The enquiry itself may say from which discussion it followed. */
    scene->history.events[1].follows = 3;
    run = look_one(scene, "section-47-conference", "2024-02-22");
    SL_CHECK_U64(run.anchor->record, 3);
    check_state(run, SL_CLOCK_RUNNING, true);
    /* It ended, and nobody need meet. */
    scene->history.events[1].end = example_moment("2024-02-20");
    check_state(look_one(scene, "section-47-conference", "2024-02-22"), SL_CLOCK_RUNNING, true);
}

static void test_no_discussion(void **state)
{
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_SECTION_47, "2024-02-02", "2024-02-20", 2);
    example_value(&scene->history, SL_ATTRIBUTE_NO_FURTHER_ACTION, "1");
    struct sl_clock_run run = look_one(scene, "section-47-conference", "2024-02-22");
    check_state(run, SL_CLOCK_NOT_STARTED, true);
    assert_null(run.anchor);
    SL_CHECK_U64(run.awaited->record, 2);
    example_add(&scene->history, SL_EVENT_STRATEGY_DISCUSSION, "2024-02-02", "", 1);
    run = look_one(scene, "section-47-conference", "2024-02-22");
    check_state(run, SL_CLOCK_STOPPED, true);
}

/* The same enquiry in an area that counts 10 days from the last discussion. */
static void test_last(void **state)
{
    struct scene *scene = *state;
    add_enquiry(scene);
    struct sl_clock_run run = look_one(scene, "section-47-conference", "2024-02-07");
    SL_CHECK_U64(run.anchor->record, 1);
    run = look_one(scene, "section-47-conference", "2024-02-08");
    SL_CHECK_U64(run.anchor->record, 3);
    SL_CHECK_I64(run.deadline_last, example_instant("2024-02-22T23:59:59"));
    example_add(&scene->history, SL_EVENT_CONFERENCE, "2024-02-05", "", 4);
    run = look_one(scene, "section-47-conference", "2024-02-08");
    SL_CHECK_U64(run.anchor->record, 1);
    check_state(run, SL_CLOCK_MET, true);
}

/* Referrals while an assessment is open belong to it; the one after starts the next. */
static void test_first(void **state)
{
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_REFERRAL, "2024-02-01", "", 1);
    example_add(&scene->history, SL_EVENT_REFERRAL, "2024-02-05", "", 2);
    example_add(&scene->history, SL_EVENT_ASSESSMENT, "2024-02-01", "2024-03-01", 3);
    example_add(&scene->history, SL_EVENT_REFERRAL, "2024-03-04", "", 4);
    const struct sl_clock_runs runs = look(scene, "assessment", "2024-03-05");
    SL_CHECK_U64(runs.count, 2);
    SL_CHECK_U64(runs.items[0].anchor->record, 1);
    check_state(runs.items[0], SL_CLOCK_MET, true);
    SL_CHECK_U64(runs.items[1].anchor->record, 4);
    check_state(runs.items[1], SL_CLOCK_RUNNING, true);
    SL_CHECK_U64(look(scene, "assessment", "2024-02-06").count, 1);
}

/* Before a birth nothing runs; a conference after it has nothing to do with it. */
static void test_birth(void **state)
{
    struct scene *scene = *state;
    scene->history.born = example_moment("2024-05-20");
    example_add(&scene->history, SL_EVENT_CONFERENCE, "2024-04-02", "", 1);
    example_add(&scene->history, SL_EVENT_PROTECTION_PLAN, "2024-04-02", "", 2);
    check_state(look_one(scene, "birth-core-group", "2024-05-19"), SL_CLOCK_NOT_STARTED, true);
    const struct sl_clock_run run = look_one(scene, "birth-core-group", "2024-05-21");
    check_state(run, SL_CLOCK_RUNNING, true);
    SL_CHECK_I64(run.deadline_last, example_instant("2024-05-30T23:59:59"));
    scene->history.born = example_moment("2024-04-01");
    check_state(look_one(scene, "birth-core-group", "2024-05-21"), SL_CLOCK_NOT_STARTED, true);
}

static void check_deadline(struct sl_clock_run run, const char *last, bool is_by_rule)
{
    SL_CHECK_I64(run.deadline_last, example_instant(last));
    SL_CHECK_U64(run.is_by_rule, is_by_rule);
}

/* A deadline that counts bank holidays which are not published yet says so. */
static void test_by_rule(void **state)
{
    static const char id[] = "referral-decision";
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_REFERRAL, "2028-12-28", "", 1);
    check_deadline(look_one(scene, id, "2028-12-28"), "2028-12-29T23:59:59", false);
    scene->history.events[0].start = example_moment("2028-12-29");
    check_deadline(look_one(scene, id, "2028-12-29"), "2029-01-02T23:59:59", true);
    /* Calendar days count no holidays. */
    example_add(&scene->history, SL_EVENT_ONLINE_REFERRAL, "2030-03-01", "", 2);
    example_value(&scene->history, SL_ATTRIBUTE_GRADE, "high");
    assert_false(look_one(scene, "online-high", "2030-03-02").is_by_rule);
}

/* Where nobody knows the bank holidays there is no deadline, and that is said. */
static void test_far_away(void **state)
{
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_REFERRAL, "2012-03-01", "", 1);
    const struct sl_clock_run run = look_one(scene, "referral-decision", "2024-03-01");
    check_state(run, SL_CLOCK_RUNNING, false);
    SL_CHECK_I64(run.deadline_last, INT64_MAX);
    example_add(&scene->history, SL_EVENT_ONLINE_REFERRAL, "2016-03-01", "", 2);
    example_value(&scene->history, SL_ATTRIBUTE_GRADE, "high");
    check_state(look_one(scene, "online-high", "2016-03-09"), SL_CLOCK_OVER, true);
    check_state(look_one(scene, "online-low", "2016-03-09"), SL_CLOCK_NOT_STARTED, true);
}

static enum sl_status run_all(void *context)
{
    struct scene *scene = context;
    struct sl_clock_runs runs;
    struct sl_arena arena;
    enum sl_status status = SL_OK;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    for (size_t i = 0; status == SL_OK && i < scene->clocks.count; i++) {
        status = sl_clock_runs(
            &scene->clocks.items[i], &scene->history, INT64_MAX / 2, &arena, &runs, NULL
        );
    }
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct scene *scene = *state;
    for (uint32_t i = 0; i < 500; i++) {
        example_add(&scene->history, SL_EVENT_MISSING, "2024-02-01", "2024-02-02", 2 * i);
        scene->history.events[i].end.day += (int32_t)i;
    }
    sl_history_close(&scene->history);
    assert_true(sl_test_failing_allocations(run_all, scene) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_working_day, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_correction, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_hours, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_imprecise, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_rounds, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_initiating, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_no_discussion, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_last, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_first, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_birth, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_by_rule, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_far_away, open_plain, close_scene),
        cmocka_unit_test_setup_teardown(test_failing_allocations, open_plain, close_scene),
    };
    return cmocka_run_group_tests_name("notice/clock", tests, NULL, NULL);
}
