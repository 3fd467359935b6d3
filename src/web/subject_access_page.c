/* SPDX-License-Identifier: Apache-2.0 */
/* What a child who asks is given by the agency: found, read, downloaded. For privacy officers. */
#include "app/subject_access.h"

#include "app/ledger_about.h"
#include "base/utf8.h"
#include "web/child_told.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"

#define SUBJECT_ACCESS SL_STR("/subject-access")

/* Of a record's text; the whole stands in the file. */
#define SHOWN_BYTES ((size_t)1200)
#define FILE_BYTES  ((size_t)24 << 20)

/* clang-format off */
static const struct sl_ask_field fields[] = {
    { .kind = SL_ASK_TEXT, .name = "child", .label = "Whose records?",
      .hint = "An NHS number, or the id of a child such as P3K7Q0ZD8",
      .missing = "enter an NHS number or an id" },
};
static const struct sl_ask ask = {
    .button = "Continue",
    .fields = fields,
    .field_count = 1,
};
/* clang-format on */

static enum sl_status may(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_EXPORT,
        .kind = SL_STR("subject access"),
    };

    return sl_access_may(visit->access, SL_MAY_SUBJECT_ACCESS, &deed, err);
}

static enum sl_status
show_ask(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_sheet sheet;

    (void)err;
    sl_sheet_init(&sheet, visit, SL_STR("Answer a subject access request"));
    sheet.why = why;
    sl_sheet_text(
        &sheet,
        SL_STR("Whoever asks what you hold about them is given your agency’s records that name "
               "them, and who has looked. Check first who is asking, and for whom.")
    );
    sl_sheet_form(&sheet, &ask, SUBJECT_ACCESS, sl_value_undefined());
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_subject_access(struct sl_visit *visit, struct sl_error *err)
{
    SL_TRY(may(visit, err));
    return show_ask(visit, NULL, err);
}

/* What somebody typed goes no further: the address of the next page has the id alone. */
enum sl_status sl_visit_subject_access_find(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_ledger_about about;

    SL_TRY(may(visit, err));
    enum sl_status status = sl_ask_check(&ask, &visit->form, err);
    if (status == SL_OK) {
        const struct sl_str child = sl_ask_given(&fields[0], &visit->form);
        status = sl_ledger_about_find(&about, visit->access, child, err);
    }
    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show_ask, err);
    }
    return sl_visit_go(
        visit, sl_told_print(visit, "/child/%.*s/access", SL_STR_ARG(about.names[0])), err
    );
}

/* What there is, while it is told. */
struct given {
    struct sl_visit *visit;
    struct sl_rows records;
    size_t act_count;
};

/* The beginning of a text, without a half of a letter at its end. */
static struct sl_str beginning(struct sl_visit *visit, struct sl_str text)
{
    const struct sl_str part = sl_str_part(text, 0, SHOWN_BYTES);
    const struct sl_str whole = sl_str_part(part, 0, sl_utf8_check(part));

    return sl_told_print(
        visit, "%.*s%s", SL_STR_ARG(whole), whole.len < text.len ? " … (more in the file)" : ""
    );
}

static enum sl_status
add_record(void *context, const struct sl_child_record *one, struct sl_error *err)
{
    struct given *given = context;
    struct sl_visit *visit = given->visit;

    (void)err;
    if (!sl_rows_wants(&given->records)) {
        sl_rows_add(&given->records, NULL);
        return SL_OK;
    }
    const struct sl_row row = {
        .title = sl_told_print(
            visit,
            "%.*s, %.*s",
            SL_STR_ARG(one->source->system),
            SL_STR_ARG(one->record->key)
        ),
        .facts = {
            sl_told_print(
                visit,
                "Received %.*s (UTC), version %lld, as %.*s",
                SL_STR_ARG(sl_told_time(visit, one->run->ended_at)),
                (long long)one->record->version,
                SL_STR_ARG(one->run->file.format)
            ),
        },
        .words = beginning(visit, one->record->body),
    };
    sl_rows_add(&given->records, &row);
    return SL_OK;
}

static enum sl_status
count_act(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    struct given *given = context;

    (void)act;
    (void)err;
    given->act_count++;
    return SL_OK;
}

static void show_given(struct sl_visit *visit, struct sl_str child, struct given *given)
{
    struct sl_sheet sheet;

    sl_sheet_init(&sheet, visit, sl_told_print(visit, "What %.*s is given", SL_STR_ARG(child)));
    sheet.back = SL_STR("Subject access");
    sheet.back_href = SUBJECT_ACCESS;
    sl_sheet_warning(
        &sheet,
        SL_STR("Read the records before you give them away: they tell of other people, too, and "
               "some of what they say may put somebody in danger.")
    );
    sl_sheet_fact(
        &sheet,
        "Your agency’s records",
        sl_told_print(visit, "%zu: download records.csv", given->records.count),
        sl_told_print(visit, "/child/%.*s/access/records.csv", SL_STR_ARG(child))
    );
    sl_sheet_fact(
        &sheet,
        "Times somebody looked",
        sl_told_print(visit, "%zu: download looked.csv", given->act_count),
        sl_told_print(visit, "/child/%.*s/access/looked.csv", SL_STR_ARG(child))
    );
    sl_sheet_fact(
        &sheet,
        "Who they were",
        SL_STR("See who has looked: names are for you, and not in the file"),
        sl_told_print(visit, "/child/%.*s/seen", SL_STR_ARG(child))
    );
    sl_sheet_list(
        &sheet,
        &given->records,
        &(struct sl_rows_words){
            .heading = SL_STR("The records"),
            .empty = SL_STR("Your agency holds no record of this child that you may see."),
        }
    );
    sl_sheet_show(&sheet);
}

enum sl_status sl_visit_child_access(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str child = sl_visit_param(visit, 0);
    struct given given = { .visit = visit };
    const struct sl_subject_access_told told = { add_record, count_act, &given };

    SL_TRY(may(visit, err));
    SL_TRY(sl_child_check_id(child, err));
    sl_rows_init(&given.records, visit);
    SL_TRY(sl_subject_access_tell(visit->access, child, &told, err));
    show_given(visit, child, &given);
    return SL_OK;
}

/* Which file the address is of. Errors: SL_NOT_FOUND. */
static enum sl_status
find_file(struct sl_str name, enum sl_subject_file *ret_file, struct sl_error *err)
{
    for (enum sl_subject_file i = 0; i < SL_SUBJECT_FILE_COUNT; i++) {
        if (sl_str_equal(name, sl_str_from(sl_subject_file_name(i)))) {
            *ret_file = i;
            return SL_OK;
        }
    }
    return sl_fail(err, SL_NOT_FOUND, "there is no such file");
}

enum sl_status sl_visit_child_access_file(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str child = sl_visit_param(visit, 0);
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    enum sl_subject_file file = SL_SUBJECT_RECORDS;

    sl_buf_init(&text, FILE_BYTES);
    SL_TRY(may(visit, err));
    SL_TRY(sl_child_check_id(child, err));
    SL_TRY(find_file(sl_visit_param(visit, 1), &file, err));
    SL_TRY(sl_subject_access_print(visit->access, child, file, &text, err));
    const struct sl_str where =
        sl_told_print(visit, "attachment; filename=\"%s\"", sl_subject_file_name(file));
    SL_TRY(sl_response_header(visit->response, "content-disposition", where, visit->arena, err));
    return sl_visit_body(visit, "text/csv; charset=utf-8", sl_buf_str(&text), err);
}
