/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/evaluate.h"

#include <string.h>

#include "small_world.h"

#define CATALOGUE(condition)                                                   \
    "format: sightline-indicators-1\n"                                         \
    "sources: {s: {title: T, publisher: P, version: \"1\", page: \"2\"}}\n"    \
    "indicators:\n"                                                            \
    "- {id: one, wording: W, set: patterns, meaning: response, source: s,\n"   \
    "   condition: \"" condition "\", question: Q}\n"                          \
    "- {id: two, wording: W, set: patterns, meaning: response, source: s,\n"   \
    "   condition: \"agencies differ on ethnicity\"}\n"                        \
    "- {id: three, wording: W, set: patterns, meaning: response, source: s,\n" \
    "   condition: \"crime\"}\n"

struct scene {
    struct sl_world world;
    struct sl_arena arena, scratch;
    struct sl_indicators indicators;
    struct sl_raised raised; /* the last one */
    struct sl_raised_proof proofs[SL_FINDING_RECORD_LIMIT];
    size_t count;
};

static int open_scene(void **state)
{
    static struct scene scene;
    scene.count = 0;
    sl_world_init(&scene.world);
    sl_arena_init(&scene.arena, EXAMPLE_LIMIT_BYTES);
    sl_arena_init(&scene.scratch, EXAMPLE_LIMIT_BYTES);
    world_person(&scene.world, 1, 10, "2010-05-05");
    world_person(&scene.world, 2, 11, "1990-05-05");
    *state = &scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    sl_arena_finish(&scene->scratch);
    sl_arena_finish(&scene->arena);
    sl_world_finish(&scene->world);
    return 0;
}

static enum sl_status keep(void *context, const struct sl_raised *raised, struct sl_error *err)
{
    struct scene *scene = context;
    (void)err;
    scene->raised = *raised;
    memcpy(scene->proofs, raised->proofs, raised->proof_count * sizeof *raised->proofs);
    scene->count++;
    return SL_OK;
}

static void ask(struct scene *scene, const char *text, const char *as_of, size_t person)
{
    struct sl_error err;
    struct sl_evaluation evaluation = {
        .world = &scene->world,
        .indicators = &scene->indicators,
        .as_of = example_instant(as_of),
        .only_questions = true,
    };
    SL_CHECK_OK(
        sl_indicators_parse(sl_str_from(text), &scene->arena, &scene->indicators, &err), &err
    );
    sl_evaluation_prepare(&evaluation);
    scene->count = 0;
    SL_CHECK_OK(sl_evaluate_person(&evaluation, person, &scene->scratch, keep, scene, NULL), NULL);
}

static void add_missing(struct scene *scene, int64_t mark, const char *day)
{
    world_event(&scene->world, mark, SL_EVENT_MISSING, day, mark);
    world_link(&scene->world, 1, SL_ROLE_SUBJECT, mark, world_known("", ""));
}

/* Three days in 90: it holds from the third on, and no longer once the first is too long ago. */
static void test_since(void **state)
{
    static const char text[] = CATALOGUE("at least 3 missing in 90 days");
    struct scene *scene = *state;
    add_missing(scene, 21, "2024-01-01");
    add_missing(scene, 22, "2024-01-20");
    add_missing(scene, 23, "2024-02-10");
    SL_CHECK_OK(sl_world_close(&scene->world, NULL), NULL);
    ask(scene, text, "2024-02-09", 0);
    SL_CHECK_U64(scene->count, 0);
    ask(scene, text, "2024-03-15", 0);
    SL_CHECK_U64(scene->count, 1);
    SL_CHECK_STR(scene->raised.indicator, "one");
    SL_CHECK_I64(scene->raised.identity, 10);
    SL_CHECK_I64(scene->raised.since, example_moment("2024-02-10").day);
    SL_CHECK_U64(scene->raised.proof_count, 3);
    SL_CHECK_I64(scene->proofs[0].record, 21);
    const struct sl_digest evidence = sl_raised_evidence(scene->proofs, 3);
    assert_true(sl_digest_equal(&evidence, &scene->raised.evidence));
    ask(scene, text, "2024-05-01", 0);
    SL_CHECK_U64(scene->count, 0);
}

/* A limit that has passed makes it so: the day after is the first. */
static void test_since_limit(void **state)
{
    static const char text[] = CATALOGUE("missing without visit within 10 days");
    struct scene *scene = *state;
    add_missing(scene, 21, "2024-01-01");
    SL_CHECK_OK(sl_world_close(&scene->world, NULL), NULL);
    ask(scene, text, "2024-03-15", 0);
    SL_CHECK_U64(scene->count, 1);
    SL_CHECK_I64(scene->raised.since, example_moment("2024-01-12").day);
}

/* What is corrected holds no longer; a day after which it is stated again is the first. */
static void test_versions(void **state)
{
    static const char text[] = CATALOGUE("missing");
    struct scene *scene = *state;
    add_missing(scene, 21, "2024-01-01");
    scene->world.events[0].known = world_known("2024-01-02", "2024-02-01");
    world_event(&scene->world, 21, SL_EVENT_ABSENT, "2024-01-01", 22);
    scene->world.events[1].known = world_known("2024-02-01", "2024-03-01");
    world_event(&scene->world, 21, SL_EVENT_MISSING, "2024-01-01", 23);
    scene->world.events[2].known = world_known("2024-03-01", "");
    SL_CHECK_OK(sl_world_close(&scene->world, NULL), NULL);
    ask(scene, text, "2024-01-10", 0);
    SL_CHECK_I64(scene->raised.since, example_moment("2024-01-02").day);
    SL_CHECK_I64(scene->proofs[0].record, 21);
    ask(scene, text, "2024-02-10", 0);
    SL_CHECK_U64(scene->count, 0);
    ask(scene, text, "2024-03-10", 0);
    SL_CHECK_U64(scene->count, 1);
    SL_CHECK_I64(scene->raised.since, example_moment("2024-03-01").day);
    SL_CHECK_I64(scene->proofs[0].record, 23);
}

/* An adult is not asked about, nor a child who has grown up. */
static void test_children_only(void **state)
{
    static const char text[] = CATALOGUE("missing");
    struct scene *scene = *state;
    add_missing(scene, 21, "2024-01-01");
    world_link(&scene->world, 2, SL_ROLE_SUBJECT, 21, world_known("", ""));
    SL_CHECK_OK(sl_world_close(&scene->world, NULL), NULL);
    ask(scene, text, "2024-03-15", 1);
    SL_CHECK_U64(scene->count, 0);
    ask(scene, text, "2028-03-15", 0);
    SL_CHECK_U64(scene->count, 1);
    ask(scene, text, "2029-03-15", 0);
    SL_CHECK_U64(scene->count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_since, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_since_limit, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_versions, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_children_only, open_scene, close_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
