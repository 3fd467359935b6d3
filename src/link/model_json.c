/* SPDX-License-Identifier: Apache-2.0 */
#include "link/model_json.h"

#include <jansson.h>
#include <math.h>

#include "base/utf8.h"

/* Deeper nesting than any model has is refused by the parser itself. */
#define PRINT_FLAGS (JSON_INDENT(1) | JSON_REAL_PRECISION(17) | JSON_SORT_KEYS)
#define RATE_MOST   1e9
/* Rates whose logarithm is taken are above 0, and no product of weights leaves a double. */
#define MATCH_RATE_LEAST 1e-9
#define UNSEEN_LEAST     1e-3
/* How far the sum of a row of m may be from 1. */
#define SUM_SLACK 1e-6
/* How far a calibration may be from what is promised of it: the rounding of its sums. */
#define SLACK_BITS 1e-9

/* The numbers that are allowed in a place, both included. */
struct allowed {
    double least, most;
};

static void json_free(json_t **json)
{
    json_decref(*json);
}

static json_t *print_numbers(const double *numbers, size_t count)
{
    json_t *array = json_array();
    for (size_t at = 0; at < count; at++) {
        if (json_array_append_new(array, json_real(numbers[at])) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *
print_field(const struct sl_model *model, const struct sl_schema *schema, unsigned at)
{
    const struct sl_field *field = &schema->fields[at];
    return json_pack(
        "{s:s%, s:s, s:o, s:o}",
        "name",
        field->name.ptr,
        field->name.len,
        "kind",
        sl_kind_name(field->kind),
        "m",
        print_numbers(model->m[at], SL_LEVEL_COUNT),
        "unseen",
        print_numbers(model->unseen[at], SL_LEVEL_ELSE)
    );
}

static json_t *print_relation(const struct sl_model *model, unsigned at)
{
    json_t *fields = json_array();
    for (unsigned field = 0; field < model->field_count; field++) {
        if ((model->relations[at].fields >> field & 1U) != 0 &&
            json_array_append_new(fields, json_integer(field)) != 0) {
            json_decref(fields);
            return NULL;
        }
    }
    return json_pack("{s:o, s:f}", "fields", fields, "rate", model->relations[at].rate);
}

static json_t *print_variant(const struct sl_variant *variant)
{
    return json_pack(
        "{s:i, s:s%, s:s%}",
        "domain",
        (int)variant->domain,
        "left",
        variant->left.ptr,
        variant->left.len,
        "right",
        variant->right.ptr,
        variant->right.len
    );
}

/* Fill the three lists of a model; false when memory is short. */
static bool print_lists(
    const struct sl_model *model,
    const struct sl_schema *schema,
    json_t *fields,
    json_t *relations,
    json_t *variants
)
{
    bool fine = true;
    for (unsigned at = 0; at < model->field_count; at++) {
        fine = fine && json_array_append_new(fields, print_field(model, schema, at)) == 0;
    }
    for (unsigned at = 0; at < model->relation_count; at++) {
        fine = fine && json_array_append_new(relations, print_relation(model, at)) == 0;
    }
    for (size_t at = 0; at < model->variant_count; at++) {
        fine = fine && json_array_append_new(variants, print_variant(&model->variants[at])) == 0;
    }
    return fine;
}

static int append_text(const char *text, size_t len, void *context)
{
    sl_buf_add(context, (struct sl_str){ text, len });
    return 0;
}

/* JSON is UTF-8; a column's name may be anything. */
static enum sl_status check_names(const struct sl_schema *schema, struct sl_error *err)
{
    for (unsigned at = 0; at < schema->field_count; at++) {
        const struct sl_str name = schema->fields[at].name;
        if (sl_utf8_check(name) < name.len) {
            sl_fail(err, SL_INVALID, "the name of a column is not UTF-8");
            sl_fail_detail(err, "'%.*s'", SL_STR_ARG(name));
            return SL_INVALID;
        }
    }
    return SL_OK;
}

enum sl_status sl_model_print(
    const struct sl_model *model,
    const struct sl_schema *schema,
    struct sl_buf *out,
    struct sl_error *err
)
{
    SL_TRY(check_names(schema, err));
    json_t *fields = json_array();
    json_t *relations = json_array();
    json_t *variants = json_array();
    const bool filled = print_lists(model, schema, fields, relations, variants);
    const size_t steps = SL_CALIBRATION_STEPS;
    json_t *root SL_CLEANUP(json_free) = json_pack(
        "{s:s, s:i, s:f, s:f, s:o, s:o, s:o, s:o}",
        "format",
        SL_MODEL_FORMAT,
        "version",
        SL_MODEL_VERSION,
        "match_rate",
        model->match_rate,
        "threshold_bits",
        model->threshold_bits,
        "calibration",
        print_numbers(model->calibration.shift_bits, steps),
        "fields",
        fields,
        "relations",
        relations,
        "variants",
        variants
    );
    if (!filled || root == NULL || json_dump_callback(root, append_text, out, PRINT_FLAGS) != 0) {
        return sl_fail_memory(err);
    }
    sl_buf_add_byte(out, '\n');
    return sl_buf_status(out, err);
}

static enum sl_status not_a_model(struct sl_error *err, const char *what)
{
    sl_fail(err, SL_INVALID, "this is not a usable model");
    sl_fail_detail(err, "%s", what);
    sl_fail_hint(err, "Use a file that --save-model wrote.");
    return SL_INVALID;
}

static enum sl_status parse_number(
    const json_t *json, double least, double most, double *ret_number, struct sl_error *err
)
{
    const double number = json_number_value(json);
    if (!json_is_number(json) || !isfinite(number) || number < least || number > most) {
        return not_a_model(err, "a number is missing or out of range");
    }
    *ret_number = number;
    return SL_OK;
}

/* A whole number from 0 to below `end`. */
static enum sl_status
parse_index(const json_t *json, unsigned end, unsigned *ret_index, struct sl_error *err)
{
    const json_int_t index = json_integer_value(json);
    if (!json_is_integer(json) || index < 0 || index >= (json_int_t)end) {
        return not_a_model(err, "a field or domain is missing or out of range");
    }
    *ret_index = (unsigned)index;
    return SL_OK;
}

/* Exactly count numbers. */
static enum sl_status parse_numbers(
    const json_t *array, struct allowed range, double *numbers, size_t count, struct sl_error *err
)
{
    if (json_array_size(array) != count) {
        return not_a_model(err, "a list of numbers has another length");
    }
    for (size_t at = 0; at < count; at++) {
        SL_TRY(parse_number(json_array_get(array, at), range.least, range.most, &numbers[at], err));
    }
    return SL_OK;
}

static enum sl_status parse_field(
    struct sl_model *model,
    const struct sl_schema *schema,
    unsigned at,
    const json_t *field,
    struct sl_error *err
)
{
    const char *kind = json_string_value(json_object_get(field, "kind"));
    const char *expected = sl_kind_name(schema->fields[at].kind);
    if (kind == NULL || !sl_str_equal(sl_str_from(kind), sl_str_from(expected))) {
        sl_fail(err, SL_INVALID, "the model is for other fields");
        sl_fail_detail(err, "field %u is %s here", at + 1, expected);
        sl_fail_hint(err, "Give the same --fields as when the model was saved.");
        return SL_INVALID;
    }
    const struct allowed share = { 0.0, 1.0 };
    const struct allowed rate = { UNSEEN_LEAST, RATE_MOST };
    const json_t *m = json_object_get(field, "m");
    const json_t *unseen = json_object_get(field, "unseen");
    SL_TRY(parse_numbers(m, share, model->m[at], SL_LEVEL_COUNT, err));
    SL_TRY(parse_numbers(unseen, rate, model->unseen[at], SL_LEVEL_ELSE, err));
    double sum = 0.0;
    for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
        sum += model->m[at][level];
    }
    return fabs(sum - 1.0) <= SUM_SLACK ? SL_OK : not_a_model(err, "m does not sum to 1");
}

static enum sl_status parse_fields(
    struct sl_model *model,
    const struct sl_schema *schema,
    const json_t *fields,
    struct sl_error *err
)
{
    if (json_array_size(fields) != schema->field_count) {
        sl_fail(err, SL_INVALID, "the model is for other fields");
        sl_fail_detail(
            err, "%zu fields there, %u here", json_array_size(fields), schema->field_count
        );
        sl_fail_hint(err, "Give the same --fields as when the model was saved.");
        return SL_INVALID;
    }
    for (unsigned at = 0; at < schema->field_count; at++) {
        SL_TRY(parse_field(model, schema, at, json_array_get(fields, at), err));
    }
    return SL_OK;
}

static enum sl_status
parse_relation(struct sl_model *model, const json_t *relation, struct sl_error *err)
{
    struct sl_relation *out = &model->relations[model->relation_count];
    const json_t *fields = json_object_get(relation, "fields");
    *out = (struct sl_relation){ 0 };
    for (size_t at = 0; at < json_array_size(fields); at++) {
        unsigned field = 0;
        SL_TRY(parse_index(json_array_get(fields, at), model->field_count, &field, err));
        if (out->fields >> field != 0) {
            return not_a_model(err, "the fields of a relation do not ascend");
        }
        out->fields |= 1U << field;
    }
    if (out->fields == 0) {
        return not_a_model(err, "a relation has no fields");
    }
    SL_TRY(parse_number(json_object_get(relation, "rate"), 0.0, RATE_MOST, &out->rate, err));
    model->relation_count++;
    return SL_OK;
}

static enum sl_status
parse_relations(struct sl_model *model, const json_t *relations, struct sl_error *err)
{
    model->relation_count = 0;
    if (!json_is_array(relations) || json_array_size(relations) > SL_RELATION_LIMIT) {
        return not_a_model(err, "its relations are missing or too many");
    }
    for (size_t at = 0; at < json_array_size(relations); at++) {
        SL_TRY(parse_relation(model, json_array_get(relations, at), err));
    }
    return SL_OK;
}

static enum sl_status parse_variant(
    struct sl_model *model,
    const struct sl_schema *schema,
    const json_t *variant,
    struct sl_error *err
)
{
    const json_t *left = json_object_get(variant, "left");
    const json_t *right = json_object_get(variant, "right");
    const struct sl_str one = { json_string_value(left), json_string_length(left) };
    const struct sl_str two = { json_string_value(right), json_string_length(right) };
    unsigned domain = 0;
    SL_TRY(parse_index(json_object_get(variant, "domain"), schema->domain_count, &domain, err));
    if (!sl_level_used(schema->domain_family[domain], SL_LEVEL_VARIANT)) {
        return not_a_model(err, "a variant is of values that have none");
    }
    if (one.len == 0 || sl_str_compare(one, two) >= 0) {
        return not_a_model(err, "a variant has no two values in ascending order");
    }
    return sl_model_add_variant(model, domain, one, two, err);
}

static enum sl_status parse_variants(
    struct sl_model *model,
    const struct sl_schema *schema,
    const json_t *variants,
    struct sl_error *err
)
{
    model->variant_count = 0;
    if (!json_is_array(variants)) {
        return not_a_model(err, "its variants are missing");
    }
    for (size_t at = 0; at < json_array_size(variants); at++) {
        SL_TRY(parse_variant(model, schema, json_array_get(variants, at), err));
    }
    return SL_OK;
}

/* A better plain weight must never become a worse one: the index relies on it. */
static enum sl_status
parse_calibration(struct sl_calibration *calibration, const json_t *shifts, struct sl_error *err)
{
    const double most = SL_CALIBRATION_LIMIT_BITS + SLACK_BITS;
    const struct allowed limits = { -most, most };
    double *shift_bits = calibration->shift_bits;
    SL_TRY(parse_numbers(shifts, limits, shift_bits, SL_CALIBRATION_STEPS, err));
    for (int step = 1; step < SL_CALIBRATION_STEPS; step++) {
        if (shift_bits[step] + 1.0 < shift_bits[step - 1] - SLACK_BITS) {
            return not_a_model(err, "its calibration lets a weight fall as it should rise");
        }
    }
    return SL_OK;
}

static enum sl_status check_heading(const json_t *root, struct sl_error *err)
{
    const char *format = json_string_value(json_object_get(root, "format"));
    if (format == NULL || !sl_str_equal(sl_str_from(format), SL_STR(SL_MODEL_FORMAT))) {
        return not_a_model(err, "it does not say that it is one");
    }
    const json_int_t version = json_integer_value(json_object_get(root, "version"));
    if (version > SL_MODEL_VERSION) {
        sl_fail(err, SL_UNSUPPORTED, "the model is of a later version");
        sl_fail_hint(err, "Use a newer sightline, or save the model again with this one.");
        return SL_UNSUPPORTED;
    }
    return version == SL_MODEL_VERSION ? SL_OK : not_a_model(err, "it has no version");
}

enum sl_status sl_model_parse(
    struct sl_model *model, const struct sl_schema *schema, struct sl_str json, struct sl_error *err
)
{
    json_error_t where = { .line = 0 };
    json_t *root SL_CLEANUP(json_free) =
        json_loadb(json.len > 0 ? json.ptr : "", json.len, JSON_REJECT_DUPLICATES, &where);
    if (root == NULL && where.text[0] == '\0') {
        return sl_fail_memory(err); /* the one failure of which jansson says nothing */
    }
    if (root == NULL) {
        not_a_model(err, "");
        sl_fail_detail(
            err, "not JSON: line %d, column %d: %s", where.line, where.column, where.text
        );
        return SL_INVALID;
    }
    SL_TRY(check_heading(root, err));
    const json_t *rate = json_object_get(root, "match_rate");
    const json_t *threshold = json_object_get(root, "threshold_bits");
    const json_t *shifts = json_object_get(root, "calibration");
    SL_TRY(parse_number(rate, MATCH_RATE_LEAST, RATE_MOST, &model->match_rate, err));
    const double limit = SL_THRESHOLD_LIMIT_BITS;
    SL_TRY(parse_number(threshold, -limit, limit, &model->threshold_bits, err));
    SL_TRY(parse_calibration(&model->calibration, shifts, err));
    SL_TRY(parse_fields(model, schema, json_object_get(root, "fields"), err));
    SL_TRY(parse_relations(model, json_object_get(root, "relations"), err));
    return parse_variants(model, schema, json_object_get(root, "variants"), err);
}
