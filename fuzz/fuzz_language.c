/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_language.c - whatever is read as a catalogue of phrases has a canonical form that reads the
 * same, and is searched for in its own text; what is not is refused with a message.
 */
#include <stdint.h>

#include "base/yaml.h"
#include "notice/language.h"

#define LIMIT_BYTES ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check_again(const struct sl_language *language, struct sl_arena *arena)
{
    struct sl_language again;
    struct sl_buf first, second;

    sl_buf_init(&first, LIMIT_BYTES);
    sl_buf_init(&second, LIMIT_BYTES);
    sl_language_print(language, &first);
    SL_ASSERT(sl_buf_status(&first, NULL) == SL_OK);
    /* Written out, a document of the longest length can grow beyond it. */
    if (first.len <= SL_YAML_LIMIT_BYTES) {
        SL_ASSERT(sl_language_parse(sl_buf_str(&first), arena, &again, NULL) == SL_OK);
        sl_language_print(&again, &second);
        SL_ASSERT(sl_str_equal(sl_buf_str(&first), sl_buf_str(&second)));
    }
    sl_buf_finish(&first);
    sl_buf_finish(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    const struct sl_language_hit *hits = NULL;
    struct sl_language language;
    struct sl_error err = { .status = SL_OK };
    struct sl_arena arena;
    size_t count = 0;

    sl_arena_init(&arena, LIMIT_BYTES);
    if (sl_language_parse(text, &arena, &language, &err) == SL_OK) {
        check_again(&language, &arena);
        SL_ASSERT(sl_language_find(&language, text, &arena, &hits, &count, NULL) == SL_OK);
        SL_ASSERT(
            sl_language_find(&language, language.forms[0].text, &arena, &hits, &count, NULL) ==
            SL_OK
        );
        SL_ASSERT(count == 1);
    } else {
        SL_ASSERT(err.message[0] != '\0');
    }
    sl_arena_finish(&arena);
    return 0;
}
