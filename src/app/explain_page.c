/* SPDX-License-Identifier: Apache-2.0 */
#include "app/explain_page.h"

#include <math.h>
#include <stdbool.h>

#include "app/explain_style.h"
#include "app/html.h"
#include "base/utf8.h"

/* What rounds to no bits at all. */
#define SMALL_BITS 0.05

/* Names and values in the chart are cut here, in code points: the table has all of them. */
#define NAME_LIMIT  30u
#define VALUE_LIMIT 24u

static const char *row_class(const struct sl_step *step)
{
    switch (step->kind) {
    case SL_STEP_PRIOR:
        return "start";
    case SL_STEP_TOTAL:
        return "total";
    case SL_STEP_FIELD:
    case SL_STEP_CORRECTION:
        break;
    }
    return fabs(step->bits) < SMALL_BITS ? "start" : step->bits < 0.0 ? "against" : "for";
}

/* A signed number of bits; a true minus sign, which is as wide as the plus. */
static void add_bits(struct sl_buf *page, double bits)
{
    const double rounded = round(bits * 10.0) / 10.0;
    const char *sign = rounded < 0.0 ? "\xE2\x88\x92" : rounded > 0.0 ? "+" : "";
    sl_buf_addf(page, "%s%.1f", sign, fabs(rounded));
}

/* The same in a sentence, where only less than nothing needs a sign. */
static void add_plain_bits(struct sl_buf *page, double bits)
{
    const double rounded = round(bits * 10.0) / 10.0;
    sl_buf_addf(page, "%s%.1f", rounded < 0.0 ? "\xE2\x88\x92" : "", fabs(rounded));
}

static void add_head(const struct sl_str ids[2], struct sl_buf *page)
{
    sl_html_raw(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n<title>Are "
    );
    sl_html_text(page, ids[0]);
    sl_html_raw(page, " and ");
    sl_html_text(page, ids[1]);
    sl_html_raw(page, " the same person? - Sightline</title>\n<style>\n");
    sl_html_raw(page, SL_EXPLAIN_STYLE);
    sl_html_raw(page, SL_EXPLAIN_STYLE_MEDIA);
    sl_html_raw(
        page,
        "</style>\n</head>\n<body>\n"
        "<a class=\"skip\" href=\"#main\">Skip to main content</a>\n"
        "<header class=\"top\"><p>Sightline</p></header>\n<main id=\"main\">\n"
    );
}

/* What is said, in a heading with a frame; green is for yes alone. */
static void add_verdict_heading(const struct sl_waterfall *waterfall, struct sl_buf *page)
{
    const bool yes = waterfall->reaches_threshold && waterfall->rule.len == 0;

    sl_html_raw(page, "<section");
    sl_html_attr(page, "class", yes ? SL_STR("verdict yes") : SL_STR("verdict no"));
    sl_html_raw(page, " aria-labelledby=\"verdict\">\n<h2 id=\"verdict\">");
    if (waterfall->rule.len > 0) {
        sl_html_raw(page, "A rule keeps them apart, whatever the model says</h2>\n<p>The rule: ");
        sl_html_text(page, waterfall->rule);
        sl_html_raw(page, ".</p>\n");
    } else if (yes) {
        sl_html_raw(page, "The model says yes: they match</h2>\n");
    } else {
        sl_html_raw(page, "The model says no: they do not match</h2>\n");
    }
}

static void add_verdict(const struct sl_waterfall *waterfall, struct sl_buf *page)
{
    char percent[SL_CHANCE_BYTES];

    sl_percent_text(waterfall->probability, percent);
    add_verdict_heading(waterfall, page);
    sl_html_raw(
        page,
        "<p>By the evidence below, the chance that both records are about one "
        "person is <strong>"
    );
    sl_html_text(page, sl_str_from(percent));
    sl_html_raw(page, "</strong>. The match weight is <strong>");
    add_plain_bits(page, waterfall->weight_bits);
    if (waterfall->reaches_threshold) {
        sl_html_raw(page, " bits</strong>, which reaches the threshold of ");
    } else {
        sl_html_raw(page, " bits</strong>, which is below the threshold of ");
    }
    add_plain_bits(page, waterfall->threshold_bits);
    sl_html_raw(
        page,
        " bits.</p>\n<p>A model weighs evidence and can be wrong. If something important depends "
        "on it, check both records before you act.</p>\n</section>\n"
    );
}

static void add_records(const struct sl_str ids[2], struct sl_buf *page)
{
    sl_html_raw(
        page,
        "<p class=\"over\">Why two records match, or do not</p>\n"
        "<h1>Are these two records about the same person?</h1>\n<dl class=\"records\">\n"
        "<div><dt>First record</dt><dd>"
    );
    sl_html_text(page, ids[0]);
    sl_html_raw(page, "</dd></div>\n<div><dt>Second record</dt><dd>");
    sl_html_text(page, ids[1]);
    sl_html_raw(page, "</dd></div>\n</dl>\n");
}

/* Where a weight stands across the chart, in percent. */
static double across(const struct sl_waterfall *waterfall, double bits)
{
    const double range = fmax(waterfall->high_bits - waterfall->low_bits, 1e-9);
    return fmin(fmax((bits - waterfall->low_bits) / range, 0.0), 1.0) * 100.0;
}

/* Text cut behind so many code points, with a mark where it was. */
static void add_cut(struct sl_buf *page, struct sl_str text, size_t limit)
{
    struct sl_str rest = text;
    size_t count = 0;

    while (rest.len > 0 && count < limit) {
        (void)sl_utf8_take(&rest);
        count++;
    }
    sl_html_text(page, sl_str_part(text, 0, text.len - rest.len));
    if (rest.len > 0) {
        sl_html_raw(page, "\xE2\x80\xA6");
    }
}

/* The two values in a few words. */
static void add_values(struct sl_buf *page, const struct sl_str values[2])
{
    sl_html_raw(page, "<span class=\"values\">");
    if (values[0].len == 0 && values[1].len == 0) {
        sl_html_raw(page, "not recorded in either");
    } else if (sl_str_equal(values[0], values[1])) {
        sl_html_raw(page, "both ");
        add_cut(page, values[0], VALUE_LIMIT);
    } else {
        for (unsigned i = 0; i < 2; i++) {
            sl_html_raw(page, "<span>");
            add_cut(page, values[i].len == 0 ? SL_STR("not recorded") : values[i], VALUE_LIMIT);
            sl_buf_add(page, i == 0 ? SL_STR(" /</span> ") : SL_STR("</span>"));
        }
    }
    sl_html_raw(page, "</span>");
}

/* One step: its name and values, its bar, and a line down to where the next one begins. */
static void
add_bar(const struct sl_waterfall *waterfall, const struct sl_step *step, struct sl_buf *page)
{
    const double from = across(waterfall, step->from_bits);
    const double to = across(waterfall, step->to_bits);
    const double left = fmin(fmin(from, to), 99.4); /* the thinnest bar is inside, too */

    sl_html_raw(page, "<div class=\"step\"><span class=\"name\">");
    add_cut(page, step->name, NAME_LIMIT);
    if (step->kind == SL_STEP_FIELD) {
        add_values(page, step->shown);
    }
    sl_html_raw(page, "</span><span class=\"track\"><i");
    sl_html_attr(page, "class", sl_str_from(row_class(step)));
    sl_buf_addf(page, " style=\"left:%.2f%%;width:%.2f%%\"></i>", left, fabs(to - from));
    if (step->kind != SL_STEP_TOTAL) {
        sl_buf_addf(page, "<i class=\"on\" style=\"left:%.2f%%\"></i>", to);
    }
    sl_html_raw(page, "</span><span class=\"bits\">");
    add_bits(page, step->bits);
    sl_html_raw(page, "</span></div>\n");
}

/* A label above or below the tracks that does not run out of them. */
static void add_mark(double at, const char *name, struct sl_buf *page)
{
    sl_html_raw(page, "<div class=\"step mark\"><span class=\"track\"><span");
    sl_html_attr(page, "class", sl_str_from(at < 25.0 ? "first" : at > 75.0 ? "last" : "middle"));
    sl_buf_addf(page, " style=\"left:%.2f%%\">", at);
    sl_html_text(page, sl_str_from(name));
}

static void add_marked_chart(const struct sl_waterfall *waterfall, struct sl_buf *page)
{
    const double zero = across(waterfall, 0.0);
    const double threshold = across(waterfall, waterfall->threshold_bits);

    sl_buf_addf(page, " style=\"--zero:%.2f%%;--threshold:%.2f%%\">\n", zero, threshold);
    add_mark(threshold, "threshold ", page);
    add_plain_bits(page, waterfall->threshold_bits);
    sl_html_raw(page, "</span></span></div>\n");
    for (size_t i = 0; i < waterfall->count; i++) {
        add_bar(waterfall, &waterfall->steps[i], page);
    }
    add_mark(zero, "0: as likely as not", page);
    sl_html_raw(page, "</span></span></div>\n</div>\n");
}

static void add_chart(const struct sl_waterfall *waterfall, struct sl_buf *page)
{
    sl_html_raw(
        page,
        "<h2>How the evidence adds up</h2>\n"
        "<p>Each bar begins where the one above it ends. A bar that grows to the right (+) speaks "
        "for one person; to the left (\xE2\x88\x92), against. The last bar is the sum.</p>\n"
        "<p id=\"chart-text\" hidden>Waterfall of the evidence, in bits. "
    );
    for (size_t i = 0; i < waterfall->count; i++) {
        sl_html_text(page, waterfall->steps[i].name);
        sl_html_raw(page, ": ");
        add_bits(page, waterfall->steps[i].bits);
        sl_html_raw(page, ". ");
    }
    sl_html_raw(
        page,
        "The table below says the same, with reasons.</p>\n"
        "<div class=\"chart\" role=\"img\" aria-labelledby=\"chart-text\""
    );
    add_marked_chart(waterfall, page);
}

static void add_value(struct sl_buf *page, const char *label, struct sl_str value)
{
    sl_html_raw(page, "<td role=\"cell\"");
    sl_html_attr(page, "data-label", sl_str_from(label));
    if (value.len == 0) {
        sl_html_raw(page, "><span class=\"none\">not recorded</span></td>");
    } else {
        sl_html_raw(page, "><span>");
        sl_html_text(page, value);
        sl_html_raw(page, "</span></td>");
    }
}

/* A sentence: the first letter large, a stop behind it. */
static void add_sentence(struct sl_buf *page, struct sl_str text)
{
    if (text.len == 0) {
        return;
    }
    const char first = text.ptr[0];
    const char large = first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first;
    sl_html_text(page, (struct sl_str){ .ptr = &large, .len = 1 });
    sl_html_text(page, sl_str_part(text, 1, text.len));
    sl_html_raw(page, ".");
}

static void add_row(const struct sl_step *step, struct sl_buf *page)
{
    sl_html_raw(page, "<tr role=\"row\"");
    sl_html_attr(page, "class", sl_str_from(row_class(step)));
    sl_html_raw(page, "><th scope=\"row\" role=\"rowheader\">");
    sl_html_text(page, step->name);
    sl_html_raw(page, "</th>");
    if (step->kind == SL_STEP_FIELD) {
        add_value(page, "First record", step->shown[0]);
        add_value(page, "Second record", step->shown[1]);
        sl_html_raw(page, "<td role=\"cell\" data-label=\"What was found\"><span>");
    } else {
        sl_html_raw(page, "<td role=\"cell\" colspan=\"3\"><span>");
    }
    add_sentence(page, step->what);
    if (step->what.len > 0 && step->why.len > 0) {
        sl_html_raw(page, " ");
    }
    add_sentence(page, step->why);
    sl_html_raw(page, "</span></td><td role=\"cell\" class=\"number\" data-label=\"Bits\"><span>");
    add_bits(page, step->bits);
    sl_html_raw(page, "</span></td></tr>\n");
}

static void add_table(const struct sl_waterfall *waterfall, struct sl_buf *page)
{
    sl_html_raw(
        page,
        "<h2>What was compared</h2>\n<table role=\"table\">\n"
        "<caption>Each piece of evidence, what was found, and how much it counts in bits</caption>"
        "\n<thead role=\"rowgroup\"><tr role=\"row\">"
        "<th scope=\"col\" role=\"columnheader\">Compared</th>"
        "<th scope=\"col\" role=\"columnheader\">First record</th>"
        "<th scope=\"col\" role=\"columnheader\">Second record</th>"
        "<th scope=\"col\" role=\"columnheader\">What was found</th>"
        "<th scope=\"col\" role=\"columnheader\" class=\"number\">Bits</th></tr></thead>\n"
        "<tbody role=\"rowgroup\">\n"
    );
    for (size_t i = 0; i < waterfall->count; i++) {
        add_row(&waterfall->steps[i], page);
    }
    sl_html_raw(page, "</tbody>\n</table>\n");
}

static void add_words(struct sl_buf *page)
{
    sl_html_raw(
        page,
        "<h2>What the words mean</h2>\n<dl class=\"words\">\n"
        "<dt>Bit</dt><dd>One bit doubles the odds that the records are about one person; minus one "
        "bit halves them. 10 bits are odds of about 1,000 to 1, 20 bits a million to 1.</dd>\n"
        "<dt>Starting point</dt><dd>Most pairs of records are about two people, so every pair "
        "begins far below zero and has to earn its weight.</dd>\n"
        "<dt>By chance</dt><dd>How many other people would agree as closely. A rare name that "
        "agrees says more than a common one.</dd>\n"
        "<dt>Threshold</dt><dd>Pairs at or above it count as a match.</dd>\n</dl>\n"
        "</main>\n<footer><p>Names and words are shown as they were compared: in lower case, "
        "without"
        " accents and marks. This page may hold personal data; keep it as you keep the records.</p>"
        "</footer>\n</body>\n</html>\n"
    );
}

void sl_explain_page(
    const struct sl_waterfall *waterfall, const struct sl_str ids[2], struct sl_buf *page
)
{
    add_head(ids, page);
    add_records(ids, page);
    add_verdict(waterfall, page);
    add_chart(waterfall, page);
    add_table(waterfall, page);
    add_words(page);
}
