/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_match.h"

#include "base/date.h"
#include "search/search_reason.h"
#include "support/support.h"

#define MENTIONS 100000

struct fixture {
    struct sl_fold *fold;
    struct sl_arena arena;
    struct sl_buf scratch, text;
    struct sl_search_query query;
    struct sl_search_common common[SL_SEARCH_PART_LIMIT];
    struct sl_search_person person;
    struct sl_search_match match;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    SL_CHECK_OK(sl_fold_open(&fixture.fold, NULL), NULL);
    sl_arena_init(&fixture.arena, 1 << 22);
    sl_buf_init(&fixture.scratch, 1 << 16);
    sl_buf_init(&fixture.text, 1 << 16);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    sl_fold_close(fixture->fold);
    sl_arena_finish(&fixture->arena);
    sl_buf_finish(&fixture->scratch);
    sl_buf_finish(&fixture->text);
    return 0;
}

/* A person of six values: given name, surname, birth date, postcode, phone, NHS number. */
static void load_person(struct fixture *fixture, const char *const *values)
{
    static const enum sl_mention_field fields[] = { SL_MENTION_GIVEN_NAME, SL_MENTION_SURNAME,
                                                    SL_MENTION_BIRTH_DATE, SL_MENTION_POSTCODE,
                                                    SL_MENTION_PHONE,      SL_MENTION_NHS_NUMBER };
    const struct sl_search_maker maker = { .fold = fixture->fold,
                                           .arena = &fixture->arena,
                                           .scratch = &fixture->scratch };
    struct sl_mention_row row = { .ordinal = 0 };

    fixture->person.name_count = fixture->person.seen_count = 0;
    for (size_t i = 0; i < 6; i++) {
        row.values[fields[i]] = sl_str_from(values[i]);
    }
    SL_CHECK_OK(
        sl_search_person_add(&fixture->person, &maker, SL_STR("nominal/48213"), &row, 1, NULL), NULL
    );
}

static const char *const khan[] = { "Mohammed", "Khan",         "20130214",
                                    "M13 9PL",  "07700 900123", "943 476 5919" };

/* Judge a person by a question, in which each word is as common as the next. */
static void judge(struct fixture *fixture, const char *question, const char *const *values)
{
    const struct sl_date today = { .year = 2026, .month = 3, .day = 31 };
    struct sl_error err = { .status = SL_OK };

    load_person(fixture, values);
    SL_CHECK_OK(
        sl_search_query_parse(
            fixture->fold,
            sl_str_from(question),
            sl_date_to_days(today),
            &fixture->arena,
            &fixture->query,
            &err
        ),
        &err
    );
    for (size_t i = 0; i < SL_SEARCH_PART_LIMIT; i++) {
        fixture->common[i] = (struct sl_search_common){
            .mentions = {[SL_SEARCH_SAME] = 100, [SL_SEARCH_SOUND] = 50}
        };
    }
    const struct sl_search_scale scale = { .query = &fixture->query,
                                           .common = fixture->common,
                                           .mention_count = MENTIONS };
    const struct sl_search_linked nothing = { .reads = { 0 } };
    sl_search_judge(&scale, &fixture->person, &nothing, &fixture->match);
}

/* Why Khan fits a question, part by part. */
static void check_reasons(struct fixture *fixture, const char *question, const char *reasons)
{
    judge(fixture, question, khan);
    sl_buf_clear(&fixture->text);
    for (size_t i = 0; i < fixture->query.part_count; i++) {
        sl_buf_add(&fixture->text, i > 0 ? SL_STR("; ") : SL_STR(""));
        sl_search_reason_print(
            &fixture->match.parts[i], fixture->query.parts[i].typed, &fixture->text
        );
    }
    SL_CHECK_STR(sl_buf_str(&fixture->text), reasons);
}

static void says_why(void **state)
{
    static const struct {
        const char *question, *reasons;
    } cases[] = {
        {"mohammed khan",   "given name; surname"                                     },
        { "khan mohamad",   "surname; given name sounds the same (Mohammed)"          },
        { "mo khann",
         "given name is another form of it (Mohammed); surname sounds the same (Khan)"},
        { "khna",           "surname with one slip (Khan)"                            },
        { "kha",            "surname begins with it (Khan)"                           },
        { "m khan",         "given name has the initial (Mohammed); surname"          },
        { "khan khan",      "surname; no name like 'khan'"                            },
        { "khan smith",     "surname; no name like 'smith'"                           },
        { "14/2/2013",      "date of birth (2013-02-14)"                              },
        { "2/14/2013",      "date of birth (2013-02-14)"                              },
        { "15/2/2013",      "date of birth with one slip (2013-02-14)"                },
        { "41/2/2013 khan", "not looked for: '41/2/2013'; surname"                    },
        { "1/9/2013",       "date of birth near it (2013-02-14)"                      },
        { "14/2/1950",      "another date of birth (2013-02-14)"                      },
        { "aged 13",        "date of birth fits (2013-02-14)"                         },
        { "aged 12",        "date of birth near it (2013-02-14)"                      },
        { "born 2013",      "date of birth fits (2013-02-14)"                         },
        { "M13 9PL",        "postcode (M13 9PL)"                                      },
        { "M13 8AA",        "postcode near it (M13 9PL)"                              },
        { "M13 9",          "postcode (M13 9PL)"                                      },
        { "M13 8",          "postcode near it (M13 9PL)"                              },
        { "M13",            "postcode (M13 9PL)"                                      },
        { "M1",             "another postcode (M13 9PL)"                              },
        { "+447700900123",  "phone (07700 900123)"                                    },
        { "07700900132",    "phone with one slip (07700 900123)"                      },
        { "9434765919",     "NHS number (943 476 5919)"                               },
        { "nominal/48213",  "number in an agency's system (nominal/48213)"            },
        { "AB12 CDE",       "vehicle not recorded"                                    },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_reasons(fixture, cases[i].question, cases[i].reasons);
    }
}

/* The day and the month of the person can be swapped. */
static void says_swapped(void **state)
{
    static const char *const values[] = { "Ola", "Kan", "20130203", "", "", "" };
    struct fixture *fixture = *state;
    judge(fixture, "2/3/2013 ola", values);
    SL_CHECK_I64(fixture->match.parts[0].agreement, SL_SEARCH_SWAPPED);
    sl_buf_clear(&fixture->text);
    sl_search_reason_print(&fixture->match.parts[0], SL_STR(""), &fixture->text);
    SL_CHECK_STR(
        sl_buf_str(&fixture->text), "date of birth with day and month swapped (2013-02-03)"
    );
}

static double weight_of(struct fixture *fixture, const char *question)
{
    judge(fixture, question, khan);
    return fixture->match.weight_bits;
}

/* A closer agreement weighs more, and more agreement weighs more. */
static void orders(void **state)
{
    static const char *const falling[][3] = {
        {"mohammed",                 "mohamad",       "mo"          },
        { "14/2/2013",               "15/2/2013",     "14/2/1950"   },
        { "M13 9PL",                 "M13 9",         "M13"         },
        { "07700900123",             "07700900132",   "07700900987" },
        { "mohammed khan 14/2/2013", "mohammed khan", "mohammed"    },
        { "khan 14/2/2013",          "khan aged 13",  "khan aged 40"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof falling / sizeof falling[0]; i++) {
        assert_true(weight_of(fixture, falling[i][0]) > weight_of(fixture, falling[i][1]));
        assert_true(weight_of(fixture, falling[i][1]) > weight_of(fixture, falling[i][2]));
    }
}

/* What is not recorded counts neither way; who has no name is not said to have another. */
static void leaves_out_what_is_not_recorded(void **state)
{
    static const char *const nobody[] = { "", "", "", "", "", "" };
    struct fixture *fixture = *state;
    judge(fixture, "khan 14/2/2013 M13 9PL", nobody);
    SL_CHECK_NEAR(fixture->match.weight_bits, 0.0, 0.0);
    for (size_t i = 0; i < 3; i++) {
        SL_CHECK_I64(fixture->match.parts[i].agreement, SL_SEARCH_NOT_RECORDED);
    }
}

/* Rarer words say more. */
static void weighs_by_rarity(void **state)
{
    struct fixture *fixture = *state;
    judge(fixture, "khan", khan);
    struct sl_search_scale scale = { .query = &fixture->query,
                                     .common = fixture->common,
                                     .mention_count = MENTIONS };
    const double common_bits =
        sl_search_weight_bits(&scale, 0, SL_SEARCH_READS_NAME, SL_SEARCH_SAME);
    fixture->common[0].mentions[SL_SEARCH_SAME] = 3;
    const double rare_bits = sl_search_weight_bits(&scale, 0, SL_SEARCH_READS_NAME, SL_SEARCH_SAME);
    assert_true(rare_bits > common_bits + 4);
    SL_CHECK_NEAR(
        sl_search_weight_bits(&scale, 0, SL_SEARCH_READS_PHONE, SL_SEARCH_SAME), 0.0, 0.0
    );
}

static void counts_what_leads_to_a_person(void **state)
{
    struct fixture *fixture = *state;
    judge(fixture, "AB12 CDE 07700900999", khan);
    const double before = fixture->match.weight_bits;
    const struct sl_search_scale scale = { .query = &fixture->query,
                                           .common = fixture->common,
                                           .mention_count = MENTIONS };
    const struct sl_search_linked linked = {
        .reads = {1u << SL_SEARCH_READS_VEHICLE, 1u << SL_SEARCH_READS_PHONE}
    };
    sl_search_judge(&scale, &fixture->person, &linked, &fixture->match);
    assert_true(fixture->match.weight_bits > before + 20);
    assert_true(fixture->match.parts[0].is_linked && fixture->match.parts[1].is_linked);
    sl_buf_clear(&fixture->text);
    sl_search_reason_print(&fixture->match.parts[0], SL_STR(""), &fixture->text);
    SL_CHECK_STR(sl_buf_str(&fixture->text), "linked to this vehicle");
}

static void tells_slips(void **state)
{
    static const struct {
        const char *left, *right;
        bool is_slip;
    } cases[] = {
        {"smith",  "smth",   true },
        { "smith", "smyth",  true },
        { "smith", "simth",  true },
        { "smith", "smiths", true },
        { "smith", "asmith", true },
        { "smith", "smith",  false},
        { "smith", "smt",    false},
        { "smith", "jones",  false},
        { "ab",    "ba",     true },
        { "smith", "htims",  false},
        { "",      "a",      true },
        { "",      "",       false},
        { "smith", "ismht",  false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct sl_str left = sl_str_from(cases[i].left);
        const struct sl_str right = sl_str_from(cases[i].right);
        SL_CHECK_I64(sl_search_one_slip(left, right), cases[i].is_slip);
        SL_CHECK_I64(sl_search_one_slip(right, left), cases[i].is_slip);
    }
}

static void names_agreements(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_search_agreement_name(SL_SEARCH_SAME), "same");
    SL_CHECK_STR(sl_search_agreement_name(SL_SEARCH_NOT_LOOKED_FOR), "not_looked_for");
}

int main(void)
{
#define MATCH_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        MATCH_TEST(says_why),         MATCH_TEST(says_swapped),
        MATCH_TEST(orders),           MATCH_TEST(leaves_out_what_is_not_recorded),
        MATCH_TEST(weighs_by_rarity), MATCH_TEST(counts_what_leads_to_a_person),
        MATCH_TEST(tells_slips),      MATCH_TEST(names_agreements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
