/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_truth.h"

#include "app/notice_fixture.h"

#define MENTIONS                 \
    "agency,system,key,person\n" \
    "police,records,n1,1\n"      \
    "police,records,n2,2\n"      \
    "police,records,n3,3\n"      \
    "police,records,absent,4\n"  \
    "nobody,records,n1,1\n"

#define KEY(key) "{\"agency\":\"police\",\"system\":\"records\",\"key\":\"" key "\"}"

/* The first is noticed, by both events; of the second nothing shows. */
#define SITUATIONS                                                                              \
    "{\"kind\":\"adult_around_children\",\"persons\":[2,1,3],\"keys\":[" KEY("n2") "," KEY("n1" \
    ) "," KEY("n3") "," KEY("m1") "," KEY("x1"                                                  \
    ) "]}\n"                                                                                    \
      "{\"kind\":\"shared_phone\",\"persons\":[2,1],\"keys\":[" KEY("n2") "," KEY("n1"          \
      ) "," KEY("phone/9") "]}\n"                                                               \
                           "{\"kind\":\"twins\",\"persons\":[1,3],\"keys\":[]}\n"

struct scene {
    struct sl_world world;
    struct sl_arena arena;
    struct sl_notice_catalogues catalogues;
    struct sl_evaluation evaluation;
};

static void open_scene(struct people_fixture *fixture, struct scene *scene)
{
    (void)notice_fill(fixture);
    notice_world(fixture, SL_KNOWN_RECORDED, "", &scene->world);
    sl_arena_init(&scene->arena, SL_NOTICE_LOAD_BYTES);
    SL_CHECK_OK(sl_notice_load_own(&scene->arena, &scene->catalogues, NULL), NULL);
    scene->evaluation = (struct sl_evaluation){
        .world = &scene->world,
        .indicators = &scene->catalogues.indicators,
        .as_of = (int64_t)PICTURE_TODAY * SL_DAY_SECONDS,
    };
    sl_evaluation_prepare(&scene->evaluation);
}

static void close_scene(struct scene *scene)
{
    sl_arena_finish(&scene->arena);
    sl_world_finish(&scene->world);
}

static enum sl_status measure(
    struct people_fixture *fixture, const struct scene *scene, struct sl_notice_quality *quality
)
{
    return sl_notice_truth(
        fixture->store, &scene->evaluation, 2, fixture->folder.path, quality, NULL
    );
}

static void situations_are_counted(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_notice_quality quality;
    struct scene scene;

    open_scene(fixture, &scene);
    (void)sl_test_folder_write(&fixture->folder, "mentions.csv", SL_STR(MENTIONS));
    (void)sl_test_folder_write(&fixture->folder, "situations.jsonl", SL_STR(SITUATIONS));
    SL_CHECK_OK(measure(fixture, &scene, &quality), NULL);
    SL_CHECK_STR(sl_str_from(quality.kinds[0].name), "adult_around_children");
    SL_CHECK_U64(quality.kinds[0].count, 1);
    SL_CHECK_U64(quality.kinds[0].noticed, 1);
    SL_CHECK_U64(quality.kinds[0].whole, 1);
    SL_CHECK_U64(quality.kinds[1].count, 1);
    SL_CHECK_U64(quality.kinds[1].noticed, 0);
    SL_CHECK_U64(quality.child_count, 0);
    SL_CHECK_U64(quality.question_count, 0);
    close_scene(&scene);
}

/* With nothing planted, what begins to hold within the year is counted. */
static void questions_are_counted(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_notice_quality quality;
    struct scene scene;
    size_t sum = 0;

    open_scene(fixture, &scene);
    (void)sl_test_folder_write(&fixture->folder, "mentions.csv", SL_STR(MENTIONS));
    (void)sl_test_folder_write(&fixture->folder, "situations.jsonl", SL_STR(""));
    SL_CHECK_OK(measure(fixture, &scene, &quality), NULL);
    SL_CHECK_U64(quality.child_count, 2);
    SL_CHECK_U64(quality.standing_count, 0);
    assert_true(quality.question_count >= 2);
    for (size_t i = 0; i < SL_INDICATOR_LIMIT; i++) {
        sum += quality.by_indicator[i];
    }
    SL_CHECK_U64(sum, quality.question_count);
    close_scene(&scene);
}

static void a_broken_truth_is_named(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_notice_quality quality;
    struct scene scene;

    open_scene(fixture, &scene);
    SL_CHECK_STATUS(measure(fixture, &scene, &quality), SL_IO);
    (void)sl_test_folder_write(&fixture->folder, "mentions.csv", SL_STR("agency,key\n"));
    SL_CHECK_STATUS(measure(fixture, &scene, &quality), SL_INVALID);
    close_scene(&scene);
}

int main(void)
{
#define NOTICE_TEST(test) cmocka_unit_test_setup_teardown(test, people_set_up, people_tear_down)
    const struct CMUnitTest tests[] = {
        NOTICE_TEST(situations_are_counted),
        NOTICE_TEST(questions_are_counted),
        NOTICE_TEST(a_broken_truth_is_named),
    };
    return cmocka_run_group_tests_name("app/notice_truth", tests, NULL, NULL);
}
