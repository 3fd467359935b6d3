/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_live.h"

#include "app/identify.h"
#include "app/notice_fixture.h"
#include "app/notice_keep.h"
#include "app/notice_run.h"
#include "store/raised.h"

#define SOON (sl_history_first_instant(sl_moment_of_day(PICTURE_TODAY + 3)))

struct scene {
    struct people_fixture people;
    struct sl_arena arena;
    struct sl_notice_catalogues catalogues;
    struct sl_notice_live *live;
};

static void identify(struct scene *scene)
{
    const struct sl_identify_options options = { .thread_count = 1, .at = people_clock() };
    struct sl_identify_result result;
    struct sl_error err;

    SL_CHECK_OK(sl_identify(scene->people.store, &options, &result, &err), &err);
}

static int set_up(void **state)
{
    static struct scene scene;
    struct sl_error err;

    scene = (struct scene){ .live = NULL };
    (void)people_set_up_in(&scene.people);
    sl_arena_init(&scene.arena, SL_NOTICE_LOAD_BYTES);
    SL_CHECK_OK(sl_notice_load_own(&scene.arena, &scene.catalogues, NULL), NULL);
    people_take(&scene.people, "police", NOTICE_POLICE);
    people_take(&scene.people, "oldham", NOTICE_OLDHAM);
    identify(&scene);
    SL_CHECK_OK(
        sl_notice_live_open(
            scene.people.store, &scene.catalogues.indicators, 1, SOON, &scene.live, &err
        ),
        &err
    );
    *state = &scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;

    sl_notice_live_close_ptr(&scene->live);
    sl_arena_finish(&scene->arena);
    people_tear_down_of(&scene->people);
    return 0;
}

/* What is kept, as text. */
static void dump(struct scene *scene, struct sl_buf *buf)
{
    SL_CLEANUP(sl_raised_cursor_close_ptr) struct sl_raised_cursor *cursor = NULL;
    struct sl_raised raised;
    bool has_one = true;

    sl_buf_clear(buf);
    SL_CHECK_OK(sl_store_raised_open(scene->people.store, 0, INT64_MAX, &cursor, NULL), NULL);
    while (has_one) {
        SL_CHECK_OK(sl_raised_cursor_next(cursor, &scene->arena, &raised, &has_one, NULL), NULL);
        if (!has_one) {
            return;
        }
        sl_buf_addf(
            buf,
            "%lld %.*s %d",
            (long long)raised.identity,
            SL_STR_ARG(raised.indicator),
            (int)raised.since
        );
        for (size_t i = 0; i < raised.proof_count; i++) {
            sl_buf_addf(
                buf,
                " %lld/%lld",
                (long long)raised.proofs[i].mark,
                (long long)raised.proofs[i].record
            );
        }
        sl_buf_add_byte(buf, '\n');
    }
}

/* What is kept is what reading and asking everything anew keeps. */
static size_t check_whole(struct scene *scene, int64_t as_of)
{
    struct sl_notice_live *other = NULL;
    struct sl_buf kept, anew;
    struct sl_error err;

    sl_buf_init(&kept, (size_t)1 << 20);
    sl_buf_init(&anew, (size_t)1 << 20);
    dump(scene, &kept);
    SL_CHECK_OK(
        sl_notice_live_open(
            scene->people.store, &scene->catalogues.indicators, 2, as_of, &other, &err
        ),
        &err
    );
    sl_notice_live_close(other);
    dump(scene, &anew);
    SL_CHECK_BYTES(sl_buf_str(&kept), sl_buf_str(&anew));
    const size_t length = kept.len;
    sl_buf_finish(&kept);
    sl_buf_finish(&anew);
    return length;
}

/* Take records in, find out who is who, follow, and compare. Returns who was asked again. */
static size_t
take(struct scene *scene, const char *agency, const char *text, int64_t as_of, size_t *ret_length)
{
    struct sl_notice_followed followed;
    struct sl_notice_kept kept;
    struct sl_error err;

    if (text[0] != '\0') {
        people_take(&scene->people, agency, text);
        identify(scene);
        SL_CHECK_OK(sl_notice_kept(scene->people.store, &kept, NULL), NULL);
        assert_true(kept.is_stale);
    }
    SL_CHECK_OK(
        sl_notice_live_follow(scene->live, scene->people.store, as_of, &followed, &err), &err
    );
    SL_CHECK_OK(sl_notice_kept(scene->people.store, &kept, NULL), NULL);
    assert_false(kept.is_stale);
    SL_CHECK_I64(kept.as_of, as_of);
    *ret_length = check_whole(scene, as_of);
    return followed.person_count;
}

static void record_by_record(void **state)
{
    static const char *const news[] = {
        /* A new event of the child; a new person; a correction that leaves the adult out. */
        "{\"type\":\"event\",\"id\":\"m2\",\"kind\":\"missing\",\"start\":\"2026-03-02\","
        "\"status\":\"closed\",\"people\":[{\"id\":\"n1\",\"role\":\"subject\"}]}\n",
        "{\"type\":\"person\",\"id\":\"n9\",\"surname\":\"NEW\",\"birth_date\":\"2013-02-03\","
        "\"phone\":\"07700 900123\"}\n",
        "{\"type\":\"event\",\"id\":\"x1\",\"kind\":\"crime\",\"start\":\"2026-02-02\",\"people\":"
        "[{\"id\":\"n3\",\"role\":\"victim\"}]}\n",
        "{\"type\":\"event\",\"id\":\"x2\",\"kind\":\"crime\",\"start\":\"2026-03-20\",\"people\":"
        "[{\"id\":\"n9\",\"role\":\"victim\"},{\"id\":\"n2\",\"role\":\"suspect\"}]}\n",
        "{\"type\":\"event\",\"id\":\"m3\",\"kind\":\"missing\",\"start\":\"2026-03-20\","
        "\"people\":[{\"id\":\"n1\",\"role\":\"subject\"}]}\n",
    };
    struct scene *scene = *state;
    size_t length = 0, asked = 0;

    for (size_t i = 0; i < sizeof news / sizeof news[0]; i++) {
        asked += take(scene, "police", news[i], SOON + 60 * (int64_t)i, &length);
        assert_true(length > 0);
    }
    assert_true(asked > 0);
}

/* Nothing comes; but a year later nothing is the same, and much later nobody is a child. */
static void time_runs_out(void **state)
{
    struct scene *scene = *state;
    size_t before = 0, after = 0;

    SL_CHECK_U64(take(scene, "police", "", SOON, &before), 0);
    assert_true(take(scene, "police", "", SOON + 900 * SL_DAY_SECONDS, &after) > 0);
    assert_true(after > 0 && after < before);
    assert_true(take(scene, "police", "", SOON + 9000 * SL_DAY_SECONDS, &after) > 0);
    SL_CHECK_U64(after, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(record_by_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(time_runs_out, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("app/notice_live", tests, NULL, NULL);
}
