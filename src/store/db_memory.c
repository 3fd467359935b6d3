/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db_memory.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdalign.h>
#include <stddef.h>

#include "base/memory.h"

/* SQLite asks how large a block is, so each has a head that says it. */
struct head {
    alignas(max_align_t) size_t bytes;
};

static void *allocate(int bytes)
{
    struct head *head = sl_alloc(1, sizeof *head + (size_t)bytes);
    if (head == NULL) {
        return NULL;
    }
    head->bytes = (size_t)bytes;
    return head + 1;
}

static void give_back(void *ptr)
{
    if (ptr != NULL) {
        sl_free((struct head *)ptr - 1);
    }
}

static void *resize(void *ptr, int bytes)
{
    struct head *head = sl_realloc((struct head *)ptr - 1, 1, sizeof *head + (size_t)bytes);
    if (head == NULL) {
        return NULL;
    }
    head->bytes = (size_t)bytes;
    return head + 1;
}

static int size_of(void *ptr)
{
    return ptr == NULL ? 0 : (int)((struct head *)ptr - 1)->bytes;
}

static int round_up(int bytes)
{
    return (bytes + 7) / 8 * 8;
}

static int begin(void *context)
{
    (void)context;
    return SQLITE_OK;
}

static void end(void *context)
{
    (void)context;
}

static void configure(void)
{
    static const sqlite3_mem_methods methods = {
        .xMalloc = allocate,
        .xFree = give_back,
        .xRealloc = resize,
        .xSize = size_of,
        .xRoundup = round_up,
        .xInit = begin,
        .xShutdown = end,
    };
    /* SQLITE_MISUSE when it is too late, which harms nothing. Its own count would cost a lock. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

void sl_db_memory_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)pthread_once(&once, configure);
}
