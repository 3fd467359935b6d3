/* SPDX-License-Identifier: Apache-2.0 */
/*
 * db_memory.h - the database's memory comes through the same door as all other.
 *
 * Private to src/store. So a test can make any allocation of the database fail, and what a run
 * held at its peak counts the database's pages.
 */
#ifndef SL_STORE_DB_MEMORY_H
#define SL_STORE_DB_MEMORY_H

/*
 * Let the database allocate with sl_alloc. To be called before anything else of it; calls after
 * the first do nothing. Thread-safe. Where the program has begun to use the database by itself
 * already, that keeps what it has.
 */
void sl_db_memory_init(void);

#endif
