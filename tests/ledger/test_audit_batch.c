/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/audit.h"

#include "ledger/deeds.h"
#include "ledger/faults.h"
#include "support/support.h"

#define COUNT 300u /* more than a bundle */

struct batch {
    struct deeds deeds[2];
    struct sl_buf hashes, entries, parts;
};

static void set_up(struct batch *batch)
{
    sl_buf_init(&batch->hashes, (size_t)1 << 20);
    sl_buf_init(&batch->entries, (size_t)1 << 20);
    sl_buf_init(&batch->parts, (size_t)1 << 20);
    for (unsigned half = 0; half < 2; half++) {
        struct deeds *deeds = &batch->deeds[half];
        deeds_init(deeds);
        for (unsigned i = 0; i < COUNT / 2; i++) {
            const struct sl_deed deed = deed_at((int64_t)half * 1000 + (int64_t)i);
            deeds_add(deeds, &deed);
        }
        sl_buf_add(
            &batch->hashes,
            (struct sl_str){ .ptr = (char *)deeds->tile, .len = COUNT / 2 * sizeof deeds->tile[0] }
        );
        sl_buf_add(&batch->entries, sl_buf_str(&deeds->entries));
        sl_buf_add(&batch->parts, sl_buf_str(&deeds->parts));
        deeds_finish(deeds);
    }
}

static void tear_down(struct batch *batch)
{
    sl_buf_finish(&batch->hashes);
    sl_buf_finish(&batch->entries);
    sl_buf_finish(&batch->parts);
}

static void check(const struct batch *batch, const char *expected, bool is_same)
{
    const struct sl_batch told = {
        .first = 5,
        .count = COUNT,
        .hashes = sl_buf_str(&batch->hashes),
        .entries = sl_buf_str(&batch->entries),
        .parts = sl_buf_str(&batch->parts),
    };
    struct sl_tree by_entries = { .count = 0 };
    struct sl_tree by_hashes = { .count = 0 };
    struct sl_digest left;
    struct sl_digest right;
    struct faults faults;
    struct sl_audit audit = faults_audit(&faults);
    struct sl_error err;

    SL_CHECK_OK(sl_audit_look_batch(&audit, &told, &by_entries, &by_hashes, &err), &err);
    SL_CHECK_STR(sl_buf_str(&faults.text), expected);
    SL_CHECK_U64(by_entries.count, COUNT);
    sl_tree_root(&by_entries, &left);
    sl_tree_root(&by_hashes, &right);
    assert_true(sl_digest_equal(&left, &right) == is_same);
    faults.left = 0;
    audit.last_when_us = 0;
    if (expected[0] != '\0') {
        SL_CHECK_STATUS(
            sl_audit_look_batch(&audit, &told, &by_entries, &by_hashes, &err), SL_LIMIT
        );
    }
    sl_buf_finish(&faults.text);
}

static void looked_at(void **state)
{
    struct batch batch;

    (void)state;
    set_up(&batch);
    check(&batch, "", true);
    batch.entries.ptr[batch.entries.len - 1] ^= 1;
    check(&batch, "differs 304-305; ", false);
    batch.entries.ptr[batch.entries.len - 1] ^= 1;
    sl_buf_add(&batch.entries, SL_STR("\0\0"));
    check(&batch, "extra 305-305; ", true);
    sl_buf_cut(&batch.entries, batch.entries.len - 3);
    check(&batch, "bundle 304-305; extra 305-305; ", true);
    tear_down(&batch);
    set_up(&batch);
    sl_buf_cut(&batch.parts, batch.parts.len - 1);
    check(&batch, "private 304-305; extra 305-305; ", true);
    tear_down(&batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(looked_at) };
    return cmocka_run_group_tests_name("ledger/audit_batch", tests, NULL, NULL);
}
