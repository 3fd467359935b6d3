/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/request.h"

#include "record/calendar.h"

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },
static const struct sl_term reasons[] = { SL_WITHHELD_TABLE(TERM) };
/* clang-format on */

const struct sl_term *sl_withheld_terms(void)
{
    return reasons;
}

struct sl_str sl_request_outcome_name(enum sl_request_outcome outcome)
{
    static const struct sl_str names[] = {
        [SL_OUTCOME_NONE] = TEXT("none"),
        [SL_OUTCOME_GIVEN] = TEXT("given"),
        [SL_OUTCOME_REDACTED] = TEXT("redacted"),
        [SL_OUTCOME_WITHHELD] = TEXT("withheld"),
    };

    return names[outcome];
}

struct sl_str sl_request_state_name(enum sl_request_state state)
{
    static const struct sl_str names[] = {
        [SL_REQUEST_ASKED] = TEXT("asked"),         [SL_REQUEST_FULL] = TEXT("given"),
        [SL_REQUEST_PART] = TEXT("part"),           [SL_REQUEST_REFUSED] = TEXT("refused"),
        [SL_REQUEST_WITHDRAWN] = TEXT("withdrawn"),
    };

    return names[state];
}

static bool is_blank(struct sl_str text)
{
    return sl_str_trim(text).len == 0;
}

/* What is wrong with an item; NULL when nothing is. */
static const char *
item_fault(const struct sl_record_request *request, const struct sl_request_item *item)
{
    if (is_blank(item->record)) {
        return "a record has no name";
    }
    if (item->outcome == SL_OUTCOME_NONE) {
        return NULL;
    }
    if (item->decided < request->asked) {
        return "a record was decided before it was asked for";
    }
    if (is_blank(item->decided_by)) {
        return "it is not said who decided";
    }
    if (item->outcome == SL_OUTCOME_GIVEN) {
        return NULL;
    }
    if ((unsigned)item->reason >= SL_WITHHELD_COUNT || is_blank(item->words)) {
        return "what is withheld needs a reason from the list, and one in words";
    }
    return NULL;
}

static bool is_repeated(const struct sl_record_request *request, size_t item)
{
    for (size_t i = 0; i < item; i++) {
        if (sl_str_equal(request->items[i].record, request->items[item].record)) {
            return true;
        }
    }
    return false;
}

static const char *request_fault(const struct sl_record_request *request)
{
    if (is_blank(request->asked_by) || is_blank(request->agency) || is_blank(request->holder) ||
        is_blank(request->identity)) {
        return "it is not said who asks whom, about whom";
    }
    if (sl_str_equal(request->agency, request->holder)) {
        return "an agency does not ask itself";
    }
    if (is_blank(request->reason)) {
        return "a request needs a reason in words";
    }
    if (request->clock_days < 1) {
        return "a request has at least one day";
    }
    if (request->withdrawn != 0 && request->withdrawn < request->asked) {
        return "it was withdrawn before it was asked";
    }
    if (request->item_count == 0 || request->item_count > SL_REQUEST_ITEM_LIMIT) {
        return "a request names at least one record, and not too many";
    }
    return NULL;
}

enum sl_status sl_request_check(const struct sl_record_request *request, struct sl_error *err)
{
    const char *fault = request_fault(request);

    if (fault != NULL) {
        return sl_fail(err, SL_INVALID, "%s", fault);
    }
    for (size_t i = 0; i < request->item_count; i++) {
        fault = item_fault(request, &request->items[i]);
        if (fault == NULL && is_repeated(request, i)) {
            fault = "a record is named twice";
        }
        if (fault != NULL) {
            sl_fail(err, SL_INVALID, "%s", fault);
            sl_fail_detail(err, "record %zu", i + 1);
            return SL_INVALID;
        }
    }
    return SL_OK;
}

/* Count the outcomes up to a day; gives the day of the last one. */
static int32_t count_outcomes(
    const struct sl_record_request *request, int32_t day, struct sl_request_status *status
)
{
    int32_t last = 0;

    for (size_t i = 0; i < request->item_count; i++) {
        const struct sl_request_item *item = &request->items[i];
        const enum sl_request_outcome outcome =
            item->decided <= day ? item->outcome : SL_OUTCOME_NONE;

        status->undecided_count += outcome == SL_OUTCOME_NONE ? 1u : 0u;
        status->given_count += outcome == SL_OUTCOME_GIVEN ? 1u : 0u;
        status->redacted_count += outcome == SL_OUTCOME_REDACTED ? 1u : 0u;
        status->withheld_count += outcome == SL_OUTCOME_WITHHELD ? 1u : 0u;
        if (outcome != SL_OUTCOME_NONE && item->decided > last) {
            last = item->decided;
        }
    }
    return last;
}

static enum sl_request_state state_of(
    const struct sl_record_request *request, int32_t day, const struct sl_request_status *status
)
{
    if (status->undecided_count > 0) {
        return request->withdrawn != 0 && request->withdrawn <= day ? SL_REQUEST_WITHDRAWN
                                                                    : SL_REQUEST_ASKED;
    }
    if (status->given_count == request->item_count) {
        return SL_REQUEST_FULL;
    }
    return status->withheld_count == request->item_count ? SL_REQUEST_REFUSED : SL_REQUEST_PART;
}

enum sl_status sl_request_status_on(
    const struct sl_record_request *request,
    int32_t day,
    struct sl_request_status *ret_status,
    struct sl_error *err
)
{
    struct sl_request_status status = { .state = SL_REQUEST_ASKED };
    const int32_t last = count_outcomes(request, day, &status);

    status.state = state_of(request, day, &status);
    if (status.state == SL_REQUEST_WITHDRAWN) {
        status.closed = request->withdrawn;
    } else if (status.state != SL_REQUEST_ASKED) {
        status.closed = last;
    }
    SL_TRY(sl_calendar_add_working_days(request->asked, request->clock_days, &status.due, err));
    const int32_t until = status.closed == 0 ? day : status.closed;
    if (until > status.due) {
        status.late = true;
        SL_TRY(sl_calendar_working_days_between(status.due, until, &status.late_days, err));
    }
    *ret_status = status;
    return SL_OK;
}
