/* SPDX-License-Identifier: Apache-2.0 */
#include "app/waterfall.h"

#include <math.h>
#include <stdio.h>

#include "app/shown_value.h"
#include "base/buf.h"
#include "link/model.h"

/* Room for one text. */
#define TEXT_LIMIT_BYTES 4096u

/* Corrections smaller than this, in bits, are not shown. */
#define SMALL_BITS 0.005

/* Steps while they are made. */
struct builder {
    struct sl_arena *arena;
    struct sl_waterfall *waterfall;
    struct sl_buf text;
    double at_bits;
};

/* A number with commas between thousands: 12,345. */
static void add_grouped(char *text, size_t room, double number)
{
    char digits[32];
    size_t len = 0;
    const int count = snprintf(digits, sizeof(digits), "%.0f", number);

    for (int i = 0; i < count && len + 2 < room; i++) {
        if (i > 0 && (count - i) % 3 == 0) {
            text[len++] = ',';
        }
        text[len++] = digits[i];
    }
    text[len] = '\0';
}

/* Rounded to two significant digits: nobody means 1 in 347. */
static double round_two(double number)
{
    double unit = 1.0;

    while (number / unit >= 100.0) {
        unit *= 10.0;
    }
    return round(number / unit) * unit;
}

void sl_chance_text(double chance, char text[SL_CHANCE_BYTES])
{
    char number[32];

    if (chance >= 0.995) {
        (void)snprintf(text, SL_CHANCE_BYTES, "nearly all");
    } else if (chance >= 0.95) {
        (void)snprintf(text, SL_CHANCE_BYTES, "%.0f in 100", chance * 100.0);
    } else if (chance >= 0.45 && chance < 0.55) {
        (void)snprintf(text, SL_CHANCE_BYTES, "1 in 2");
    } else if (chance >= 0.15) {
        (void)snprintf(text, SL_CHANCE_BYTES, "%.0f in 10", chance * 10.0);
    } else if (chance >= 1e-9) {
        add_grouped(number, sizeof(number), round_two(1.0 / chance));
        (void)snprintf(text, SL_CHANCE_BYTES, "1 in %s", number);
    } else {
        (void)snprintf(text, SL_CHANCE_BYTES, "fewer than 1 in a billion");
    }
}

void sl_percent_text(double probability, char text[SL_CHANCE_BYTES])
{
    if (probability > 0.9999) {
        (void)snprintf(text, SL_CHANCE_BYTES, "more than 99.99%%");
    } else if (probability < 0.0001) {
        (void)snprintf(text, SL_CHANCE_BYTES, "less than 0.01%%");
    } else if (probability > 0.99 || probability < 0.01) {
        (void)snprintf(text, SL_CHANCE_BYTES, "%.2f%%", probability * 100.0);
    } else {
        (void)snprintf(text, SL_CHANCE_BYTES, "%.0f%%", probability * 100.0);
    }
}

/* Keep a text of the explanation, which may be gone before the steps are shown. */
static enum sl_status
keep(struct builder *builder, struct sl_str text, struct sl_str *ret_text, struct sl_error *err)
{
    *ret_text = sl_arena_copy(builder->arena, text);
    return ret_text->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/* What was written to the builder's buffer, kept in the arena. */
static enum sl_status
keep_text(struct builder *builder, struct sl_str *ret_text, struct sl_error *err)
{
    SL_TRY(sl_buf_status(&builder->text, err));
    SL_TRY(keep(builder, sl_buf_str(&builder->text), ret_text, err));
    sl_buf_clear(&builder->text);
    return SL_OK;
}

/* Draw the bar of a step from where the last one ended; the total's begins at 0. */
static void draw_bar(struct sl_waterfall *waterfall, struct sl_step *step, double *at_bits)
{
    step->from_bits = step->kind == SL_STEP_TOTAL ? 0.0 : *at_bits;
    step->to_bits = step->from_bits + step->bits;
    *at_bits = step->to_bits;
    waterfall->low_bits = fmin(waterfall->low_bits, step->to_bits);
    waterfall->high_bits = fmax(waterfall->high_bits, step->to_bits);
}

/* Add a step, and draw its bar. */
static void add_step(struct builder *builder, struct sl_step step)
{
    struct sl_waterfall *waterfall = builder->waterfall;

    draw_bar(waterfall, &step, &builder->at_bits);
    waterfall->steps[waterfall->count++] = step;
}

static enum sl_status
add_prior(struct builder *builder, const struct sl_explanation *explanation, struct sl_error *err)
{
    char chance[SL_CHANCE_BYTES];
    struct sl_step step = {
        .kind = SL_STEP_PRIOR,
        .name = SL_STR("Starting point"),
        .what = SL_STR("before anything is compared"),
        .bits = explanation->prior_bits,
    };

    sl_chance_text(1.0 / (1.0 + exp2(-explanation->prior_bits)), chance);
    sl_buf_addf(&builder->text, "%s pairs of records is about one person", chance);
    SL_TRY(keep_text(builder, &step.why, err));
    add_step(builder, step);
    return SL_OK;
}

/* Why a field counts as it does: the rarer chance of the two is the one that speaks. */
static void explain_field(struct sl_buf *text, const struct sl_explained_field *field)
{
    char chance[SL_CHANCE_BYTES];

    if (field->left.len == 0 || field->right.len == 0) {
        sl_buf_add(text, SL_STR("this says nothing either way"));
    } else if (field->weight_bits >= 0.0) {
        sl_chance_text(field->u_prob, chance);
        sl_buf_addf(text, "%s people would agree like this by chance", chance);
    } else {
        sl_chance_text(field->m_prob, chance);
        sl_buf_addf(
            text,
            field->agrees ? "only %s pairs about one person agree just like this"
                          : "%s pairs about one person differ like this",
            chance
        );
    }
}

/* How two values agree; a missing one has nothing to agree with. */
static struct sl_str agreement_of(const struct sl_explained_field *field)
{
    if (field->left.len == 0 && field->right.len == 0) {
        return SL_STR("not recorded in either");
    }
    if (field->left.len == 0 || field->right.len == 0) {
        return SL_STR("recorded in one only");
    }
    return sl_str_from(field->agreement);
}

static enum sl_status
add_field(struct builder *builder, const struct sl_explained_field *field, struct sl_error *err)
{
    struct sl_step step = {
        .kind = SL_STEP_FIELD,
        .what = agreement_of(field),
        .bits = field->weight_bits,
    };

    SL_TRY(keep(builder, field->name, &step.name, err));
    SL_TRY(keep(builder, field->left, &step.left, err));
    SL_TRY(keep(builder, field->right, &step.right, err));
    explain_field(&builder->text, field);
    SL_TRY(keep_text(builder, &step.why, err));
    sl_shown_value(field->kind, field->left, &builder->text);
    SL_TRY(keep_text(builder, &step.shown[0], err));
    sl_shown_value(field->kind, field->right, &builder->text);
    SL_TRY(keep_text(builder, &step.shown[1], err));
    add_step(builder, step);
    return SL_OK;
}

static void
add_correction(struct builder *builder, double bits, struct sl_str name, struct sl_str why)
{
    if (fabs(bits) >= SMALL_BITS) {
        add_step(
            builder,
            (struct sl_step){
                .kind = SL_STEP_CORRECTION,
                .name = name,
                .what = bits < 0.0 ? SL_STR("taken off again") : SL_STR("added"),
                .why = why,
                .bits = bits,
            }
        );
    }
}

/* Why the records at large correct the weight. */
static struct sl_str correction_reason(const struct sl_explanation *explanation)
{
    if (explanation->weight_bits - explanation->calibration_bits < SL_CALIBRATION_LOW) {
        return SL_STR("weights as low as this are all corrected alike");
    }
    return explanation->calibration_bits < 0.0
               ? SL_STR("pairs like this are right less often than the fields alone would say")
               : SL_STR("pairs like this are right more often than the fields alone would say");
}

/* That the names agree crosswise. It has cost its bits already, in the two names' own. */
static enum sl_status
add_swap(struct builder *builder, const struct sl_explanation *explanation, struct sl_error *err)
{
    struct sl_step step = {
        .kind = SL_STEP_CORRECTION,
        .name = SL_STR("Names in the other order"),
        .what = SL_STR("given name and surname agree when those of one record change places"),
    };

    sl_buf_addf(
        &builder->text,
        "the names above have already been charged %.1f bits for that",
        fabs(explanation->swap_bits)
    );
    SL_TRY(keep_text(builder, &step.why, err));
    add_step(builder, step);
    return SL_OK;
}

/* What the caller has ruled, as a sentence without a stop. */
static enum sl_status
tell_rule(struct builder *builder, const struct sl_explanation *explanation, struct sl_error *err)
{
    struct sl_buf *text = &builder->text;

    if (explanation->rule == SL_RULE_NONE) {
        return SL_OK;
    }
    if (explanation->rule == SL_RULE_IDENTIFIER) {
        sl_buf_add(text, SL_STR("'"));
        sl_buf_add(text, explanation->rule_name);
        sl_buf_add(text, SL_STR("' is different, and never is for one person"));
    } else if (explanation->rule == SL_RULE_BIRTH) {
        sl_buf_add(text, SL_STR("the years of birth are too far apart for one person"));
    } else if (explanation->rule == SL_RULE_TWIN) {
        sl_buf_add(text, SL_STR("they may be twins, and no identifier says that they are one"));
    } else if (explanation->rule_name.len == 0) {
        sl_buf_add(text, SL_STR("both records are of one file, in which nobody is twice"));
    } else {
        sl_buf_add(text, SL_STR("both records come from '"));
        sl_buf_add(text, explanation->rule_name);
        sl_buf_add(text, SL_STR("', a source in which nobody is twice"));
    }
    return keep_text(builder, &builder->waterfall->rule, err);
}

static void add_total(struct builder *builder, const struct sl_explanation *explanation)
{
    add_step(
        builder,
        (struct sl_step){
            .kind = SL_STEP_TOTAL,
            .name = SL_STR("Match weight"),
            .what = SL_STR("all of it together"),
            .why = SL_STR("each bit doubles the odds that the records are one person"),
            .bits = explanation->weight_bits,
        }
    );
}

static enum sl_status
build(struct builder *builder, const struct sl_explanation *explanation, struct sl_error *err)
{
    SL_TRY(add_prior(builder, explanation, err));
    for (size_t i = 0; i < explanation->field_count; i++) {
        SL_TRY(add_field(builder, &explanation->fields[i], err));
    }
    if (explanation->names_swapped) {
        SL_TRY(add_swap(builder, explanation, err));
    }
    add_correction(
        builder,
        explanation->community_bits,
        SL_STR("Names that go together"),
        SL_STR("these names are often borne together, so they say less than each alone")
    );
    add_correction(
        builder,
        explanation->related_bits,
        SL_STR("Relatives and neighbours"),
        SL_STR("people of one family or household share some of this")
    );
    add_correction(
        builder,
        explanation->calibration_bits,
        SL_STR("Seen in all records"),
        correction_reason(explanation)
    );
    add_total(builder, explanation);
    return tell_rule(builder, explanation, err);
}

enum sl_status sl_waterfall_build(
    const struct sl_explanation *explanation,
    struct sl_arena *arena,
    struct sl_waterfall *ret_waterfall,
    struct sl_error *err
)
{
    struct sl_waterfall waterfall = {
        .weight_bits = explanation->weight_bits,
        .probability = explanation->probability,
        .threshold_bits = explanation->threshold_bits,
        .reaches_threshold = explanation->weight_bits >= explanation->threshold_bits,
        .low_bits = fmin(0.0, explanation->threshold_bits),
        .high_bits = fmax(0.0, explanation->threshold_bits),
    };
    struct builder builder = { .arena = arena, .waterfall = &waterfall };

    /* The prior, four corrections and the total stand beside the fields. */
    waterfall.steps = sl_arena_alloc(arena, explanation->field_count + 6, sizeof(struct sl_step));
    if (waterfall.steps == NULL) {
        return sl_fail_memory(err);
    }
    sl_buf_init(&builder.text, TEXT_LIMIT_BYTES);
    const enum sl_status status = build(&builder, explanation, err);
    sl_buf_finish(&builder.text);
    if (status == SL_OK) {
        *ret_waterfall = waterfall;
    }
    return status;
}

double
sl_waterfall_close(struct sl_waterfall *waterfall, sl_step_is_open_fn *is_open, const void *context)
{
    size_t count = 0;
    double closed_bits = 0.0;
    double at_bits = 0.0;

    for (size_t i = 0; i < waterfall->count; i++) {
        const struct sl_step step = waterfall->steps[i];
        if (step.kind == SL_STEP_FIELD && !is_open(context, step.name)) {
            closed_bits += step.bits;
        } else {
            waterfall->steps[count++] = step;
        }
    }
    waterfall->count = count;
    waterfall->weight_bits -= closed_bits;
    waterfall->low_bits = waterfall->high_bits = 0.0;
    for (size_t i = 0; i < count; i++) {
        struct sl_step *step = &waterfall->steps[i];
        step->bits -= step->kind == SL_STEP_TOTAL ? closed_bits : 0.0;
        draw_bar(waterfall, step, &at_bits);
    }
    return closed_bits;
}
