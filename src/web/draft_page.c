/* SPDX-License-Identifier: Apache-2.0 */
/* Drafts: those that wait on the home page, and giving one up. */
#include "app/draft_manage.h"
#include "identity/identity_id.h"
#include "web/home.h"
#include "web/note_form.h"
#include "web/pages.h"
#include "web/told.h"

/* What a row says of what was written. */
#define SHOWN_BYTES 120u

/* The first words of a draft, as far as a row has room; never within a character. */
static struct sl_str first_words(struct sl_visit *visit, const struct sl_note_form *form)
{
    static const enum sl_note_field fields[] = { SL_NOTE_FIELD_CHILD_WORDS,
                                                 SL_NOTE_FIELD_SUMMARY,
                                                 SL_NOTE_FIELD_OBSERVED };
    struct sl_str words = SL_STR("");

    for (size_t i = 0; i < sizeof fields / sizeof fields[0] && words.len == 0; i++) {
        words = form->texts[fields[i]];
    }
    if (words.len <= SHOWN_BYTES) {
        return words;
    }
    size_t len = SHOWN_BYTES;
    while (len > 0 && ((unsigned char)words.ptr[len] & 0xC0u) == 0x80u) {
        len--;
    }
    return sl_told_print(visit, "%.*s …", (int)len, words.ptr);
}

static enum sl_status
add_draft(struct sl_rows *rows, const struct sl_draft_found *found, struct sl_error *err)
{
    struct sl_visit *visit = rows->visit;
    const struct sl_identity_id id = sl_identity_print(found->identity);
    const struct sl_str form_id = found->draft.form;
    struct sl_note_form form;
    struct sl_form sent;

    SL_TRY(sl_form_parse(found->draft.fields, visit->arena, &sent, err));
    sl_note_form_take(&sent, &form);
    const struct sl_row row = {
        .title = found->identity == 0 ? SL_STR("About a child who is not open to you now")
                                      : sl_told_print(visit, "About %s", id.text),
        .href =
            found->identity == 0
                ? SL_STR("")
                : sl_told_print(visit, "/child/%s/record?draft=%.*s", id.text, SL_STR_ARG(form_id)),
        .facts[0] = sl_told_print(
            visit, "Saved %.*s", SL_STR_ARG(sl_told_time(visit, found->draft.saved_at))
        ),
        .facts[1] = sl_told_print(
            visit,
            "Kept until %.*s",
            SL_STR_ARG(sl_told_day(
                visit, (int32_t)(found->draft.saved_at / (INT64_C(86400) * 1000000)) + SL_DRAFT_DAYS
            ))
        ),
        .words = first_words(visit, &form),
        .button = SL_STR("Give up"),
        .action = sl_told_print(visit, "/draft/%.*s/drop", SL_STR_ARG(form_id)),
    };
    sl_rows_add(rows, &row);
    return SL_OK;
}

enum sl_status sl_home_drafts(struct sl_sheet *sheet, struct sl_error *err)
{
    const struct sl_draft_found *drafts = NULL;
    struct sl_rows rows;
    size_t count = 0;

    SL_TRY(sl_draft_list(sheet->visit->access, sheet->visit->arena, &drafts, &count, err));
    if (count == 0) {
        return SL_OK;
    }
    sl_rows_init_short(&rows, sheet->visit, SL_DRAFT_LIMIT);
    for (size_t i = 0; i < count; i++) {
        SL_TRY(add_draft(&rows, &drafts[i], err));
    }
    sl_sheet_list(
        sheet, &rows, &(struct sl_rows_words){ .heading = SL_STR("Drafts you have not finished") }
    );
    return SL_OK;
}

enum sl_status sl_visit_draft_drop(struct sl_visit *visit, struct sl_error *err)
{
    SL_TRY(sl_draft_drop(visit->access, sl_visit_param(visit, 0), err));
    return sl_visit_go(visit, SL_STR("/"), err);
}
