/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/said.h"

#include "support/support.h"

struct fixture {
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_buf told;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    const struct sl_entity person = { .class = SL_PERSON, .key = SL_STR("p/1") };
    sl_arena_init(&fixture.arena, (size_t)1 << 20);
    sl_facts_init(&fixture.facts, &fixture.arena);
    sl_buf_init(&fixture.told, 10000);
    SL_CHECK_OK(sl_facts_entity(&fixture.facts, person, NULL), NULL);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    sl_arena_finish(&fixture->arena);
    sl_buf_finish(&fixture->told);
    return 0;
}

static void say(struct fixture *fixture, enum sl_attribute attribute, const char *text)
{
    SL_CHECK_OK(sl_facts_text(&fixture->facts, attribute, sl_str_from(text), NULL), NULL);
}

static enum sl_status note(void *context, const struct sl_said *said, struct sl_error *err)
{
    struct sl_buf *told = context;
    sl_buf_addf(
        told,
        "%d:%.*s|%.*s%s;",
        (int)said->kind,
        SL_STR_ARG(said->first),
        SL_STR_ARG(said->second),
        said->is_over ? " over" : ""
    );
    return sl_buf_status(told, err);
}

static void check(struct fixture *fixture, const char *expected)
{
    sl_buf_clear(&fixture->told);
    SL_CHECK_OK(
        sl_said_tell(&fixture->facts, &fixture->facts.entities[0], note, &fixture->told, NULL), NULL
    );
    SL_CHECK_STR(sl_buf_str(&fixture->told), expected);
}

static void parts_of_a_name_belong_together(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "Ann");
    say(fixture, SL_ATTRIBUTE_SURNAME, "Hall");
    say(fixture, SL_ATTRIBUTE_KNOWN_AS, "Nan");
    say(fixture, SL_ATTRIBUTE_FORMER_SURNAME, "Smith");
    check(fixture, "0:Ann|Hall;2:Nan|;3:|Smith;");
}

static void a_surname_may_stand_first(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, SL_ATTRIBUTE_SURNAME, "Hall");
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "Ann");
    check(fixture, "0:Ann|Hall;");
}

static void what_is_not_known_is_not_told(void **state)
{
    struct fixture *fixture = *state;
    const struct sl_value refused = { .attribute = SL_ATTRIBUTE_SEX,
                                      .known = SL_REFUSED,
                                      .text = SL_STR("X") };
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "");
    say(fixture, SL_ATTRIBUTE_SURNAME, "");
    say(fixture, SL_ATTRIBUTE_PHONE, "");
    say(fixture, SL_ATTRIBUTE_EXPECTED_BIRTH_DATE, "2026-10-01");
    SL_CHECK_OK(sl_facts_value(&fixture->facts, refused, NULL), NULL);
    check(fixture, "");
}

static void addresses_have_their_postcodes(void **state)
{
    struct fixture *fixture = *state;
    const struct sl_value old = {
        .attribute = SL_ATTRIBUTE_ADDRESS,
        .text = SL_STR("9 Low Road"),
        .until = sl_moment_of_day(10000),
    };
    say(fixture, SL_ATTRIBUTE_ADDRESS, "1 High Street");
    say(fixture, SL_ATTRIBUTE_POSTCODE, "M1 1AA");
    SL_CHECK_OK(sl_facts_value(&fixture->facts, old, NULL), NULL);
    check(fixture, "7:1 High Street|M1 1AA;7:9 Low Road| over;");
}

static void a_postcode_alone_is_told(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, SL_ATTRIBUTE_POSTCODE, "M1 1AA");
    check(fixture, "7:|M1 1AA;");
}

static void written_and_read_it_is_the_same(void **state)
{
    struct fixture *fixture = *state;
    const struct sl_said said = {
        .kind = SL_SAID_ADDRESS,
        .is_over = true,
        .from = -86400,
        .first = SL_STR("1 High Street"),
        .second = SL_STR("M1 1AA"),
    };
    struct sl_said back = { .kind = SL_SAID_NAME };
    sl_said_write(&said, &fixture->told);
    sl_said_write(&said, &fixture->told);
    struct sl_str rest = sl_buf_str(&fixture->told);
    for (int i = 0; i < 2; i++) {
        assert_true(sl_said_read(&rest, &back));
        SL_CHECK_U64(back.kind, SL_SAID_ADDRESS);
        assert_true(back.is_over);
        SL_CHECK_I64(back.from, -86400);
        SL_CHECK_STR(back.first, "1 High Street");
        SL_CHECK_STR(back.second, "M1 1AA");
    }
    assert_false(sl_said_read(&rest, &back));
}

int main(void)
{
#define SAID_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SAID_TEST(parts_of_a_name_belong_together), SAID_TEST(a_surname_may_stand_first),
        SAID_TEST(what_is_not_known_is_not_told),   SAID_TEST(addresses_have_their_postcodes),
        SAID_TEST(a_postcode_alone_is_told),        SAID_TEST(written_and_read_it_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
