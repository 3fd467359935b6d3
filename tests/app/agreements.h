/* SPDX-License-Identifier: Apache-2.0 */
/*
 * agreements.h - documents of agreements in a folder, for tests of what reads them.
 */
#ifndef SL_TESTS_APP_AGREEMENTS_H
#define SL_TESTS_APP_AGREEMENTS_H

#include "base/buf.h"
#include "support/support.h"

#define AGREEMENTS_LIMIT_BYTES ((size_t)4 << 20)

#define AGREEMENT(version, level)                                                        \
    "format: sightline-agreement-1\nid: two\nversion: " version "\ntitle: Two\n"         \
    "valid: {from: 2026-04-01, until: 2027-03-31}\n"                                     \
    "parties: {bolton: Bolton Council, gmp: Greater Manchester Police}\n"                \
    "shares: [{of: [bolton], to: [gmp], direction: one_way, purposes: [safeguarding],\n" \
    "level: " level ", kinds: [child_protection, missing]}]\n"
#define CONTENT "content, fields: [all], except: [address]"
#define REVOCATION                                                                 \
    "format: sightline-revocation-1\nagreement: two\nversion: 1\non: 2026-05-01\n" \
    "by: bolton\nreason: in question\n"

#endif
