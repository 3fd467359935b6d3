/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/batch.h"

#include <string.h>

#include "support/support.h"

static const struct sl_batch example = {
    .first = 7,
    .count = 1,
    .note = {"note",                              4 },
    .hashes = { "0123456789abcdef0123456789abcdef", 32},
    .entries = { "entries",                          7 },
    .parts = { "parts",                            5 },
};

static void print(struct sl_buf *buf)
{
    struct sl_error err;

    sl_buf_init(buf, 1000);
    sl_batch_print_head(&example, buf);
    SL_CHECK_U64(buf->len, SL_BATCH_HEAD_BYTES + 4);
    sl_buf_add(buf, example.hashes);
    sl_buf_add(buf, example.entries);
    sl_buf_add(buf, example.parts);
    SL_CHECK_OK(sl_buf_status(buf, &err), &err);
}

static void round_trip(void **state)
{
    struct sl_batch batch;
    struct sl_buf buf;

    (void)state;
    print(&buf);
    SL_CHECK_BYTES(
        sl_str_part(sl_buf_str(&buf), 0, 34),
        SL_STR("SLbatch1\0\0\0\x4e\0\0\0\0\0\0\0\x07\0\0\0\x01\0\0\0\x07\0\x04note")
    );
    sl_buf_add(&buf, SL_STR("behind"));
    struct sl_str rest = sl_buf_str(&buf);
    SL_CHECK_U64(sl_batch_take(&rest, &batch), SL_BATCH_WHOLE);
    SL_CHECK_STR(rest, "behind");
    SL_CHECK_U64(batch.first, 7);
    SL_CHECK_U64(batch.count, 1);
    SL_CHECK_BYTES(batch.note, example.note);
    SL_CHECK_BYTES(batch.hashes, example.hashes);
    SL_CHECK_BYTES(batch.entries, example.entries);
    SL_CHECK_BYTES(batch.parts, example.parts);
    SL_CHECK_U64(sl_batch_find(sl_buf_str(&buf)), 0);
    SL_CHECK_U64(sl_batch_find(SL_STR("nothing")), 7);
    sl_buf_finish(&buf);
}

static void cut_and_changed(void **state)
{
    struct sl_batch batch;
    struct sl_buf buf;

    (void)state;
    print(&buf);
    for (size_t len = 0; len < buf.len; len++) {
        struct sl_str rest = sl_str_part(sl_buf_str(&buf), 0, len);
        SL_CHECK_U64(sl_batch_take(&rest, &batch), SL_BATCH_CUT);
        SL_CHECK_U64(rest.len, len);
    }
    for (size_t i = 0; i < 8; i++) {
        struct sl_str rest = sl_buf_str(&buf);
        buf.ptr[i] ^= 1;
        SL_CHECK_U64(sl_batch_take(&rest, &batch), SL_BATCH_BAD);
        rest = sl_str_part(sl_buf_str(&buf), 0, i + 1);
        SL_CHECK_U64(sl_batch_take(&rest, &batch), SL_BATCH_BAD);
        buf.ptr[i] ^= 1;
    }
    buf.ptr[8] = 0x7f; /* larger than a batch may be */
    struct sl_str rest = sl_buf_str(&buf);
    SL_CHECK_U64(sl_batch_take(&rest, &batch), SL_BATCH_BAD);
    buf.ptr[8] = 0;
    buf.ptr[20] = 1; /* more hashes than it has bytes */
    rest = sl_buf_str(&buf);
    SL_CHECK_U64(sl_batch_take(&rest, &batch), SL_BATCH_BAD);
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),
        cmocka_unit_test(cut_and_changed),
    };
    return cmocka_run_group_tests_name("ledger/batch", tests, NULL, NULL);
}
