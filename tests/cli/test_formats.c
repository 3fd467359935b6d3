/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/format.h"

#include <jansson.h>

#include "cli/capture.h"

static void test_lists_every_format(void **state)
{
    struct capture capture;
    size_t count = 0;
    const struct sl_format *const *formats = sl_format_list(&count);

    (void)state;
    CAPTURE(&capture, "formats");
    SL_CHECK_I64(capture.exit_status, 0);
    for (size_t i = 0; i < count; i++) {
        assert_true(capture_has(&capture.out, sl_format_name(formats[i]).ptr));
    }
    capture_finish(&capture);
    CAPTURE(&capture, "formats", "--json");
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    SL_CHECK_U64(json_array_size(json), count);
    json_decref(json);
    capture_finish(&capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists_every_format),
    };
    return cmocka_run_group_tests_name("cli/formats", tests, NULL, NULL);
}
