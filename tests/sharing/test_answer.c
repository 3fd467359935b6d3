/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/answer.h"

#include "base/hash.h"
#include "partners.h"

enum { BOLTON, BURY, GMP, OLDHAM, HOLDER_COUNT };
#define ANSWER_COUNT ((size_t)HOLDER_COUNT * SL_SHARE_GROUP_COUNT)

struct fixture {
    struct partners partners;
    struct sl_str holders[HOLDER_COUNT];
    struct sl_reader reader;
    struct sl_shown shown[64];
    uint64_t answered[HOLDER_COUNT];
    struct sl_answer answers[ANSWER_COUNT];
};

static void open_fixture(struct fixture *fixture)
{
    fixture->holders[BOLTON] = SL_STR("bolton");
    fixture->holders[BURY] = SL_STR("bury");
    fixture->holders[GMP] = SL_STR("gmp");
    fixture->holders[OLDHAM] = SL_STR("oldham");
    partners_open(&fixture->partners, SL_STR("gmp"), SL_USER_PRACTITIONER);
    const struct sl_asking asking =
        partners_asking(&fixture->partners, SL_MAY_PICTURE, SL_PURPOSE_SAFEGUARDING);
    SL_CHECK_OK(
        sl_reader_init(
            &fixture->reader,
            &asking,
            fixture->holders,
            HOLDER_COUNT,
            &fixture->partners.arena,
            NULL
        ),
        NULL
    );
    for (size_t i = 0; i < HOLDER_COUNT; i++) {
        fixture->answered[i] = SL_SHARE_ALL_KINDS;
    }
}

static void
make(struct fixture *fixture, const struct sl_reader_item *items, size_t count, uint8_t ties)
{
    sl_reader_filter(&fixture->reader, items, count, fixture->shown);
    const struct sl_answer_child child = {
        .items = items,
        .shown = fixture->shown,
        .item_count = count,
        .answered = fixture->answered,
        .ties = ties,
    };
    sl_answers_make(&fixture->reader, &child, fixture->answers);
}

static struct sl_answer
answer_of(const struct fixture *fixture, size_t holder, enum sl_share_group group)
{
    return fixture->answers[holder * SL_SHARE_GROUP_COUNT + group];
}

static void
check_answer(struct sl_answer answer, enum sl_answer_kind kind, uint64_t count, bool more)
{
    SL_CHECK_U64(answer.kind, kind);
    SL_CHECK_U64(answer.count, count);
    SL_CHECK_I64(answer.more, more);
}

static void test_four_answers(void **state)
{
    const uint8_t team = 1u << SL_USER_TIE_TEAM;
    const struct sl_reader_item items[] = {
        {.holder = BOLTON,  .kind = SL_EVENT_CONFERENCE, .ties = team},
        { .holder = BOLTON, .kind = SL_EVENT_SECTION_47, .ties = team},
        { .holder = BOLTON, .kind = SL_EVENT_MISSING,    .ties = team},
        { .holder = BOLTON, .kind = SL_EVENT_CRIME,      .ties = team},
        { .holder = GMP,    .kind = SL_EVENT_CRIME,      .ties = team},
        { .holder = OLDHAM, .kind = SL_EVENT_CRIME,      .ties = team},
    };
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture);
    fixture.answered[GMP] = SL_SHARE_ALL_KINDS & ~SL_SHARE_BIT(SL_EVENT_INCIDENT);
    fixture.answered[BURY] = 0;
    make(&fixture, items, 6, team);
    check_answer(answer_of(&fixture, BOLTON, SL_SHARE_PROTECTION), SL_ANSWER_HELD, 2, false);
    check_answer(answer_of(&fixture, BOLTON, SL_SHARE_PERSON), SL_ANSWER_NONE, 0, false);
    /* Missing is shared, absent is not: there may be more. */
    check_answer(answer_of(&fixture, BOLTON, SL_SHARE_MISSING), SL_ANSWER_HELD, 1, true);
    /* The crime is there, and not permitted to be told. */
    check_answer(answer_of(&fixture, BOLTON, SL_SHARE_CRIME), SL_ANSWER_REFUSED, 0, false);
    check_answer(answer_of(&fixture, BURY, SL_SHARE_PROTECTION), SL_ANSWER_WAITING, 0, false);
    check_answer(answer_of(&fixture, BURY, SL_SHARE_MISSING), SL_ANSWER_REFUSED, 0, false);
    check_answer(answer_of(&fixture, GMP, SL_SHARE_CRIME), SL_ANSWER_HELD, 1, true);
    check_answer(answer_of(&fixture, GMP, SL_SHARE_MISSING), SL_ANSWER_NONE, 0, false);
    check_answer(answer_of(&fixture, OLDHAM, SL_SHARE_CRIME), SL_ANSWER_REFUSED, 0, false);
    assert_true(answer_of(&fixture, GMP, SL_SHARE_CRIME).content);
    assert_false(answer_of(&fixture, BOLTON, SL_SHARE_PROTECTION).content);
    for (unsigned i = 0; i < SL_ANSWER_COUNT; i++) {
        SL_CHECK_U64(
            sl_term_find(sl_answer_terms(), SL_ANSWER_COUNT, sl_answer_terms()[i].name), i
        );
    }
    sl_arena_finish(&fixture.partners.arena);
}

/*
 * A record that is sealed to the reader changes nothing: all answers are, to the byte, what they
 * are without it, whoever holds it, of whatever kind, and whatever else there is.
 */
static void test_sealed_is_nowhere(void **state)
{
    struct fixture fixture;
    struct sl_random random;
    (void)state;
    open_fixture(&fixture);
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 500; round++) {
        struct sl_answer without[ANSWER_COUNT];
        struct sl_reader_item items[20];
        const size_t count = 1 + sl_random_below(&random, 19);
        size_t open = 0;
        for (size_t i = 0; i < count; i++) {
            const bool sealed = sl_random_below(&random, 2) == 0;
            items[i] = (struct sl_reader_item){
                .holder = (uint16_t)sl_random_below(&random, HOLDER_COUNT),
                .kind = (uint8_t)sl_random_below(&random, SL_SHARE_KIND_COUNT),
                .ties = (uint8_t)(sl_random_below(&random, 2) << SL_USER_TIE_TEAM),
                .seal =
                    sealed ? (uint8_t)(SL_SEAL_CLOSED + sl_random_below(&random, 2)) : SL_SEAL_NONE,
                .glass = sl_random_below(&random, 4) == 0,
            };
        }
        make(&fixture, items, count, 0);
        for (size_t i = 0; i < ANSWER_COUNT; i++) {
            without[i] = fixture.answers[i];
        }
        for (size_t i = 0; i < count; i++) {
            if (items[i].seal == SL_SEAL_NONE) {
                items[open++] = items[i];
            }
        }
        make(&fixture, items, open, 0);
        for (size_t i = 0; i < ANSWER_COUNT; i++) {
            check_answer(fixture.answers[i], without[i].kind, without[i].count, without[i].more);
            SL_CHECK_I64(fixture.answers[i].content, without[i].content);
        }
    }
    sl_arena_finish(&fixture.partners.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_four_answers),
        cmocka_unit_test(test_sealed_is_nowhere),
    };
    return cmocka_run_group_tests_name("sharing/answer", tests, NULL, NULL);
}
