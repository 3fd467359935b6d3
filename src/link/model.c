/* SPDX-License-Identifier: Apache-2.0 */
#include "link/model.h"

#include <math.h>

#include "base/array.h"
#include "base/memory.h"

/* Variants and their bytes that a model may hold. */
#define MODEL_BYTES ((size_t)64 << 20)
/* What two copies in the arena take at most beyond their bytes: NULs and alignment. */
#define VARIANT_SLACK_BYTES 64u

/*
 * Chance agreements assumed for a value that looks unique, until the data say more; similar values
 * have more of them, for a slip of the pen can make them.
 */
#define FIRST_UNSEEN_EXACT 0.7
#define FIRST_UNSEEN_FUZZY 1.5
/* How many relatives or neighbours of each kind a record meets, until the data say more. */
#define FIRST_RELATION_RATE 0.05

/* More than rounding moves a corrected weight by, and less than any difference of weights. */
#define FLOOR_SLACK_BITS 1e-6

/* What is usual before any data, by family: exact, close, near, loose, variant, else. */
static const double usual[SL_FAMILY_COUNT][SL_LEVEL_COUNT] = {
    [SL_FAMILY_NAME] = {0.76,  0.09, 0.03, 0.03, 0.03, 0.06},
    [SL_FAMILY_TEXT] = { 0.62, 0.10, 0.08, 0.04, 0.01, 0.15},
    [SL_FAMILY_DATE] = { 0.88, 0.06, 0.03, 0.01, 0.00, 0.02},
    [SL_FAMILY_POSTCODE] = { 0.70, 0.05, 0.04, 0.06, 0.00, 0.15},
    [SL_FAMILY_CODE] = { 0.88, 0.06, 0.01, 0.00, 0.00, 0.05},
    [SL_FAMILY_EMAIL] = { 0.78, 0.08, 0.03, 0.02, 0.00, 0.09},
    [SL_FAMILY_CATEGORY] = { 0.92, 0.00, 0.00, 0.00, 0.00, 0.08},
};

double sl_model_usual_m(enum sl_family family, unsigned level)
{
    SL_ASSERT(family < SL_FAMILY_COUNT && level < SL_LEVEL_COUNT);
    return usual[family][level];
}

double sl_model_fallen_bits(const struct sl_model *model)
{
    return fmin(log2(model->match_rate / SL_FIRST_MATCH_RATE), 0.0);
}

/* Fields that are shared together: one household has one address, however many columns. */
static unsigned find_groups(const struct sl_schema *schema, uint32_t *groups)
{
    unsigned count = 0;
    uint32_t address = 0;
    for (unsigned field = 0; field < schema->field_count; field++) {
        const enum sl_kind kind = schema->fields[field].kind;
        if (kind == SL_KIND_ADDRESS || kind == SL_KIND_HOUSE_NUMBER) {
            address |= 1U << field;
        } else if (schema->fields[field].role == SL_FIELD_SHAREABLE) {
            groups[count++] = 1U << field;
        }
    }
    if (address != 0) {
        groups[count++] = address;
    }
    return count;
}

/* Groups beyond this number are taken only two at a time, and all together. */
#define GROUPS_ALL_SUBSETS 5u

static void add_relation(struct sl_model *model, uint32_t fields)
{
    if (model->relation_count < SL_RELATION_LIMIT) {
        model->relations[model->relation_count++] =
            (struct sl_relation){ fields, FIRST_RELATION_RATE };
    }
}

static uint32_t fields_of(const uint32_t *groups, uint32_t subset)
{
    uint32_t fields = 0;
    for (uint32_t left = subset; left != 0; left &= left - 1) {
        fields |= groups[__builtin_ctz(left)];
    }
    return fields;
}

/* About a third of twin pairs are a girl and a boy; no two people have one identifier. */
static double twins_differ(enum sl_kind kind)
{
    if (kind == SL_KIND_EMAIL || kind == SL_KIND_IDENTIFIER || kind == SL_KIND_NHS_NUMBER) {
        return 0.98;
    }
    return kind == SL_KIND_SEX ? 0.36 : 0.0;
}

/* Every two or more groups that people may share; and twins, who share them all and their birth. */
static void add_relations(struct sl_model *model, const struct sl_schema *schema)
{
    uint32_t groups[SL_FIELD_LIMIT + 1] = { 0 };
    const unsigned count = find_groups(schema, groups);
    const uint32_t all = (1U << count) - 1;
    for (uint32_t subset = 1; subset <= all; subset++) {
        const int size = __builtin_popcount(subset);
        /* Room is left for all together, and for twins. */
        const bool fits = subset == all || model->relation_count < SL_RELATION_LIMIT - 2;
        if (fits && size >= 2 && (size == 2 || subset == all || count <= GROUPS_ALL_SUBSETS)) {
            add_relation(model, fields_of(groups, subset));
        }
    }
    model->given = schema->given;
    for (unsigned field = 0; field < schema->field_count; field++) {
        const bool birth = schema->fields[field].kind == SL_KIND_DOB;
        model->birth_fields |= birth ? 1U << field : 0;
        model->twins_differ[field] = twins_differ(schema->fields[field].kind);
    }
    if (model->birth_fields != 0 && schema->surname != SL_FIELD_NONE) {
        add_relation(model, fields_of(groups, all) | model->birth_fields);
    }
}

void sl_model_init(struct sl_model *model, const struct sl_schema *schema)
{
    *model = (struct sl_model){
        .field_count = schema->field_count,
        .match_rate = SL_FIRST_MATCH_RATE,
    };
    sl_arena_init(&model->arena, MODEL_BYTES);
    for (unsigned field = 0; field < schema->field_count; field++) {
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            model->usual[field][level] = usual[schema->fields[field].family][level];
            model->m[field][level] = model->usual[field][level];
        }
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            model->unseen[field][level] = level == 0 ? FIRST_UNSEEN_EXACT : FIRST_UNSEEN_FUZZY;
        }
    }
    add_relations(model, schema);
}

void sl_model_finish(struct sl_model *model)
{
    sl_free(model->variants);
    sl_arena_finish(&model->arena);
    *model = (struct sl_model){ 0 };
}

enum sl_status sl_model_add_variant(
    struct sl_model *model,
    unsigned domain,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
)
{
    SL_TRY(sl_array_reserve(
        &model->variants,
        &model->variant_capacity,
        model->variant_count + 1,
        sizeof(*model->variants),
        err
    ));
    const struct sl_variant variant = {
        .domain = domain,
        .left = sl_arena_copy(&model->arena, left),
        .right = sl_arena_copy(&model->arena, right),
    };
    if (variant.left.ptr == NULL || variant.right.ptr == NULL) {
        const size_t room = model->arena.limit_bytes - model->arena.used_bytes;
        return left.len + right.len + VARIANT_SLACK_BYTES < room
                   ? sl_fail_memory(err)
                   : sl_fail(err, SL_LIMIT, "the model has too many variants");
    }
    model->variants[model->variant_count++] = variant;
    return SL_OK;
}

double sl_calibration_apply(const struct sl_calibration *calibration, double plain_bits)
{
    const double place = plain_bits - (SL_CALIBRATION_LOW + 0.5);
    if (place <= 0.0) {
        return plain_bits + calibration->shift_bits[0];
    }
    if (place >= SL_CALIBRATION_STEPS - 1.0) {
        return plain_bits + calibration->shift_bits[SL_CALIBRATION_STEPS - 1];
    }
    const int step = (int)place;
    const double part = place - step;
    return plain_bits + (1.0 - part) * calibration->shift_bits[step] +
           part * calibration->shift_bits[step + 1];
}

double sl_calibration_floor(const struct sl_calibration *calibration, double bits)
{
    /* Where the corrected weight is level, it is so but for rounding: aim a little below it. */
    const double reached = bits - FLOOR_SLACK_BITS;
    double low = bits - SL_CALIBRATION_LIMIT_BITS - 1.0;
    double high = bits + SL_CALIBRATION_LIMIT_BITS + 1.0;
    for (int halving = 0; halving < 40; halving++) {
        const double middle = (low + high) / 2;
        if (sl_calibration_apply(calibration, middle) >= reached) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return low;
}
