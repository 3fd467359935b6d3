/* SPDX-License-Identifier: Apache-2.0 */
#include "app/note_house.h"

static enum sl_status open_note(
    struct child_house *house,
    const char *user,
    char letter,
    struct sl_note_shown *ret_shown,
    struct sl_error *err
)
{
    struct sl_access *access = note_door(house, user, SL_STORE_READ);
    const enum sl_status status =
        sl_note_open(access, note_id(letter), &house->arena, ret_shown, err);

    sl_access_close(access);
    return status;
}

static size_t
list(struct child_house *house, const char *user, const struct sl_note_line **ret_notes)
{
    struct sl_access *access = note_door(house, user, SL_STORE_READ);
    size_t count = 0;
    struct sl_error err;

    SL_CHECK_OK(
        sl_note_list(access, child_id(house->child), &house->arena, ret_notes, &count, &err), &err
    );
    sl_access_close(access);
    return count;
}

/* Every version, as it was written, by whom, and why it was changed. */
static void all_versions_are_kept(void **state)
{
    struct child_house *house = *state;
    struct sl_note_written written = note_of(house, 'a', "I want to go");
    struct sl_note_result result;
    struct sl_note_shown shown;
    struct sl_error err;

    written.note.people[0] = (struct sl_note_person){ SL_STR("Mum"), SL_NOTE_PRESENT };
    written.note.person_count = 1;
    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_OK);
    written.base = 1;
    written.note.observed = SL_STR("a thin coat");
    written.note.why = SL_STR("the coat was left out");
    SL_CHECK_STATUS(note_write(house, "manager", &written, &result), SL_OK);
    SL_CHECK_OK(open_note(house, "investigator", 'a', &shown, &err), &err);
    SL_CHECK_I64(shown.identity, house->child);
    SL_CHECK_U64(shown.version_count, 2);
    SL_CHECK_STR(shown.versions[0].child_words, "I want to go");
    SL_CHECK_STR(shown.versions[0].by, "practitioner");
    SL_CHECK_STR(shown.versions[0].people[0].who, "Mum");
    SL_CHECK_STR(shown.versions[0].observed, "");
    SL_CHECK_STR(shown.versions[1].observed, "a thin coat");
    SL_CHECK_STR(shown.versions[1].by, "manager");
    SL_CHECK_STR(shown.versions[1].why, "the coat was left out");
    SL_CHECK_U64(child_entries(house, "investigator", SL_VERB_READ, SL_OUTCOME_ALLOWED), 1);
}

/* What is not there and what is not theirs is told in the same words. */
static void of_the_agency_alone(void **state)
{
    struct child_house *house = *state;
    const struct sl_note_written written = note_of(house, 'a', "words");
    struct sl_note_result result;
    struct sl_note_shown shown;
    struct sl_error other;
    struct sl_error none;

    SL_CHECK_STATUS(note_write(house, "practitioner", &written, &result), SL_OK);
    child_agree(house, ACCESS_AGREEMENT);
    child_tie(house, "worker", 2, "c1");
    SL_CHECK_STATUS(open_note(house, "worker", 'a', &shown, &other), SL_NOT_FOUND);
    SL_CHECK_STATUS(open_note(house, "worker", 'b', &shown, &none), SL_NOT_FOUND);
    SL_CHECK_STR(sl_str_from(other.message), "there is no note '" NOTE_A "'");
    SL_CHECK_STR(sl_str_from(none.message), "there is no note '" NOTE_B "'");
    SL_CHECK_STATUS(open_note(house, "data_steward", 'a', &shown, &none), SL_DENIED);
    SL_CHECK_U64(child_entries(house, "data_steward", SL_VERB_READ, SL_OUTCOME_REFUSED), 1);
}

static void listed_without_what_was_withdrawn(void **state)
{
    struct child_house *house = *state;
    struct sl_note_written one = note_of(house, 'a', "one");
    const struct sl_note_written other = note_of(house, 'b', "other");
    const struct sl_note_line *notes = NULL;
    struct sl_note_result result;
    struct sl_note_shown shown;
    struct sl_error err;

    SL_CHECK_U64(list(house, "manager", &notes), 0);
    SL_CHECK_STATUS(note_write(house, "practitioner", &one, &result), SL_OK);
    SL_CHECK_STATUS(note_write(house, "practitioner", &other, &result), SL_OK);
    SL_CHECK_U64(list(house, "manager", &notes), 2);
    SL_CHECK_STR(notes[0].note.child_words, "one");
    one.base = 1;
    one.note.withdrawn = true;
    one.note.why = SL_STR("wrong child");
    SL_CHECK_STATUS(note_write(house, "practitioner", &one, &result), SL_OK);
    SL_CHECK_U64(list(house, "manager", &notes), 1);
    SL_CHECK_STR(notes[0].note.child_words, "other");
    /* It is not lost: who knows its id reads what it said. */
    SL_CHECK_OK(open_note(house, "manager", 'a', &shown, &err), &err);
    SL_CHECK_U64(shown.version_count, 2);
    assert_true(shown.versions[1].withdrawn);
    SL_CHECK_STR(shown.versions[0].child_words, "one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(all_versions_are_kept),
        CHILD_TEST(of_the_agency_alone),
        CHILD_TEST(listed_without_what_was_withdrawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
