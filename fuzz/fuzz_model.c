/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_model.c - any bytes as a model: refused, or read; what was read prints, and what is printed
 * is read as the same again, byte for byte.
 *
 * The model is for four columns: given_name, surname, dob, postcode.
 */
#include <stdint.h>

#include "link/model_json.h"

#define TEXT_LIMIT_BYTES ((size_t)8 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Print, read what is printed, and print that. */
static void check_round(const struct sl_model *model, const struct sl_schema *schema)
{
    struct sl_model again;
    struct sl_buf first;
    struct sl_buf second;
    sl_buf_init(&first, TEXT_LIMIT_BYTES);
    sl_buf_init(&second, TEXT_LIMIT_BYTES);
    sl_model_init(&again, schema);
    SL_ASSERT(sl_model_print(model, schema, &first, NULL) == SL_OK);
    SL_ASSERT(sl_model_parse(&again, schema, sl_buf_str(&first), NULL) == SL_OK);
    SL_ASSERT(sl_model_print(&again, schema, &second, NULL) == SL_OK);
    SL_ASSERT(sl_str_equal(sl_buf_str(&first), sl_buf_str(&second)));
    sl_model_finish(&again);
    sl_buf_finish(&first);
    sl_buf_finish(&second);
}

/* What a model promises: see model.h. */
static void check_promises(const struct sl_model *model)
{
    double last = -1000.0;
    for (int half = -18; half < 42; half++) {
        const double bits = sl_calibration_apply(&model->calibration, half / 2.0);
        SL_ASSERT(bits >= last - 1e-6);
        last = bits;
    }
    for (unsigned at = 0; at < model->relation_count; at++) {
        SL_ASSERT(model->relations[at].fields >> model->field_count == 0);
        SL_ASSERT(model->relations[at].rate >= 0.0);
    }
    for (size_t at = 0; at < model->variant_count; at++) {
        SL_ASSERT(sl_str_compare(model->variants[at].left, model->variants[at].right) < 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME,
        SL_KIND_SURNAME,
        SL_KIND_DOB,
        SL_KIND_POSTCODE,
    };
    struct sl_schema schema;
    struct sl_model model;
    SL_ASSERT(sl_schema_init(&schema, kinds, NULL, 4, NULL) == SL_OK);
    sl_model_init(&model, &schema);
    const struct sl_str text = { .ptr = (const char *)data, .len = size };
    if (sl_model_parse(&model, &schema, text, NULL) == SL_OK) {
        check_promises(&model);
        check_round(&model, &schema);
    }
    sl_model_finish(&model);
    sl_schema_finish(&schema);
    return 0;
}
