/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/tile_file.h"

#include "support/support.h"

#define HASH "0123456789abcdef0123456789abcdef"
#define PART           \
    "\0\x01"           \
    "0123456789abcdef" \
    "u"

/* The file of a partial tile is gone: a wider one serves. */
static void wider(void **state)
{
    static const struct {
        enum sl_tile_kind kind;
        struct sl_str one; /* of two that are alike */
    } rows[] = {
        {SL_TILE_HASHES,   { HASH, 32 }     },
        { SL_TILE_ENTRIES,
         { "\0\x03"
            "abc",
            5 }                             },
        { SL_TILE_PRIVATE, { PART PART, 38 }},
    };
    struct sl_bytes bytes = { .len = 0 };
    struct sl_test_folder place;
    struct sl_folder folder;
    struct sl_error err;

    (void)state;
    sl_test_folder_open(&place);
    SL_CHECK_OK(sl_folder_open(&folder, place.path, &err), &err);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct sl_tile two = { .kind = rows[i].kind, .width = 2 };
        const struct sl_tile one = { .kind = rows[i].kind, .width = 1 };
        struct sl_tile more = { .kind = rows[i].kind, .width = 3 };
        char text[100];
        const int len = 2 * (int)rows[i].one.len;
        for (int at = 0; at < len; at++) {
            text[at] = rows[i].one.ptr[at % (int)rows[i].one.len];
        }
        const struct sl_str both = { .ptr = text, .len = (size_t)len };
        SL_CHECK_STATUS(sl_tile_file_read(&folder, &one, &bytes, &err), SL_NOT_FOUND);
        SL_CHECK_OK(sl_tile_file_write(&folder, &two, both, &err), &err);
        SL_CHECK_OK(sl_tile_file_read(&folder, &two, &bytes, &err), &err);
        SL_CHECK_BYTES(sl_bytes_str(&bytes), both);
        SL_CHECK_OK(sl_tile_file_read(&folder, &one, &bytes, &err), &err);
        SL_CHECK_BYTES(sl_bytes_str(&bytes), rows[i].one);
        SL_CHECK_STATUS(sl_tile_file_read(&folder, &more, &bytes, &err), SL_NOT_FOUND);
        sl_tile_file_remove(&folder, &two);
        more.width = SL_TILE_WIDTH; /* it is too short, which its reader will see */
        SL_CHECK_OK(sl_tile_file_replace(&folder, &more, rows[i].one, &err), &err);
        SL_CHECK_OK(sl_tile_file_read(&folder, &two, &bytes, &err), &err);
        SL_CHECK_BYTES(sl_bytes_str(&bytes), rows[i].one);
    }
    sl_folder_close(&folder);
    sl_bytes_finish(&bytes);
    sl_test_folder_close(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(wider) };
    return cmocka_run_group_tests_name("logbook/tile_file", tests, NULL, NULL);
}
