/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_web.c - any bytes as a form, as cookies and as a path: refused, or text within its limits.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/utf8.h"
#include "web/cookie.h"
#include "web/form.h"
#include "web/limit.h"
#include "web/url.h"

#define ARENA_LIMIT ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    struct sl_arena arena;
    struct sl_form form;

    sl_arena_init(&arena, ARENA_LIMIT);
    if (sl_form_parse(text, &arena, &form, NULL) == SL_OK) {
        SL_ASSERT(form.count <= SL_WEB_PARAMETER_LIMIT);
        for (size_t i = 0; i < form.count; i++) {
            const struct sl_form_field *field = &form.fields[i];
            SL_ASSERT(field->name.len <= SL_WEB_NAME_BYTES);
            SL_ASSERT(sl_utf8_check(field->value) == field->value.len);
            SL_ASSERT(sl_str_find(field->value, SL_STR("\r")) == field->value.len);
        }
    }
    const struct sl_str cookie = sl_cookie_find(text, SL_STR("a"));
    SL_ASSERT(cookie.len < len || cookie.len == 0);
    SL_ASSERT(!sl_url_is_local(text) || sl_str_find(text, SL_STR("\n")) == len);
    sl_arena_finish(&arena);
    return 0;
}
