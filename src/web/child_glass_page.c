/* SPDX-License-Identifier: Apache-2.0 */
/* Breaking the glass: a reason from a list and in words, and then the child's page. */
#include <stdio.h>

#include "app/glass_manage.h"
#include "base/number.h"
#include "base/utf8.h"
#include "web/child_form.h"
#include "web/child_told.h"
#include "web/pages.h"
#include "web/visit.h"
#include "web/web_templates.h"

#define HOURS_MOST (SL_GLASS_LONGEST_MICROSECONDS / INT64_C(3600000000))
#define HOURS_TEXT 12

/* The reasons as items of radios. */
static struct sl_value reasons_of(struct sl_page *page)
{
    struct sl_value *items = sl_page_room(page, SL_GLASS_REASON_COUNT);

    for (size_t i = 0; items != NULL && i < SL_GLASS_REASON_COUNT; i++) {
        items[i] = sl_child_option(
            page, sl_glass_reason_terms()[i].name, sl_glass_reason_terms()[i].words
        );
    }
    return items == NULL ? sl_value_undefined() : sl_value_list(items, SL_GLASS_REASON_COUNT);
}

/* "1 hour" to "8 hours". */
static struct sl_value hours_of(struct sl_visit *visit)
{
    struct sl_value *items = sl_page_room(&visit->page, HOURS_MOST);
    char text[HOURS_TEXT];

    for (int i = 0; items != NULL && i < HOURS_MOST; i++) {
        (void)snprintf(text, sizeof text, i == 0 ? "%d hour" : "%d hours", i + 1);
        const struct sl_value words = sl_visit_text(visit, sl_str_from(text));
        items[i] = sl_child_option(
            &visit->page, sl_str_part(sl_value_str(words), 0, 1), sl_value_str(words)
        );
    }
    return items == NULL ? sl_value_undefined() : sl_value_list(items, HOURS_MOST);
}

static void show(struct sl_visit *visit, const struct sl_child_problem *problems, size_t count)
{
    const struct sl_str hours = sl_form_get(&visit->form, SL_STR("hours"));

    sl_pages_child_glass_print(
        &visit->page,
        &(struct sl_pages_child_glass_page){
            .site = sl_visit_frame(visit),
            .child = sl_value_text(sl_visit_param(visit, 0)),
            .reasons = reasons_of(&visit->page),
            .hours = hours_of(visit),
            .reason = sl_value_text(sl_form_get(&visit->form, SL_STR("reason"))),
            .words = sl_value_text(sl_form_get(&visit->form, SL_STR("words"))),
            .chosen = sl_value_text(hours.len > 0 ? hours : SL_STR("1")),
            .problems = sl_child_problems(&visit->page, problems, count),
        }
    );
}

/* Is it a child's id, and may the user break glasses at all? */
static enum sl_status check(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_OVERRIDE,
        .kind = SL_STR("glass"),
        .subject = sl_visit_param(visit, 0),
    };

    SL_TRY(sl_child_check_id(deed.subject, err));
    return sl_access_may(visit->access, SL_MAY_BREAK_GLASS, &deed, err);
}

enum sl_status sl_visit_child_glass(struct sl_visit *visit, struct sl_error *err)
{
    SL_TRY(check(visit, err));
    show(visit, NULL, 0);
    return SL_OK;
}

/* What the form says, or what is wrong with it. Returns how many problems there are. */
static size_t read_claim(
    const struct sl_visit *visit, struct sl_glass_claim *claim, struct sl_child_problem problems[3]
)
{
    const struct sl_form *form = &visit->form;
    const unsigned reason = sl_term_find(
        sl_glass_reason_terms(), SL_GLASS_REASON_COUNT, sl_form_get(form, SL_STR("reason"))
    );
    const struct sl_str words = sl_str_trim(sl_form_get(form, SL_STR("words")));
    const size_t word_count = sl_utf8_count(words);
    int64_t hours = 0;
    size_t count = 0;

    if (reason == SL_GLASS_REASON_COUNT) {
        problems[count++] =
            (struct sl_child_problem){ SL_STR("reason"), SL_STR("Select why you need it") };
    }
    if (word_count < SL_GLASS_WORDS_MIN || word_count > SL_GLASS_WORDS_MAX) {
        problems[count++] = (struct sl_child_problem
        ){ SL_STR("words"), SL_STR("Say what is happening, in 15 to 1,000 characters") };
    }
    if (sl_parse_i64(sl_form_get(form, SL_STR("hours")), 1, HOURS_MOST, &hours, NULL) != SL_OK) {
        problems[count++] =
            (struct sl_child_problem){ SL_STR("hours"), SL_STR("Select for how long") };
    }
    *claim = (struct sl_glass_claim){
        .child = sl_visit_param(visit, 0),
        .reason = (enum sl_glass_reason)reason,
        .words = words,
        .hours = (int32_t)hours,
    };
    return count;
}

enum sl_status sl_visit_child_glass_break(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_child_problem problems[3];
    struct sl_glass_claim claim;
    struct sl_store_glass glass;

    SL_TRY(check(visit, err));
    const size_t count = read_claim(visit, &claim, problems);
    if (count > 0) {
        show(visit, problems, count);
        return SL_OK;
    }
    SL_TRY(sl_glass_break(visit->access, &claim, visit->arena, &glass, err));
    return sl_child_go(visit, "", err);
}
