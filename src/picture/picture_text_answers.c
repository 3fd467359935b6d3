/* SPDX-License-Identifier: Apache-2.0 */
/* What the reader is told of each agency's records: the last section of the page. */
#include "picture/picture_text_impl.h"

/* The same agency with the same answer, so that both stand in one row? */
static bool is_one_row(const struct sl_picture_answer *left, const struct sl_picture_answer *right)
{
    return sl_str_equal(left->agency, right->agency) && sl_str_equal(left->answer, right->answer);
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

/* Is there an answer of this agency that another row has? */
static bool has_others(const struct sl_picture_input *input, const struct sl_picture_answer *answer)
{
    for (size_t i = 0; i < input->answer_count; i++) {
        if (sl_str_equal(input->answers[i].agency, answer->agency) &&
            !is_one_row(&input->answers[i], answer)) {
            return true;
        }
    }
    return false;
}

static void print_row(struct sl_page *page, size_t first)
{
    static const size_t widths[] = { 22, 22 };
    const struct sl_picture_input *input = page->picture->input;
    const struct sl_picture_answer *answer = &input->answers[first];
    const bool is_begun =
        first > 0 && sl_str_equal(input->answers[first - 1].agency, answer->agency);
    bool is_next = false;
    sl_page_cell(page, is_begun ? SL_STR("") : answer->agency);
    sl_page_cell(page, answer->answer_words);
    if (answer->count == 0 && !has_others(input, answer)) {
        sl_buf_add(&page->text, SL_STR("all kinds of record"));
    } else {
        for (size_t i = first; i < input->answer_count; i++) {
            if (is_one_row(answer, &input->answers[i])) {
                sl_buf_add(&page->text, is_next ? SL_STR("; ") : SL_STR(""));
                add_kinds(page, &input->answers[i]);
                is_next = true;
            }
        }
    }
    sl_page_end(page);
    sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
}

void sl_page_answers(struct sl_page *page)
{
    static const size_t widths[] = { 22, 22 };
    const struct sl_picture_input *input = page->picture->input;
    if (input->answer_count == 0) {
        return;
    }
    sl_page_heading(page, "WHAT YOU ARE TOLD OF EACH AGENCY'S RECORDS");
    for (size_t i = 0; i < input->answer_count; i++) {
        bool is_told = false;
        for (size_t j = 0; j < i && !is_told; j++) {
            is_told = is_one_row(&input->answers[j], &input->answers[i]);
        }
        if (!is_told) {
            print_row(page, i);
        }
    }
    for (size_t i = 0; i < input->withheld_count; i++) {
        sl_page_cell(page, input->withheld[i].agency);
        sl_page_cell(page, SL_STR("withholds"));
        sl_page_cell(page, input->withheld[i].words);
        sl_page_row(page, widths, sizeof widths / sizeof widths[0]);
    }
}
