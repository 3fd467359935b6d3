/* SPDX-License-Identifier: Apache-2.0 */
#include "app/note_manage.h"

#include "app/note_house.h"

static void recorded_once(void **state)
{
    struct child_house *house = *state;
    struct sl_note_written written = note_of(house, 'a', "I want to go to my nan's");
    struct sl_note_result result;

    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_OK);
    assert_true(result.outcome == SL_NOTE_RECORDED && result.version == 1);
    SL_CHECK_U64(child_entries(house, "practitioner", SL_VERB_WRITE, SL_OUTCOME_ALLOWED), 1);
    /* A double click, or a form that was sent again after the connection was lost. */
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_OK);
    assert_true(result.outcome == SL_NOTE_SAME && result.version == 1);
    SL_CHECK_U64(child_entries(house, "practitioner", SL_VERB_WRITE, SL_OUTCOME_ALLOWED), 1);
    note_query(house, "SELECT version, key FROM record WHERE key LIKE 'n-%'", "1|" NOTE_A "\n");
    note_query(
        house, "SELECT count(*) FROM decision d JOIN decision_mention m ON m.decision = d.id", "2\n"
    );
}

/* Both are kept as versions, and the second one is told of the first. */
static void two_change_one_note(void **state)
{
    struct child_house *house = *state;
    struct sl_note_written written = note_of(house, 'a', "first words");
    struct sl_note_written one;
    struct sl_note_written other;
    struct sl_note_result result;

    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_OK);
    one = written;
    one.base = 1;
    SL_CHECK_STATUS(note_write(house, "manager", &one, &result), SL_OK);
    assert_true(result.outcome == SL_NOTE_SAME); /* nothing is changed by sending the same */
    one.note.summary = SL_STR("School rang, too");
    SL_CHECK_STATUS(note_write(house, "manager", &one, &result), SL_INVALID); /* no reason */
    one.note.why = SL_STR("the school was left out");
    SL_CHECK_STATUS(note_write(house, "manager", &one, &result), SL_OK);
    assert_true(result.outcome == SL_NOTE_RECORDED && result.version == 2);
    other = written;
    other.base = 1;
    other.note.observed = SL_STR("a thin coat");
    other.note.why = SL_STR("the coat was left out");
    SL_CHECK_STATUS(note_write(house, "practitioner", &other, &result), SL_OK);
    assert_true(result.outcome == SL_NOTE_CONFLICT && result.version == 2);
    note_query(house, "SELECT count(*) FROM record WHERE key LIKE 'n-%'", "2\n");
    other.base = 2;
    SL_CHECK_STATUS(note_write(house, "practitioner", &other, &result), SL_OK);
    assert_true(result.outcome == SL_NOTE_RECORDED && result.version == 3);
    note_query(house, "SELECT count(*) FROM record WHERE key LIKE 'n-%'", "3\n");
}

/* What the child said stands on the picture, of the agency that wrote it. */
static void it_is_on_the_picture(void **state)
{
    struct child_house *house = *state;
    const struct sl_note_written written = note_of(house, 'a', "Can I stay with you?");
    struct sl_note_result result;

    child_tie(house, "practitioner", 1, "n1");
    child_tie(house, "worker", 2, "c1");
    child_agree(house, ACCESS_AGREEMENT);
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_OK);
    assert_true(note_picture_says(house, "practitioner", "Can I stay with you?"));
    assert_false(note_picture_says(house, "worker", "Can I stay with you?")); /* no agreement */
}

static void a_second_note_is_of_the_same_child(void **state)
{
    struct child_house *house = *state;
    const struct sl_note_written one = note_of(house, 'a', "one");
    const struct sl_note_written other = note_of(house, 'b', "other");
    struct sl_note_result result;

    SL_CHECK_STATUS(note_write(house, "practitioner", &one, &result), SL_OK);
    SL_CHECK_STATUS(note_write(house, "manager", &other, &result), SL_OK);
    note_query(house, "SELECT count(*) FROM decision", "1\n");
    note_query(house, "SELECT count(*) FROM mention WHERE key LIKE 'c-%'", "1\n");
}

static void withdrawn_for_good(void **state)
{
    struct child_house *house = *state;
    struct sl_note_written written = note_of(house, 'a', "of another child");
    struct sl_note_result result;

    child_tie(house, "practitioner", 1, "n1");
    child_agree(house, ACCESS_AGREEMENT);
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_OK);
    assert_true(note_picture_says(house, "practitioner", "of another child"));
    written.base = 1;
    written.note.withdrawn = true;
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_INVALID);
    written.note.why = SL_STR("it was her sister");
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_OK);
    assert_true(result.version == 2);
    assert_false(note_picture_says(house, "practitioner", "of another child"));
    written.base = 2;
    written.note.withdrawn = false;
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_INVALID);
    note_query(house, "SELECT count(*) FROM record WHERE key LIKE 'n-%'", "2\n");
}

/* Nothing is kept of what may not be written, and a refusal is an entry. */
static void not_by_everybody_nor_about_anybody(void **state)
{
    struct child_house *house = *state;
    struct sl_note_written written = note_of(house, 'a', "words");
    struct sl_note_result result;

    SL_CHECK_STATUS(note_write(house, "data_steward", &written, &result), SL_DENIED);
    SL_CHECK_U64(child_entries(house, "data_steward", SL_VERB_WRITE, SL_OUTCOME_REFUSED), 1);
    written.child = SL_STR("P3K7Q0ZD8");
    assert_true(note_write(house, "practitioner", &written, &result) != SL_OK);
    written = note_of(house, 'a', "words");
    written.note.id = SL_STR("n-1");
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_INVALID);
    written = note_of(house, 'a', "");
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_INVALID);
    written = note_of(house, 'a', "words");
    written.base = 1;
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_NOT_FOUND);
    note_query(house, "SELECT count(*) FROM record WHERE key LIKE 'n-%'", "0\n");
}

/* A note would not keep a seal, so it is not written there; whom the seal keeps out learns nothing.
 */
static void not_about_whom_a_seal_closes(void **state)
{
    struct child_house *house = *state;
    const struct sl_note_written written = note_of(house, 'a', "words");
    const struct sl_note_written other = note_of(house, 'b', "words");
    struct sl_note_result result;

    child_seal(house, 1, "n1");
    child_let_in(house, 1, "n1", "practitioner");
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_INVALID);
    child_agree(house, ACCESS_AGREEMENT);
    SL_CHECK_STATUS(note_write(house, "manager", &other, &result), SL_OK);
}

static void the_draft_goes_with_it(void **state)
{
    struct child_house *house = *state;
    const struct sl_note_written written = note_of(house, 'a', "words");
    struct sl_note_result result;

    note_query(house, "SELECT count(*) FROM draft", "0\n");
    note_save_draft(house, "practitioner", 'a', "child_words=wor");
    note_save_draft(house, "practitioner", 'b', "child_words=other");
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_OK);
    note_query(house, "SELECT form FROM draft", NOTE_B "\n");
}

/* Ids are of one form, and no two are the same. */
static void ids(void **state)
{
    char one[SL_NOTE_ID_BYTES];
    char other[SL_NOTE_ID_BYTES];
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(sl_note_id_make(one, &err), &err);
    SL_CHECK_OK(sl_note_id_make(other, &err), &err);
    assert_true(sl_note_id_is(sl_str_from(one)) && sl_note_id_is(sl_str_from(other)));
    assert_true(strcmp(one, other) != 0);
    assert_false(sl_note_id_is(SL_STR("")));
    assert_false(sl_note_id_is(SL_STR("n-0123456789abcdef0123456789abcdeg")));
    assert_false(sl_note_id_is(SL_STR("n-0123456789abcdef0123456789abcdef0")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(recorded_once),
        CHILD_TEST(two_change_one_note),
        CHILD_TEST(it_is_on_the_picture),
        CHILD_TEST(a_second_note_is_of_the_same_child),
        CHILD_TEST(withdrawn_for_good),
        CHILD_TEST(not_by_everybody_nor_about_anybody),
        CHILD_TEST(not_about_whom_a_seal_closes),
        CHILD_TEST(the_draft_goes_with_it),
        cmocka_unit_test(ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
