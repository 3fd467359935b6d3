/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/codes.h"

#include "support/support.h"

static struct sl_fact_value value_of(enum sl_attribute attribute, const char *text)
{
    return (struct sl_fact_value){ .attribute = attribute, .text = sl_str_from(text) };
}

/* The same letters are codes of different lists. */
static void test_words_follow_the_event(void **state)
{
    static const struct {
        enum sl_event_kind kind;
        enum sl_attribute attribute;
        const char *code, *words; /* words NULL: stays as written */
    } cases[] = {
        {SL_EVENT_PROTECTION_PLAN,  SL_ATTRIBUTE_CATEGORY, "NEG",    "neglect"                  },
        { SL_EVENT_PLACEMENT,       SL_ATTRIBUTE_CATEGORY, "K2",     "children's home"          },
        { SL_EVENT_FLAG,            SL_ATTRIBUTE_CATEGORY, "NEG",    NULL                       },
        { SL_EVENT_REFERRAL,        SL_ATTRIBUTE_SOURCE,   "6",      "police"                   },
        { SL_EVENT_REFERRAL,        SL_ATTRIBUTE_REASON,   "RC2",    "died"                     },
        { SL_EVENT_PLACEMENT,       SL_ATTRIBUTE_REASON,   "CUSTOD", "custody arrangement"      },
        { SL_EVENT_WELLBEING_SCORE, SL_ATTRIBUTE_REASON,   "SDQ5",   "the child refused"        },
        { SL_EVENT_ASSESSMENT,      SL_ATTRIBUTE_FACTOR,   "11A",    "child sexual exploitation"},
        { SL_EVENT_LEGAL_STATUS,    SL_ATTRIBUTE_CODE,     "C2",     "full care order"          },
        { SL_EVENT_REFERRAL,        SL_ATTRIBUTE_SUMMARY,  "NEG",    NULL                       },
        { SL_EVENT_CRIME,           SL_ATTRIBUTE_CODE,     "C2",     NULL                       },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct sl_entity event = { .class = SL_EVENT, .kind = cases[i].kind };
        const struct sl_fact_value value = value_of(cases[i].attribute, cases[i].code);
        const char *words = sl_picture_code_words(&event, &value);
        SL_CHECK_STR(sl_str_from(words), cases[i].words == NULL ? "" : cases[i].words);
    }
}

static void test_of_a_person(void **state)
{
    const struct sl_entity person = { .class = SL_PERSON };
    struct sl_fact_value value = value_of(SL_ATTRIBUTE_ETHNICITY, "WBRI");
    (void)state;
    SL_CHECK_STR(sl_str_from(sl_picture_code_words(&person, &value)), "White British");
    SL_CHECK_STR(sl_str_from(sl_picture_code_words(NULL, &value)), "White British");
    value = value_of(SL_ATTRIBUTE_SEX, "2");
    SL_CHECK_STR(sl_str_from(sl_picture_code_words(NULL, &value)), "female");
    value = value_of(SL_ATTRIBUTE_SURNAME, "WBRI");
    assert_null(sl_picture_code_words(NULL, &value));
}

static void test_knowing(void **state)
{
    const struct sl_entity referral = { .class = SL_EVENT, .kind = SL_EVENT_REFERRAL };
    struct sl_fact_value value = value_of(SL_ATTRIBUTE_ETHNICITY, "REFU");
    (void)state;
    SL_CHECK_U64(sl_picture_known(NULL, &value), SL_REFUSED);
    value = value_of(SL_ATTRIBUTE_ETHNICITY, "WBRI");
    SL_CHECK_U64(sl_picture_known(NULL, &value), SL_KNOWN);
    value = value_of(SL_ATTRIBUTE_NEED, "N0");
    SL_CHECK_U64(sl_picture_known(&referral, &value), SL_NOT_RECORDED);
    value = value_of(SL_ATTRIBUTE_NEED, "N1");
    value.known = SL_WITHDRAWN;
    SL_CHECK_U64(sl_picture_known(&referral, &value), SL_WITHDRAWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_follow_the_event),
        cmocka_unit_test(test_of_a_person),
        cmocka_unit_test(test_knowing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
