/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "app/child_house.h"
#include "app/subject_access.h"

/* A place in the folder of the test. */
static const char *place(struct child_house *house, char path[600], const char *name)
{
    (void)snprintf(path, 600, "%s", sl_test_folder_path(&house->people.folder, name));
    return path;
}

static enum sl_status write_as(
    struct child_house *house,
    const char *user,
    const char *folder,
    struct sl_subject_access *ret_written,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    char path[600];

    SL_TRY(access_try(house->people.store_path, user, &access, err));
    return sl_subject_access_write(
        access, child_id(house->child), place(house, path, folder), ret_written, err
    );
}

/* A file that was written, ended by a zero. */
static const char *
text_of(struct child_house *house, const char *folder, const char *name, struct sl_buf *text)
{
    char path[600];
    char file[700];

    (void)snprintf(file, sizeof file, "%s/%s", place(house, path, folder), name);
    sl_buf_clear(text);
    sl_test_read(file, text);
    sl_buf_add_byte(text, '\0');
    return text->ptr;
}

/* The own agency's records that name the child, as they came, and no others'. */
static void own_records(void **state)
{
    struct child_house *house = *state;
    struct sl_subject_access written = { .record_count = 0 };
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, (size_t)1 << 20);
    child_agree(house, ACCESS_AGREEMENT);
    SL_CHECK_OK(write_as(house, "all", "own", &written, &err), &err);
    const char *records = text_of(house, "own", "records.csv", &text);
    assert_memory_equal(records, "record,system,key,version,received,format,text\n", 47);
    assert_non_null(strstr(records, "records,n1,1,2026-03-31T09:30:00Z,pole-jsonl,"));
    assert_non_null(strstr(records, "records,m1,1,"));
    assert_non_null(strstr(records, "I was bored."));
    assert_null(strstr(records, "Aisha")); /* of oldham, and shared with the police */
    assert_null(strstr(records, "DALE"));  /* of the police, and of somebody else */
    SL_CHECK_U64(written.record_count, 3);

    sl_buf_finish(&text);
}

/* Who has looked: agency, role and purpose, and no name; nothing of what a seal kept back. */
static void looks(void **state)
{
    struct child_house *house = *state;
    const struct sl_access_deed look = { .verb = SL_VERB_READ,
                                         .kind = SL_STR("picture"),
                                         .subject = child_id(house->child),
                                         .detail = SL_STR("a secret of the case") };
    struct sl_access_deed kept = look;
    struct sl_subject_access written = { .record_count = 0 };
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, (size_t)1 << 20);
    child_looked(house, "worker", &look);
    child_looked(house, "investigator", &look);
    kept.verb = SL_VERB_LIST;
    kept.detail = SL_STR("police\n"); /* whose records a seal kept back */
    child_looked(house, "investigator", &kept);
    SL_CHECK_OK(write_as(house, "all", "looks", &written, &err), &err);
    const char *looked = text_of(house, "looks", "looked.csv", &text);
    assert_memory_equal(looked, "when,what,outcome,kind,agency,role,purpose\n", 43);
    assert_non_null(strstr(looked, "2026-04-01T10:00:00Z,"));
    assert_non_null(strstr(looked, "picture,oldham,"));
    assert_non_null(strstr(looked, "picture,police,"));
    assert_null(strstr(looked, "worker"));
    assert_null(strstr(looked, "secret"));
    assert_null(strstr(looked, "sealed"));
    /* Both looks, and that the child has asked. */
    SL_CHECK_U64(written.act_count, 3);
    sl_buf_finish(&text);
}

/* What is sealed to who writes it out is not in it; who is let in has it. */
static void sealed(void **state)
{
    struct child_house *house = *state;
    struct sl_subject_access written = { .record_count = 0 };
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, (size_t)1 << 20);
    child_seal(house, 1, "i1");
    SL_CHECK_OK(write_as(house, "all", "sealed", &written, &err), &err);
    assert_null(strstr(text_of(house, "sealed", "records.csv", &text), "I was bored."));
    SL_CHECK_U64(written.record_count, 2);
    child_let_in(house, 1, "i1", "all");
    SL_CHECK_OK(write_as(house, "all", "open", &written, &err), &err);
    assert_non_null(strstr(text_of(house, "open", "records.csv", &text), "I was bored."));
    sl_buf_finish(&text);
}

/* What is told to be read, line by line. */
struct heard {
    size_t record_count, act_count;
    bool has_name;
};

static enum sl_status
hear_record(void *context, const struct sl_child_record *one, struct sl_error *err)
{
    struct heard *heard = context;

    (void)err;
    SL_CHECK_STR(one->source->agency, "police");
    heard->record_count++;
    return SL_OK;
}

static enum sl_status hear_act(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    struct heard *heard = context;

    (void)err;
    heard->act_count++;
    heard->has_name = heard->has_name || act->user.len > 0 || act->detail.len > 0;
    return SL_OK;
}

/* To be read, and each file alone: the same as in the folder, and each time an entry. */
static void read_and_taken_away(void **state)
{
    struct child_house *house = *state;
    struct heard heard = { .record_count = 0 };
    const struct sl_subject_access_told told = { hear_record, hear_act, &heard };
    struct sl_subject_access written = { .record_count = 0 };
    struct sl_buf text;
    struct sl_buf printed;
    struct sl_error err;

    sl_buf_init(&text, (size_t)1 << 20);
    sl_buf_init(&printed, (size_t)1 << 20);
    child_agree(house, ACCESS_AGREEMENT);
    SL_CHECK_OK(write_as(house, "all", "both", &written, &err), &err);
    struct sl_access *door = access_open(house->people.store_path, "all");
    SL_CHECK_OK(sl_subject_access_tell(door, child_id(house->child), &told, &err), &err);
    SL_CHECK_U64(heard.record_count, written.record_count);
    SL_CHECK_U64(heard.act_count, written.act_count + 1); /* that it was written */
    assert_false(heard.has_name);
    for (enum sl_subject_file i = 0; i < SL_SUBJECT_FILE_COUNT; i++) {
        sl_buf_clear(&printed);
        SL_CHECK_OK(sl_subject_access_print(door, child_id(house->child), i, &printed, &err), &err);
        const char *file = text_of(house, "both", sl_subject_file_name(i), &text);
        /* The looks that came later stand at the end. */
        assert_true(sl_str_starts(sl_buf_str(&printed), sl_str_from(file)));
    }
    SL_CHECK_U64(child_entries(house, "all", SL_VERB_EXPORT, SL_OUTCOME_ALLOWED), 4);
    sl_access_close(door);
    sl_buf_finish(&printed);
    sl_buf_finish(&text);
}

/* A file that is larger than there is room for is none. */
static void no_room(void **state)
{
    struct child_house *house = *state;
    struct sl_access *door = access_open(house->people.store_path, "all");
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, 60);
    SL_CHECK_STATUS(
        sl_subject_access_print(door, child_id(house->child), SL_SUBJECT_RECORDS, &text, &err),
        SL_LIMIT
    );
    SL_CHECK_U64(child_entries(house, "all", SL_VERB_EXPORT, SL_OUTCOME_FAILED), 1);
    sl_buf_finish(&text);
    sl_access_close(door);
}

/* Only who answers children may; others get no folder, and stand in the ledger. */
static void permissions(void **state)
{
    struct child_house *house = *state;
    struct sl_subject_access written = { .record_count = 0 };
    size_t refusals = 0;
    char path[600];
    struct sl_error err;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const char *user = sl_user_role_terms()[role].name.ptr;
        const bool may =
            (sl_user_role_get((enum sl_user_role)role)->permissions & SL_MAY(SUBJECT_ACCESS)) != 0;
        SL_CHECK_STATUS(write_as(house, user, user, &written, &err), may ? SL_OK : SL_DENIED);
        assert_int_equal(access(place(house, path, user), F_OK), may ? 0 : -1);
        refusals += may ? 0 : 1;
    }
    assert_true(refusals > 0 && refusals < SL_USER_ROLE_COUNT);
    SL_CHECK_U64(child_entries(house, "", SL_VERB_EXPORT, SL_OUTCOME_REFUSED), refusals);
}

/* The entry comes first: without it there is no folder; a folder that is there is a failure. */
static void entry_first(void **state)
{
    struct child_house *house = *state;
    struct sl_subject_access written = { .record_count = 0 };
    struct sl_access *door = access_open(house->people.store_path, "all");
    char away[600];
    char path[600];
    struct sl_error err;

    (void)snprintf(away, sizeof away, "%s.away", house->access.ledger);
    assert_int_equal(rename(house->access.ledger, away), 0);
    SL_CHECK_STATUS(
        sl_subject_access_write(
            door, child_id(house->child), place(house, path, "x"), &written, &err
        ),
        SL_IO
    );
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(rename(away, house->access.ledger), 0);
    sl_access_close(door);
    assert_int_equal(mkdir(path, 0700), 0);
    SL_CHECK_STATUS(write_as(house, "all", "x", &written, &err), SL_IO);
    SL_CHECK_U64(child_entries(house, "all", SL_VERB_EXPORT, SL_OUTCOME_ALLOWED), 1);
    SL_CHECK_U64(child_entries(house, "all", SL_VERB_EXPORT, SL_OUTCOME_FAILED), 1);
    assert_int_equal(rmdir(path), 0); /* it is empty */
}

/* Nobody of that name is given nothing. */
static void nobody(void **state)
{
    struct child_house *house = *state;
    struct sl_subject_access written = { .record_count = 0 };
    char path[600];
    struct sl_error err;

    house->child = 77;
    SL_CHECK_STATUS(write_as(house, "all", "x", &written, &err), SL_NOT_FOUND);
    assert_int_equal(access(place(house, path, "x"), F_OK), -1);
}

struct rounds {
    struct child_house *house;
    unsigned count;
};

static enum sl_status write_once(void *context)
{
    struct rounds *rounds = context;
    struct sl_subject_access written = { .record_count = 0 };
    char name[40];

    (void)snprintf(name, sizeof name, "round%u", rounds->count++);
    return write_as(rounds->house, "all", name, &written, NULL);
}

static void no_memory(void **state)
{
    struct rounds rounds = { .house = *state };

    sl_store_close_ptr(&rounds.house->people.store);
    assert_true(child_failing_allocations(write_once, &rounds) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(read_and_taken_away),
        CHILD_TEST(no_room),
        CHILD_TEST(own_records),
        CHILD_TEST(looks),
        CHILD_TEST(sealed),
        CHILD_TEST(permissions),
        CHILD_TEST(entry_first),
        CHILD_TEST(nobody),
        CHILD_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/subject_access", tests, NULL, NULL);
}
