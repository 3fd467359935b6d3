/* SPDX-License-Identifier: Apache-2.0 */
/* Asking what an indicator asks of a child, from the page of the child. */
#include "app/notice_history.h"
#include "app/question_list.h"
#include "app/question_look.h"
#include "identity/identity_id.h"
#include "web/child_told.h"
#include "web/pages.h"
#include "web/site_impl.h"
#include "web/told.h"
#include "web/visit.h"

/* The question of an indicator about the child, of which the user may know. */
static enum sl_status
find_asked(struct sl_visit *visit, struct sl_str rule, int64_t *ret_number, struct sl_error *err)
{
    struct sl_question_asked asked = { .all = true };
    struct sl_question_line *lines = NULL;
    size_t count = 0;

    SL_TRY(sl_identity_parse(sl_visit_param(visit, 0), &asked.identity, err));
    SL_TRY(sl_question_list(visit->access, &asked, visit->arena, &lines, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (sl_str_equal(lines[i].stored.indicator, rule)) {
            *ret_number = lines[i].stored.id;
            return SL_OK;
        }
    }
    sl_fail(err, SL_INVALID, "what you may see of the child does not ask this now");
    sl_fail_hint(err, "Records may have been corrected since the page was made. Look at it again.");
    return SL_INVALID;
}

enum sl_status sl_visit_child_raise(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str rule = sl_form_get(&visit->form, SL_STR("rule"));
    const char *rules[] = { sl_told_print(visit, "%.*s", SL_STR_ARG(rule)).ptr };
    struct sl_notice_question question = {
        .child = sl_visit_param(visit, 0),
        .catalogues = &visit->site->catalogues,
        .rules = rules,
        .rule_count = 1,
    };
    struct sl_question_raised told;
    int64_t number = 0;

    SL_TRY(sl_child_check_id(question.child, err));
    SL_TRY(sl_notice_instant(visit->now_us, &question.as_of, err));
    SL_TRY(sl_question_look(visit->access, &question, visit->arena, &told, err));
    SL_TRY(find_asked(visit, rule, &number, err));
    return sl_visit_go(
        visit,
        sl_told_print(
            visit, "/question/%lld?done=%s", (long long)number, told.known > 0 ? "again" : "raise"
        ),
        err
    );
}
