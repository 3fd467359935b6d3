/* SPDX-License-Identifier: Apache-2.0 */
#include "normal_cases.h"
#include "record/name.h"

/* Spellings of one name, which must have one key. */
static const char *const same[] = {
    "mohammed muhammad mohamed mohamad muhammed md mohd mhmd",
    "hussain hussein husain hossain hussian",
    "aisha ayesha aysha aaishah aishah",
    "yusuf yousaf yousuf youssef",
    "zainab zaynab zeinab",
    "fatima fatimah fathima fatema",
    "abdul abdoul abdel",
    "ahmed ahmad ahmet",
    "khadija khadijah khadeeja",
    "rahman rehman rahaman",
    "abdulrahman abdurrahman abdurahman abdelrahman",
    "chowdhury choudhry chaudhary",
    "sara sarah",
    "catherine katherine kathryn cathryn",
    "stephen steven",
    "philip phillip filip",
    "jon john",
    "kristian christian",
    "christopher kristopher",
    "smyth smith smythe",
    "reid read reed reade",
    "clark clarke",
    "brown browne",
    "ann anne",
    "mary marie",
    "simon szymon",
    "alexander aleksander alexandr",
    "kowalski kovalsky kowalsky",
    "petrovich petrovic petrowicz",
    "hayley haley hailey",
    "lindsay lindsey lynsey",
    "shaun shawn sean",
    "thompson thomson",
    "johnson jonson",
    "wright right",
    "iuliia yulia",
    "gurpreet gurprit",
    "miah mia miyah",
};

/* Different names, no two of which may share a key. */
static const char *const different[] = {
    "mary maria moira murray moore maura",
    "hall hale hill hull",
    "rose ross russ rosie",
    "hassan hussain",
    "abdul abdullah abdullahi",
    "john joan jane jean jan",
    "michael michelle",
    "daniel danielle",
    "gabriel gabrielle",
    "leah lee",
    "smith smart schmidt",
    "ali alia",
    "johnson johnston",
    "harris harrison horace",
    "khan kane keane",
    "patel peter",
    "amir omar emir",
    "singh sin song",
    "clare clark clerk",
};

static struct sl_str key_of(struct fixture *fixture, struct sl_buf *buf, struct sl_str name)
{
    (void)fixture;
    sl_buf_clear(buf);
    sl_name_key(name, buf);
    SL_CHECK_STATUS(sl_buf_status(buf, NULL), SL_OK);
    return sl_buf_str(buf);
}

static void test_spellings_of_one_name(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        struct sl_str rest = sl_str_from(same[i]);
        struct sl_str first = { .len = 0 };
        struct sl_str other = { .len = 0 };
        assert_true(sl_str_split(&rest, ' ', &first));
        const struct sl_str key = key_of(fixture, &fixture->once, first);
        while (sl_str_split(&rest, ' ', &other)) {
            if (!sl_str_equal(key_of(fixture, &fixture->again, other), key)) {
                print_error("of \"%.*s\":\n", SL_STR_ARG(other));
            }
            SL_CHECK_BYTES(sl_buf_str(&fixture->again), key);
        }
    }
}

static void test_different_names(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof different / sizeof different[0]; i++) {
        struct sl_str rest = sl_str_from(different[i]);
        struct sl_str left = { .len = 0 };
        while (sl_str_split(&rest, ' ', &left)) {
            const struct sl_str key = key_of(fixture, &fixture->once, left);
            struct sl_str others = rest;
            struct sl_str right = { .len = 0 };
            while (sl_str_split(&others, ' ', &right)) {
                if (sl_str_equal(key_of(fixture, &fixture->again, right), key)) {
                    fail_msg("%.*s and %.*s are one", SL_STR_ARG(left), SL_STR_ARG(right));
                }
            }
        }
    }
}

static void test_form_of_keys(void **state)
{
    static const struct normal_case cases[] = {
        {"",            ""           },
        { " ",          ""           },
        { "anne marie", "an mari"    },
        { "gh",         "gh"         },
        { "h",          "h"          },
        { "4nn",        "4n"         },
        { "o 2",        "o 2"        },
        { "md ali",     "muhemed ali"},
        { "abdulkarim", "abdel karem"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        SL_CHECK_STR(key_of(fixture, &fixture->once, sl_str_from(cases[i].raw)), cases[i].expected);
    }
}

/* Any text has a key of ASCII letters, at most four times as long. */
static void test_random_names(void **state)
{
    struct fixture *fixture = *state;
    struct sl_random random;
    char name[100];
    sl_random_init(&random, sl_test_seed());
    for (size_t i = 0; i < RANDOM_COUNT; i++) {
        const size_t len = 1 + i * (sizeof name - 1) / RANDOM_COUNT;
        for (size_t k = 0; k < len; k++) {
            name[k] = "aehiouwyghcskzxqt d"[sl_random_below(&random, 19)];
        }
        const struct sl_str text = { .ptr = name, .len = len };
        const struct sl_str key = key_of(fixture, &fixture->once, text);
        assert_true(key.len <= 4 * len);
        SL_CHECK_BYTES(key_of(fixture, &fixture->again, text), key);
        for (size_t k = 0; k < key.len; k++) {
            assert_non_null(memchr("abcdefghijklmnopqrstuvwxyz ", key.ptr[k], 27));
        }
    }
}

/* One key must not gather much more than the spellings of its name. */
static void test_real_names_do_not_collapse(void **state)
{
    struct fixture *fixture = *state;
    struct sl_error err = { .status = SL_OK };
    struct sl_csv_reader *reader = NULL;
    SL_CHECK_OK(sl_csv_open(sl_test_data("linkage/historical_50k.csv"), &reader, &err), &err);
    const size_t column = sl_csv_find(reader, SL_STR("surname"));
    const struct sl_str *fields = NULL;
    bool more = true;
    uint64_t merged = 0;
    uint64_t total = 0;
    const struct sl_str smith = SL_STR("smit");
    for (;;) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
        if (!more) {
            break;
        }
        const struct sl_str normal = normal_of(fixture, sl_name_surname_normal, fields[column]);
        const struct sl_str key = key_of(fixture, &fixture->again, normal);
        total += normal.len > 0 ? 1 : 0;
        merged += sl_str_equal(key, smith) ? 1 : 0;
    }
    sl_csv_close(reader);
    /* Smith, Smyth and Smythe make up less than a hundredth of the surnames. */
    assert_true(merged > 200 && merged * 100 < total);
}

static enum sl_status run_key(void *context)
{
    struct sl_buf out;
    (void)context;
    sl_buf_init(&out, TEXT_LIMIT_BYTES);
    sl_name_key(SL_STR("abdulrahman katherine"), &out);
    const enum sl_status status = sl_buf_status(&out, NULL);
    sl_buf_finish(&out);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(run_key, NULL) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spellings_of_one_name),
        cmocka_unit_test(test_different_names),
        cmocka_unit_test(test_form_of_keys),
        cmocka_unit_test(test_random_names),
        cmocka_unit_test(test_real_names_do_not_collapse),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/name_key", tests, group_open, group_close);
}
