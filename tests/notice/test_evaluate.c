/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/evaluate.h"

#include <string.h>

#include "base/hash.h"
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

#define SOME_RULES                                                                           \
    "format: sightline-indicators-1\n"                                                       \
    "sources: {s: {title: T, publisher: P, version: \"1\", page: \"2\"}}\n"                  \
    "indicators:\n"                                                                          \
    "- {id: window, wording: W, set: patterns, meaning: response, source: s,\n"              \
    "   condition: \"at least 2 missing in 3 months\", question: Q}\n"                       \
    "- {id: rise, wording: W, set: patterns, meaning: response, source: s,\n"                \
    "   condition: \"rise to 2 missing in 30 days\", question: Q}\n"                         \
    "- {id: gap, wording: W, set: patterns, meaning: response, source: s,\n"                 \
    "   condition: \"missing ended in 12 months without return_interview within 72 hours\"," \
    "   question: Q}\n"                                                                      \
    "- {id: open, wording: W, set: patterns, meaning: response, source: s,\n"                \
    "   condition: \"missing open in 2 months\", question: Q}\n"                             \
    "- {id: working, wording: W, set: patterns, meaning: response, source: s,\n"             \
    "   condition: \"missing without referral within 10 working days\", question: Q}\n"

/* What holds and why, as a number. */
static enum sl_status sum_up(void *context, const struct sl_raised *raised, struct sl_error *err)
{
    uint64_t *sum = context;
    (void)err;
    *sum = sl_hash_u64(*sum ^ sl_hash_str(raised->indicator, 1));
    for (size_t i = 0; i < raised->proof_count; i++) {
        *sum = sl_hash_u64(*sum ^ (uint64_t)raised->proofs[i].mark);
    }
    return SL_OK;
}

static uint64_t sum_at(struct scene *scene, int64_t as_of, int64_t *ret_next)
{
    struct sl_evaluation evaluation = { .world = &scene->world,
                                        .indicators = &scene->indicators,
                                        .as_of = as_of,
                                        .without_since = true };
    uint64_t sum = 0;

    sl_evaluation_prepare(&evaluation);
    SL_CHECK_OK(sl_evaluate_person(&evaluation, 0, &scene->scratch, sum_up, &sum, NULL), NULL);
    SL_CHECK_OK(sl_evaluate_next(&evaluation, 0, &scene->scratch, ret_next, NULL), NULL);
    return sum;
}

/* From one instant at which something may change to the next one, nothing does; at some it does. */
static void next_is_never_too_late(void **state)
{
    struct scene *scene = *state;
    struct sl_random random;
    size_t changes = 0, steps = 0;

    sl_random_init(&random, sl_test_seed());
    for (int64_t i = 0; i < 9; i++) {
        const int32_t day = 20200 + (int32_t)sl_random_below(&random, 200);
        const int32_t last = day + (int32_t)sl_random_below(&random, 9);
        struct sl_world_event event = {
            .mark = 100 + i,
            .record = 100 + i,
            .known = {0,  SL_HISTORY_STANDS },
            .start = sl_moment_of_day(day),
            .end = { .day = 0},
            .kind = i % 4 == 3 ? SL_EVENT_REFERRAL : SL_EVENT_MISSING,
        };
        if (i % 3 != 0) {
            event.end = sl_moment_of_day(last);
        }
        SL_CHECK_OK(sl_world_event(&scene->world, event, NULL), NULL);
        world_link(&scene->world, 1, SL_ROLE_SUBJECT, 100 + i, world_known("", ""));
    }
    SL_CHECK_OK(sl_world_close(&scene->world, NULL), NULL);
    scene->indicators = (struct sl_indicators){ .count = 0 };
    SL_CHECK_OK(
        sl_indicators_parse(SL_STR(SOME_RULES), &scene->arena, &scene->indicators, NULL), NULL
    );
    int64_t next = 0, ignored = 0;
    for (int64_t as_of = (int64_t)20150 * SL_DAY_SECONDS; as_of < (int64_t)20700 * SL_DAY_SECONDS;
         as_of = next) {
        const uint64_t sum = sum_at(scene, as_of, &next);
        assert_true(next > as_of);
        const int64_t between = as_of + (int64_t)sl_random_below(&random, (uint64_t)(next - as_of));
        SL_CHECK_U64(sum_at(scene, between, &ignored), sum);
        SL_CHECK_U64(sum_at(scene, next - 1, &ignored), sum);
        changes += sum_at(scene, next, &ignored) != sum ? 1 : 0;
        steps++;
    }
    assert_true(changes > 10);
    assert_true(steps > changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_since, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_since_limit, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_versions, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(test_children_only, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(next_is_never_too_late, open_scene, close_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
