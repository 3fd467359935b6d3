/* SPDX-License-Identifier: Apache-2.0 */
#include "record/code_list.h"

#include <string.h>

#include "support/support.h"

struct meaning {
    enum sl_code_list_id id;
    const char *code;
    const char *words;
};

static void test_words(void **state)
{
    static const struct meaning meanings[] = {
        {SL_CODES_ETHNICITY,        "WBRI",   "White British"                                  },
        { SL_CODES_ETHNICITY,       "NOBT",   "not yet obtained"                               },
        { SL_CODES_ETHNICITY,       "wbri",   NULL                                             },
        { SL_CODES_ETHNICITY,       "XXXX",   NULL                                             },
        { SL_CODES_ETHNICITY,       "",       NULL                                             },
        { SL_CODES_DISABILITY,      "NONE",   "no disability"                                  },
        { SL_CODES_REFERRAL_SOURCE, "1C",     "the child"                                      },
        { SL_CODES_REFERRAL_SOURCE, "10",     "unknown"                                        },
        { SL_CODES_NEED,            "N1",     "abuse or neglect"                               },
        { SL_CODES_CLOSURE,         "RC9",    "closed after assessment, referred to early help"},
        { SL_CODES_ABUSE,           "EMO",    "emotional abuse"                                },
        { SL_CODES_FACTOR,          "11A",    "child sexual exploitation"                      },
        { SL_CODES_FACTOR,          "3B",     "domestic abuse: a parent or carer"              },
        { SL_CODES_LEGAL_STATUS,    "C2",     "full care order"                                },
        { SL_CODES_PLACEMENT,       "K1",     "secure children's home"                         },
        { SL_CODES_NEW_EPISODE,     "S",      "started to be looked after"                     },
        { SL_CODES_EPISODE_CEASED,  "E4A",    "returned home as planned"                       },
        { SL_CODES_PLACE_CHANGE,    "CUSTOD", "custody arrangement"                            },
        { SL_CODES_MISSING,         "M",      "missing from care"                              },
        { SL_CODES_REVIEW,          "PN7",    "did not attend, and gave no views"              },
        { SL_CODES_UPN_UNKNOWN,     "UN3",    "educated outside England"                       },
 /* What one list has, another does not. */
        { SL_CODES_MISSING,         "C2",     NULL                                             },
    };
    (void)state;
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        const char *words = sl_code_words(meanings[i].id, sl_str_from(meanings[i].code));
        assert_int_equal(words == NULL, meanings[i].words == NULL);
        SL_CHECK_STR(sl_str_from(words), meanings[i].words == NULL ? "" : meanings[i].words);
    }
}

static void test_known(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_code_known(SL_CODES_ETHNICITY, SL_STR("REFU")), SL_REFUSED);
    SL_CHECK_U64(sl_code_known(SL_CODES_ETHNICITY, SL_STR("NOBT")), SL_NOT_ASKED);
    SL_CHECK_U64(sl_code_known(SL_CODES_ETHNICITY, SL_STR("WBRI")), SL_KNOWN);
    SL_CHECK_U64(sl_code_known(SL_CODES_ETHNICITY, SL_STR("")), SL_NOT_RECORDED);
    SL_CHECK_U64(sl_code_known(SL_CODES_NEED, SL_STR("N0")), SL_NOT_RECORDED);
    SL_CHECK_U64(sl_code_known(SL_CODES_REFERRAL_SOURCE, SL_STR("10")), SL_NOT_RECORDED);
    SL_CHECK_U64(sl_code_known(SL_CODES_REFERRAL_SOURCE, SL_STR("9")), SL_KNOWN);
    SL_CHECK_U64(sl_code_known(SL_CODES_NEED, SL_STR("REFU")), SL_KNOWN);
}

static void test_lists(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SL_CODE_LIST_COUNT; i++) {
        const struct sl_code_list *list = sl_code_list_get((enum sl_code_list_id)i);
        assert_true(list->title.len > 0 && list->source.len > 0);
        assert_ptr_equal(sl_code_list_find(list->name), list);
    }
    assert_null(sl_code_list_find(SL_STR("colour")));
    assert_null(sl_code_list_find(SL_STR("")));
}

/* How many codes the sources have: 18 ethnic groups and two ways of not knowing, and so on. */
static void test_counts(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_code_list_get(SL_CODES_ETHNICITY)->codes.count, 18 + 2);
    SL_CHECK_U64(sl_code_list_get(SL_CODES_DISABILITY)->codes.count, 13);
    SL_CHECK_U64(sl_code_list_get(SL_CODES_NEED)->codes.count, 10);
    SL_CHECK_U64(sl_code_list_get(SL_CODES_CLOSURE)->codes.count, 9);
    SL_CHECK_U64(sl_code_list_get(SL_CODES_ABUSE)->codes.count, 5);
    SL_CHECK_U64(sl_code_list_get(SL_CODES_REFERRAL_SOURCE)->codes.count, 21);
    SL_CHECK_U64(sl_code_list_get(SL_CODES_NEW_EPISODE)->codes.count, 6);
    SL_CHECK_U64(sl_code_list_get(SL_CODES_REVIEW)->codes.count, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_counts),
    };
    return cmocka_run_group_tests_name("record/code_list", tests, NULL, NULL);
}
