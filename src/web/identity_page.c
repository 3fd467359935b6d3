/* SPDX-License-Identifier: Apache-2.0 */
/* One person as records make them: which records, what became of them, and taking decisions back.
 */
#include "app/identity_door.h"
#include "base/number.h"
#include "base/threads.h"
#include "identity/identity_id.h"
#include "web/match_row.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"

/* clang-format off */
static const struct sl_done done[] = {
    { "release", "The decision is taken back, and the linkage has judged again." },
    { "split", "That record is of another person now." },
};

static const struct sl_ask_field reason_fields[] = {
    { .kind = SL_ASK_WORDS, .name = "reason", .label = "Why",
      .hint = "It is kept with the decision", .missing = "enter why" },
};
static const struct sl_ask release_ask = {
    .button = "Take the decision back",
    .is_grave = true,
    .fields = reason_fields,
    .field_count = 1,
};
static const struct sl_ask split_ask = {
    .button = "Split it off",
    .is_grave = true,
    .fields = reason_fields,
    .field_count = 1,
};

/* By enum sl_identity_event_kind, and by enum sl_decision_kind. */
static const char *const event_words[] = {
    [SL_IDENTITY_CREATED] = "was made", [SL_IDENTITY_JOINED] = "was joined",
    [SL_IDENTITY_SPLIT] = "was split", [SL_IDENTITY_RETIRED] = "is named by nothing any more",
    [SL_IDENTITY_SEALED] = "was sealed",
};
static const char *const decision_words[] = {
    [SL_DECISION_JOIN] = "One person", [SL_DECISION_SPLIT] = "Split",
    [SL_DECISION_HOLD_APART] = "Two people, kept apart",
    [SL_DECISION_RELEASE] = "Taken back",
};
/* clang-format on */

static struct sl_str id_text(struct sl_visit *visit, int64_t identity)
{
    const struct sl_identity_id id = sl_identity_print(identity);

    return sl_told_print(visit, "%s", id.text);
}

/* What a record says of the person, in one line. */
static struct sl_str row_text(struct sl_visit *visit, const struct sl_mention_row *row)
{
    struct sl_str text = SL_STR("");

    for (size_t i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        if (row->values[i].len > 0) {
            const struct sl_str value =
                i == SL_MENTION_BIRTH_DATE ? sl_told_date(visit, row->values[i]) : row->values[i];
            text = sl_told_join(visit, text, value, false);
        }
    }
    return text;
}

static void add_mentions(struct sl_sheet *sheet, const struct sl_identity_shown *shown)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_rows rows;

    sl_rows_init_short(&rows, visit, shown->mention_count);
    for (size_t i = 0; i < shown->mention_count; i++) {
        const struct sl_str name = sl_match_mention(visit, &shown->mentions[i].who);
        const struct sl_str split = sl_told_path(visit, "", name);
        struct sl_row row = {
            .title = name,
            .facts[0] = row_text(visit, &shown->mentions[i].row),
        };
        if (shown->mention_count > 1) {
            row.more = SL_STR("Split it off");
            row.more_href =
                sl_told_print(visit, "%.*s?split=%.*s", SL_STR_ARG(visit->path), SL_STR_ARG(split));
        }
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(
        sheet, &rows, &(struct sl_rows_words){ .heading = SL_STR("Records of this person") }
    );
}

static void add_decisions(struct sl_sheet *sheet, const struct sl_identity_shown *shown)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_rows rows;

    sl_rows_init_short(&rows, visit, shown->decision_count);
    for (size_t i = shown->decision_count; i-- > 0;) { /* the latest first */
        const struct sl_decision *decision = &shown->decisions[i];
        const bool is_in_force =
            decision->reversed_by == 0 && decision->kind != SL_DECISION_RELEASE;
        struct sl_row row = {
            .title = sl_told_print(visit, "%s", decision_words[decision->kind]),
            .facts[0] = sl_told_print(
                visit,
                "Decided %.*s (UTC) by %.*s",
                SL_STR_ARG(sl_told_time(visit, decision->decided_at)),
                SL_STR_ARG(decision->decided_by)
            ),
            .words = decision->reason,
        };
        if (is_in_force) {
            row.more = SL_STR("Take it back");
            row.more_href = sl_told_print(
                visit, "%.*s?release=%lld", SL_STR_ARG(visit->path), (long long)decision->id
            );
        } else if (decision->reversed_by != 0) {
            row.tag = SL_STR("Taken back");
            row.colour = SL_TAG_CLOSED;
        }
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){
            .heading = SL_STR("What people decided"),
            .empty = SL_STR("Nobody has decided anything about this person."),
        }
    );
}

static void add_events(struct sl_sheet *sheet, const struct sl_identity_shown *shown)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_rows rows;

    sl_rows_init_short(&rows, visit, shown->event_count);
    for (size_t i = shown->event_count; i-- > 0;) {
        const struct sl_identity_event *event = &shown->events[i];
        const struct sl_str other = event->other_identity == 0
                                        ? SL_STR("")
                                        : sl_told_print(
                                              visit,
                                              " %s %.*s",
                                              event->kind == SL_IDENTITY_SPLIT ? "from" : "into",
                                              SL_STR_ARG(id_text(visit, event->other_identity))
                                          );
        const struct sl_row row = {
            .title = sl_told_print(
                visit,
                "%.*s %s%.*s",
                SL_STR_ARG(id_text(visit, event->identity)),
                event_words[event->kind],
                SL_STR_ARG(other)
            ),
            .facts[0] = sl_told_print(
                visit, "%.*s (UTC)", SL_STR_ARG(sl_told_time(visit, event->happened_at))
            ),
        };
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(sheet, &rows, &(struct sl_rows_words){ .heading = SL_STR("History") });
}

/* The form that the address asks for, or that came back: taking back, splitting off. */
static void add_form(struct sl_sheet *sheet)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_form *given =
        visit->request->method == SL_METHOD_POST ? &visit->form : &visit->query;
    const struct sl_str release = sl_form_get(given, SL_STR("release"));
    const struct sl_str split = sl_form_get(given, SL_STR("split"));
    const struct sl_ask_hidden hidden = release.len > 0
                                            ? (struct sl_ask_hidden){ "release", release }
                                            : (struct sl_ask_hidden){ "split", split };

    if (hidden.value.len == 0) {
        return;
    }
    sl_sheet_heading(
        sheet,
        release.len > 0
            ? sl_told_print(visit, "Take decision %.*s back", SL_STR_ARG(release))
            : sl_told_print(visit, "Split %.*s off: it is another person", SL_STR_ARG(split))
    );
    sl_sheet_form(
        sheet,
        release.len > 0 ? &release_ask : &split_ask,
        visit->path,
        sl_ask_hidden(visit, &hidden, 1)
    );
}

static enum sl_status show(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_identity_shown shown;
    struct sl_sheet sheet;

    SL_TRY(sl_identity_look(visit->access, sl_visit_param(visit, 0), visit->arena, &shown, err));
    sl_sheet_init(&sheet, visit, id_text(visit, shown.identity));
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    sheet.caption = SL_STR("Identity");
    sheet.back = SL_STR("Possible matches");
    sheet.back_href = SL_STR("/matches");
    sheet.why = why;
    add_form(&sheet);
    add_mentions(&sheet, &shown);
    add_decisions(&sheet, &shown);
    add_events(&sheet, &shown);
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_identity(struct sl_visit *visit, struct sl_error *err)
{
    return show(visit, NULL, err);
}

/* A text with a NUL behind it. */
static const char *closed(struct sl_visit *visit, struct sl_str text)
{
    return sl_told_print(visit, "%.*s", SL_STR_ARG(text)).ptr;
}

/* What the form asks for: a decision taken back, or a record split off. */
static enum sl_status change(struct sl_visit *visit, const char **ret_done, struct sl_error *err)
{
    const struct sl_str release = sl_form_get(&visit->form, SL_STR("release"));
    const struct sl_str split = sl_form_get(&visit->form, SL_STR("split"));
    const bool is_release = release.len > 0;
    const char *names[2];
    struct sl_identity_request request = {
        .kind = is_release ? SL_DECISION_RELEASE : SL_DECISION_SPLIT,
        .names = names,
        .name_count = is_release ? 1 : 2,
        .reason = sl_ask_given(&reason_fields[0], &visit->form),
    };
    const struct sl_identify_options options = {
        .thread_count = sl_threads_available(),
        .at = visit->now_us,
    };
    struct sl_identity_decided decided;
    int64_t number = 0;

    SL_TRY(sl_ask_check(is_release ? &release_ask : &split_ask, &visit->form, err));
    if (is_release) {
        SL_TRY(sl_parse_i64(release, 1, INT64_MAX, &number, err));
        names[0] = closed(visit, release);
    } else {
        names[0] = closed(visit, sl_visit_param(visit, 0));
        names[1] = closed(visit, split);
    }
    *ret_done = is_release ? "release" : "split";
    return sl_identity_judge(visit->access, &request, &options, &decided, err);
}

enum sl_status sl_visit_identity_change(struct sl_visit *visit, struct sl_error *err)
{
    const char *what = "";
    const enum sl_status status = change(visit, &what, err);

    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show, err);
    }
    return sl_visit_go(
        visit, sl_told_print(visit, "%.*s?done=%s", SL_STR_ARG(visit->path), what), err
    );
}
