/* SPDX-License-Identifier: Apache-2.0 */
/* What the reader is told of each agency's records: the last section of the page. */
#include "picture/picture_text_impl.h"

/* The answers of one agency: they stand together. */
struct span {
    size_t first, end;
};

static struct span next_agency(const struct sl_picture_input *input, size_t first)
{
    size_t end = first;
    while (end < input->answer_count &&
           sl_str_equal(input->answers[end].agency, input->answers[first].agency)) {
        end++;
    }
    return (struct span){ first, end };
}

/* Are two agencies answered for alike, so that both stand in one row? */
static bool is_alike(const struct sl_picture_input *input, struct span left, struct span right)
{
    if (left.end - left.first != right.end - right.first) {
        return false;
    }
    for (size_t i = 0; i < left.end - left.first; i++) {
        const struct sl_picture_answer *one = &input->answers[left.first + i];
        const struct sl_picture_answer *other = &input->answers[right.first + i];
        if (!sl_str_equal(one->answer, other->answer) || !sl_str_equal(one->kinds, other->kinds) ||
            one->count != other->count || one->content != other->content ||
            one->more != other->more) {
            return false;
        }
    }
    return true;
}

/* How many kinds have the answer at `index`, and does one before have it? */
static size_t
count_kinds(const struct sl_picture_input *input, struct span span, size_t index, bool *ret_is_told)
{
    size_t count = 0;
    *ret_is_told = false;
    for (size_t i = span.first; i < span.end; i++) {
        if (sl_str_equal(input->answers[i].answer, input->answers[index].answer)) {
            count++;
            *ret_is_told = *ret_is_told || i < index;
        }
    }
    return count;
}

/* The answer without records that most kinds have: told last, of "all other kinds"; or `end`. */
static size_t find_rest(const struct sl_picture_input *input, struct span span)
{
    size_t best = span.end;
    size_t most = 0;
    for (size_t i = span.first; i < span.end; i++) {
        bool is_told = false;
        const size_t count = count_kinds(input, span, i, &is_told);
        if (!is_told && input->answers[i].count == 0 && count > most) {
            most = count;
            best = i;
        }
    }
    return best;
}

/* "child protection enquiries and plans (3)", "alerts (1, not open to you)". */
static void add_kinds(struct sl_page *page, const struct sl_picture_answer *answer)
{
    struct sl_buf *text = &page->text;
    sl_buf_add(text, answer->kinds_words);
    if (answer->count > 0) {
        sl_buf_addf(text, " (%llu", (unsigned long long)answer->count);
        sl_buf_add(text, answer->content ? SL_STR("") : SL_STR(", not open to you"));
        sl_buf_add(text, answer->more ? SL_STR(", and there may be more)") : SL_STR(")"));
    }
}

static const size_t widths[] = { 22, 22 };

/* The first row has the names of the agencies that are answered for alike; others have none. */
static void add_names(struct sl_page *page, struct span span, bool is_first)
{
    const struct sl_picture_input *input = page->picture->input;
    for (size_t at = span.first; is_first && at < input->answer_count;) {
        const struct span other = next_agency(input, at);
        if (is_alike(input, span, other)) {
            sl_buf_add(&page->text, at > span.first ? SL_STR(", ") : SL_STR(""));
            sl_page_agency(page, input->answers[at].agency);
        }
        at = other.end;
    }
    sl_page_end(page);
}

static void print_row(struct sl_page *page, struct span span, size_t index, bool is_first)
{
    const struct sl_picture_input *input = page->picture->input;
    bool is_next = false;
    page->mark = input->answers[index].answer;
    add_names(page, span, is_first);
    sl_page_cell(page, input->answers[index].answer_words);
    for (size_t i = span.first; i < span.end; i++) {
        if (sl_str_equal(input->answers[i].answer, input->answers[index].answer)) {
            sl_buf_add(&page->text, is_next ? SL_STR("; ") : SL_STR(""));
            add_kinds(page, &input->answers[i]);
            is_next = true;
        }
    }
    sl_page_end(page);
    sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
}

static void print_agency(struct sl_page *page, struct span span)
{
    const struct sl_picture_input *input = page->picture->input;
    const size_t rest = find_rest(input, span);
    size_t rows = 0;
    for (size_t i = span.first; i < span.end; i++) {
        bool is_told = false;
        (void)count_kinds(input, span, i, &is_told);
        if (!is_told && i != rest) {
            print_row(page, span, i, rows++ == 0);
        }
    }
    if (rest < span.end) {
        page->mark = input->answers[rest].answer;
        add_names(page, span, rows == 0);
        sl_page_cell(page, input->answers[rest].answer_words);
        sl_page_cell(
            page, rows == 0 ? SL_STR("all kinds of record") : SL_STR("all other kinds of record")
        );
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
}

void sl_page_answers(struct sl_page *page)
{
    const struct sl_picture_input *input = page->picture->input;
    if (input->answer_count == 0) {
        return;
    }
    sl_page_heading(page, "answers", "WHAT YOU ARE TOLD OF EACH AGENCY'S RECORDS");
    for (size_t at = 0; at < input->answer_count;) {
        const struct span span = next_agency(input, at);
        bool is_told = false;
        for (size_t before = 0; before < at && !is_told;) {
            const struct span other = next_agency(input, before);
            is_told = is_alike(input, other, span);
            before = other.end;
        }
        if (!is_told) {
            print_agency(page, span);
        }
        at = span.end;
    }
    for (size_t i = 0; i < input->withheld_count; i++) {
        sl_page_agency(page, input->withheld[i].agency);
        sl_page_end(page);
        sl_page_cell(page, SL_STR("withholds"));
        sl_page_cell(page, input->withheld[i].words);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
}
