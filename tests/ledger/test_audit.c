/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/audit.h"

#include <string.h>

#include "ledger/deeds.h"
#include "ledger/faults.h"
#include "support/support.h"

#define COUNT 4u

/* Four entries from number 100 on, and where each begins. */
struct bench {
    struct deeds deeds;
    size_t entries_at[COUNT + 1], parts_at[COUNT + 1];
};

static void set_up(struct bench *bench)
{
    deeds_init(&bench->deeds);
    for (unsigned i = 0; i < COUNT; i++) {
        const struct sl_deed deed = deed_at(1000 + (int64_t)i);
        bench->entries_at[i] = bench->deeds.entries.len;
        bench->parts_at[i] = bench->deeds.parts.len;
        deeds_add(&bench->deeds, &deed);
    }
    bench->entries_at[COUNT] = bench->deeds.entries.len;
    bench->parts_at[COUNT] = bench->deeds.parts.len;
}

static struct sl_audit_bundle bundle_of(const struct bench *bench)
{
    return (struct sl_audit_bundle){
        .first = 100,
        .width = COUNT,
        .entries = sl_buf_str(&bench->deeds.entries),
        .has_parts = true,
        .parts = sl_buf_str(&bench->deeds.parts),
        .tile = bench->deeds.tile,
    };
}

/* The audit must tell exactly this; every way in which telling can fail is tried as well. */
static void check(const struct sl_audit_bundle *bundle, const char *expected, bool is_tile)
{
    struct sl_audit_leaves leaves;
    struct faults faults;
    struct sl_audit audit = faults_audit(&faults);
    struct sl_error err;

    SL_CHECK_OK(sl_audit_look(&audit, bundle, &leaves, &err), &err);
    SL_CHECK_STR(sl_buf_str(&faults.text), expected);
    assert_true(leaves.is_tile == is_tile);
    const uint64_t told = UINT64_MAX - faults.left;
    for (uint64_t left = 0; left < told; left++) {
        faults.left = left;
        audit.last_when_us = 0;
        SL_CHECK_STATUS(sl_audit_look(&audit, bundle, &leaves, &err), SL_LIMIT);
    }
    sl_buf_finish(&faults.text);
}

static void all_is_well(void **state)
{
    struct bench bench;

    (void)state;
    set_up(&bench);
    struct sl_audit_bundle bundle = bundle_of(&bench);
    check(&bundle, "", true);
    bundle.has_parts = false;
    check(&bundle, "", true);
    deeds_finish(&bench.deeds);
}

/* One bit of an entry, of a hash, of a part. */
static void one_bit(void **state)
{
    struct bench bench;

    (void)state;
    set_up(&bench);
    const struct sl_audit_bundle bundle = bundle_of(&bench);
    bench.deeds.entries.ptr[bench.entries_at[2] + 20] ^= 4;
    check(&bundle, "differs 102-103; ", false);
    bench.deeds.entries.ptr[bench.entries_at[2] + 20] ^= 4;
    bench.deeds.tile[1].bytes[9] ^= 1;
    check(&bundle, "differs 101-102; ", false);
    bench.deeds.tile[1].bytes[9] ^= 1;
    bench.deeds.parts.ptr[bench.parts_at[3] + 5] ^= 1;
    check(&bundle, "who 103-104; ", true);
    bench.deeds.parts.ptr[bench.parts_at[3] + 5] ^= 1;
    bench.deeds.parts.ptr[bench.parts_at[1] - 1] ^= 1;
    check(&bundle, "about 100-101; ", true);
    /* What cannot be read: a length. */
    bench.deeds.parts.ptr[bench.parts_at[1] - 1] ^= 1;
    bench.deeds.parts.ptr[bench.parts_at[2]] ^= 0x40;
    check(&bundle, "private 102-104; ", true);
    bench.deeds.parts.ptr[bench.parts_at[2]] ^= 0x40;
    bench.deeds.entries.ptr[bench.entries_at[2]] ^= 0x40;
    check(&bundle, "bundle 102-104; ", false);
    deeds_finish(&bench.deeds);
}

/* Swap, drop, repeat: copies of entries in another order. */
static void rearranged(void **state)
{
    static const struct {
        unsigned order[5];
        unsigned count;
        const char *expected;
    } rows[] = {
        {{ 0, 2, 1, 3 },     4, "moved 101-102 of 102; moved 102-103 of 101; "},
        { { 0, 2, 3 },
         3,                     "bundle 103-104; moved 101-102 of 102; gone 101-102; "
          "moved 102-103 of 103; "                                 },
        { { 0, 1, 1, 3 },    4, "moved 102-103 of 101; gone 102-103; "        },
        { { 0, 1, 2, 3, 3 }, 5, "extra 104-104; "                             },
        { { 0, 1, 2 },       3, "bundle 103-104; "                            },
    };
    struct bench bench;
    struct sl_buf entries;

    (void)state;
    set_up(&bench);
    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        struct sl_audit_bundle bundle = bundle_of(&bench);
        sl_buf_init(&entries, 10000);
        for (unsigned i = 0; i < rows[row].count; i++) {
            const unsigned from = rows[row].order[i];
            const size_t len = bench.entries_at[from + 1] - bench.entries_at[from];
            sl_buf_add(&entries, sl_str_part(bundle.entries, bench.entries_at[from], len));
        }
        bundle.entries = sl_buf_str(&entries);
        bundle.has_parts = false;
        check(&bundle, rows[row].expected, rows[row].count == 5);
        sl_buf_finish(&entries);
    }
    deeds_finish(&bench.deeds);
}

/* An entry stands one place behind its own, where another one is that nobody wrote. */
static void pushed_aside(void **state)
{
    struct bench bench;

    (void)state;
    set_up(&bench);
    const struct sl_audit_bundle bundle = bundle_of(&bench);
    const size_t len = bench.entries_at[2] - bench.entries_at[1];
    char *place = bench.deeds.entries.ptr + bench.entries_at[1];
    memcpy(place + len, place, len);
    place[20] ^= 1;
    struct sl_audit_bundle without = bundle;
    without.has_parts = false;
    check(&without, "differs 101-102; moved 102-103 of 101; gone 102-103; ", false);
    deeds_finish(&bench.deeds);
}

static void what_was_written(void **state)
{
    const struct sl_deed late = deed_at(2000);
    const struct sl_deed early = deed_at(1999);
    struct deeds deeds;

    (void)state;
    deeds_init(&deeds);
    deeds_add(&deeds, &late);
    deeds_add(&deeds, &early);
    deeds_add_leaf(&deeds, SL_STR("no entry"));
    struct sl_audit_bundle bundle = {
        .first = 0, .width = 3, .entries = sl_buf_str(&deeds.entries), .tile = deeds.tile
    };
    check(&bundle, "back-dated 1-2; form 2-3; ", true);
    const struct sl_entry_part gone = { .is_erased = true, .erased_by = 9 };
    sl_entry_part_print(&gone, &deeds.parts);
    sl_entry_part_print(&gone, &deeds.parts);
    sl_buf_add(&deeds.parts, SL_STR("more"));
    bundle.has_parts = true;
    bundle.parts = sl_buf_str(&deeds.parts);
    check(&bundle, "back-dated 1-2; form 2-3; W2 by 9; A2 by 9; extra 3-3; ", true);
    deeds_finish(&deeds);
}

static void settled(void **state)
{
    static const struct {
        enum sl_fault_kind before;
        bool entries, tiles;
        enum sl_fault_kind after;
    } rows[] = {
        {SL_FAULT_DIFFERS,  true,  false, SL_FAULT_HASH   },
        { SL_FAULT_DIFFERS, false, true,  SL_FAULT_CHANGED},
        { SL_FAULT_DIFFERS, false, false, SL_FAULT_DIFFERS},
        { SL_FAULT_GONE,    true,  false, SL_FAULT_HASH   },
        { SL_FAULT_GONE,    false, true,  SL_FAULT_GONE   },
        { SL_FAULT_MOVED,   true,  false, SL_FAULT_HASH   },
        { SL_FAULT_MOVED,   false, true,  SL_FAULT_MOVED  },
        { SL_FAULT_TILE,    true,  true,  SL_FAULT_TILE   },
        { SL_FAULT_TILE,    false, true,  SL_FAULT_RANGE  },
        { SL_FAULT_WHO,     true,  true,  SL_FAULT_WHO    },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        SL_CHECK_U64(
            sl_audit_settle(rows[i].before, rows[i].entries, rows[i].tiles), rows[i].after
        );
    }
    assert_true(strstr(sl_fault_words(SL_FAULT_NOTE), "checkpoint") != NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_well),  cmocka_unit_test(one_bit),
        cmocka_unit_test(rearranged),   cmocka_unit_test(what_was_written),
        cmocka_unit_test(pushed_aside), cmocka_unit_test(settled),
    };
    return cmocka_run_group_tests_name("ledger/audit", tests, NULL, NULL);
}
