/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/live.h"

#include "live_house.h"

#define HISTORIES 3
#define BEFORE    250
#define STEPS     20
#define NINE_DAYS UINT64_C(777600) /* in seconds */

/* What holds of somebody as one line for each indicator: sl_raised_fn. */
static enum sl_status tell(void *context, const struct sl_raised *raised, struct sl_error *err)
{
    struct sl_buf *buf = context;
    (void)err;
    sl_buf_addf(buf, "%.*s %d", SL_STR_ARG(raised->indicator), (int)raised->since);
    for (size_t i = 0; i < raised->proof_count; i++) {
        sl_buf_addf(
            buf,
            " %lld/%lld",
            (long long)raised->proofs[i].mark,
            (long long)raised->proofs[i].record
        );
    }
    sl_buf_add_byte(buf, '\n');
    return SL_OK;
}

/* Ask about somebody in a world, and until when (NULL: not); nothing holds of whom nobody is. */
static void
ask(struct live_house *house,
    const struct sl_world *world,
    int64_t identity,
    struct sl_buf *ret_row,
    int64_t *ret_next)
{
    struct sl_evaluation evaluation = { .world = world,
                                        .indicators = &house->indicators,
                                        .as_of = house->as_of };
    const size_t person = sl_world_find(world, identity);

    sl_evaluation_prepare(&evaluation);
    sl_buf_clear(ret_row);
    SL_CHECK_OK(
        sl_evaluate_person(&evaluation, person, &house->scratch, tell, ret_row, NULL), NULL
    );
    if (ret_next != NULL) {
        SL_CHECK_OK(sl_evaluate_next(&evaluation, person, &house->scratch, ret_next, NULL), NULL);
    }
}

/* The whole world as it is, made anew. */
static void make_whole(const struct live_house *house, struct sl_world *ret_world)
{
    struct sl_world said = house->live.all;

    said.name_count = 0;
    sl_world_init(ret_world);
    SL_CHECK_OK(sl_world_join(ret_world, &said, NULL), NULL);
    for (int64_t mark = 1; mark <= HOUSE_MARKS; mark++) {
        const struct sl_world_name name = { mark, house->identities[mark] };
        if (name.identity != 0) {
            SL_CHECK_OK(sl_world_name(ret_world, name, NULL), NULL);
        }
    }
    SL_CHECK_OK(sl_world_close(ret_world, NULL), NULL);
}

/* Ask again whom the changes concern, and those for whom a time has run out. */
static size_t ask_again(struct live_house *house)
{
    int64_t *identities = NULL, until = 0;
    size_t count = 0;
    struct sl_world part;
    struct sl_arena arena;

    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(
        sl_live_concerns(&house->live, house->as_of, &arena, &identities, &count, NULL), NULL
    );
    SL_CHECK_OK(sl_live_part(&house->live, identities, count, &part, NULL), NULL);
    for (size_t i = 0; i < count; i++) {
        ask(house, &part, identities[i], &house->rows[identities[i]], &until);
        SL_CHECK_OK(sl_live_wait(&house->live, identities[i], until, NULL), NULL);
    }
    sl_world_finish(&part);
    sl_arena_finish(&arena);
    return count;
}

/* What is kept is what asking everybody anew gives. Returns how many indicators hold. */
static size_t check_all(struct live_house *house)
{
    struct sl_world whole;
    struct sl_buf row;
    size_t count = 0;

    sl_buf_init(&row, (size_t)1 << 20);
    make_whole(house, &whole);
    for (int64_t i = 1; i <= HOUSE_PEOPLE; i++) {
        ask(house, &whole, i, &row, NULL);
        SL_CHECK_BYTES(sl_buf_str(&house->rows[i]), sl_buf_str(&row));
        count += row.len > 0 ? 1 : 0;
    }
    sl_world_finish(&whole);
    sl_buf_finish(&row);
    return count;
}

static void the_same_as_asking_everybody(void **state)
{
    size_t held = 0, asked = 0, steps = 0;
    (void)state;

    for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
        struct live_house house;
        house_open(&house, sl_test_seed() + seed);
        for (size_t i = 0; i < BEFORE; i++) {
            house.as_of += (int64_t)house_draw(&house, 86400);
            house_change(&house);
        }
        (void)ask_again(&house);
        for (size_t step = 0; step < STEPS; step++, steps++) {
            house.as_of += (int64_t)house_draw(&house, 5) * (int64_t)house_draw(&house, NINE_DAYS);
            for (uint64_t i = house_draw(&house, 4); i > 0; i--) {
                house_change(&house);
            }
            asked += ask_again(&house);
            held += check_all(&house);
        }
        house_close(&house);
    }
    /* It was about something, and not everybody was asked every time. */
    assert_true(held > steps);
    assert_true(asked < steps * HOUSE_PEOPLE / 2);
}

/* Nothing has changed: nobody is concerned, and they are forgotten once they were told. */
static void told_once(void **state)
{
    struct sl_world world;
    struct sl_live live;
    struct sl_arena arena;
    int64_t *concerned = NULL;
    size_t count = 0;
    (void)state;

    sl_world_init(&world);
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    world_person(&world, 1, 30, "2012-01-01");
    world_person(&world, 2, 20, "2012-01-01");
    world_person(&world, 3, 10, "2012-01-01");
    SL_CHECK_OK(sl_live_open(&world, &live, NULL), NULL);
    SL_CHECK_OK(sl_live_concerns(&live, 0, &arena, &concerned, &count, NULL), NULL);
    SL_CHECK_U64(count, 0);
    SL_CHECK_OK(sl_live_name(&live, 1, 20, NULL), NULL);
    SL_CHECK_I64(sl_live_identity(&live, 1), 20);
    SL_CHECK_I64(sl_live_identity(&live, 9), 0);
    SL_CHECK_OK(sl_live_concerns(&live, 0, &arena, &concerned, &count, NULL), NULL);
    SL_CHECK_U64(count, 2);
    SL_CHECK_I64(concerned[0], 20);
    SL_CHECK_I64(concerned[1], 30);
    SL_CHECK_OK(sl_live_concerns(&live, 0, &arena, &concerned, &count, NULL), NULL);
    SL_CHECK_U64(count, 0);
    /* And whose time has come, until it is known how long the next answer holds. */
    SL_CHECK_OK(sl_live_wait(&live, 10, 500, NULL), NULL);
    SL_CHECK_OK(sl_live_concerns(&live, 499, &arena, &concerned, &count, NULL), NULL);
    SL_CHECK_U64(count, 0);
    SL_CHECK_OK(sl_live_concerns(&live, 500, &arena, &concerned, &count, NULL), NULL);
    SL_CHECK_U64(count, 1);
    SL_CHECK_I64(concerned[0], 10);
    SL_CHECK_OK(sl_live_wait(&live, 10, INT64_MAX, NULL), NULL);
    SL_CHECK_OK(sl_live_concerns(&live, 501, &arena, &concerned, &count, NULL), NULL);
    SL_CHECK_U64(count, 0);
    SL_CHECK_OK(sl_live_marks(&live, 20, &arena, &concerned, &count, NULL), NULL);
    SL_CHECK_U64(count, 2);
    SL_CHECK_I64(concerned[0] + concerned[1], 3);
    SL_CHECK_OK(sl_live_marks(&live, 30, &arena, &concerned, &count, NULL), NULL);
    SL_CHECK_U64(count, 0);
    sl_live_finish(&live);
    sl_arena_finish(&arena);
}

static enum sl_status work(void *context)
{
    struct sl_arena *arena = context;
    struct sl_world world, news, part;
    struct sl_live live = { .all.event_count = 0 };
    int64_t *concerned = NULL;
    size_t count = 0;
    const struct sl_world_name name = { 1, 7 };
    const struct sl_world_link link = { .from = 1, .to = 9, .record = 5, .role = SL_ROLE_SUBJECT };
    const struct sl_world_node node = { .entity = 1, .node = 8, .record = 5 };

    sl_arena_reset(arena);
    sl_world_init(&world);
    sl_world_init(&news);
    sl_world_init(&part);
    enum sl_status status = sl_world_name(&world, name, NULL);
    status = status == SL_OK ? sl_world_link(&news, link, NULL) : status;
    status = status == SL_OK ? sl_world_node(&news, node, NULL) : status;
    status = status == SL_OK ? sl_live_open(&world, &live, NULL) : status;
    status = status == SL_OK ? sl_live_add(&live, &news, NULL) : status;
    status = status == SL_OK ? sl_live_end(&live, 5, 100, NULL) : status;
    status = status == SL_OK ? sl_live_wait(&live, 7, 1, NULL) : status;
    status = status == SL_OK ? sl_live_concerns(&live, 0, arena, &concerned, &count, NULL) : status;
    status = status == SL_OK ? sl_live_part(&live, concerned, count, &part, NULL) : status;
    sl_world_finish(&part);
    sl_live_finish(&live);
    sl_world_finish(&news);
    sl_world_finish(&world);
    return status;
}

static void failing_allocations(void **state)
{
    struct sl_arena arena;
    (void)state;

    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    (void)sl_arena_alloc(&arena, 4096, 1);
    assert_true(sl_test_failing_allocations(work, &arena) > 6);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_as_asking_everybody),
        cmocka_unit_test(told_once),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
