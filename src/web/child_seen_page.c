/* SPDX-License-Identifier: Apache-2.0 */
/* Who has looked at a child, as far as the reader may be told. */
#include "app/ledger_answer.h"
#include "base/array.h"
#include "record/say.h"
#include "web/agency.h"
#include "web/child_told.h"
#include "web/pages.h"
#include "web/visit.h"
#include "web/web_templates.h"

#define SECOND_MICROSECONDS INT64_C(1000000)
#define DAY_SECONDS         INT64_C(86400)
#define TEXT_BYTES          ((size_t)1 << 10)

/* Acts, the oldest first, as the ledger tells them. */
struct acts {
    struct sl_visit *visit;
    struct sl_value *items;
    size_t count;
};

/* To the minute, in UTC. */
static struct sl_value time_of(struct sl_visit *visit, int64_t at_us)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    const int64_t seconds = at_us / SECOND_MICROSECONDS;
    const struct sl_moment moment = {
        .day = (int32_t)(seconds / DAY_SECONDS),
        .second = (int32_t)(seconds % DAY_SECONDS / 60 * 60),
        .precision = SL_PRECISION_MINUTE,
    };

    sl_buf_init(&text, TEXT_BYTES);
    sl_say_moment(moment, &text);
    return sl_visit_take(visit, &text);
}

/* What a term is called; a name that is none, as it is. */
static struct sl_value
words_of(struct sl_visit *visit, const struct sl_term *terms, unsigned count, struct sl_str name)
{
    const unsigned term = sl_term_find(terms, count, name);

    return term == count ? sl_visit_text(visit, name) : sl_value_text(terms[term].words);
}

static enum sl_status add_act(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    struct acts *acts = context;
    struct sl_visit *visit = acts->visit;
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("when"), time_of(visit, act->when_us) },
        { SL_STR("agency"), sl_visit_text(visit, act->agency) },
        { SL_STR("user"), sl_visit_text(visit, act->user) },
        { SL_STR("role"), words_of(visit, sl_user_role_terms(), SL_USER_ROLE_COUNT, act->role) },
        { SL_STR("purpose"), words_of(visit, sl_purpose_terms(), SL_PURPOSE_COUNT, act->purpose) },
        { SL_STR("verb"), sl_value_text(sl_str_from(act->verb)) },
        { SL_STR("kind"), sl_visit_text(visit, act->kind) },
        { SL_STR("outcome"), sl_value_text(sl_str_from(act->outcome)) },
        { SL_STR("detail"), sl_visit_text(visit, act->detail) },
        { SL_STR("isListed"), sl_value_bool(act->is_listed) },
    };
    /* clang-format on */

    SL_TRY(sl_array_room(visit->arena, &acts->items, acts->count, sizeof *acts->items, err));
    acts->items[acts->count++] =
        sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    return sl_page_status(&visit->page, err);
}

enum sl_status sl_visit_child_seen(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str child = sl_visit_param(visit, 0);
    struct acts acts = { .visit = visit };

    SL_TRY(sl_child_check_id(child, err));
    SL_TRY(sl_ledger_who_saw(visit->access, child, 0, add_act, &acts, err));
    for (size_t i = 0; i < acts.count / 2; i++) {
        const struct sl_value early = acts.items[i];
        acts.items[i] = acts.items[acts.count - 1 - i];
        acts.items[acts.count - 1 - i] = early;
    }
    sl_pages_child_seen_print(
        &visit->page,
        &(struct sl_pages_child_seen_page){
            .site = sl_visit_frame(visit),
            .child = sl_value_text(child),
            .agencies = sl_agency_values(&visit->page, sl_access_policy(visit->access)),
            .acts = sl_value_list(acts.items, acts.count),
        }
    );
    return SL_OK;
}
