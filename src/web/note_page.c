/* SPDX-License-Identifier: Apache-2.0 */
/* Writing a note about a child: the form, its draft, and what becomes of it. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/draft_manage.h"
#include "base/json.h"
#include "identity/identity_id.h"
#include "web/child_told.h"
#include "web/limit.h"
#include "web/note_form.h"
#include "web/pages.h"
#include "web/site_impl.h"
#include "web/told.h"
#include "web/web_templates.h"

#define NAME_BYTES ((size_t)2048)
#define JSON_BYTES ((size_t)64 << 10)
/* Records come into the store one writer after the other: how long one waits for another, and how
 * often it tries. */
#define WAIT_MS 6000
#define TRY_MS  25
/* Notes that are listed below the form, the latest ones. */
#define NOTES_SHOWN 20u

/* What the form's page is to show. */
struct shown {
    struct sl_note_form form;
    struct sl_child_problem problems[SL_NOTE_PROBLEMS];
    size_t problem_count;
    struct sl_str notice;        /* what was just done; may be empty */
    struct sl_str trouble;       /* why it is not recorded; may be empty */
    const struct sl_note *other; /* what somebody else has recorded meanwhile; NULL */
    int64_t other_version;
};

/* What the child is called; empty when that may not be told. */
static enum sl_status call(struct sl_visit *visit, struct sl_value *ret_name, struct sl_error *err)
{
    const struct sl_child_wish wish = {
        .access = visit->access,
        .arena = visit->arena,
        .id = sl_visit_param(visit, 0),
        .now_us = visit->now_us,
        .catalogues = &visit->site->catalogues,
    };
    SL_CLEANUP(sl_buf_finish) struct sl_buf name;

    sl_buf_init(&name, NAME_BYTES);
    SL_TRY(sl_child_call(&wish, &name, err));
    *ret_name = sl_visit_take(visit, &name);
    return SL_OK;
}

/* What the agency has written about the child already, so that nobody writes it twice. */
static enum sl_status
list_notes(struct sl_visit *visit, struct sl_value *ret_notes, struct sl_error *err)
{
    const struct sl_note_line *notes = NULL;
    size_t count = 0;

    SL_TRY(sl_note_list(visit->access, sl_visit_param(visit, 0), visit->arena, &notes, &count, err)
    );
    const size_t most = count < NOTES_SHOWN ? count : NOTES_SHOWN;
    struct sl_value *items = sl_page_room(&visit->page, most);
    for (size_t i = 0; items != NULL && i < most; i++) {
        items[i] = sl_note_value(visit, &notes[i].note, notes[i].version);
    }
    *ret_notes = items == NULL ? sl_value_undefined() : sl_value_list(items, most);
    return SL_OK;
}

static enum sl_status show(struct sl_visit *visit, struct shown *shown, struct sl_error *err)
{
    struct sl_value name = sl_value_undefined();
    struct sl_value notes = sl_value_undefined();
    const struct sl_str *texts = shown->form.texts;

    SL_TRY(call(visit, &name, err));
    SL_TRY(list_notes(visit, &notes, err));
    if (shown->problem_count > 0) {
        visit->response->status = 400;
    } else if (shown->trouble.len > 0) {
        visit->response->status = 503;
    } else if (shown->other != NULL) {
        visit->response->status = 409;
    }
    sl_pages_note_form_print(
        &visit->page,
        &(struct sl_pages_note_form_page){
            .site = sl_visit_frame(visit),
            .child = sl_value_text(sl_visit_param(visit, 0)),
            .name = name,
            .action = sl_value_text(visit->path),
            .form = sl_note_form_value(visit, &shown->form),
            .isChange = sl_value_bool(
                texts[SL_NOTE_FIELD_BASE].len > 0 &&
                !sl_str_equal(texts[SL_NOTE_FIELD_BASE], SL_STR("0"))
            ),
            .problems = sl_child_problems(&visit->page, shown->problems, shown->problem_count),
            .notice = sl_value_text(shown->notice),
            .trouble = sl_value_text(shown->trouble),
            .notes = notes,
            .other = shown->other == NULL
                         ? sl_value_undefined()
                         : sl_note_value(visit, shown->other, shown->other_version),
            .phrases =
                sl_note_phrases(visit, texts[SL_NOTE_FIELD_OBSERVED], texts[SL_NOTE_FIELD_SUMMARY]),
        }
    );
    return SL_OK;
}

/* May they write at all? A refusal is an entry. */
static enum sl_status may_write(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_WRITE,
                                         .kind = SL_STR("note"),
                                         .subject = sl_visit_param(visit, 0) };

    return sl_access_may(visit->access, SL_MAY_CONTACT, &deed, err);
}

/* A form that nobody has written in yet. */
static enum sl_status begin(struct sl_visit *visit, struct shown *shown, struct sl_error *err)
{
    char id[SL_NOTE_ID_BYTES];

    SL_TRY(sl_note_id_make(id, err));
    shown->form.texts[SL_NOTE_FIELD_FORM] = sl_told_print(visit, "%s", id);
    return SL_OK;
}

/* What stands in a draft. */
static enum sl_status
read_draft(struct sl_visit *visit, struct sl_str fields, struct shown *shown, struct sl_error *err)
{
    struct sl_form sent;

    SL_TRY(sl_form_parse(fields, visit->arena, &sent, err));
    sl_note_form_take(&sent, &shown->form);
    if (sl_form_has(&visit->query, SL_STR("saved"))) {
        shown->notice = SL_STR("Your draft is saved. Only you can see it.");
    }
    return SL_OK;
}

/* The address on which a draft is gone on with. */
static struct sl_str draft_path(struct sl_visit *visit, struct sl_str child, struct sl_str form)
{
    return sl_told_print(
        visit, "/child/%.*s/record?draft=%.*s", SL_STR_ARG(child), SL_STR_ARG(form)
    );
}

enum sl_status sl_visit_note_form(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str draft = sl_form_get(&visit->query, SL_STR("draft"));
    struct shown shown = { .problem_count = 0 };
    struct sl_draft_found found;

    SL_TRY(sl_child_check_id(sl_visit_param(visit, 0), err));
    SL_TRY(may_write(visit, err));
    if (draft.len == 0) {
        SL_TRY(begin(visit, &shown, err));
        return show(visit, &shown, err);
    }
    SL_TRY(sl_draft_open(visit->access, draft, visit->arena, &found, err));
    const struct sl_identity_id id = sl_identity_print(found.identity);
    if (found.identity != 0 && !sl_str_equal(sl_str_from(id.text), sl_visit_param(visit, 0))) {
        return sl_visit_go(visit, draft_path(visit, sl_str_from(id.text), found.draft.form), err);
    }
    SL_TRY(read_draft(visit, found.draft.fields, &shown, err));
    return show(visit, &shown, err);
}

/* The note as it is, to be changed; who may not change it is told that there is none. */
enum sl_status sl_visit_note_change(struct sl_visit *visit, struct sl_error *err)
{
    struct shown shown = { .problem_count = 0 };
    struct sl_note_shown note;

    SL_TRY(sl_child_check_id(sl_visit_param(visit, 0), err));
    SL_TRY(sl_note_open(visit->access, sl_visit_param(visit, 1), visit->arena, &note, err));
    const struct sl_note *latest = &note.versions[note.version_count - 1];
    if (latest->withdrawn) {
        return sl_fail(err, SL_INVALID, "the note was withdrawn");
    }
    sl_note_form_fill(visit, latest, (int64_t)note.version_count, &shown.form);
    return show(visit, &shown, err);
}

static enum sl_status save(struct sl_visit *visit, const struct shown *shown, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf fields;
    struct sl_note_written written;
    struct sl_child_problem problems[SL_NOTE_PROBLEMS];

    (void)sl_note_form_read(visit, &shown->form, &written, problems);
    sl_buf_init(&fields, SL_WEB_BODY_BYTES);
    sl_note_form_print(&shown->form, &fields);
    SL_TRY(sl_buf_status(&fields, err));
    const struct sl_draft_job job = {
        .form = written.note.id,
        .child = sl_visit_param(visit, 0),
        .base = written.base,
        .fields = sl_buf_str(&fields),
    };
    return sl_draft_save(visit->access, &job, visit->arena, err);
}

static void add_json(struct sl_buf *json, const char *name, struct sl_value text)
{
    sl_buf_addf(json, "\"%s\":", name);
    sl_json_quote(sl_value_str(text), json);
}

/* Saved while typing: when, and the phrases to look at. */
static enum sl_status
answer_kept(struct sl_visit *visit, const struct shown *shown, struct sl_error *err)
{
    const struct sl_str *texts = shown->form.texts;
    const struct sl_value phrases =
        sl_note_phrases(visit, texts[SL_NOTE_FIELD_OBSERVED], texts[SL_NOTE_FIELD_SUMMARY]);
    const struct sl_moment now = sl_moment_of_utc(visit->now_us / 1000000);
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;

    sl_buf_init(&json, JSON_BYTES);
    sl_buf_addf(
        &json,
        "{\"saved\":\"%02d:%02d\",\"phrases\":[",
        (int)(now.second / 3600),
        (int)(now.second / 60 % 60)
    );
    for (uint32_t i = 0; phrases.kind == SL_VALUE_LIST && i < phrases.count; i++) {
        const struct sl_value phrase = phrases.items[i];
        sl_buf_add(&json, i == 0 ? SL_STR("{") : SL_STR(",{"));
        add_json(&json, "text", sl_value_get(phrase, SL_STR("text")));
        sl_buf_add_byte(&json, ',');
        add_json(&json, "why", sl_value_get(phrase, SL_STR("why")));
        sl_buf_add_byte(&json, ',');
        add_json(&json, "better", sl_value_get(phrase, SL_STR("better")));
        sl_buf_add_byte(&json, '}');
    }
    sl_buf_add(&json, SL_STR("]}"));
    SL_TRY(sl_buf_status(&json, err));
    return sl_visit_body(visit, "application/json", sl_buf_str(&json), err);
}

/* A door to write records, once it is this one's turn. */
static enum sl_status
open_writer(struct sl_visit *visit, struct sl_access **ret_writer, struct sl_error *err)
{
    const struct sl_access_opening opening = {
        .hall = visit->site->hall,
        .mode = SL_STORE_WRITE,
        .token = visit->token,
        .now_us = visit->now_us,
    };
    const struct timespec pause = { .tv_nsec = TRY_MS * 1000000L };
    enum sl_status status = SL_IO;

    for (unsigned waited = 0; waited <= WAIT_MS && status == SL_IO; waited += TRY_MS) {
        status = sl_access_open(&opening, ret_writer, err);
        if (status == SL_IO) {
            (void)nanosleep(&pause, NULL);
        }
    }
    return status;
}

/* Record it by a door of its own: this one is for brief changes, so that a draft can be saved
 * whoever writes. */
static enum sl_status record(
    struct sl_visit *visit,
    const struct sl_note_written *written,
    struct sl_note_result *ret_result,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *writer = NULL;

    SL_TRY(open_writer(visit, &writer, err));
    return sl_note_record(writer, written, visit->arena, ret_result, err);
}

/* Somebody else was faster: what they wrote beside what this one wrote, and neither is lost. */
static enum sl_status show_conflict(
    struct sl_visit *visit,
    struct shown *shown,
    struct sl_note_written *written,
    struct sl_error *err
)
{
    struct sl_note_shown note;

    SL_TRY(sl_note_open(visit->access, written->note.id, visit->arena, &note, err));
    shown->other = &note.versions[note.version_count - 1];
    shown->other_version = (int64_t)note.version_count;
    shown->form.texts[SL_NOTE_FIELD_BASE] =
        sl_told_print(visit, "%lld", (long long)shown->other_version);
    SL_TRY(save(visit, shown, err));
    return show(visit, shown, err);
}

/* Not now: the draft is safe, and the page says so. */
static enum sl_status
show_trouble(struct sl_visit *visit, struct shown *shown, struct sl_error *err)
{
    SL_TRY(save(visit, shown, err));
    shown->trouble = SL_STR("Records are being taken in at this moment, so your note is not "
                            "recorded yet. It is kept as your draft: try again in a minute.");
    return show(visit, shown, err);
}

static enum sl_status
record_or_say(struct sl_visit *visit, struct shown *shown, struct sl_error *err)
{
    struct sl_note_written written;
    struct sl_note_result result;

    shown->problem_count = sl_note_form_read(visit, &shown->form, &written, shown->problems);
    if (shown->problem_count > 0) {
        return show(visit, shown, err);
    }
    written.child = sl_visit_param(visit, 0);
    const enum sl_status status = record(visit, &written, &result, err);
    if (status == SL_IO) {
        return show_trouble(visit, shown, err);
    }
    SL_TRY(status);
    if (result.outcome == SL_NOTE_CONFLICT) {
        return show_conflict(visit, shown, &written, err);
    }
    return sl_visit_go(
        visit,
        sl_told_print(
            visit,
            "/child/%.*s/note/%.*s?recorded",
            SL_STR_ARG(sl_visit_param(visit, 0)),
            SL_STR_ARG(written.note.id)
        ),
        err
    );
}

enum sl_status sl_visit_note_record(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str what = sl_form_get(&visit->form, SL_STR("do"));
    struct shown shown = { .problem_count = 0 };

    SL_TRY(sl_child_check_id(sl_visit_param(visit, 0), err));
    SL_TRY(may_write(visit, err));
    sl_note_form_take(&visit->form, &shown.form);
    if (sl_str_equal(what, SL_STR("keep"))) {
        SL_TRY(save(visit, &shown, err));
        return answer_kept(visit, &shown, err);
    }
    if (sl_str_equal(what, SL_STR("save"))) {
        SL_TRY(save(visit, &shown, err));
        const struct sl_str path =
            draft_path(visit, sl_visit_param(visit, 0), shown.form.texts[SL_NOTE_FIELD_FORM]);
        return sl_visit_go(visit, sl_told_print(visit, "%.*s&saved", SL_STR_ARG(path)), err);
    }
    return record_or_say(visit, &shown, err);
}

/* All versions before the latest one, the last first. */
static struct sl_value versions_of(struct sl_visit *visit, const struct sl_note_shown *note)
{
    const size_t count = note->version_count - 1;
    struct sl_value *items = sl_page_room(&visit->page, count);

    for (size_t i = 0; items != NULL && i < count; i++) {
        const size_t at = count - 1 - i;
        items[i] = sl_note_value(visit, &note->versions[at], (int64_t)at + 1);
    }
    return items == NULL ? sl_value_undefined() : sl_value_list(items, count);
}

static enum sl_status show_note(struct sl_visit *visit, struct sl_str trouble, struct sl_error *err)
{
    struct sl_note_shown note;
    struct sl_value name = sl_value_undefined();

    SL_TRY(sl_note_open(visit->access, sl_visit_param(visit, 1), visit->arena, &note, err));
    const struct sl_identity_id id = sl_identity_print(note.identity);
    if (note.identity != 0 && !sl_str_equal(sl_str_from(id.text), sl_visit_param(visit, 0))) {
        return sl_visit_go(
            visit,
            sl_told_print(
                visit, "/child/%s/note/%.*s", id.text, SL_STR_ARG(sl_visit_param(visit, 1))
            ),
            err
        );
    }
    if (note.identity != 0) {
        SL_TRY(call(visit, &name, err));
    }
    const struct sl_note *latest = &note.versions[note.version_count - 1];
    visit->response->status = trouble.len > 0 ? 400 : 200;
    sl_pages_note_print(
        &visit->page,
        &(struct sl_pages_note_page){
            .site = sl_visit_frame(visit),
            .child = sl_value_text(sl_visit_param(visit, 0)),
            .name = name,
            .note = sl_note_value(visit, latest, (int64_t)note.version_count),
            .versions = versions_of(visit, &note),
            .phrases = sl_note_phrases(visit, latest->observed, latest->summary),
            .isRecorded = sl_value_bool(sl_form_has(&visit->query, SL_STR("recorded"))),
            .trouble = sl_value_text(trouble),
        }
    );
    return SL_OK;
}

enum sl_status sl_visit_note(struct sl_visit *visit, struct sl_error *err)
{
    SL_TRY(sl_child_check_id(sl_visit_param(visit, 0), err));
    return show_note(visit, SL_STR(""), err);
}

/* Written about another child, or by mistake: it states nothing any more, and is kept. */
enum sl_status sl_visit_note_withdraw(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_note_shown note;
    struct sl_note_result result;
    struct sl_note_written written = {
        .note = {
            .id = sl_visit_param(visit, 1),
            .why = sl_str_trim(sl_form_get(&visit->form, SL_STR("why"))),
            .withdrawn = true,
        },
    };

    SL_TRY(sl_child_check_id(sl_visit_param(visit, 0), err));
    SL_TRY(sl_note_open(visit->access, written.note.id, visit->arena, &note, err));
    if (written.note.why.len == 0) {
        return show_note(visit, SL_STR("Say why the note is withdrawn"), err);
    }
    written.base = (int64_t)note.version_count;
    SL_TRY(record(visit, &written, &result, err));
    return sl_visit_go(
        visit,
        sl_told_print(
            visit,
            "/child/%.*s/note/%.*s",
            SL_STR_ARG(sl_visit_param(visit, 0)),
            SL_STR_ARG(written.note.id)
        ),
        err
    );
}
