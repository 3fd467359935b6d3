/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_history.h"

#include "picture/told.h"

struct scene {
    struct told told;
    const struct sl_picture *picture;
    struct sl_arena arena;
    struct sl_history history;
    size_t undated;
};

/* Two agencies on one child, whose mother nobody has identified; R is known to police alone. */
static int open_scene(void **state)
{
    static struct scene scene;
    struct told *told = &scene.told;

    told_open(told);
    tell(
        told, "police", "{'type':'person','id':'n1','birth_date':'2009-11-23','ethnicity':'WBRI'}"
    );
    tell(
        told,
        "police",
        "{'type':'event','id':'m1','kind':'missing','start':'2024-02','grade':'high',"
        "'end':'2024-02-20T06:00','people':[{'id':'n1','role':'subject'},"
        "{'id':'n1','role':'victim'},{'id':'n2','role':'found_with'}]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'person','id':'c1','birth_date':'2009-11-23','ethnicity':'AIND',"
        "'people':[{'id':'a1','role':'mother'}]}"
    );
    tell(
        told,
        "police",
        "{'type':'event','id':'i1','kind':'return_interview','start':'2024-02-21',"
        "'people':[{'id':'n1','role':'subject'}],'follows':['m1']}"
    );
    tell(told, "police", "{'type':'link','id':'l1','from':'n2','role':'found_with','to':'m1'}");
    tell(
        told,
        "oldham",
        "{'type':'event','id':'v1','kind':'visit','people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        told,
        "oldham",
        "{'type':'event','id':'o1','kind':'crime','start':'2024-01-01',"
        "'people':[{'id':'a1','role':'suspect'}]}"
    );
    told_is(told, "police", "n1", "C");
    told_is(told, "oldham", "c1", "C");
    told_is(told, "police", "n2", "R");
    told->agencies[0] = SL_STR("oldham");
    told->agencies[1] = SL_STR("police");
    told->input.agency_count = 2;
    scene.picture = told_make(told);
    sl_arena_init(&scene.arena, (size_t)1 << 20);
    *state = &scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;

    sl_arena_finish(&scene->arena);
    told_close(&scene->told);
    return 0;
}

static const struct sl_history *make(struct scene *scene)
{
    struct sl_error err;

    SL_CHECK_OK(
        sl_notice_history(scene->picture, &scene->arena, &scene->history, &scene->undated, &err),
        &err
    );
    return &scene->history;
}

/* The id of the record that a number stands for. */
static int64_t record_of(const struct scene *scene, uint32_t number)
{
    return scene->picture->input->records[sl_notice_proof(scene->picture, number).record].id;
}

static void test_event(void **state)
{
    struct scene *scene = *state;
    const struct sl_history *history = make(scene);
    const struct sl_history_event *missing = &history->events[0];

    SL_CHECK_I64(missing->kind, SL_EVENT_MISSING);
    SL_CHECK_U64(missing->roles, SL_HISTORY_BIT(SL_ROLE_SUBJECT) | SL_HISTORY_BIT(SL_ROLE_VICTIM));
    SL_CHECK_U64(missing->agency, 1);
    SL_CHECK_U64(missing->follows, SL_HISTORY_NONE);
    SL_CHECK_I64(record_of(scene, missing->record), 2);
    assert_ptr_equal(
        sl_notice_proof(scene->picture, missing->record).event,
        &scene->picture->events[missing->record]
    );
    SL_CHECK_U64(missing->value_count, 1);
    SL_CHECK_I64(history->values[missing->first_value].attribute, SL_ATTRIBUTE_GRADE);
    SL_CHECK_STR(history->values[missing->first_value].text, "high");
}

/* "In February" stays that, and what came on the second counts from the second on. */
static void test_moments(void **state)
{
    struct scene *scene = *state;
    const struct sl_history *history = make(scene);
    const int64_t came = (int64_t)told_day("2024-01-02") * SL_DAY_SECONDS;

    SL_CHECK_I64(history->events[0].start.precision, SL_PRECISION_MONTH);
    SL_CHECK_I64(history->events[0].end.precision, SL_PRECISION_MINUTE);
    SL_CHECK_I64(history->events[0].known.since, came);
    assert_false(sl_history_is_known(history->events[0].known, came - 1));
    assert_true(sl_history_is_known(history->events[0].known, INT64_MAX - 1));
    SL_CHECK_I64(history->born.day, told_day("2009-11-23"));
}

/* Two records say that R was there: it counts once. The interview follows from the episode. */
static void test_parts(void **state)
{
    struct scene *scene = *state;
    const struct sl_history *history = make(scene);
    const struct sl_history_event *missing = &history->events[0], *interview = &history->events[1];

    SL_CHECK_U64(missing->part_count, 1);
    const struct sl_history_part part = history->parts[missing->first_part];
    SL_CHECK_I64(part.role, SL_ROLE_FOUND_WITH);
    SL_CHECK_STR(scene->picture->persons[part.person].identity, "R");
    SL_CHECK_I64(interview->kind, SL_EVENT_RETURN_INTERVIEW);
    SL_CHECK_U64(interview->follows, missing->record);
    SL_CHECK_U64(interview->part_count, 0);
}

/* What has no date is counted; the mother's crime is none of the child's. */
static void test_left_out(void **state)
{
    struct scene *scene = *state;
    const struct sl_history *history = make(scene);

    SL_CHECK_U64(history->event_count, 2);
    SL_CHECK_U64(scene->undated, 1);
    SL_CHECK_U64(history->kinds & SL_HISTORY_BIT(SL_EVENT_CRIME), 0);
}

static void test_details_and_ties(void **state)
{
    struct scene *scene = *state;
    const struct sl_history *history = make(scene);
    uint32_t agencies = 0;

    for (size_t i = 0; i < history->detail_count; i++) {
        const struct sl_history_detail *detail = &history->details[i];
        if (detail->attribute == SL_ATTRIBUTE_ETHNICITY) {
            agencies |= 1u << detail->agency;
            SL_CHECK_I64(record_of(scene, detail->record), detail->agency == 0 ? 3 : 1);
            assert_null(sl_notice_proof(scene->picture, detail->record).event);
        }
    }
    SL_CHECK_U64(agencies, 3);
    SL_CHECK_U64(history->tie_count, 1);
    SL_CHECK_I64(history->ties[0].role, SL_ROLE_MOTHER);
    SL_CHECK_U64(history->ties[0].to, SL_HISTORY_CHILD);
    SL_CHECK_I64(record_of(scene, history->ties[0].record), 3);
}

/* Somebody whom nobody has identified is met by their key. */
static void test_unidentified(void **state)
{
    struct scene *scene = *state;

    tell(
        &scene->told,
        "oldham",
        "{'type':'event','id':'k1','kind':'incident','start':'2024-03-01',"
        "'people':[{'id':'c1','role':'victim'},{'id':'a1','role':'suspect'}]}"
    );
    scene->picture = told_make(&scene->told);
    const struct sl_history *history = make(scene);
    const struct sl_history_event *incident = &history->events[2];
    SL_CHECK_U64(incident->roles, SL_HISTORY_BIT(SL_ROLE_VICTIM));
    SL_CHECK_U64(incident->part_count, 1);
    SL_CHECK_U64(history->parts[incident->first_part].person, history->ties[0].from);
}

static enum sl_status make_anew(void *context)
{
    struct scene *scene = context;
    struct sl_error err;

    sl_arena_finish(&scene->arena);
    sl_arena_init(&scene->arena, (size_t)1 << 20);
    const enum sl_status status =
        sl_notice_history(scene->picture, &scene->arena, &scene->history, &scene->undated, &err);
    sl_arena_finish(&scene->arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(make_anew, *state) > 0);
}

#define SCENE_TEST(test) cmocka_unit_test_setup_teardown(test, open_scene, close_scene)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_event),
        SCENE_TEST(test_moments),
        SCENE_TEST(test_parts),
        SCENE_TEST(test_left_out),
        SCENE_TEST(test_details_and_ties),
        SCENE_TEST(test_unidentified),
        SCENE_TEST(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/notice_history", tests, NULL, NULL);
}
