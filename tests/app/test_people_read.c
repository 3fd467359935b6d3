/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_read.h"

#include "app/people_fixture.h"

static struct sl_stored_version version_of(const char *format, const char *body)
{
    return (struct sl_stored_version){
        .id = 7,
        .source = 1,
        .version = 1,
        .format = sl_str_from(format),
        .key = SL_STR("p/1"),
        .body = sl_str_from(body),
    };
}

static void a_version_is_read_and_traced(void **state)
{
    struct sl_people_reader reader;
    const struct sl_stored_version person =
        version_of("pole-jsonl", "{\"type\":\"person\",\"id\":\"p/1\",\"surname\":\"Hall\"}");
    const struct sl_stored_version unknown = version_of("papyrus", "x");
    const struct sl_stored_version broken = version_of("pole-jsonl", "x");
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(sl_people_reader_open(&reader, NULL), NULL);
    SL_CHECK_OK(sl_people_read(&reader, &person, SL_STR(""), NULL), NULL);
    SL_CHECK_U64(reader.facts.entity_count, 1);
    SL_CHECK_I64(reader.trace.person_count, 1);
    SL_CHECK_STR(reader.trace.entities[0].key, "p/1");
    SL_CHECK_STATUS(sl_people_read(&reader, &unknown, SL_STR(""), NULL), SL_UNSUPPORTED);
    SL_CHECK_STATUS(sl_people_read(&reader, &broken, SL_STR(""), &err), SL_INVALID);
    assert_string_equal(err.hint, "It is record 7 of the store.");
    sl_people_reader_finish(&reader);
}

static void the_record_with_too_many_persons_is_named(void **state)
{
    struct sl_people_reader reader;
    struct sl_buf body;
    struct sl_error err;

    (void)state;
    sl_buf_init(&body, (size_t)1 << 20);
    sl_buf_addf(&body, "{\"type\":\"event\",\"id\":\"e/1\",\"kind\":\"crime\",\"people\":[");
    for (unsigned i = 0; i <= SL_MENTION_PER_RECORD; i++) {
        sl_buf_addf(&body, "%s{\"id\":\"p/%u\",\"role\":\"witness\"}", i == 0 ? "" : ",", i);
    }
    sl_buf_addf(&body, "]}");
    const struct sl_stored_version version = version_of("pole-jsonl", body.ptr);
    SL_CHECK_OK(sl_people_reader_open(&reader, NULL), NULL);
    SL_CHECK_STATUS(sl_people_read(&reader, &version, SL_STR(""), &err), SL_LIMIT);
    assert_string_equal(err.detail, "record 7");
    sl_people_reader_finish(&reader);
    sl_buf_finish(&body);
}

static void names_are_read_once(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_people_names names;
    struct sl_str text;
    struct sl_str again;

    sl_people_names_init(&names);
    people_take_as(
        fixture,
        "bolton",
        "ssda903-csv",
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n4711,1,01/05/2012,WBRI,,,\n"
    );
    SL_CHECK_OK(sl_people_agency(&names, fixture->store, 1, &text, NULL), NULL);
    SL_CHECK_STR(text, "bolton");
    people_take(fixture, "police", "{\"type\":\"person\",\"id\":\"p/1\"}\n");
    SL_CHECK_OK(sl_people_agency(&names, fixture->store, 2, &text, NULL), NULL);
    SL_CHECK_STR(text, "police");
    SL_CHECK_STATUS(sl_people_agency(&names, fixture->store, 3, &text, NULL), SL_INVALID);
    SL_CHECK_OK(sl_people_layout_text(&names, fixture->store, 0, &text, NULL), NULL);
    SL_CHECK_STR(text, "");
    SL_CHECK_OK(sl_people_layout_text(&names, fixture->store, 1, &text, NULL), NULL);
    assert_true(sl_str_starts(text, SL_STR("CHILD,SEX")));
    SL_CHECK_OK(sl_people_layout_text(&names, fixture->store, 1, &again, NULL), NULL);
    assert_ptr_equal(again.ptr, text.ptr);
    SL_CHECK_STATUS(sl_people_layout_text(&names, fixture->store, 9, &text, NULL), SL_NOT_FOUND);
    sl_people_names_clear(&names);
    SL_CHECK_OK(sl_people_agency(&names, fixture->store, 1, &text, NULL), NULL);
    SL_CHECK_STR(text, "bolton");
    sl_people_names_finish(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_version_is_read_and_traced),
        cmocka_unit_test(the_record_with_too_many_persons_is_named),
        PEOPLE_TEST(names_are_read_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
