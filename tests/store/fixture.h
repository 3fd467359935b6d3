/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fixture.h - a store in a folder of its own, and short words for what tests do with it.
 */
#ifndef SL_TESTS_STORE_FIXTURE_H
#define SL_TESTS_STORE_FIXTURE_H

#include "base/arena.h"
#include "store/put.h"
#include "store/record.h"
#include "store/run.h"
#include "store/source.h"
#include "store/store.h"
#include "support/support.h"

struct store_fixture {
    struct sl_test_folder folder;
    char path[512];
    struct sl_store *store; /* a writer; NULL when closed */
    int64_t source;         /* "police", "records" */
    struct sl_arena arena;
};

/* cmocka's set-up and tear-down: *state is a struct store_fixture *. */
int store_set_up(void **state);
int store_tear_down(void **state);

/* Close the writer, and open it again. */
void store_reopen(struct store_fixture *fixture);

/*
 * Users, in a transaction of its own: "root" (who adds the others), "ann" and "bob" of "bolton",
 * "pat" and "sue" of "police". Roles: root's alone, administrator.
 */
void store_add_users(struct store_fixture *fixture);

/* A run of the file of this name; its hash is of the name. In a transaction of its own. */
int64_t store_begin_run(struct store_fixture *fixture, const char *name);
/* The same, without a transaction. */
enum sl_status store_begin_run_in(
    struct sl_store *store, int64_t source, const char *name, int64_t *ret_run, struct sl_error *err
);
void store_finish_run(struct store_fixture *fixture, int64_t run);

/* A record that is good as long as the texts are. */
struct sl_put_record store_record(const char *key, const char *body);

/* Put one record, in a transaction of its own. */
enum sl_put_outcome
store_put(struct store_fixture *fixture, int64_t run, const char *key, const char *body);

/* A whole run of one record. */
enum sl_put_outcome
store_take_in(struct store_fixture *fixture, const char *name, const char *key, const char *body);

/* The latest visible text of a key is this; NULL: there is none. */
void store_check_latest(struct store_fixture *fixture, const char *key, const char *body);

/* The check of the store finds nothing. */
void store_check_sound(struct sl_store *store);

/* What is done in a transaction that is then taken back; what it reads goes into the arena. */
typedef enum sl_status
store_operation(struct sl_store *store, struct sl_arena *arena, void *context);

/*
 * Do it in a store that was just opened, with 0, 1, 2, ... allocations allowed, in ever wider steps
 * from fifty on, until it succeeds: each failure is SL_NO_MEMORY, and nothing is left held. The
 * fixture's own writer is closed.
 */
void store_failing(struct store_fixture *fixture, store_operation *operation, void *context);

/* How many records a cursor over everything gives. */
uint64_t store_count_latest(struct sl_store *store);

#endif
