/* SPDX-License-Identifier: Apache-2.0 */
/*
 * faulty.h - a disk that fails when a test says so.
 *
 * It stands between the database and the system's files: every write, truncation and sync of any
 * file is counted, and from a chosen one on all of them fail.
 */
#ifndef SL_TESTS_STORE_FAULTY_H
#define SL_TESTS_STORE_FAULTY_H

#include <stdint.h>

enum faulty_kind {
    FAULTY_FULL,  /* no room on the disk */
    FAULTY_WRITE, /* a write fails */
    FAULTY_SYNC,  /* writes go well, syncs fail */
    FAULTY_READ,  /* reads fail: counted for this kind alone */
};

/* Put it in front of the system's files, for the rest of the program. */
void faulty_install(void);

/* Let `count` operations of the kind go well and fail all after them. */
void faulty_after(enum faulty_kind kind, uint64_t count);

/* Let everything go well again. Returns how many operations failed. */
uint64_t faulty_end(void);

#endif
