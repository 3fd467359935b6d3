/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_state.h"

#include <sys/stat.h>
#include <unistd.h>

#include "app/child_house.h"
#include "app/ledger_witness.h"
#include "logbook/key_file.h"
#include "logbook/logbook.h"

#define DAY_US (INT64_C(86400) * 1000000)

/* The store's ledger, with all that was written published. */
static void publish(struct child_house *house)
{
    struct sl_logbook *book = NULL;
    struct sl_signer signer;
    struct sl_error err;

    SL_CHECK_OK(sl_key_file_read(house->access.key, &signer, &err), &err);
    SL_CHECK_OK(sl_logbook_open(house->access.ledger, &signer, &book, &err), &err);
    SL_CHECK_OK(sl_logbook_publish(book, &err), &err);
    sl_logbook_close(book);
    sl_signer_wipe(&signer);
}

/* One of the witnesses that are told. */
static const struct sl_ledger_witness_line *
witness_of(const struct sl_ledger_state *state, size_t index)
{
    static const struct sl_ledger_witness_line none;

    assert_true(index < state->witness_count);
    return state->witnesses == NULL ? &none : &state->witnesses[index];
}

/* A file in the folder of witnesses. */
static void put(struct child_house *house, const char *name, struct sl_str text)
{
    char path[700];

    (void)snprintf(path, sizeof path, "%s" SL_LEDGER_WITNESSES, house->access.ledger);
    (void)mkdir(path, 0700);
    (void)snprintf(path, sizeof path, "%s" SL_LEDGER_WITNESSES "/%s", house->access.ledger, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    SL_CHECK_U64(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

/* A witness of this name makes a key, looks at a ledger at a time, and gives both back. */
static void witness(struct child_house *house, const char *name, const char *ledger, int64_t at_us)
{
    char key[600];
    char state[600];
    char file[100];
    struct sl_signer signer;
    struct sl_ledger_witnessed witnessed;
    struct sl_buf text;
    struct sl_error err;

    (void)snprintf(key, sizeof key, "%s.key", sl_test_folder_path(&house->people.folder, name));
    (void
    )snprintf(state, sizeof state, "%s.seen", sl_test_folder_path(&house->people.folder, name));
    if (access(key, F_OK) != 0) {
        SL_CHECK_OK(sl_key_file_make(key, SL_KEY_WITNESS, sl_str_from(name), &signer, &err), &err);
    } else {
        SL_CHECK_OK(sl_key_file_read(key, &signer, &err), &err);
    }
    sl_buf_init(&text, 100000);
    sl_verifier_print(&signer.verifier, &text);
    (void)snprintf(file, sizeof file, "%s.pub", name);
    put(house, file, sl_buf_str(&text));
    sl_signer_wipe(&signer);
    sl_buf_clear(&text);
    const struct sl_ledger_witness_job job = {
        .path = ledger,
        .key = key,
        .state = state,
        .seconds = (uint64_t)(at_us / 1000000),
    };
    SL_CHECK_OK(sl_ledger_witness(&job, &text, &witnessed, &err), &err);
    (void)snprintf(file, sizeof file, "%s.txt", name);
    put(house, file, sl_buf_str(&text));
    sl_buf_finish(&text);
}

static enum sl_status look_as(
    struct child_house *house,
    const char *user,
    struct sl_arena *arena,
    struct sl_ledger_state *ret_state,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;

    SL_TRY(access_try(house->people.store_path, user, &access, err));
    return sl_ledger_state_read(access, arena, ret_state, err);
}

static struct sl_ledger_state look(struct child_house *house, struct sl_arena *arena)
{
    struct sl_ledger_state state = { .published = 0 };
    struct sl_error err;

    SL_CHECK_OK(look_as(house, "privacy_officer", arena, &state, &err), &err);
    return state;
}

static void nobody_has_looked(void **state)
{
    struct child_house *house = *state;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;

    sl_arena_init(&arena, (size_t)1 << 20);
    const struct sl_ledger_state first = look(house, &arena);
    SL_CHECK_U64(first.witness_count, 0);
    SL_CHECK_U64(first.seen, 0);
    assert_true(first.in_journal >= 1); /* that it was looked at */
    SL_CHECK_I64(first.last_us, ACCESS_NOW);
    publish(house);
    const struct sl_ledger_state then = look(house, &arena);
    SL_CHECK_U64(then.published, first.published + first.in_journal);
    SL_CHECK_U64(then.in_journal, 1);
    assert_false(sl_digest_equal(&first.root, &then.root));
}

/* What a witness has seen is counted; what came since is not; after a week it is long ago. */
static void a_witness_agrees(void **state)
{
    struct child_house *house = *state;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;

    sl_arena_init(&arena, (size_t)1 << 20);
    (void)look(house, &arena);
    publish(house);
    witness(house, "oldham", house->access.ledger, ACCESS_NOW - DAY_US);
    witness(house, "bolton", house->access.ledger, ACCESS_NOW - 8 * DAY_US);
    const struct sl_ledger_state seen = look(house, &arena);
    SL_CHECK_U64(seen.witness_count, 2);
    SL_CHECK_STR(witness_of(&seen, 0)->name, "bolton");
    SL_CHECK_I64(witness_of(&seen, 0)->standing, SL_WITNESS_LATE);
    SL_CHECK_STR(witness_of(&seen, 1)->name, "oldham");
    SL_CHECK_I64(witness_of(&seen, 1)->standing, SL_WITNESS_HELD);
    SL_CHECK_I64(witness_of(&seen, 1)->looked_us, ACCESS_NOW - DAY_US);
    SL_CHECK_U64(witness_of(&seen, 1)->count, seen.published);
    SL_CHECK_U64(seen.seen, seen.published);
    publish(house); /* it grows, and what was seen is its beginning still */
    const struct sl_ledger_state grown = look(house, &arena);
    SL_CHECK_I64(witness_of(&grown, 1)->standing, SL_WITNESS_HELD);
    SL_CHECK_U64(grown.seen, seen.published);
    assert_true(grown.published > grown.seen);
}

/* Whoever has the key writes another history: the witness has seen the first one. */
static void another_history_is_told(void **state)
{
    struct child_house *house = *state;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_signer signer;
    char away[600];
    struct sl_error err;

    sl_arena_init(&arena, (size_t)1 << 20);
    (void)look(house, &arena);
    publish(house);
    witness(house, "oldham", house->access.ledger, ACCESS_NOW);
    (void)snprintf(away, sizeof away, "%s.away", house->access.ledger);
    assert_int_equal(rename(house->access.ledger, away), 0);
    SL_CHECK_OK(sl_key_file_read(house->access.key, &signer, &err), &err);
    SL_CHECK_OK(sl_logbook_create(house->access.ledger, &signer, &err), &err);
    sl_signer_wipe(&signer);
    const struct sl_ledger_state shorter = look(house, &arena);
    SL_CHECK_I64(witness_of(&shorter, 0)->standing, SL_WITNESS_BROKEN);
    for (int i = 0; i < 8; i++) {
        (void)look(house, &arena);
    }
    publish(house);
    const struct sl_ledger_state longer = look(house, &arena);
    SL_CHECK_I64(witness_of(&longer, 0)->standing, SL_WITNESS_BROKEN);
    assert_true(witness_of(&longer, 0)->why.len > 0);
    SL_CHECK_U64(longer.seen, 0);
}

/* What is no key and no note of this witness, is said of it, and hides no other. */
static void what_is_not_right_is_said(void **state)
{
    struct child_house *house = *state;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_buf text;
    char path[700];

    sl_arena_init(&arena, (size_t)1 << 20);
    (void)look(house, &arena);
    publish(house);
    witness(house, "oldham", house->access.ledger, ACCESS_NOW);
    put(house, "a.pub", SL_STR("no key"));
    sl_buf_init(&text, 100000);
    (void)snprintf(path, sizeof path, "%s/key", house->access.ledger);
    sl_test_read(path, &text);
    put(house, "b.pub", sl_buf_str(&text)); /* the owner's own: nobody else's */
    sl_buf_clear(&text);
    (void)snprintf(path, sizeof path, "%s" SL_LEDGER_WITNESSES "/oldham.pub", house->access.ledger);
    sl_test_read(path, &text);
    put(house, "c.pub", sl_buf_str(&text)); /* has not looked yet */
    put(house, "d.pub", sl_buf_str(&text));
    put(house, "d.txt", SL_STR("no note"));
    put(house, "e.pub", sl_buf_str(&text));
    sl_buf_clear(&text);
    (void)snprintf(path, sizeof path, "%s/checkpoint", house->access.ledger);
    sl_test_read(path, &text);
    put(house, "e.txt", sl_buf_str(&text)); /* which the owner alone has signed */
    put(house, "f.txt", SL_STR("of nobody"));
    put(house, ".g.pub", SL_STR(""));
    sl_buf_finish(&text);
    const struct sl_ledger_state told = look(house, &arena);
    static const enum sl_witness_standing expected[] = {
        SL_WITNESS_UNREAD, SL_WITNESS_UNREAD, SL_WITNESS_NEVER,
        SL_WITNESS_UNREAD, SL_WITNESS_UNREAD, SL_WITNESS_HELD,
    };
    SL_CHECK_U64(told.witness_count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < told.witness_count; i++) {
        SL_CHECK_I64(witness_of(&told, i)->standing, expected[i]);
        SL_CHECK_I64(witness_of(&told, i)->why.len > 0, expected[i] == SL_WITNESS_UNREAD);
        assert_true(sl_witness_standing_words(expected[i])[0] != '\0');
    }
}

static void too_many_are_refused(void **state)
{
    struct child_house *house = *state;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_ledger_state told;
    struct sl_error err;
    char name[20];

    sl_arena_init(&arena, (size_t)1 << 20);
    for (unsigned i = 0; i <= SL_LEDGER_WITNESS_LIMIT; i++) {
        (void)snprintf(name, sizeof name, "%u.pub", i);
        put(house, name, SL_STR(""));
    }
    SL_CHECK_STATUS(look_as(house, "privacy_officer", &arena, &told, &err), SL_LIMIT);
}

static void permissions(void **state)
{
    struct child_house *house = *state;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_ledger_state told;
    size_t refusals = 0;
    struct sl_error err;

    sl_arena_init(&arena, (size_t)4 << 20);
    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const char *user = sl_user_role_terms()[role].name.ptr;
        const bool may =
            (sl_user_role_get((enum sl_user_role)role)->permissions & SL_MAY(LEDGER_VERIFY)) != 0;
        SL_CHECK_STATUS(look_as(house, user, &arena, &told, &err), may ? SL_OK : SL_DENIED);
        refusals += may ? 0 : 1;
    }
    assert_true(refusals > 0 && refusals < SL_USER_ROLE_COUNT);
}

static enum sl_status look_once(void *context)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_ledger_state told;

    sl_arena_init(&arena, (size_t)1 << 20);
    return look_as(context, "privacy_officer", &arena, &told, NULL);
}

static void no_memory(void **state)
{
    struct child_house *house = *state;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;

    sl_arena_init(&arena, (size_t)1 << 20);
    (void)look(house, &arena);
    publish(house);
    witness(house, "oldham", house->access.ledger, ACCESS_NOW);
    sl_store_close_ptr(&house->people.store);
    assert_true(child_failing_allocations(look_once, house) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(nobody_has_looked),
        CHILD_TEST(a_witness_agrees),
        CHILD_TEST(another_history_is_told),
        CHILD_TEST(what_is_not_right_is_said),
        CHILD_TEST(too_many_are_refused),
        CHILD_TEST(permissions),
        CHILD_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/ledger_state", tests, NULL, NULL);
}
