/* SPDX-License-Identifier: Apache-2.0 */
/* Search: one box, and who may be meant, each with the reasons. */
#include "app/search_door.h"
#include "identity/identity_id.h"
#include "record/say.h"
#include "search/search_reason.h"
#include "web/agency.h"
#include "web/pages.h"
#include "web/visit.h"
#include "web/web_templates.h"

/* People on a page: who is not among them is found by one more detail, not by turning pages. */
#define HIT_LIMIT  20u
#define TEXT_BYTES ((size_t)16 << 10)

/* A result while it is shown. */
struct showing {
    struct sl_visit *visit;
    const struct sl_search_result *result;
    struct sl_buf *text; /* empty between values */
};

/* How a part of the question fits, in three words that styles know. */
static struct sl_str mark_of(enum sl_search_agreement agreement)
{
    return agreement == SL_SEARCH_DIFFERENT      ? SL_STR("differs")
           : agreement >= SL_SEARCH_NOT_RECORDED ? SL_STR("unknown")
                                                 : SL_STR("fits");
}

static struct sl_value reasons_of(const struct showing *showing, const struct sl_search_hit *hit)
{
    const struct sl_search_query *query = showing->result->query;
    struct sl_page *page = &showing->visit->page;
    struct sl_value *items = sl_page_room(page, query->part_count);

    for (size_t i = 0; items != NULL && i < query->part_count; i++) {
        const struct sl_search_agrees *agrees = &hit->match.parts[i];
        sl_search_reason_print(agrees, query->parts[i].typed, showing->text);
        /* clang-format off */
        const struct sl_member members[] = {
            { SL_STR("mark"), sl_value_text(mark_of(agrees->agreement)) },
            { SL_STR("text"), sl_visit_take(showing->visit, showing->text) },
        };
        /* clang-format on */
        items[i] = sl_page_map(page, members, sizeof members / sizeof members[0]);
    }
    return items == NULL ? sl_value_undefined() : sl_value_list(items, query->part_count);
}

/* Values that may be told; only the first few of them are there. */
static struct sl_value
list_of(const struct showing *showing, const struct sl_str *values, size_t count)
{
    const size_t shown = count < SL_SEARCH_SHOWN_LIMIT ? count : SL_SEARCH_SHOWN_LIMIT;
    struct sl_value *items = sl_page_room(&showing->visit->page, shown);

    for (size_t i = 0; items != NULL && i < shown; i++) {
        items[i] = sl_visit_text(showing->visit, values[i]);
    }
    return items == NULL ? sl_value_undefined() : sl_value_list(items, shown);
}

/* "14 Feb 2013 or 2 Apr 2013". */
static struct sl_value births_of(const struct showing *showing, const struct sl_search_who *who)
{
    for (size_t i = 0; i < who->birth_date_count && i < SL_SEARCH_SHOWN_LIMIT; i++) {
        sl_buf_add(showing->text, i > 0 ? SL_STR(" or ") : SL_STR(""));
        sl_say_date(who->birth_dates[i], showing->text);
    }
    return sl_visit_take(showing->visit, showing->text);
}

/* By the birth that most agencies have. */
static struct sl_value age_of(const struct showing *showing, const struct sl_search_who *who)
{
    struct sl_moment birth;

    if (who->birth_date_count > 0 && sl_say_parse(who->birth_dates[0], &birth)) {
        sl_say_old(birth, sl_visit_today(showing->visit), showing->text);
    }
    return sl_visit_take(showing->visit, showing->text);
}

static struct sl_value hit_of(const struct showing *showing, const struct sl_search_hit *hit)
{
    const struct sl_search_who *who = &hit->who;
    const struct sl_identity_id id = sl_identity_print(hit->identity);
    const struct sl_str shown = hit->identity == 0 ? SL_STR("") : sl_str_from(id.text);
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("id"), sl_visit_text(showing->visit, shown) },
        { SL_STR("isTold"), sl_value_bool(hit->is_told) },
        { SL_STR("fitsAll"), sl_value_bool(hit->fits_all) },
        { SL_STR("names"), list_of(showing, who->names, who->name_count) },
        { SL_STR("births"), births_of(showing, who) },
        { SL_STR("age"), age_of(showing, who) },
        { SL_STR("places"), list_of(showing, who->places, who->place_count) },
        { SL_STR("agencies"), list_of(showing, who->agencies, who->agency_count) },
        { SL_STR("moreAgencies"), sl_value_bool(who->agency_count > SL_SEARCH_SHOWN_LIMIT) },
        { SL_STR("reasons"), reasons_of(showing, hit) },
    };
    /* clang-format on */

    return sl_page_map(&showing->visit->page, members, sizeof members / sizeof members[0]);
}

static struct sl_value result_of(const struct showing *showing)
{
    const struct sl_search_result *result = showing->result;
    struct sl_page *page = &showing->visit->page;
    struct sl_value *hits = sl_page_room(page, result->hit_count);
    struct sl_value *notes = sl_page_room(page, result->note_count);

    if (hits == NULL || notes == NULL) {
        return sl_value_undefined();
    }
    for (size_t i = 0; i < result->hit_count; i++) {
        hits[i] = hit_of(showing, &result->hits[i]);
    }
    for (size_t i = 0; i < result->note_count; i++) {
        notes[i] = sl_visit_text(showing->visit, sl_str_from(result->notes[i]));
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("outcome"), sl_value_text(sl_search_outcome_name(result->outcome)) },
        { SL_STR("count"), sl_value_number((double)result->fitting_count) },
        { SL_STR("isAtLeast"), sl_value_bool(result->is_at_least) },
        { SL_STR("isOfMentions"), sl_value_bool(result->is_of_mentions) },
        { SL_STR("hits"), sl_value_list(hits, result->hit_count) },
        { SL_STR("notes"), sl_value_list(notes, result->note_count) },
    };
    /* clang-format on */
    return sl_page_map(page, members, sizeof members / sizeof members[0]);
}

/* Ask, and make values of the answer while the door is open: its texts live as long. */
static enum sl_status
ask(struct sl_visit *visit,
    struct sl_str question,
    struct sl_value *ret_result,
    struct sl_error *err)
{
    SL_CLEANUP(sl_search_door_close_ptr) struct sl_search_door *door = NULL;
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    struct showing showing = { .visit = visit, .text = &text };
    const struct sl_search_request request = {
        .text = question,
        .today = sl_visit_today(visit),
        .limit = HIT_LIMIT,
    };

    sl_buf_init(&text, TEXT_BYTES);
    SL_TRY(sl_search_door_open(visit->access, question, &door, err));
    SL_TRY(sl_search_ask(door, &request, &showing.result, err));
    *ret_result = result_of(&showing);
    return SL_OK;
}

/* What is asked, and the answer; undefined when nothing is. */
static enum sl_status answer(
    struct sl_visit *visit,
    struct sl_str *ret_question,
    struct sl_value *ret_result,
    struct sl_error *err
)
{
    *ret_question = sl_str_trim(sl_form_get(&visit->query, SL_STR("q")));
    *ret_result = sl_value_undefined();
    return ret_question->len > 0 ? ask(visit, *ret_question, ret_result, err) : SL_OK;
}

enum sl_status sl_visit_search(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_str question;
    struct sl_value result;

    SL_TRY(answer(visit, &question, &result, err));
    sl_pages_search_print(
        &visit->page,
        &(struct sl_pages_search_page){
            .site = sl_visit_frame(visit),
            .question = sl_value_text(question),
            .result = result,
            .agencies = sl_agency_values(&visit->page, sl_access_policy(visit->access)),
        }
    );
    return SL_OK;
}

enum sl_status sl_visit_search_hits(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_str question;
    struct sl_value result;

    SL_TRY(answer(visit, &question, &result, err));
    sl_pages_search_found_print(
        &visit->page,
        &(struct sl_pages_search_found_page){
            .result = result,
            .agencies = sl_agency_values(&visit->page, sl_access_policy(visit->access)),
        }
    );
    return SL_OK;
}
