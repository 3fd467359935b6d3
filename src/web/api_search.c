/* SPDX-License-Identifier: Apache-2.0 */
/* Programs search: the same as the page, as JSON. What is looked for stands in the body, so that it
 * is in nobody's log. */
#include "app/search_door.h"
#include "base/json_write.h"
#include "identity/identity_id.h"
#include "search/search_reason.h"
#include "web/api.h"
#include "web/body.h"
#include "web/handlers.h"
#include "web/limit.h"

#define HITS       20
#define WORD_BYTES ((size_t)4096)
#define TEXT_BYTES ((size_t)16 << 10)

enum { WORDS, LIMIT, MEMBER_COUNT };

/* clang-format off */
static const struct sl_body_member members[MEMBER_COUNT] = {
    [WORDS] = { .name = "words", .kind = SL_BODY_TEXT, .is_required = true, .most = WORD_BYTES },
    [LIMIT] = { .name = "limit", .kind = SL_BODY_WHOLE, .most = SL_SEARCH_HIT_LIMIT },
};
/* clang-format on */

/* An answer under way; reason is empty between parts. */
struct telling {
    const struct sl_search_result *result;
    struct sl_buf json, reason;
};

/* Values that may be told; only the first few of them are there. */
static void
add_values(struct telling *telling, const char *name, const struct sl_str *values, size_t count)
{
    sl_json_begin_list(&telling->json, name);
    for (size_t i = 0; i < count && i < SL_SEARCH_SHOWN_LIMIT; i++) {
        sl_json_add_text(&telling->json, NULL, values[i]);
    }
    sl_json_end_list(&telling->json);
}

/* How each part of the question fits; never a number, which would be taken for a score. */
static void add_parts(struct telling *telling, const struct sl_search_hit *hit)
{
    const struct sl_search_query *query = telling->result->query;

    sl_json_begin_list(&telling->json, "parts");
    for (size_t i = 0; i < query->part_count; i++) {
        const struct sl_search_agrees *agrees = &hit->match.parts[i];
        sl_buf_clear(&telling->reason);
        sl_search_reason_print(agrees, query->parts[i].typed, &telling->reason);
        sl_json_begin_object(&telling->json, NULL);
        sl_json_add_text(&telling->json, "typed", query->parts[i].typed);
        sl_json_add_text(&telling->json, "agreement", sl_search_agreement_name(agrees->agreement));
        sl_json_add_text(&telling->json, "reason", sl_buf_str(&telling->reason));
        sl_json_end_object(&telling->json);
    }
    sl_json_end_list(&telling->json);
}

static void add_hit(struct telling *telling, const struct sl_search_hit *hit)
{
    const struct sl_identity_id id = sl_identity_print(hit->identity);
    const struct sl_search_who *who = &hit->who;
    struct sl_buf *json = &telling->json;

    sl_json_begin_object(json, NULL);
    if (hit->identity != 0) {
        sl_json_add_text(json, "child", sl_str_from(id.text));
    }
    sl_json_add_i64(json, "rank", (int64_t)hit->rank);
    sl_json_add_truth(json, "fits_all", hit->fits_all);
    sl_json_add_truth(json, "is_open", hit->is_told);
    add_parts(telling, hit);
    add_values(telling, "names", who->names, who->name_count);
    add_values(telling, "birth_dates", who->birth_dates, who->birth_date_count);
    add_values(telling, "postcodes", who->places, who->place_count);
    add_values(telling, "agencies", who->agencies, who->agency_count);
    sl_json_end_object(json);
}

static void add_result(struct telling *telling)
{
    const struct sl_search_result *result = telling->result;
    struct sl_buf *json = &telling->json;

    sl_json_begin_object(json, NULL);
    sl_json_add_text(json, "outcome", sl_search_outcome_name(result->outcome));
    sl_json_add_i64(json, "fitting", (int64_t)result->fitting_count);
    sl_json_add_text(
        json, "fitting_are", result->is_of_mentions ? SL_STR("mentions") : SL_STR("people")
    );
    sl_json_add_truth(json, "fitting_is_at_least", result->is_at_least);
    sl_json_begin_list(json, "hits");
    for (size_t i = 0; i < result->hit_count; i++) {
        add_hit(telling, &result->hits[i]);
    }
    sl_json_end_list(json);
    sl_json_begin_list(json, "notes");
    for (size_t i = 0; i < result->note_count; i++) {
        sl_json_add_text(json, NULL, sl_str_from(result->notes[i]));
    }
    sl_json_end_list(json);
    sl_json_end_object(json);
}

static void finish(struct telling *telling)
{
    sl_buf_finish(&telling->json);
    sl_buf_finish(&telling->reason);
}

enum sl_status sl_visit_api_search(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_search_door_close_ptr) struct sl_search_door *door = NULL;
    SL_CLEANUP(finish) struct telling telling;
    struct sl_body_value sent[MEMBER_COUNT];

    sl_buf_init(&telling.json, SL_WEB_PAGE_BYTES);
    sl_buf_init(&telling.reason, TEXT_BYTES);
    SL_TRY(sl_body_read(visit->request->body, members, MEMBER_COUNT, visit->arena, sent, err));
    const struct sl_search_request request = {
        .text = sent[WORDS].text,
        .today = sl_visit_today(visit),
        .limit = sent[LIMIT].is_there ? (size_t)sent[LIMIT].whole : HITS,
    };
    SL_TRY(sl_search_door_open(visit->access, request.text, &door, err));
    SL_TRY(sl_search_ask(door, &request, &telling.result, err));
    add_result(&telling);
    SL_TRY(sl_buf_status(&telling.reason, err));
    return sl_api_say(visit, &telling.json, err);
}
