/* SPDX-License-Identifier: Apache-2.0 */
/* What one administrator asked for and another one must confirm: the list, confirming, refusing. */
#include "app/proposal.h"

#include "app/access_change.h"
#include "app/session_file.h"
#include "base/number.h"
#include "web/home.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"

#define PROPOSALS  SL_STR("/proposals")
#define CODE_BYTES ((size_t)400)

/* clang-format off */
static const struct sl_done done[] = {
    { "confirmed", "It is confirmed, and done." },
    { "refused", "It is refused." },
};

static const struct sl_ask confirm_ask = {
    .text = "Confirm it only when you know that your colleague asked for it, and why.",
    .button = "Confirm",
};
static const struct sl_ask refuse_ask = { .button = "Refuse or take back", .is_grave = true };
/* clang-format on */

static struct sl_row row_of(struct sl_visit *visit, const struct sl_store_proposal *proposal)
{
    const struct sl_str about = proposal->subject.len > 0 ? proposal->subject : proposal->value;

    return (struct sl_row){
        .title = sl_told_print(
            visit,
            "%.*s: %.*s",
            SL_STR_ARG(sl_told_sentence(visit, sl_proposal_terms()[proposal->act].words)),
            SL_STR_ARG(about)
        ),
        .href = sl_told_print(visit, "/proposal/%lld", (long long)proposal->id),
        .facts[0] = sl_told_print(
            visit,
            "Asked for by %.*s, %.*s (UTC)",
            SL_STR_ARG(proposal->made.by),
            SL_STR_ARG(sl_told_time(visit, proposal->made.at))
        ),
        .facts[1] = sl_told_print(
            visit,
            "Waits until %.*s (UTC)",
            SL_STR_ARG(sl_told_time(visit, proposal->made.at + SL_PROPOSAL_US))
        ),
    };
}

static enum sl_status add_rows(
    struct sl_sheet *sheet,
    struct sl_rows *rows,
    const struct sl_rows_words *words,
    struct sl_error *err
)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_store_proposal *proposals = NULL;
    size_t count = 0;

    SL_TRY(sl_proposal_list(visit->access, visit->arena, &proposals, &count, err));
    for (size_t i = 0; i < count; i++) {
        const struct sl_row row = row_of(visit, &proposals[i]);
        sl_rows_add(rows, &row);
    }
    sl_sheet_list(sheet, rows, words);
    return SL_OK;
}

enum sl_status sl_home_proposals(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_rows rows;

    sl_rows_init_short(&rows, sheet->visit, SL_ROWS_SHORT);
    return add_rows(
        sheet,
        &rows,
        &(struct sl_rows_words){
            .heading = SL_STR("Waiting for a second administrator"),
            .empty = SL_STR("Nothing waits to be confirmed."),
            .more = SL_STR("All that waits"),
            .more_href = PROPOSALS,
        },
        err
    );
}

enum sl_status sl_visit_proposals(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_sheet sheet;
    struct sl_rows rows;

    sl_sheet_init(&sheet, visit, SL_STR("Waiting for a second administrator"));
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    sl_sheet_text(
        &sheet,
        SL_STR(
            "Invitations, and the end of somebody’s authenticator, take two administrators where "
            "an agency has two; so does what loosens a setting of the whole store."
        )
    );
    sl_rows_init(&rows, visit);
    SL_TRY(add_rows(
        &sheet,
        &rows,
        &(struct sl_rows_words){ .empty = SL_STR("Nothing waits to be confirmed.") },
        err
    ));
    sl_sheet_show(&sheet);
    return SL_OK;
}

static enum sl_status read_number(struct sl_visit *visit, int64_t *ret_number, struct sl_error *err)
{
    return sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, ret_number, err);
}

/* The one of the address, among those that are open to the user. */
static enum sl_status find_proposal(
    struct sl_visit *visit, const struct sl_store_proposal **ret_proposal, struct sl_error *err
)
{
    struct sl_store_proposal *proposals = NULL;
    size_t count = 0;
    int64_t number = 0;

    SL_TRY(read_number(visit, &number, err));
    SL_TRY(sl_proposal_list(visit->access, visit->arena, &proposals, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (proposals[i].id == number) {
            *ret_proposal = &proposals[i];
            return SL_OK;
        }
    }
    sl_fail(err, SL_NOT_FOUND, "nothing waits with the number %lld", (long long)number);
    sl_fail_hint(err, "It may have been confirmed or refused, or waited for too long.");
    return SL_NOT_FOUND;
}

static enum sl_status show(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    const struct sl_store_proposal *proposal = NULL;
    struct sl_sheet sheet;

    SL_TRY(find_proposal(visit, &proposal, err));
    const struct sl_row row = row_of(visit, proposal);
    const bool is_own = sl_str_equal(proposal->made.by, sl_access_user(visit->access)->id);
    sl_sheet_init(&sheet, visit, row.title);
    sheet.back = SL_STR("Waiting for a second administrator");
    sheet.back_href = PROPOSALS;
    sheet.why = why;
    sl_sheet_fact(&sheet, "Asked for by", proposal->made.by, SL_STR(""));
    sl_sheet_fact(&sheet, "On (UTC)", sl_told_time(visit, proposal->made.at), SL_STR(""));
    sl_sheet_fact(
        &sheet,
        "Waits until (UTC)",
        sl_told_time(visit, proposal->made.at + SL_PROPOSAL_US),
        SL_STR("")
    );
    if (is_own) {
        sl_sheet_text(
            &sheet, SL_STR("You asked for it, so another administrator must confirm it.")
        );
    } else {
        sl_sheet_form(&sheet, &confirm_ask, visit->path, sl_value_undefined());
    }
    sl_sheet_form(
        &sheet,
        &refuse_ask,
        sl_told_print(visit, "/proposal/%lld/refuse", (long long)proposal->id),
        sl_value_undefined()
    );
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_proposal(struct sl_visit *visit, struct sl_error *err)
{
    return show(visit, NULL, err);
}

/* An invitation's code, which is shown once. */
static void
show_code(struct sl_visit *visit, const struct sl_store_proposal *proposal, struct sl_str code)
{
    struct sl_sheet sheet;

    sl_sheet_init(&sheet, visit, SL_STR("Give them this code"));
    sheet.notice = SL_STR("It is confirmed, and done.");
    sheet.back = SL_STR("Waiting for a second administrator");
    sheet.back_href = PROPOSALS;
    sl_sheet_text(
        &sheet,
        sl_told_print(
            visit,
            "%.*s uses it to set a password, at \"Use an invitation code\" on the page that signs "
            "in. It is shown only now, works once and for 3 days. Make sure that it reaches "
            "nobody else.",
            SL_STR_ARG(proposal->subject)
        )
    );
    sl_sheet_code(&sheet, code);
    sl_sheet_show(&sheet);
}

enum sl_status sl_visit_proposal_confirm(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_store_proposal proposal = { .act = SL_PROPOSAL_COUNT };
    struct sl_buf code;
    int64_t number = 0;

    SL_TRY(read_number(visit, &number, err));
    sl_buf_init(&code, CODE_BYTES);
    const enum sl_status status =
        sl_proposal_confirm(visit->access, number, visit->arena, &code, &proposal, err);
    const bool has_code = code.len > 0;
    if (status == SL_OK && has_code) {
        show_code(visit, &proposal, sl_buf_str(&code));
    }
    sl_session_token_finish(&code);
    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show, err);
    }
    return has_code ? SL_OK : sl_visit_go(visit, SL_STR("/proposals?done=confirmed"), err);
}

enum sl_status sl_visit_proposal_refuse(struct sl_visit *visit, struct sl_error *err)
{
    int64_t number = 0;

    SL_TRY(read_number(visit, &number, err));
    SL_TRY(sl_proposal_refuse(visit->access, number, err));
    return sl_visit_go(visit, SL_STR("/proposals?done=refused"), err);
}
