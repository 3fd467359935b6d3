/* SPDX-License-Identifier: Apache-2.0 */
#include "app/explain_page.h"

#include <math.h>

#include "app/explain_style.h"
#include "app/html.h"
#include "base/utf8.h"

/* The chart, in CSS pixels: a row a step, a line above for the threshold, one below for zero. */
#define ROW_PX    54
#define TOP_PX    34
#define BOTTOM_PX 30
#define LABEL_PX  18
#define BAR_PX    26
#define HEIGHT_PX 18

/* What rounds to no bits at all. */
#define SMALL_BITS 0.05

/* Names in the chart are cut here, in code points, so that they fit beside the number. */
#define NAME_LIMIT 26u

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
    sl_html_raw(
        page,
        "</style>\n</head>\n<body>\n"
        "<a class=\"skip\" href=\"#main\">Skip to main content</a>\n"
        "<header class=\"top\"><p>Sightline</p></header>\n<main id=\"main\">\n"
    );
}

static void add_verdict(const struct sl_waterfall *waterfall, struct sl_buf *page)
{
    char percent[SL_CHANCE_BYTES];

    sl_percent_text(waterfall->probability, percent);
    if (waterfall->reaches_threshold) {
        sl_html_raw(
            page,
            "<section class=\"verdict yes\" aria-labelledby=\"verdict\">\n"
            "<h2 id=\"verdict\">The model says yes: they match</h2>\n"
        );
    } else {
        sl_html_raw(
            page,
            "<section class=\"verdict no\" aria-labelledby=\"verdict\">\n"
            "<h2 id=\"verdict\">The model says no: they do not match</h2>\n"
        );
    }
    sl_html_raw(
        page,
        "<p>By the evidence below, the chance that both records are about one "
        "person is <strong>"
    );
    sl_html_text(page, sl_str_from(percent));
    sl_html_raw(page, "</strong>. The match weight is <strong>");
    add_bits(page, waterfall->weight_bits);
    if (waterfall->reaches_threshold) {
        sl_html_raw(page, " bits</strong>, which reaches the threshold of ");
    } else {
        sl_html_raw(page, " bits</strong>, which is below the threshold of ");
    }
    add_bits(page, waterfall->threshold_bits);
    sl_html_raw(page, " bits.</p>\n");
    if (waterfall->rule.len > 0) {
        sl_html_raw(page, "<p><strong>A rule keeps the two apart whatever their weight:</strong> ");
        sl_html_text(page, waterfall->rule);
        sl_html_raw(page, ".</p>\n");
    }
    sl_html_raw(
        page,
        "<p>A model weighs evidence and can be wrong. If something important depends "
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

static void add_name(struct sl_buf *page, struct sl_str name)
{
    struct sl_str rest = name;
    size_t count = 0;

    while (rest.len > 0 && count < NAME_LIMIT) {
        (void)sl_utf8_take(&rest);
        count++;
    }
    sl_html_text(page, sl_str_part(name, 0, name.len - rest.len));
    if (rest.len > 0) {
        sl_html_raw(page, "\xE2\x80\xA6");
    }
}

/* One step: its name, its number, its bar, and a line down to where the next one begins. */
static void add_bar(
    const struct sl_waterfall *waterfall, const struct sl_step *step, int y, struct sl_buf *page
)
{
    const double from = across(waterfall, step->from_bits);
    const double to = across(waterfall, step->to_bits);
    const double left = fmin(from, to);
    const double width = fabs(to - from);

    sl_buf_addf(page, "<text x=\"0\" y=\"%d\">", y + LABEL_PX);
    add_name(page, step->name);
    sl_buf_addf(page, "</text><text class=\"bits\" x=\"100%%\" y=\"%d\">", y + LABEL_PX);
    add_bits(page, step->bits);
    sl_html_raw(page, "</text>");
    sl_html_raw(page, "<rect");
    sl_html_attr(page, "class", sl_str_from(row_class(step)));
    if (width < 0.5) {
        sl_buf_addf(page, " x=\"%.2f%%\" width=\"3\"", fmin(left, 99.0));
    } else {
        sl_buf_addf(page, " x=\"%.2f%%\" width=\"%.2f%%\"", left, width);
    }
    sl_buf_addf(page, " y=\"%d\" height=\"%d\"/>\n", y + BAR_PX, HEIGHT_PX);
    if (step->kind != SL_STEP_TOTAL) {
        sl_buf_addf(
            page,
            "<line class=\"step\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" y2=\"%d\"/>\n",
            to,
            to,
            y + BAR_PX + HEIGHT_PX,
            y + ROW_PX + BAR_PX
        );
    }
}

/* Text at a place across the chart that does not run out of it. */
static void add_mark_text(double at, int y, struct sl_buf *page)
{
    const char *anchor = at < 25.0 ? "start" : at > 75.0 ? "end" : "middle";
    sl_buf_addf(page, "<text class=\"mark\" x=\"%.2f%%\" y=\"%d\"", at, y);
    sl_buf_addf(page, " text-anchor=\"%s\">", anchor);
}

static void add_marks(const struct sl_waterfall *waterfall, int height, struct sl_buf *page)
{
    const double zero = across(waterfall, 0.0);
    const double threshold = across(waterfall, waterfall->threshold_bits);

    sl_buf_addf(
        page,
        "<line class=\"zero\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" y2=\"%d\"/>\n",
        zero,
        zero,
        TOP_PX,
        height - BOTTOM_PX
    );
    sl_buf_addf(
        page,
        "<line class=\"threshold\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" y2=\"%d\"/>\n",
        threshold,
        threshold,
        TOP_PX - 8,
        height - BOTTOM_PX
    );
    add_mark_text(threshold, LABEL_PX, page);
    sl_html_raw(page, "threshold ");
    add_bits(page, waterfall->threshold_bits);
    sl_html_raw(page, "</text>\n");
    add_mark_text(zero, height - 8, page);
    sl_html_raw(page, "0: as likely as not</text>\n");
}

static void add_chart(const struct sl_waterfall *waterfall, struct sl_buf *page)
{
    const int height = TOP_PX + (int)waterfall->count * ROW_PX + BOTTOM_PX;

    sl_html_raw(
        page,
        "<h2>How the evidence adds up</h2>\n"
        "<p>Each bar begins where the one above it ends. A bar that grows to the right (+) speaks "
        "for one person; to the left (\xE2\x88\x92), against. The last bar is the sum.</p>\n"
        "<figure>\n"
    );
    sl_buf_addf(page, "<svg width=\"100%%\" height=\"%d\" role=\"img\"", height);
    sl_html_raw(
        page,
        " aria-labelledby=\"chart-title chart-text\">\n"
        "<title id=\"chart-title\">Waterfall of the evidence, in bits</title>\n"
        "<desc id=\"chart-text\">"
    );
    for (size_t i = 0; i < waterfall->count; i++) {
        sl_html_text(page, waterfall->steps[i].name);
        sl_html_raw(page, ": ");
        add_bits(page, waterfall->steps[i].bits);
        sl_html_raw(page, ". ");
    }
    sl_html_raw(page, "The table below says the same, with reasons.</desc>\n");
    add_marks(waterfall, height, page);
    for (size_t i = 0; i < waterfall->count; i++) {
        add_bar(waterfall, &waterfall->steps[i], TOP_PX + (int)i * ROW_PX, page);
    }
    sl_html_raw(page, "</svg>\n</figure>\n");
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
        add_value(page, "First record", step->left);
        add_value(page, "Second record", step->right);
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
        "</main>\n<footer><p>Values are shown as they were compared: in lower case, without accents"
        " and marks. This page may hold personal data; keep it as you keep the records.</p>"
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
