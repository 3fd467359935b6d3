/* SPDX-License-Identifier: Apache-2.0 */
#include "store/glass.h"

#include "identity/identity_id.h"
#include "store/fixture.h"

#define HOUR INT64_C(3600000000)

static const struct sl_identity_id *child(void)
{
    static struct sl_identity_id id;
    id = sl_identity_print(1024);
    return &id;
}

static struct sl_glass glass_of(const char *user, int64_t from)
{
    return (struct sl_glass){
        .user = sl_str_from(user),
        .identity = sl_str_from(child()->text),
        .reason = SL_GLASS_MISSING,
        .words = SL_STR("went missing from school at noon"),
        .from = from,
        .until = from + 2 * HOUR,
    };
}

static void broken_while_it_lasts(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_glass glass = glass_of("pat", HOUR);
    const struct sl_stamp stamp = { SL_STR("sue"), 2 * HOUR };
    const struct sl_stamp late = { SL_STR("sue"), 9 * HOUR };
    struct sl_glasses found = { .count = 0 };
    struct sl_error err;
    int64_t first = 0;
    int64_t second = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_glass_add(fixture->store, &glass, &first, &err), &err);
    SL_CHECK_OK(sl_store_glass_add(fixture->store, &glass, &second, &err), &err);
    SL_CHECK_OK(sl_store_glass_end(fixture->store, first, &stamp, &err), &err);
    SL_CHECK_STATUS(sl_store_glass_end(fixture->store, first, &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_store_glass_end(fixture->store, second, &late, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    static const struct {
        const char *user;
        int64_t at;
        size_t count, open;
    } cases[] = {
        {"pat",  HOUR - 1,     0, 0},
        { "pat", HOUR,         2, 2},
        { "pat", 2 * HOUR,     2, 1},
        { "pat", 3 * HOUR - 1, 2, 1},
        { "pat", 3 * HOUR,     0, 0},
        { "ann", 2 * HOUR,     0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t open = 0;
        const struct sl_str user = sl_str_from(cases[i].user);
        SL_CHECK_OK(
            sl_store_glasses_of(fixture->store, user, cases[i].at, &fixture->arena, &found, &err),
            &err
        );
        SL_CHECK_U64(found.count, cases[i].count);
        for (size_t j = 0; j < found.count; j++) {
            open += sl_glass_left(&found.items[j], user, glass.identity, cases[i].at) > 0 ? 1 : 0;
        }
        SL_CHECK_U64(open, cases[i].open);
    }
}

static void another_judges_once(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_glass glass = glass_of("pat", HOUR);
    struct sl_store_judgement judgement = {
        .right = true,
        .words = SL_STR("as it should be"),
        .judged = {SL_STR("pat"), 5 * HOUR},
    };
    struct sl_store_glass back;
    struct sl_error err;
    int64_t id = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_glass_add(fixture->store, &glass, &id, &err), &err);
    SL_CHECK_OK(sl_store_glass_get(fixture->store, id, &fixture->arena, &back, &err), &err);
    SL_CHECK_U64(back.review.by.len, 0);
    SL_CHECK_I64(sl_glass_review_state_of(&back.glass, &back.review, 2 * HOUR), SL_GLASS_WAITING);
    judgement.glass = id;
    SL_CHECK_STATUS(sl_store_glass_judge(fixture->store, &judgement, &err), SL_DENIED);
    judgement.judged.by = SL_STR("sue");
    judgement.words = SL_STR("");
    SL_CHECK_STATUS(sl_store_glass_judge(fixture->store, &judgement, &err), SL_INVALID);
    judgement.words = SL_STR("as it should be");
    SL_CHECK_OK(sl_store_glass_judge(fixture->store, &judgement, &err), &err);
    SL_CHECK_STATUS(sl_store_glass_judge(fixture->store, &judgement, &err), SL_INVALID);
    judgement.glass = id + 1;
    SL_CHECK_STATUS(sl_store_glass_judge(fixture->store, &judgement, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);

    SL_CHECK_OK(sl_store_glass_get(fixture->store, id, &fixture->arena, &back, &err), &err);
    SL_CHECK_STR(back.glass.identity, child()->text);
    SL_CHECK_STR(back.glass.words, "went missing from school at noon");
    SL_CHECK_I64(back.glass.reason, SL_GLASS_MISSING);
    SL_CHECK_STR(back.review.by, "sue");
    SL_CHECK_STR(back.review_words, "as it should be");
    SL_CHECK_I64(back.reviewed_at, 5 * HOUR);
    SL_CHECK_I64(sl_glass_review_state_of(&back.glass, &back.review, 6 * HOUR), SL_GLASS_RIGHT);
    SL_CHECK_STATUS(
        sl_store_glass_get(fixture->store, id + 1, &fixture->arena, &back, &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_store_glass_next(fixture->store, id, &fixture->arena, &back, &err), SL_NOT_FOUND
    );
    store_check_sound(fixture->store);
}

static void what_does_not_fit_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_glass glass = glass_of("pat", HOUR);
    struct sl_error err;
    int64_t id = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    glass.words = SL_STR("because");
    SL_CHECK_STATUS(sl_store_glass_add(fixture->store, &glass, &id, &err), SL_INVALID);
    glass = glass_of("pat", HOUR);
    glass.identity = SL_STR("nominal/1");
    SL_CHECK_STATUS(sl_store_glass_add(fixture->store, &glass, &id, &err), SL_INVALID);
    glass = glass_of("eve", HOUR);
    SL_CHECK_STATUS(sl_store_glass_add(fixture->store, &glass, &id, &err), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
}

/* All of it in one go, with memory that ends. */
static enum sl_status do_all(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_glass glass = glass_of("pat", HOUR);
    const struct sl_store_judgement judgement = {
        .right = true, .words = SL_STR("it was"), .judged = {SL_STR("sue"), 3 * HOUR}
    };
    const struct sl_stamp stamp = { SL_STR("sue"), 2 * HOUR };
    struct sl_store_judgement judged = judgement;
    struct sl_store_glass back;
    struct sl_glasses found;
    int64_t id = 0;

    (void)context;
    SL_TRY(sl_store_glass_add(store, &glass, &id, NULL));
    SL_TRY(sl_store_glasses_of(store, glass.user, HOUR, arena, &found, NULL));
    SL_TRY(sl_store_glass_end(store, id, &stamp, NULL));
    judged.glass = id;
    SL_TRY(sl_store_glass_judge(store, &judged, NULL));
    SL_TRY(sl_store_glass_get(store, id, arena, &back, NULL));
    return sl_store_glass_next(store, 0, arena, &back, NULL);
}

static void failing_allocations(void **state)
{
    store_add_users(*state);
    store_failing(*state, do_all, *state);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(failing_allocations),
        STORE_TEST(broken_while_it_lasts),
        STORE_TEST(another_judges_once),
        STORE_TEST(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
