/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_agreement.c - whatever is read as an agreement has a canonical form that reads the same, can
 * be told in plain English, compared, and compiled; what is not is refused with a message.
 */
#include <stdint.h>

#include "sharing/difference.h"
#include "sharing/plain.h"
#include "sharing/policy.h"
#include "sharing/scenario.h"

#define LIMIT_BYTES ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check_document(const struct sl_sharing_document *document, struct sl_arena *arena)
{
    struct sl_sharing_document again;
    struct sl_difference difference;
    struct sl_policy policy;
    struct sl_buf first, second;

    sl_buf_init(&first, LIMIT_BYTES);
    sl_buf_init(&second, LIMIT_BYTES);
    sl_agreement_print(document, &first);
    SL_ASSERT(sl_buf_status(&first, NULL) == SL_OK);
    /* With "all" written out, a document of the longest length can grow beyond it. */
    if (first.len <= SL_YAML_LIMIT_BYTES) {
        SL_ASSERT(sl_agreement_parse(sl_buf_str(&first), arena, &again, NULL) == SL_OK);
        sl_agreement_print(&again, &second);
        SL_ASSERT(sl_str_equal(sl_buf_str(&first), sl_buf_str(&second)));
    }
    sl_buf_clear(&second);
    sl_agreement_plain(document, &second);
    SL_ASSERT(second.len > 0);
    const enum sl_status status = sl_policy_compile(document, 1, 0, arena, &policy, NULL);
    SL_ASSERT(status == (document->revokes ? SL_INVALID : SL_OK));
    SL_ASSERT(status != SL_OK || sl_policy_is_whole(&policy));
    if (!document->revokes) {
        SL_ASSERT(
            sl_agreement_compare(
                &document->agreement, &document->agreement, arena, &difference, NULL
            ) == SL_OK
        );
        SL_ASSERT(difference.change_count == 0);
    }
    sl_buf_finish(&first);
    sl_buf_finish(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    struct sl_sharing_document document;
    struct sl_scenario scenario;
    struct sl_error err = { .status = SL_OK };
    struct sl_arena arena;

    sl_arena_init(&arena, LIMIT_BYTES);
    if (sl_agreement_parse(text, &arena, &document, &err) == SL_OK) {
        check_document(&document, &arena);
    } else {
        SL_ASSERT(err.message[0] != '\0');
    }
    if (sl_scenario_parse(text, &arena, &scenario, &err) == SL_OK) {
        SL_ASSERT(scenario.day >= 0);
        for (size_t i = 0; i < scenario.glass_count; i++) {
            SL_ASSERT(sl_glass_check(&scenario.glasses[i], NULL) == SL_OK);
        }
    }
    sl_arena_finish(&arena);
    return 0;
}
