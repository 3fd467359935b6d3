/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/tile.h"

#include "support/support.h"

static void check_print(struct sl_tile tile, const char *path)
{
    struct sl_tile again = { .level = 9 };
    struct sl_error err;
    struct sl_buf buf;

    sl_buf_init(&buf, SL_TILE_PATH_BYTES);
    sl_tile_print(&tile, &buf);
    SL_CHECK_STR(sl_buf_str(&buf), path);
    SL_CHECK_OK(sl_tile_parse(sl_buf_str(&buf), &again, &err), &err);
    SL_CHECK_U64(again.kind, tile.kind);
    SL_CHECK_U64(again.level, tile.level);
    SL_CHECK_U64(again.number, tile.number);
    SL_CHECK_U64(again.width, tile.width);
    sl_buf_finish(&buf);
}

static void paths(void **state)
{
    (void)state;
    check_print((struct sl_tile){ SL_TILE_HASHES, 0, 0, 256 }, "tile/0/000");
    /* The example of tlog-tiles. */
    check_print((struct sl_tile){ SL_TILE_HASHES, 1, 1234067, 256 }, "tile/1/x001/x234/067");
    check_print((struct sl_tile){ SL_TILE_ENTRIES, 0, 1000, 7 }, "tile/entries/x001/000.p/7");
    check_print((struct sl_tile){ SL_TILE_PRIVATE, 0, 999, 255 }, "private/999.p/255");
    check_print(
        (struct sl_tile){ SL_TILE_HASHES, 7, UINT64_MAX / 256, 256 },
        "tile/7/x072/x057/x594/x037/x927/935"
    );
}

static void other_paths(void **state)
{
    static const char *const bad[] = {
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/8/000",
        "tile/00/000",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/000",
        "tile/0/x1/000",
        "tile/0/x001",
        "tile/0/x001/",
        "tile/0/x001/x000",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000/",
        "tile/entries/",
        "private/",
        "/tile/0/000",
        "tile/0/000.p/1/",
        "tile/0/x072/x057/x594/x037/x927/936",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/x001/x001/x001/x001/x001/x001/x001/001",
        "tile/1000/000",
        "tile/x/000",
        "tile/-1/000",
        "tile/0/0 0",
        "tile/0/000.p/1000",
        "tile/0/000.q/1",
    };
    struct sl_tile tile;
    struct sl_error err;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        SL_CHECK_STATUS(sl_tile_parse(sl_str_from(bad[i]), &tile, &err), SL_INVALID);
    }
}

/* The example of tlog-tiles: 70,000 entries. */
static void widths(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_tile_width(70000, 0, 0), 256);
    SL_CHECK_U64(sl_tile_width(70000, 0, 272), 256);
    SL_CHECK_U64(sl_tile_width(70000, 0, 273), 112);
    SL_CHECK_U64(sl_tile_width(70000, 0, 274), 0);
    SL_CHECK_U64(sl_tile_width(70000, 1, 0), 256);
    SL_CHECK_U64(sl_tile_width(70000, 1, 1), 17);
    SL_CHECK_U64(sl_tile_width(70000, 2, 0), 1);
    SL_CHECK_U64(sl_tile_width(70000, 3, 0), 0);
    SL_CHECK_U64(sl_tile_width(256, 0, 1), 0);
}

static enum sl_status print_one(void *context)
{
    const struct sl_tile tile = { SL_TILE_HASHES, 0, 1000, 3 };
    struct sl_buf buf;

    (void)context;
    sl_buf_init(&buf, SL_TILE_PATH_BYTES);
    sl_tile_print(&tile, &buf);
    const enum sl_status status = sl_buf_status(&buf, NULL);
    sl_buf_finish(&buf);
    return status;
}

static void no_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(print_one, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths),
        cmocka_unit_test(other_paths),
        cmocka_unit_test(widths),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests_name("ledger/tile", tests, NULL, NULL);
}
