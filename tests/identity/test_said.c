/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/said.h"

#include <string.h>

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

/* Two given names in turn, a surname alone: none takes a part that belongs to another. */
static void names_do_not_share_parts(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "Ann");
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "Mary");
    say(fixture, SL_ATTRIBUTE_SURNAME, "Hall");
    say(fixture, SL_ATTRIBUTE_SURNAME, "Smith");
    check(fixture, "0:Ann|;0:Mary|Hall;0:|Smith;");
}

static void surnames_first_stay_with_their_names(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, SL_ATTRIBUTE_SURNAME, "Hall");
    say(fixture, SL_ATTRIBUTE_SURNAME, "Smith");
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "Ann");
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "Mary");
    check(fixture, "0:|Hall;0:Ann|Smith;0:Mary|;");
}

/* In which order a source writes names is told apart for names of now and of former times. */
static void former_names_have_an_order_of_their_own(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "Ann");
    say(fixture, SL_ATTRIBUTE_SURNAME, "Hall");
    say(fixture, SL_ATTRIBUTE_FORMER_SURNAME, "Smith");
    say(fixture, SL_ATTRIBUTE_FORMER_GIVEN_NAME, "Anna");
    check(fixture, "0:Ann|Hall;3:Anna|Smith;");
}

static void half_a_name_is_told(void **state)
{
    struct fixture *fixture = *state;
    const struct sl_fact_value refused = { .attribute = SL_ATTRIBUTE_GIVEN_NAME,
                                           .known = SL_REFUSED,
                                           .text = SL_STR("Ann") };
    SL_CHECK_OK(sl_facts_value(&fixture->facts, refused, NULL), NULL);
    say(fixture, SL_ATTRIBUTE_SURNAME, "Hall");
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "Mary");
    say(fixture, SL_ATTRIBUTE_SURNAME, "");
    check(fixture, "0:|Hall;0:Mary|;");
}

static void single_values_are_told(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, SL_ATTRIBUTE_FULL_NAME, "Ann Hall");
    say(fixture, SL_ATTRIBUTE_BIRTH_DATE, "2011-02-03");
    say(fixture, SL_ATTRIBUTE_SEX, "F");
    say(fixture, SL_ATTRIBUTE_GENDER, "2");
    say(fixture, SL_ATTRIBUTE_PHONE, "07700 900123");
    say(fixture, SL_ATTRIBUTE_NHS_NUMBER, "9990000018");
    say(fixture, SL_ATTRIBUTE_UPN, "X1");
    say(fixture, SL_ATTRIBUTE_FORMER_UPN, "X0");
    say(fixture, SL_ATTRIBUTE_LA_CHILD_ID, "4711");
    check(
        fixture,
        "1:Ann Hall|;4:2011-02-03|;5:F|;6:2|;8:07700 900123|;9:9990000018|;10:X1|;11:X0|;12:4711|;"
    );
}

static void very_long_texts_are_left_out(void **state)
{
    struct fixture *fixture = *state;
    char text[SL_SAID_LIMIT_BYTES + 2];
    memset(text, 'x', sizeof text);
    text[SL_SAID_LIMIT_BYTES + 1] = '\0';
    say(fixture, SL_ATTRIBUTE_KNOWN_AS, text);
    say(fixture, SL_ATTRIBUTE_ADDRESS, "1 High Street");
    say(fixture, SL_ATTRIBUTE_POSTCODE, text);
    check(fixture, "7:1 High Street|;");
    text[SL_SAID_LIMIT_BYTES] = '\0';
    say(fixture, SL_ATTRIBUTE_PHONE, text);
    sl_buf_clear(&fixture->told);
    SL_CHECK_OK(
        sl_said_tell(&fixture->facts, &fixture->facts.entities[0], note, &fixture->told, NULL), NULL
    );
    assert_true(fixture->told.len > SL_SAID_LIMIT_BYTES); /* the longest there may be */
}

static enum sl_status note_from(void *context, const struct sl_said *said, struct sl_error *err)
{
    (void)err;
    *(int64_t *)context = said->from;
    return SL_OK;
}

static void it_is_told_since_when(void **state)
{
    struct fixture *fixture = *state;
    const struct sl_fact_value since = { .attribute = SL_ATTRIBUTE_PHONE,
                                         .text = SL_STR("07700 900123"),
                                         .from = sl_moment_of_day(10000) };
    const struct sl_entity *person = &fixture->facts.entities[0];
    int64_t from = 0;
    say(fixture, SL_ATTRIBUTE_SEX, "F");
    SL_CHECK_OK(sl_said_tell(&fixture->facts, person, note_from, &from, NULL), NULL);
    SL_CHECK_I64(from, INT64_MIN);
    SL_CHECK_OK(sl_facts_value(&fixture->facts, since, NULL), NULL);
    SL_CHECK_OK(sl_said_tell(&fixture->facts, person, note_from, &from, NULL), NULL);
    SL_CHECK_I64(from, INT64_C(10000) * 86400);
}

static enum sl_status refuse(void *context, const struct sl_said *said, struct sl_error *err)
{
    (void)said;
    *(int *)context += 1;
    return sl_fail(err, SL_LIMIT, "enough");
}

static void who_is_told_may_end_it(void **state)
{
    struct fixture *fixture = *state;
    int count = 0;
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "Ann");
    say(fixture, SL_ATTRIBUTE_SEX, "F");
    SL_CHECK_STATUS(
        sl_said_tell(&fixture->facts, &fixture->facts.entities[0], refuse, &count, NULL), SL_LIMIT
    );
    SL_CHECK_I64(count, 1);
}

static void what_is_not_known_is_not_told(void **state)
{
    struct fixture *fixture = *state;
    const struct sl_fact_value refused = { .attribute = SL_ATTRIBUTE_SEX,
                                           .known = SL_REFUSED,
                                           .text = SL_STR("X") };
    say(fixture, SL_ATTRIBUTE_GIVEN_NAME, "");
    say(fixture, SL_ATTRIBUTE_SURNAME, "");
    say(fixture, SL_ATTRIBUTE_PHONE, "");
    SL_CHECK_OK(sl_facts_value(&fixture->facts, refused, NULL), NULL);
    check(fixture, "");
}

static void an_expected_birth_is_told(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, SL_ATTRIBUTE_EXPECTED_BIRTH_DATE, "2026-10-01");
    check(fixture, "13:2026-10-01|;");
}

static void addresses_have_their_postcodes(void **state)
{
    struct fixture *fixture = *state;
    const struct sl_fact_value old = {
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

/* An address that was withdrawn leaves its postcode behind. */
static void a_postcode_beside_no_address_is_told(void **state)
{
    struct fixture *fixture = *state;
    const struct sl_fact_value withdrawn = { .attribute = SL_ATTRIBUTE_ADDRESS,
                                             .known = SL_WITHDRAWN,
                                             .text = SL_STR("1 High Street") };
    SL_CHECK_OK(sl_facts_value(&fixture->facts, withdrawn, NULL), NULL);
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
        SAID_TEST(parts_of_a_name_belong_together),
        SAID_TEST(a_surname_may_stand_first),
        SAID_TEST(names_do_not_share_parts),
        SAID_TEST(surnames_first_stay_with_their_names),
        SAID_TEST(former_names_have_an_order_of_their_own),
        SAID_TEST(half_a_name_is_told),
        SAID_TEST(single_values_are_told),
        SAID_TEST(very_long_texts_are_left_out),
        SAID_TEST(it_is_told_since_when),
        SAID_TEST(who_is_told_may_end_it),
        SAID_TEST(what_is_not_known_is_not_told),
        SAID_TEST(an_expected_birth_is_told),
        SAID_TEST(addresses_have_their_postcodes),
        SAID_TEST(a_postcode_alone_is_told),
        SAID_TEST(a_postcode_beside_no_address_is_told),
        SAID_TEST(written_and_read_it_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
