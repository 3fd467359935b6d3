/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/explain_text.h"

#include <math.h>
#include <string.h>

#include "cli/help.h"
#include "cli/print.h"

#define NAME_COLUMNS  26u
#define BAR_COLUMNS   48u
#define VALUE_COLUMNS 40u

/* The column of the bar at which a weight stands. */
static size_t column_of(const struct sl_waterfall *waterfall, double bits)
{
    const double range = fmax(waterfall->high_bits - waterfall->low_bits, 1e-9);
    const double share = (bits - waterfall->low_bits) / range;
    return (size_t)(fmin(fmax(share, 0.0), 1.0) * (double)(BAR_COLUMNS - 1) + 0.5);
}

static char mark_of(const struct sl_step *step)
{
    return step->kind == SL_STEP_TOTAL || step->kind == SL_STEP_PRIOR ? '='
           : step->bits < 0.0                                         ? '-'
                                                                      : '+';
}

/* The bar of a step between the marks for zero and for the threshold. */
static void
add_bar(const struct sl_waterfall *waterfall, const struct sl_step *step, struct sl_buf *buf)
{
    char bar[BAR_COLUMNS];
    const size_t from = column_of(waterfall, fmin(step->from_bits, step->to_bits));
    const size_t to = column_of(waterfall, fmax(step->from_bits, step->to_bits));
    size_t len = BAR_COLUMNS;

    memset(bar, ' ', sizeof(bar));
    memset(bar + from, mark_of(step), to - from);
    if (to == from && step->kind == SL_STEP_FIELD) {
        bar[from] = '.';
    }
    bar[column_of(waterfall, waterfall->threshold_bits)] = ':';
    bar[column_of(waterfall, 0.0)] = '|';
    while (len > 0 && bar[len - 1] == ' ') {
        len--;
    }
    sl_buf_add(buf, (struct sl_str){ .ptr = bar, .len = len });
}

static void add_quoted(struct sl_buf *buf, struct sl_str value)
{
    sl_buf_add_byte(buf, '"');
    sl_print_value(buf, value, VALUE_COLUMNS, 0);
    sl_buf_add_byte(buf, '"');
}

/* What was compared, if anything was. */
static void add_values(struct sl_buf *buf, const struct sl_str values[2])
{
    if (values[0].len == 0 && values[1].len == 0) {
        return;
    }
    if (sl_str_equal(values[0], values[1])) {
        sl_buf_add(buf, SL_STR("both "));
        add_quoted(buf, values[0]);
    } else {
        for (unsigned i = 0; i < 2; i++) {
            sl_buf_add(buf, i == 0 ? SL_STR("") : SL_STR(" and "));
            if (values[i].len == 0) {
                sl_buf_add(buf, SL_STR("nothing"));
            } else {
                add_quoted(buf, values[i]);
            }
        }
    }
    sl_buf_add(buf, SL_STR(": "));
}

/* Why a step counts what it does, below its bar. */
static void add_reason(const struct sl_step *step, struct sl_buf *buf)
{
    struct sl_buf line;

    sl_buf_init(&line, buf->limit_bytes);
    if (step->kind == SL_STEP_FIELD) {
        add_values(&line, step->shown);
    }
    sl_buf_add(&line, step->what);
    if (step->why.len > 0) {
        sl_buf_add(&line, SL_STR(";\n"));
        sl_buf_add(&line, step->why);
    }
    if (sl_buf_status(&line, NULL) == SL_OK) {
        sl_buf_add(buf, SL_STR("    "));
        sl_help_wrap(buf, line.len == 0 ? "" : line.ptr, 4, 4);
    } else if (buf->status == SL_OK) {
        buf->status = line.status;
    }
    sl_buf_finish(&line);
}

static void
add_step(const struct sl_waterfall *waterfall, const struct sl_step *step, struct sl_buf *buf)
{
    const double bits = fabs(step->bits) < 0.005 ? 0.0 : step->bits;

    sl_print_value(buf, step->name, NAME_COLUMNS, NAME_COLUMNS);
    sl_buf_addf(buf, bits > 0.0 ? "%+8.2f  " : "%8.2f  ", bits);
    add_bar(waterfall, step, buf);
    sl_buf_add_byte(buf, '\n');
    add_reason(step, buf);
}

void sl_explain_text(const struct sl_explained_pair *pair, struct sl_buf *buf)
{
    const struct sl_waterfall *waterfall = &pair->waterfall;
    char percent[SL_CHANCE_BYTES];

    sl_buf_add(buf, SL_STR("Are "));
    sl_print_value(buf, pair->ids[0], 0, 0);
    sl_buf_add(buf, SL_STR(" and "));
    sl_print_value(buf, pair->ids[1], 0, 0);
    sl_buf_addf(buf, " the same person?\n\n%34s  | is 0, : is the threshold\n", "bits");
    for (size_t i = 0; i < waterfall->count; i++) {
        add_step(waterfall, &waterfall->steps[i], buf);
    }
    sl_percent_text(waterfall->probability, percent);
    sl_buf_addf(
        buf,
        "\nThe model says %s: the weight of %.2f bits %s the threshold of %.2f,\n"
        "and the chance of a match is %s.\n",
        waterfall->reaches_threshold ? "yes" : "no",
        waterfall->weight_bits,
        waterfall->reaches_threshold ? "reaches" : "is below",
        waterfall->threshold_bits,
        percent
    );
    if (waterfall->rule.len > 0) {
        sl_buf_add(buf, SL_STR("A rule keeps the two apart, whatever the model says:\n"));
        sl_print_value(buf, waterfall->rule, 0, 0);
        sl_buf_add(buf, SL_STR(".\n"));
    }
}

static json_t *text_json(struct sl_str text)
{
    return json_stringn(text.len == 0 ? "" : text.ptr, text.len);
}

static json_t *step_json(const struct sl_step *step)
{
    static const char *const kinds[] = {
        [SL_STEP_PRIOR] = "prior",
        [SL_STEP_FIELD] = "field",
        [SL_STEP_CORRECTION] = "correction",
        [SL_STEP_TOTAL] = "total",
    };
    return json_pack(
        "{s:s, s:o, s:o, s:o, s:o, s:o, s:o}",
        "step",
        kinds[step->kind],
        "name",
        text_json(step->name),
        "left",
        text_json(step->left),
        "right",
        text_json(step->right),
        "agreement",
        text_json(step->what),
        "reason",
        text_json(step->why),
        "bits",
        sl_print_json_number(step->bits)
    );
}

json_t *sl_explain_steps_json(const struct sl_waterfall *waterfall)
{
    json_t *steps = json_array();

    for (size_t i = 0; steps != NULL && i < waterfall->count; i++) {
        if (json_array_append_new(steps, step_json(&waterfall->steps[i])) != 0) {
            json_decref(steps);
            steps = NULL;
        }
    }
    return steps;
}

json_t *sl_explain_json(const struct sl_explained_pair *pair)
{
    const struct sl_waterfall *waterfall = &pair->waterfall;

    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:b, s:o, s:o}",
        "id_a",
        text_json(pair->ids[0]),
        "id_b",
        text_json(pair->ids[1]),
        "match_weight",
        sl_print_json_number(waterfall->weight_bits),
        "match_probability",
        sl_print_json_number(waterfall->probability),
        "threshold",
        sl_print_json_number(waterfall->threshold_bits),
        "match",
        (int)waterfall->reaches_threshold,
        "kept_apart",
        waterfall->rule.len == 0 ? json_null() : text_json(waterfall->rule),
        "steps",
        sl_explain_steps_json(waterfall)
    );
}
