/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_csv.c - any bytes are read without a fault; what they hold, written and read again, is the
 * same, without the apostrophe in front of a formula. So are short records that are to be filled.
 */
#include <stdint.h>

#include "base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Write all records of the text below a header of our own; false when the text is not valid. */
static bool write_again(struct sl_str text, struct sl_buf *copy)
{
    struct sl_csv_reader *reader = NULL;
    struct sl_error err;
    const struct sl_str *fields = NULL;
    bool more = true;
    if (sl_csv_open_bytes(text, "first", &reader, &err) != SL_OK) {
        return false;
    }
    const size_t column_count = sl_csv_column_count(reader);
    for (size_t i = 0; i < column_count; i++) {
        sl_buf_addf(copy, "%sc%zu", i == 0 ? "" : ",", i);
    }
    enum sl_status status = SL_OK;
    while (status == SL_OK && more) {
        sl_buf_add_byte(copy, '\n');
        status = sl_csv_next(reader, &fields, &more, &err);
        for (size_t i = 0; status == SL_OK && more && i < column_count; i++) {
            sl_csv_write_field(copy, fields[i], i == 0);
        }
    }
    sl_csv_close(reader);
    return status == SL_OK && sl_buf_status(copy, NULL) == SL_OK;
}

static bool is_same(struct sl_str field, struct sl_str copy)
{
    return sl_str_equal(field, sl_csv_without_guard(copy));
}

/* Read both side by side. */
static void compare(struct sl_str text, struct sl_str copy)
{
    struct sl_csv_reader *first = NULL;
    struct sl_csv_reader *second = NULL;
    struct sl_error err;
    const struct sl_str *fields = NULL;
    const struct sl_str *copies = NULL;
    bool more = true;
    bool more_copies = true;
    SL_ASSERT(sl_csv_open_bytes(text, "first", &first, &err) == SL_OK);
    SL_ASSERT(sl_csv_open_bytes(copy, "second", &second, &err) == SL_OK);
    SL_ASSERT(sl_csv_column_count(first) == sl_csv_column_count(second));
    while (more) {
        SL_ASSERT(sl_csv_next(first, &fields, &more, &err) == SL_OK);
        SL_ASSERT(sl_csv_next(second, &copies, &more_copies, &err) == SL_OK);
        SL_ASSERT(more == more_copies);
        for (size_t i = 0; more && i < sl_csv_column_count(first); i++) {
            SL_ASSERT(is_same(fields[i], copies[i]));
        }
    }
    sl_csv_close(first);
    sl_csv_close(second);
}

/* Short records filled: nothing fails for being short, and all fields are there. */
static void read_filled(struct sl_str text)
{
    struct sl_csv_reader *reader = NULL;
    const struct sl_str *fields = NULL;
    size_t bytes = 0;
    bool more = true;
    if (sl_csv_open_bytes(text, "filled", &reader, NULL) != SL_OK) {
        return;
    }
    sl_csv_fill_short(reader);
    while (sl_csv_next(reader, &fields, &more, NULL) == SL_OK && more) {
        for (size_t i = 0; i < sl_csv_column_count(reader); i++) {
            bytes += fields[i].len;
        }
    }
    SL_ASSERT(bytes <= text.len && !sl_csv_failed_short(reader));
    sl_csv_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sl_str text = { .ptr = (const char *)data, .len = size };
    struct sl_buf copy;
    sl_buf_init(&copy, (size_t)8 << 20);
    if (write_again(text, &copy)) {
        compare(text, sl_buf_str(&copy));
    }
    sl_buf_finish(&copy);
    read_filled(text);
    return 0;
}
