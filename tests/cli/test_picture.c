/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>

#include "app/picture_fixture.h"
#include "cli/capture.h"
#include "cli/signed_in.h"
#include "identity/identity_id.h"

/* The store of the fixture, filled, and the id of its child. */
static const char *fill(struct people_fixture *fixture)
{
    static struct sl_identity_id id;

    id = sl_identity_print(picture_fill(fixture));
    signed_in_beside(&fixture->folder, fixture->store_path, fixture->store);
    access_tie(fixture->store, "all", 1, "n1");
    return id.text;
}

#define PICTURE(capture, fixture, ...)                                                            \
    CAPTURE(                                                                                      \
        (capture), "picture", "--store", (fixture)->store_path, "--today=2026-04-01", __VA_ARGS__ \
    )

static void as_a_page(void **state)
{
    static const char *const shown[] = {
        "Aisha Brien, 15 years old, born 3 Feb 2011   P",
        "\nIN THE CHILD'S OWN WORDS\n   \xE2\x80\x9CI was bored.\xE2\x80\x9D",
        "\nNOW\n   since 1 Feb 2026          child protection plan; neglect ",
        "\n   given name                   Aisha ",
        "\n   family        Siobhan Brien ",
        "Yusuf Brien ",
        "inferred: brother or sister",
        "\nCHRONOLOGY, NEWEST FIRST\n",
        "\n   2 Jan 2026 21:00 to 3 Jan missing; at Bus station #6 ",
        "\n   oldham, records ",
        "\nWHAT YOU ARE TOLD OF EACH AGENCY'S RECORDS\n",
    };
    struct people_fixture *fixture = *state;
    struct capture capture;

    PICTURE(&capture, fixture, fill(fixture));
    SL_CHECK_I64(capture.exit_status, 0);
    SL_CHECK_STR(sl_buf_str(&capture.err), "");
    const char *at = capture.out.ptr;
    for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
        const char *next = strstr(at, shown[i]);
        if (next == NULL) {
            fail_msg("not there, or not in its place: %s in\n%s", shown[i], capture.out.ptr);
        } else {
            at = next;
        }
    }
    capture_finish(&capture);
}

static void by_words_and_numbers(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    (void)fill(fixture);
    PICTURE(&capture, fixture, "Brien", "Aisha", "2011-02-03");
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "Aisha Brien, 15 years old"));
    capture_finish(&capture);
    PICTURE(&capture, fixture, "brien");
    SL_CHECK_I64(capture.exit_status, 4);
    SL_CHECK_STR(sl_buf_str(&capture.out), "");
    assert_true(capture_has(&capture.err, "3 people fit 'brien'"));
    assert_true(capture_has(&capture.err, "Yusuf Brien; oldham\n"));
    assert_true(capture_has(&capture.err, "Choose one by the id"));
    capture_finish(&capture);
    PICTURE(&capture, fixture, "zzyzx");
    SL_CHECK_I64(capture.exit_status, 4);
    assert_true(capture_has(&capture.err, "nobody fits 'zzyzx'"));
    capture_finish(&capture);
    PICTURE(&capture, fixture, "P00000001");
    SL_CHECK_I64(capture.exit_status, 4);
    assert_true(capture_has(&capture.err, "nobody of whom you may be told has this id"));
    capture_finish(&capture);
}

/* Each value leads to a record that is there. */
static void as_json(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;
    size_t value_count = 0;

    PICTURE(&capture, fixture, fill(fixture), "--json");
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    assert_non_null(json);
    const json_t *records = json_object_get(json, "records");
    const json_t *fields = json_object_get(json, "fields");
    for (size_t i = 0; i < json_array_size(fields); i++) {
        const json_t *values = json_object_get(json_array_get(fields, i), "values");
        for (size_t j = 0; j < json_array_size(values); j++) {
            const json_int_t source =
                json_integer_value(json_object_get(json_array_get(values, j), "record"));
            bool is_there = false;
            for (size_t k = 0; k < json_array_size(records); k++) {
                const json_t *record = json_array_get(records, k);
                is_there = is_there || json_integer_value(json_object_get(record, "id")) == source;
            }
            assert_true(is_there);
            value_count++;
        }
    }
    assert_true(value_count >= 5);
    /* A code, and what it means. */
    assert_true(capture_has(&capture.out, "\"text\":\"NEG\",\"words\":\"neglect\""));
    json_decref(json);
    capture_finish(&capture);
}

static void order_and_filters(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;

    PICTURE(
        &capture,
        fixture,
        fill(fixture),
        "--order=oldest",
        "--agency=police",
        "--agency=oldham",
        "--kind=missing",
        "--all"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(
        &capture.out,
        "\nCHRONOLOGY, OLDEST FIRST\n   In all (and in the last 12 months): missing 1 (1)\n"
    ));
    capture_finish(&capture);
}

static void what_is_not_understood(void **state)
{
    static const struct {
        const char *option, *message;
    } cases[] = {
        {"--order=sideways",   "--order cannot be 'sideways': it is newest or oldest"},
        { "--kind=misssing",   "Did you mean --kind missing?"                        },
        { "--kind=zzzzzzzz",   "'zzzzzzzz' is not a kind of event"                   },
        { "--agency=polise",   "no agency is called 'polise'"                        },
        { "--genogram=a.png",  "a genogram cannot be written to 'a.png'"             },
        { "--today=yesterday", "'yesterday' is not a day written YYYY-MM-DD"         },
        { "--today=2026-04",   "'2026-04' is not a day written YYYY-MM-DD"           },
    };
    struct people_fixture *fixture = *state;
    struct capture capture;
    const char *id = fill(fixture);

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        CAPTURE(&capture, "picture", id, "--store", fixture->store_path, cases[i].option);
        SL_CHECK_I64(capture.exit_status, 2);
        SL_CHECK_STR(sl_buf_str(&capture.out), "");
        if (!capture_has(&capture.err, cases[i].message)) {
            fail_msg("%s: %s", cases[i].option, capture.err.ptr);
        }
        capture_finish(&capture);
    }
    CAPTURE(&capture, "picture", "--store", fixture->store_path);
    SL_CHECK_I64(capture.exit_status, 2);
    capture_finish(&capture);
}

static void with_a_genogram(void **state)
{
    struct people_fixture *fixture = *state;
    struct capture capture;
    struct sl_buf text;
    char path[600];

    (void)snprintf(path, sizeof(path), "%s", sl_test_folder_path(&fixture->folder, "g.svg"));
    const char *id = fill(fixture);
    PICTURE(&capture, fixture, id, "--genogram", path);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    sl_buf_init(&text, (size_t)1 << 20);
    sl_test_read(path, &text);
    assert_true(capture_has(&text, "<title id=\"genogram-title\">Genogram of Aisha Brien</title>"));
    sl_buf_finish(&text);
    /* Where it cannot be written nothing is shown, either. */
    PICTURE(&capture, fixture, id, "--genogram=/nowhere/at/all/g.svg");
    SL_CHECK_I64(capture.exit_status, 7);
    SL_CHECK_STR(sl_buf_str(&capture.out), "");
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(as_a_page),
        PICTURE_TEST(by_words_and_numbers),
        PICTURE_TEST(as_json),
        PICTURE_TEST(order_and_filters),
        PICTURE_TEST(what_is_not_understood),
        PICTURE_TEST(with_a_genogram),
    };
    return cmocka_run_group_tests_name("cli/picture", tests, NULL, NULL);
}
