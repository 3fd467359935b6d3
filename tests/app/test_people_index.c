/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_index.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/people_world.h"
#include "store/put.h"
#include "store/run.h"
#include "store/source.h"

#define ADULT                                                                         \
    "{\"type\":\"person\",\"id\":\"p/2\",\"given_name\":\"Jo\",\"surname\":\"Hall\"," \
    "\"phone\":\"07700 900123\"}\n"
#define CHILD                                                                          \
    "{\"type\":\"person\",\"id\":\"p/1\",\"given_name\":\"Ann\",\"surname\":\"Hall\"," \
    "\"birth_date\":\"2012-05-01\",\"phone\":\"07700 900123\","                        \
    "\"people\":[{\"id\":\"p/2\",\"role\":\"mother\"}]}\n"

static void an_empty_store_is_built_at_once(void **state)
{
    struct people_fixture *fixture = *state;
    int64_t through = -1;

    SL_CHECK_STATUS(sl_people_index_check(fixture->store, &through, NULL), SL_INVALID);
    people_update(fixture, false);
    assert_true(fixture->result.was_built);
    SL_CHECK_U64(fixture->result.record_count, 0);
    SL_CHECK_OK(sl_people_index_check(fixture->store, &through, NULL), NULL);
    SL_CHECK_I64(through, 0);
    people_update(fixture, false);
    assert_true(fixture->result.is_fresh);
}

static void records_become_mentions(void **state)
{
    struct people_fixture *fixture = *state;

    people_take(fixture, "police", CHILD ADULT);
    people_update(fixture, false);
    people_check(
        fixture,
        "SELECT id, source, key, flags, changed FROM mention ORDER BY id",
        "1024|1|p/1|3|1\n1025|1|p/2|3|1\n"
    );
    people_check(
        fixture,
        "SELECT id, given_name, surname, birth_date, phone FROM mention_row ORDER BY id",
        "8192|Ann|Hall|20120501|07700 900123\n8200|Jo|Hall||07700 900123\n"
    );
    people_check(fixture, "SELECT * FROM relation", "1024|1|mother|1025|1\n1025|0|mother|1024|1\n");
    people_check(
        fixture,
        "SELECT n.kind, n.form, u.record FROM node n JOIN node_use u ON u.node = n.id ORDER BY 3",
        "phone|07700900123|1\nphone|07700900123|2\n"
    );
    people_check(
        fixture,
        "SELECT m.key, u.record, u.marks FROM entity_use u JOIN mention_key k ON k.entity = "
        "u.entity JOIN mention m ON m.id = k.mention ORDER BY 1, 2",
        "p/1|1|11\np/2|1|1\np/2|2|11\n"
    );
    people_check(fixture, "SELECT mentions FROM search_word WHERE word = 'hall'", "2\n");
}

static void a_new_version_takes_the_place_of_the_old(void **state)
{
    struct people_fixture *fixture = *state;

    people_take(fixture, "police", CHILD ADULT);
    people_update(fixture, false);
    people_take(
        fixture,
        "police",
        "{\"type\":\"person\",\"id\":\"p/1\",\"given_name\":\"Anna\",\"surname\":\"Hall\"}\n"
    );
    people_update(fixture, false);
    assert_false(fixture->result.was_built);
    SL_CHECK_U64(fixture->result.record_count, 1);
    people_check(
        fixture,
        "SELECT id, given_name, birth_date FROM mention_row ORDER BY id",
        "8192|Anna|\n8200|Jo|\n"
    );
    people_check(fixture, "SELECT count(*) FROM relation", "0\n");
    people_check(fixture, "SELECT id, changed FROM mention ORDER BY id", "1024|2\n1025|2\n");
    people_check(fixture, "SELECT record FROM node_use", "2\n");
    people_check_rebuilt(fixture);
}

/* What nothing names any more is remembered, and has the same id when it comes back. */
static void a_mention_that_comes_back_is_the_same(void **state)
{
    struct people_fixture *fixture = *state;

    people_take(fixture, "police", ADULT);
    people_update(fixture, false);
    people_take(fixture, "police", "{\"type\":\"person\",\"id\":\"p/2\",\"deleted\":true}\n");
    people_update(fixture, false);
    people_check(fixture, "SELECT id, flags, changed FROM mention", "1024|0|2\n");
    people_check(fixture, "SELECT count(*) FROM mention_row", "0\n");
    people_check(fixture, "SELECT count(*) FROM node", "0\n");
    people_check(fixture, "SELECT count(*) FROM entity_use", "0\n");
    people_check(fixture, "SELECT count(*) FROM search_word", "0\n");
    people_check_rebuilt(fixture);
    people_take(fixture, "police", "\n" ADULT); /* another file */
    people_update(fixture, false);
    people_check(fixture, "SELECT id, flags, changed FROM mention", "1024|3|3\n");
    people_check_rebuilt(fixture);
}

static void adoption_is_marked(void **state)
{
    struct people_fixture *fixture = *state;

    people_take(
        fixture,
        "bolton",
        CHILD "{\"type\":\"event\",\"id\":\"e/1\",\"kind\":\"placement\",\"outcome\":\"E12\","
              "\"people\":[{\"id\":\"p/1\",\"role\":\"subject\"}]}\n"
    );
    people_update(fixture, false);
    people_check(fixture, "SELECT flags FROM mention ORDER BY id", "7\n1\n");
    people_take(
        fixture,
        "bolton",
        "{\"type\":\"event\",\"id\":\"e/1\",\"kind\":\"placement\",\"outcome\":\"E4A\","
        "\"people\":[{\"id\":\"p/1\",\"role\":\"subject\"}]}\n"
    );
    people_update(fixture, false);
    people_check(fixture, "SELECT flags FROM mention ORDER BY id", "3\n1\n");
    people_check_rebuilt(fixture);
}

/* Children's numbers are the council's, whatever its system and the form of its return. */
static void children_have_their_councils_number(void **state)
{
    struct people_fixture *fixture = *state;

    people_take_as(
        fixture,
        "bolton",
        "ssda903-csv",
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n4711,1,01/05/2012,WBRI,,,\n"
    );
    people_update(fixture, false);
    people_check(
        fixture, "SELECT birth_date, sex, child_id FROM mention_row", "20120501|1|bolton/4711\n"
    );
}

/* Open runs are nobody's business, and abandoned ones never were. */
static void runs_that_are_not_finished_are_not_seen(void **state)
{
    struct people_fixture *fixture = *state;
    const struct sl_run_file file = {
        .source = 1,
        .format = SL_STR("pole-jsonl"),
        .name = SL_STR("x"),
        .hash = sl_digest_of(SL_STR("x")),
        .bytes = 1,
    };
    const struct sl_str body = SL_STR("{\"type\":\"person\",\"id\":\"p/2\",\"surname\":\"Open\"}");
    const struct sl_put_record record = { .key = SL_STR("p/2"),
                                          .body = body,
                                          .hash = sl_digest_of(body) };
    int64_t run = 0;
    bool is_resumed = false;

    people_take(fixture, "police", CHILD);
    people_update(fixture, false);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_run_begin(fixture->store, &file, 1, &run, &is_resumed, NULL), NULL);
    SL_CHECK_OK(sl_store_put(fixture->store, run, &record, 1, NULL, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    people_update(fixture, false);
    assert_true(fixture->result.is_fresh);
    people_check_rebuilt(fixture);
    people_check(fixture, "SELECT flags FROM mention ORDER BY id", "3\n1\n");
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_run_abandon(fixture->store, run, 2, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    people_take(fixture, "police", ADULT);
    people_update(fixture, false);
    people_check(fixture, "SELECT given_name FROM mention_row ORDER BY id", "Ann\nJo\n");
    people_check_rebuilt(fixture);
}

/* A record is put, finished and indexed in one transaction of the caller's. */
static void it_fits_into_a_transaction(void **state)
{
    struct people_fixture *fixture = *state;
    const struct sl_people_index_options options = { .is_in_transaction = true };
    struct sl_error err;

    people_take(fixture, "police", CHILD);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_people_index_update(fixture->index, fixture->store, &options, &fixture->result, &err),
        &err
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    people_take(fixture, "police", ADULT);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_people_index_update(fixture->index, fixture->store, &options, &fixture->result, &err),
        &err
    );
    sl_store_rollback(fixture->store);
    people_check(fixture, "SELECT flags FROM mention ORDER BY id", "3\n1\n");
    people_update(fixture, false);
    assert_false(fixture->result.is_fresh);
    people_check(fixture, "SELECT flags FROM mention ORDER BY id", "3\n3\n");
    people_check_rebuilt(fixture);
}

/* Run by run or in one go, and built anew: the same rows. */
static void any_way_gives_the_same(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_random random;

    sl_random_init(&random, sl_test_seed());
    for (unsigned i = 0; i < 30; i++) {
        people_take_random(fixture, &random, (unsigned)sl_random_below(&random, 3), 1 + i * 2);
        if (sl_random_below(&random, 3) > 0) {
            people_update(fixture, false);
        }
    }
    people_update(fixture, false);
    assert_false(fixture->result.was_built);
    people_check_rebuilt(fixture);
}

/* More than one transaction's worth at a time. */
static void many_records_come_in_several_transactions(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_random random;

    sl_random_init(&random, sl_test_seed());
    people_take_random(fixture, &random, 0, 100);
    people_update(fixture, false);
    people_take_random(fixture, &random, 0, 5000);
    people_take_random(fixture, &random, 1, 300);
    people_update(fixture, false);
    assert_false(fixture->result.was_built);
    people_check_rebuilt(fixture);
}

/* A kill leaves tables that are stale, which the next update brings up to date. */
static void a_kill_is_made_good(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_random random;

    sl_random_init(&random, sl_test_seed());
    people_take_random(fixture, &random, 0, 500);
    people_update(fixture, false);
    for (unsigned i = 0; i < 6; i++) {
        people_take_random(fixture, &random, i, 2500);
        sl_store_close(fixture->store);
        const pid_t child = fork();
        if (child == 0) {
            people_open(fixture);
            people_update(fixture, i % 3 == 2);
            _exit(0);
        }
        assert_true(child > 0);
        (void)usleep((useconds_t)(5000 + 60000 * i));
        (void)kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        people_open(fixture);
    }
    people_update(fixture, false);
    people_check_rebuilt(fixture);
}

/* Update with so many allocations allowed. */
static enum sl_status update_with(struct people_fixture *fixture, bool must_rebuild, uint64_t count)
{
    const struct sl_people_index_options options = { .must_rebuild = must_rebuild };

    sl_memory_fail_after(count);
    const enum sl_status status =
        sl_people_index_update(fixture->index, fixture->store, &options, &fixture->result, NULL);
    sl_memory_fail_after(UINT64_MAX);
    assert_true(status == SL_OK || status == SL_NO_MEMORY);
    return status;
}

static void memory_may_run_out(void **state)
{
    struct people_fixture *fixture = *state;
    unsigned failed_count = 0;

    people_take(fixture, "police", CHILD ADULT);
    for (uint64_t i = 0; update_with(fixture, true, i) != SL_OK; i += 1 + i / 50) {
        failed_count++;
    }
    people_take(fixture, "police", "{\"type\":\"person\",\"id\":\"p/2\",\"deleted\":true}\n" CHILD);
    for (uint64_t i = 0; update_with(fixture, false, i) != SL_OK; i += 1 + i / 100) {
        failed_count++;
    }
    assert_true(failed_count > 50);
    people_check(fixture, "SELECT flags FROM mention ORDER BY id", "3\n1\n");
    people_check_rebuilt(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PEOPLE_TEST(an_empty_store_is_built_at_once),
        PEOPLE_TEST(records_become_mentions),
        PEOPLE_TEST(a_new_version_takes_the_place_of_the_old),
        PEOPLE_TEST(a_mention_that_comes_back_is_the_same),
        PEOPLE_TEST(adoption_is_marked),
        PEOPLE_TEST(children_have_their_councils_number),
        PEOPLE_TEST(runs_that_are_not_finished_are_not_seen),
        PEOPLE_TEST(it_fits_into_a_transaction),
        PEOPLE_TEST(any_way_gives_the_same),
        PEOPLE_TEST(many_records_come_in_several_transactions),
        PEOPLE_TEST(a_kill_is_made_good),
        PEOPLE_TEST(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
