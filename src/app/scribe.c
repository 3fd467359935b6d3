/* SPDX-License-Identifier: Apache-2.0 */
#include "app/scribe.h"

#include <pthread.h>
#include <string.h>

#include "app/access.h"
#include "app/ledger_note.h"
#include "base/buf.h"
#include "base/memory.h"
#include "base/threads.h"
#include "logbook/key_file.h"
#include "logbook/logbook.h"

#define PATH_LIMIT_BYTES ((size_t)4097)

/* In line stand errands: those of who waits lie on their own stacks, and have nobody to be told. */
struct sl_scribe {
    pthread_mutex_t lock;   /* over the line, and whether somebody writes */
    pthread_cond_t written; /* a batch is */
    struct sl_scribe_errand *first, **last;
    bool is_writing;
    bool is_called; /* the thread beside is to write what is in line */
    struct sl_scribe_counts counts;
    struct sl_aside *aside; /* writes what nobody waits for */
    /* Of whoever writes. */
    struct sl_logbook *book;   /* NULL: none is open; else it rests between batches */
    struct sl_buf ledger, key; /* of which the book is */
};

static void write_line(void *context);

enum sl_status sl_scribe_open(struct sl_scribe **ret_scribe, struct sl_error *err)
{
    struct sl_scribe *scribe = sl_calloc(1, sizeof *scribe);

    if (scribe == NULL) {
        return sl_fail_memory(err);
    }
    (void)pthread_mutex_init(&scribe->lock, NULL);
    (void)pthread_cond_init(&scribe->written, NULL);
    scribe->last = &scribe->first;
    sl_buf_init(&scribe->ledger, PATH_LIMIT_BYTES);
    sl_buf_init(&scribe->key, PATH_LIMIT_BYTES);
    const enum sl_status status = sl_aside_open(write_line, &scribe->aside, err);
    if (status != SL_OK) {
        sl_scribe_close(scribe);
        return status;
    }
    *ret_scribe = scribe;
    return SL_OK;
}

void sl_scribe_rest(struct sl_scribe *scribe)
{
    sl_logbook_close_ptr(&scribe->book);
    sl_buf_clear(&scribe->ledger);
    sl_buf_clear(&scribe->key);
}

void sl_scribe_close(struct sl_scribe *scribe)
{
    if (scribe == NULL) {
        return;
    }
    sl_aside_close(scribe->aside);
    SL_ASSERT(scribe->first == NULL);
    sl_scribe_rest(scribe);
    sl_buf_finish(&scribe->ledger);
    sl_buf_finish(&scribe->key);
    (void)pthread_cond_destroy(&scribe->written);
    (void)pthread_mutex_destroy(&scribe->lock);
    sl_free(scribe);
}

static bool is_place(const struct sl_scribe *scribe, const struct sl_scribe_job *job)
{
    return sl_str_equal(sl_buf_str(&scribe->ledger), sl_str_from(job->ledger)) &&
           sl_str_equal(sl_buf_str(&scribe->key), sl_str_from(job->key));
}

static enum sl_status
open_book(struct sl_scribe *scribe, const struct sl_scribe_job *job, struct sl_error *err)
{
    struct sl_signer signer;

    sl_scribe_rest(scribe);
    sl_buf_add(&scribe->ledger, sl_str_from(job->ledger));
    sl_buf_add(&scribe->key, sl_str_from(job->key));
    SL_TRY(sl_buf_status(&scribe->ledger, err));
    SL_TRY(sl_buf_status(&scribe->key, err));
    SL_TRY(sl_key_file_read(job->key, &signer, err));
    const enum sl_status status =
        sl_ledger_open(job->ledger, &signer, job->now_us, &scribe->book, err);
    sl_signer_wipe(&signer);
    return status;
}

/* Take the ledger: the book that rests, or, when others have written, a new one. */
static enum sl_status
take_book(struct sl_scribe *scribe, const struct sl_scribe_job *job, struct sl_error *err)
{
    bool is_same = false;

    if (scribe->book != NULL && is_place(scribe, job)) {
        SL_TRY(sl_logbook_resume(scribe->book, SL_ACCESS_WAIT_MS, &is_same, err));
        if (is_same) {
            return SL_OK;
        }
    }
    return open_book(scribe, job, err);
}

/* ret_first: the number of the first one. */
static enum sl_status add_deeds(
    struct sl_logbook *book,
    const struct sl_scribe_job *job,
    uint64_t *ret_first,
    struct sl_error *err
)
{
    for (size_t i = 0; i < job->deed_count; i++) {
        SL_TRY(sl_logbook_add(book, &job->deeds[i], i == 0 ? ret_first : NULL, err));
    }
    return SL_OK;
}

/* Write those from `first` to before `end` as one batch; on a failure none of it is acknowledged,
 * and the book is opened anew the next time. */
static enum sl_status write_batch(
    struct sl_scribe *scribe,
    const struct sl_scribe_errand *first,
    const struct sl_scribe_errand *end,
    struct sl_error *err
)
{
    enum sl_status status = take_book(scribe, &first->job, err);
    const struct sl_scribe_next *next = first->job.next;
    uint64_t number = 0;

    for (const struct sl_scribe_errand *one = first; one != end && status == SL_OK;
         one = one->next) {
        status = add_deeds(scribe->book, &one->job, &number, err);
    }
    if (status == SL_OK) {
        status = sl_logbook_commit(scribe->book, err);
    }
    if (status == SL_OK && next != NULL) {
        status = next->carry_out(next->context, scribe->book, number, err);
    }
    if (status != SL_OK) {
        sl_scribe_rest(scribe);
        return status;
    }
    sl_logbook_rest(scribe->book);
    return SL_OK;
}

/* May they stand in one batch? */
static bool is_one_batch(const struct sl_scribe_errand *first)
{
    for (const struct sl_scribe_errand *one = first->next; one != NULL; one = one->next) {
        if (first->job.next != NULL || one->job.next != NULL ||
            strcmp(one->job.ledger, first->job.ledger) != 0 ||
            strcmp(one->job.key, first->job.key) != 0) {
            return false;
        }
    }
    return true;
}

/*
 * Write all who wait: together; or each alone, when they are of two ledgers, more than writing is
 * to be done for one of them, or one was refused for what it says, before anything was written.
 */
static void write_all(struct sl_scribe *scribe, struct sl_scribe_errand *first)
{
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = SL_INVALID;

    if (is_one_batch(first)) {
        status = write_batch(scribe, first, NULL, &err);
    }
    const bool is_alone = first->next != NULL && (status == SL_INVALID || status == SL_LIMIT);
    for (struct sl_scribe_errand *one = first; one != NULL; one = one->next) {
        one->status = status;
        one->err = err;
        if (is_alone) {
            one->err = (struct sl_error){ .status = SL_OK };
            one->status = write_batch(scribe, one, one->next, &one->err);
        }
    }
}

/* What came of it; the lock is held. */
static void count_all(struct sl_scribe *scribe, const struct sl_scribe_errand *first)
{
    struct sl_scribe_counts *counts = &scribe->counts;
    bool has_failed = false;

    for (const struct sl_scribe_errand *one = first; one != NULL; one = one->next) {
        has_failed = has_failed || one->status != SL_OK;
        for (size_t i = 0; i < one->job.deed_count && one->status == SL_OK; i++) {
            counts->entries++;
            counts->refusals += one->job.deeds[i].outcome == SL_OUTCOME_REFUSED;
        }
    }
    counts->batches++;
    counts->failures += has_failed;
}

struct sl_scribe_counts sl_scribe_counts(struct sl_scribe *scribe)
{
    (void)pthread_mutex_lock(&scribe->lock);
    const struct sl_scribe_counts counts = scribe->counts;
    (void)pthread_mutex_unlock(&scribe->lock);
    return counts;
}

static void stand_in_line(struct sl_scribe *scribe, struct sl_scribe_errand *one)
{
    *scribe->last = one;
    scribe->last = &one->next;
}

/* Say that they are done: to who waits, under the lock; the rest are put into a list to be told. */
static struct sl_scribe_errand *end_all(struct sl_scribe_errand *first)
{
    struct sl_scribe_errand *told = NULL;
    struct sl_scribe_errand **last = &told;

    for (struct sl_scribe_errand *next = NULL; first != NULL; first = next) {
        next = first->next; /* who is told may be gone at once */
        if (first->told != NULL) {
            first->next = NULL;
            *last = first;
            last = &first->next;
        }
        first->is_done = true;
    }
    return told;
}

static void tell_all(struct sl_scribe_errand *first)
{
    for (struct sl_scribe_errand *next = NULL; first != NULL; first = next) {
        next = first->next;
        first->told(first->context, first->status, &first->err);
    }
}

/* Write all that is in line; the lock is held, but not while it is done. */
static void write_now(struct sl_scribe *scribe)
{
    struct sl_scribe_errand *first = scribe->first;

    scribe->first = NULL;
    scribe->last = &scribe->first;
    scribe->is_writing = true;
    (void)pthread_mutex_unlock(&scribe->lock);
    write_all(scribe, first);
    (void)pthread_mutex_lock(&scribe->lock);
    count_all(scribe, first);
    struct sl_scribe_errand *told = end_all(first);
    scribe->is_writing = false;
    (void)pthread_cond_broadcast(&scribe->written);
    if (told != NULL) {
        (void)pthread_mutex_unlock(&scribe->lock);
        tell_all(told);
        (void)pthread_mutex_lock(&scribe->lock);
    }
}

/* Until one's own are written: wait for who writes, or write all that is there. */
static void wait_or_write(struct sl_scribe *scribe, const struct sl_scribe_errand *own)
{
    while (!own->is_done) {
        if (scribe->is_writing) {
            (void)pthread_cond_wait(&scribe->written, &scribe->lock);
        } else {
            write_now(scribe);
        }
    }
}

/* The same for those who do not wait, by the thread beside. */
static void write_line(void *context)
{
    struct sl_scribe *scribe = context;

    (void)pthread_mutex_lock(&scribe->lock);
    while (scribe->first != NULL) {
        if (scribe->is_writing) {
            (void)pthread_cond_wait(&scribe->written, &scribe->lock);
        } else {
            write_now(scribe);
        }
    }
    scribe->is_called = false;
    (void)pthread_mutex_unlock(&scribe->lock);
}

void sl_scribe_hand(struct sl_scribe *scribe, struct sl_scribe_errand *errand)
{
    SL_ASSERT(errand->told != NULL && errand->job.next == NULL);
    errand->next = NULL;
    errand->status = SL_OK;
    errand->err = (struct sl_error){ .status = SL_OK };
    errand->is_done = false;
    (void)pthread_mutex_lock(&scribe->lock);
    stand_in_line(scribe, errand);
    const bool must_call = !scribe->is_called;
    scribe->is_called = true;
    (void)pthread_mutex_unlock(&scribe->lock);
    if (must_call) {
        sl_aside_hand(scribe->aside, scribe);
    }
}

enum sl_status
sl_scribe_write(struct sl_scribe *scribe, const struct sl_scribe_job *job, struct sl_error *err)
{
    struct sl_scribe_errand own = { .job = *job };

    (void)pthread_mutex_lock(&scribe->lock);
    stand_in_line(scribe, &own);
    wait_or_write(scribe, &own);
    (void)pthread_mutex_unlock(&scribe->lock);
    if (own.status != SL_OK && err != NULL) {
        *err = own.err;
    }
    return own.status;
}

enum sl_status
sl_scribe_check(struct sl_scribe *scribe, const struct sl_scribe_job *job, struct sl_error *err)
{
    struct sl_scribe_job nothing = *job;

    /* An empty batch is taken through all of it but the writing. */
    nothing.deed_count = 0;
    return sl_scribe_write(scribe, &nothing, err);
}
