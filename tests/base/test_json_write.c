/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_write.h"

#include <jansson.h>

#include "base/hash.h"
#include "support/support.h"

static void every_value_in_every_place(void **state)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;

    (void)state;
    sl_buf_init(&json, 1000);
    sl_json_begin_object(&json, NULL);
    sl_json_add_text(&json, "text", SL_STR("a \"b\" {"));
    sl_json_add_i64(&json, "least", INT64_MIN);
    sl_json_begin_list(&json, "list");
    sl_json_add_truth(&json, NULL, true);
    sl_json_add_text(&json, NULL, SL_STR("["));
    sl_json_add_i64(&json, NULL, 0);
    sl_json_begin_object(&json, NULL);
    sl_json_end_object(&json);
    sl_json_begin_list(&json, NULL);
    sl_json_end_list(&json);
    sl_json_end_list(&json);
    sl_json_begin_object(&json, "in");
    sl_json_add_truth(&json, "no", false);
    sl_json_end_object(&json);
    sl_json_begin_value(&json, "raw");
    sl_buf_add(&json, SL_STR("1.5"));
    sl_json_end_object(&json);
    SL_CHECK_STR(
        sl_buf_str(&json),
        "{\"text\":\"a \\\"b\\\" {\",\"least\":-9223372036854775808,"
        "\"list\":[true,\"[\",0,{},[]],\"in\":{\"no\":false},\"raw\":1.5}"
    );
}

/* Lists of lists of objects, by chance: another reader takes all of them. */
static void
add_some(struct sl_random *random, unsigned depth, const char *name, struct sl_buf *json)
{
    const unsigned kind = (unsigned)sl_random_below(random, depth == 0 ? 3 : 5);
    char text[4] = { (char)sl_random_below(random, 128), '[', (char)sl_random_below(random, 256) };

    switch (kind) {
    case 0:
        sl_json_add_text(json, name, (struct sl_str){ .ptr = text, .len = 3 });
        return;
    case 1:
        sl_json_add_i64(json, name, (int64_t)sl_random_below(random, 1000) - 500);
        return;
    case 2:
        sl_json_add_truth(json, name, sl_random_below(random, 2) == 0);
        return;
    case 3:
        sl_json_begin_list(json, name);
        for (uint64_t i = sl_random_below(random, 4); i > 0; i--) {
            add_some(random, depth - 1, NULL, json);
        }
        sl_json_end_list(json);
        return;
    default:
        sl_json_begin_object(json, name);
        for (uint64_t i = sl_random_below(random, 4); i > 0; i--) {
            const char letter[] = { (char)('a' + i), '\0' };
            add_some(random, depth - 1, letter, json);
        }
        sl_json_end_object(json);
    }
}

static void another_reader_takes_it(void **state)
{
    struct sl_random random;

    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned i = 0; i < 2000; i++) {
        SL_CLEANUP(sl_buf_finish) struct sl_buf json;
        json_error_t why;
        sl_buf_init(&json, 100000);
        add_some(&random, 1 + i / 300, NULL, &json);
        /* A text that is replaced is longer than it was; U+0000 is none of theirs. */
        json_t *read = json_loadb(
            json.ptr, json.len, JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &why
        );
        if (read == NULL) {
            fail_msg("%s: %.*s", why.text, SL_STR_ARG(sl_buf_str(&json)));
        }
        json_decref(read);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_in_every_place),
        cmocka_unit_test(another_reader_takes_it),
    };
    return cmocka_run_group_tests_name("base/json_write", tests, NULL, NULL);
}
