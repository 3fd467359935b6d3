/* SPDX-License-Identifier: Apache-2.0 */
#include "app/scribe.h"

#include <stdatomic.h>
#include <time.h>

#include "app/ledger_fixture.h"
#include "app/ledger_show.h"
#include "base/memory.h"
#include "base/threads.h"

#define THREADS 8u
#define TASKS   ((size_t)200)
#define WHEN    INT64_C(1800000000000000)

struct writing {
    struct ledger_fixture *fixture;
    struct sl_scribe *scribe;
    const char *ledger;
};

static struct sl_deed deed_of(struct sl_str detail)
{
    return (struct sl_deed){
        .when_us = WHEN,
        .verb = SL_VERB_READ,
        .outcome = SL_OUTCOME_ALLOWED,
        .user = SL_STR("scribe"),
        .detail = detail,
    };
}

static enum sl_status write_deeds(
    const struct writing *writing,
    const struct sl_deed *deeds,
    size_t deed_count,
    struct sl_error *err
)
{
    const struct sl_scribe_job job = {
        .ledger = writing->ledger,
        .key = writing->fixture->owner,
        .now_us = WHEN,
        .deeds = deeds,
        .deed_count = deed_count,
    };

    return sl_scribe_write(writing->scribe, &job, err);
}

static enum sl_status
count_entry(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    (void)entry;
    (void)err;
    ++*(size_t *)context;
    return SL_OK;
}

/* Entries of the scribe in a ledger. */
static size_t entries(const char *ledger)
{
    const struct sl_ledger_filter filter = { .user = SL_STR("scribe") };
    struct sl_error err;
    size_t count = 0;

    SL_CHECK_OK(sl_ledger_show(ledger, &filter, count_entry, &count, &err), &err);
    return count;
}

/* Every tenth has, behind one that is right, one that is no entry: nothing of these is written. */
static enum sl_status write_one(void *context, size_t index, unsigned worker)
{
    const struct writing *writing = context;
    struct sl_deed deeds[] = { deed_of(SL_STR("one")), deed_of(SL_STR("two")) };
    struct sl_error err = { .status = SL_OK };

    (void)worker;
    if (index % 10 == 3) {
        deeds[1].detail = SL_STR("\xff");
    }
    const enum sl_status status = write_deeds(writing, deeds, 2, &err);
    if (index % 10 == 3) {
        return status == SL_INVALID && err.message[0] != '\0' ? SL_OK : SL_UNSUPPORTED;
    }
    return status;
}

static void many_at_once(void **state)
{
    struct writing writing = { .fixture = *state };
    struct sl_error err;

    writing.ledger = writing.fixture->path;
    SL_CHECK_OK(sl_scribe_open(&writing.scribe, &err), &err);
    SL_CHECK_OK(sl_threads_run(THREADS, TASKS, write_one, &writing, &err), &err);
    SL_CHECK_U64(entries(writing.ledger), TASKS * 2 / 10 * 9);
    sl_scribe_close(writing.scribe);
    sl_scribe_close(NULL);
}

/* One that is handed over, with its entries. */
struct handed {
    struct sl_scribe_errand errand;
    struct sl_deed deeds[2];
    atomic_int *done;
    enum sl_status status;
};

static void hear(void *context, enum sl_status status, const struct sl_error *err)
{
    struct handed *handed = context;

    handed->status = status;
    if (status != SL_OK && err->message[0] == '\0') {
        handed->status = SL_UNSUPPORTED;
    }
    (void)atomic_fetch_add(handed->done, 1);
}

/* Some are handed over beside those who wait; each is told once, and what is wrong with one of them
 * hinders no other. */
static void handed_over(void **state)
{
    static struct handed handed[300];
    const struct timespec pause = { .tv_nsec = 1000000 };
    struct writing writing = { .fixture = *state };
    atomic_int done = 0;
    struct sl_error err;

    writing.ledger = writing.fixture->path;
    SL_CHECK_OK(sl_scribe_open(&writing.scribe, &err), &err);
    for (size_t i = 0; i < 300; i++) {
        struct handed *one = &handed[i];
        *one = (struct handed){
            .deeds = {deed_of(SL_STR("a")), deed_of(SL_STR("b"))},
              .done = &done
        };
        one->deeds[1].detail = i % 50 == 7 ? SL_STR("\xff") : SL_STR("b");
        one->errand = (struct sl_scribe_errand){
            .job = {.ledger = writing.ledger,
                    .key = writing.fixture->owner,
                    .now_us = WHEN,
                    .deeds = one->deeds,
                    .deed_count = 2},
            .told = hear,
            .context = one,
        };
        sl_scribe_hand(writing.scribe, &one->errand);
        if (i % 20 == 0) {
            SL_CHECK_OK(write_deeds(&writing, one->deeds, 1, &err), &err);
        }
    }
    while (atomic_load(&done) < 300) {
        (void)nanosleep(&pause, NULL);
    }
    for (size_t i = 0; i < 300; i++) {
        SL_CHECK_STATUS(handed[i].status, i % 50 == 7 ? SL_INVALID : SL_OK);
    }
    SL_CHECK_U64(entries(writing.ledger), 2 * 294 + 15);
    assert_true(sl_scribe_counts(writing.scribe).batches < 300);
    sl_scribe_close(writing.scribe);
    assert_int_equal(done, 300);
}

/* Others write in between, and the ledger may be another one from one entry to the next. */
static void in_turns(void **state)
{
    struct writing writing = { .fixture = *state };
    const struct sl_deed deed = deed_of(SL_STR("turn"));
    const char *first = writing.fixture->path;
    char second[600];
    struct sl_error err;

    ledger_path(writing.fixture, "second", second);
    SL_CHECK_OK(sl_logbook_create(second, &writing.fixture->signer, &err), &err);
    SL_CHECK_OK(sl_scribe_open(&writing.scribe, &err), &err);
    for (size_t i = 0; i < 6; i++) {
        writing.ledger = i % 3 == 2 ? second : first;
        SL_CHECK_OK(write_deeds(&writing, &deed, 1, &err), &err);
        ledger_add(first, &writing.fixture->signer, 1);
    }
    SL_CHECK_U64(entries(first), 4);
    SL_CHECK_U64(entries(second), 2);
    sl_scribe_close(writing.scribe);
}

/* A ledger that is not there, a key that is none; then all is well again. */
static void what_cannot_be_written(void **state)
{
    struct writing writing = { .fixture = *state };
    const struct sl_deed deed = deed_of(SL_STR(""));
    struct sl_error err;

    writing.ledger = writing.fixture->folder.path;
    SL_CHECK_OK(sl_scribe_open(&writing.scribe, &err), &err);
    assert_true(write_deeds(&writing, &deed, 1, &err) != SL_OK);
    assert_true(err.message[0] != '\0');
    writing.ledger = writing.fixture->path;
    const struct sl_scribe_job wrong = { .ledger = writing.ledger,
                                         .key = writing.ledger,
                                         .now_us = WHEN,
                                         .deeds = &deed,
                                         .deed_count = 1 };
    assert_true(sl_scribe_write(writing.scribe, &wrong, &err) != SL_OK);
    SL_CHECK_OK(write_deeds(&writing, &deed, 1, &err), &err);
    SL_CHECK_U64(entries(writing.ledger), 1);
    sl_scribe_close(writing.scribe);
}

static enum sl_status write_failing(void *context)
{
    struct writing *writing = context;
    const struct sl_deed deed = deed_of(SL_STR("memory"));
    enum sl_status status = sl_scribe_open(&writing->scribe, NULL);

    if (status == SL_OK) {
        status = write_deeds(writing, &deed, 1, NULL);
        sl_scribe_close(writing->scribe);
    }
    return status;
}

static void no_memory(void **state)
{
    struct writing writing = { .fixture = *state };

    writing.ledger = writing.fixture->path;
    assert_true(sl_test_failing_allocations(write_failing, &writing) > 3);
    SL_CHECK_U64(entries(writing.ledger), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LEDGER_TEST(many_at_once),           LEDGER_TEST(handed_over), LEDGER_TEST(in_turns),
        LEDGER_TEST(what_cannot_be_written), LEDGER_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/scribe", tests, NULL, NULL);
}
