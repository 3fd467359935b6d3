/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_indicators.c - whatever is read as a catalogue of indicators has a canonical form that reads
 * the same; what is not is refused with a message.
 */
#include <stdint.h>

#include "base/yaml.h"
#include "notice/indicator.h"

#define LIMIT_BYTES ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check_again(const struct sl_indicators *indicators, struct sl_arena *arena)
{
    struct sl_indicators again;
    struct sl_buf first, second;

    sl_buf_init(&first, LIMIT_BYTES);
    sl_buf_init(&second, LIMIT_BYTES);
    sl_indicators_print(indicators, &first);
    SL_ASSERT(sl_buf_status(&first, NULL) == SL_OK);
    /* Written out, a document of the longest length can grow beyond it. */
    if (first.len <= SL_YAML_LIMIT_BYTES) {
        SL_ASSERT(sl_indicators_parse(sl_buf_str(&first), arena, &again, NULL) == SL_OK);
        sl_indicators_print(&again, &second);
        SL_ASSERT(sl_str_equal(sl_buf_str(&first), sl_buf_str(&second)));
    }
    sl_buf_finish(&first);
    sl_buf_finish(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    struct sl_indicators indicators;
    struct sl_error err = { .status = SL_OK };
    struct sl_arena arena;

    sl_arena_init(&arena, LIMIT_BYTES);
    if (sl_indicators_parse(text, &arena, &indicators, &err) == SL_OK) {
        check_again(&indicators, &arena);
    } else {
        SL_ASSERT(err.message[0] != '\0');
    }
    sl_arena_finish(&arena);
    return 0;
}
