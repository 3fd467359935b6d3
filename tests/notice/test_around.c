/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/around.h"

#include "example.h"

#define YEAR_2010 "2010-05-05"

/* A child, an adult who is a stranger, two other children, and a brother of the child. */
enum { CHILD, STRANGER, OTHER, THIRD, BROTHER, PEOPLE };

struct scene {
    struct sl_arena arena;
    struct sl_history history;
};

static int open_scene(void **state)
{
    static struct scene scene;
    static const char *const born[PEOPLE] = { YEAR_2010, "1990", YEAR_2010, YEAR_2010, YEAR_2010 };
    const struct sl_history_tie tie = {
        BROTHER, CHILD, SL_ROLE_SIBLING, .known = {0, SL_HISTORY_STANDS}
    };
    sl_arena_init(&scene.arena, EXAMPLE_LIMIT_BYTES);
    sl_history_init(&scene.history, &scene.arena);
    for (unsigned i = 0; i < PEOPLE; i++) {
        const struct sl_history_person person = { i + 1, example_moment(born[i]) };
        SL_CHECK_OK(sl_history_person(&scene.history, person, NULL), NULL);
    }
    SL_CHECK_OK(sl_history_tie(&scene.history, tie, NULL), NULL);
    *state = &scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    sl_arena_finish(&scene->arena);
    return 0;
}

static struct sl_condition_finding ask(struct scene *scene, const char *text)
{
    struct sl_condition condition;
    struct sl_condition_finding finding;
    struct sl_error err = { .status = SL_OK };
    sl_history_close(&scene->history);
    SL_CHECK_OK(sl_condition_parse(sl_str_from(text), &scene->arena, &condition, &err), &err);
    sl_condition_evaluate(&condition, &scene->history, example_instant("2024-06-01"), &finding);
    return finding;
}

static void check(struct scene *scene, const char *text, bool holds, size_t count)
{
    const struct sl_condition_finding finding = ask(scene, text);
    assert_int_equal(finding.holds, holds);
    SL_CHECK_U64(holds ? finding.record_count : finding.found, count);
}

static void add_use(struct scene *scene, uint32_t person, enum sl_node_kind kind, int64_t thing)
{
    const struct sl_history_use use = {
        .person = person,
        .kind = kind,
        .thing = thing,
        .known = {example_instant("2024-02-01"), SL_HISTORY_STANDS},
        .record = 100 + (uint32_t)scene->history.use_count,
    };
    SL_CHECK_OK(sl_history_use(&scene->history, use, NULL), NULL);
}

/* An event of 2024 in which somebody has a part; roles are those of the child, 0 for none. */
static void add_event(
    struct scene *scene, enum sl_event_kind kind, uint32_t person, enum sl_role role, uint64_t roles
)
{
    const uint32_t record = (uint32_t)scene->history.event_count;
    struct sl_history_event event = example_event(kind, "2024-03-01", "", record);
    event.roles = roles;
    SL_CHECK_OK(sl_history_event(&scene->history, event, NULL), NULL);
    const struct sl_history_part part = { person, role };
    SL_CHECK_OK(sl_history_part(&scene->history, part, NULL), NULL);
}

static void add_part(struct scene *scene, uint32_t person, enum sl_role role)
{
    const struct sl_history_part part = { person, role };
    SL_CHECK_OK(sl_history_part(&scene->history, part, NULL), NULL);
}

/* A brother is no other family; an adult alone is no family with children. */
static void test_shares(void **state)
{
    static const char text[] = "shares phone, vehicle by at least 2 families";
    struct scene *scene = *state;
    check(scene, text, false, 0);
    add_use(scene, CHILD, SL_NODE_PHONE, 5);
    add_use(scene, CHILD, SL_NODE_PHONE, 5);
    add_use(scene, BROTHER, SL_NODE_PHONE, 5);
    add_use(scene, STRANGER, SL_NODE_PHONE, 5);
    check(scene, text, false, 0);
    add_use(scene, OTHER, SL_NODE_PHONE, 6);
    add_use(scene, THIRD, SL_NODE_PHONE, 6);
    check(scene, text, false, 0);
    add_use(scene, OTHER, SL_NODE_PHONE, 5);
    check(scene, "shares vehicle by at least 2 families", false, 0);
    check(scene, "shares phone by at least 4 families", false, 3);
    check(scene, text, true, 4);
}

/* What nobody knew then, or knows no longer, ties nobody. */
static void test_shares_known(void **state)
{
    struct scene *scene = *state;
    add_use(scene, CHILD, SL_NODE_PHONE, 5);
    add_use(scene, OTHER, SL_NODE_PHONE, 5);
    check(scene, "shares phone by at least 2 families", true, 2);
    scene->history.uses[1].known.until = example_instant("2024-05-01");
    check(scene, "shares phone by at least 2 families", false, 0);
}

static void test_met(void **state)
{
    static const char text[] = "met found_with, suspect in missing, crime by at least 2 children";
    struct scene *scene = *state;
    add_event(
        scene, SL_EVENT_MISSING, STRANGER, SL_ROLE_FOUND_WITH, SL_HISTORY_BIT(SL_ROLE_SUBJECT)
    );
    check(scene, text, false, 1);
    add_event(scene, SL_EVENT_CRIME, STRANGER, SL_ROLE_SUSPECT, 0);
    add_part(scene, BROTHER, SL_ROLE_VICTIM);
    check(scene, text, false, 1);
    add_event(scene, SL_EVENT_CRIME, STRANGER, SL_ROLE_WITNESS, 0);
    add_part(scene, OTHER, SL_ROLE_VICTIM);
    check(scene, text, false, 1);
    add_event(scene, SL_EVENT_CRIME, STRANGER, SL_ROLE_SUSPECT, 0);
    add_part(scene, OTHER, SL_ROLE_VICTIM);
    check(scene, text, true, 2);
    check(scene, "met suspect in missing, crime by at least 2 children", false, 0);
}

/* A father of the other child is no stranger there; nor is one of the child here. */
static void test_met_family(void **state)
{
    static const char text[] = "met suspect in crime by at least 2 children";
    struct sl_history_tie tie = {
        STRANGER, OTHER, SL_ROLE_ASSOCIATE, .known = {0, SL_HISTORY_STANDS}
    };
    struct scene *scene = *state;
    add_event(scene, SL_EVENT_CRIME, STRANGER, SL_ROLE_SUSPECT, SL_HISTORY_BIT(SL_ROLE_VICTIM));
    add_part(scene, OTHER, SL_ROLE_VICTIM);
    SL_CHECK_OK(sl_history_tie(&scene->history, tie, NULL), NULL);
    check(scene, text, true, 1);
    scene->history.ties[1].role = SL_ROLE_FATHER;
    check(scene, text, false, 1);
    scene->history.ties[1].to = CHILD;
    check(scene, text, false, 0);
}

static void test_met_who(void **state)
{
    static const char text[] = "met professional in visit in 12 months who is suspect in crime";
    struct scene *scene = *state;
    add_event(
        scene, SL_EVENT_VISIT, STRANGER, SL_ROLE_PROFESSIONAL, SL_HISTORY_BIT(SL_ROLE_SUBJECT)
    );
    check(scene, text, false, 0);
    add_event(scene, SL_EVENT_CRIME, STRANGER, SL_ROLE_VICTIM, 0);
    check(scene, text, false, 0);
    add_event(scene, SL_EVENT_CRIME, STRANGER, SL_ROLE_SUSPECT, 0);
    check(scene, text, true, 2);
}

static void test_linked(void **state)
{
    static const char text[] = "linked to at least 2 as suspect, victim in crime in 24 months";
    struct scene *scene = *state;
    add_use(scene, CHILD, SL_NODE_PHONE, 5);
    add_use(scene, OTHER, SL_NODE_PHONE, 5);
    add_event(scene, SL_EVENT_CRIME, OTHER, SL_ROLE_VICTIM, 0);
    add_event(scene, SL_EVENT_CRIME, STRANGER, SL_ROLE_SUSPECT, 0);
    check(scene, text, false, 1);
    add_event(scene, SL_EVENT_MISSING, STRANGER, SL_ROLE_PROFESSIONAL, 1);
    check(scene, text, false, 1);
    add_event(scene, SL_EVENT_MISSING, STRANGER, SL_ROLE_FOUND_WITH, 1);
    check(scene, text, true, 5);
}

static void test_place(void **state)
{
    static const char text[] = "at least 2 missing at one place in 12 months";
    struct scene *scene = *state;
    for (unsigned i = 0; i < 4; i++) {
        static const char *const days[] = {
            "2024-01-01", "2024-01-01", "2024-02-01", "2022-01-01"
        };
        static const int64_t places[] = { 7, 7, 8, 7 };
        example_add(&scene->history, SL_EVENT_MISSING, days[i], "", i);
        scene->history.events[i].place = places[i];
    }
    check(scene, text, false, 1);
    scene->history.events[3].place = 7;
    check(scene, text, true, 3);
    check(scene, "at least 1 visit at one place", false, 0);
}

static void test_open(void **state)
{
    static const char text[] = "operation ended with open line_of_enquiry";
    struct scene *scene = *state;
    example_add(&scene->history, SL_EVENT_OPERATION, "2024-01-01", "2024-02-01", 1);
    example_add(&scene->history, SL_EVENT_OPERATION, "2024-01-01", "", 2);
    struct sl_history_event line = example_event(SL_EVENT_LINE_OF_ENQUIRY, "2024-01-05", "", 3);
    line.roles = 0;
    line.follows = 2;
    SL_CHECK_OK(sl_history_event(&scene->history, line, NULL), NULL);
    check(scene, text, false, 0);
    scene->history.events[2].follows = 1;
    check(scene, text, true, 2);
    scene->history.events[2].end = example_moment("2024-01-20");
    check(scene, text, false, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_shares, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_shares_known, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_met, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_met_family, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_met_who, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_linked, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_place, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_open, open_scene, close_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
