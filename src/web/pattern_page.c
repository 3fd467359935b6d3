/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns that are raised now over a district, and possible groups; no map: a list that prints. */
#include "app/notice_list.h"
#include "web/pages.h"
#include "web/question_row.h"
#include "web/sheet.h"
#include "web/site_impl.h"
#include "web/told.h"

/* clang-format off */
static const struct sl_ask_field district_fields[] = {
    { .kind = SL_ASK_TEXT, .name = "district", .label = "District",
      .hint = "As agencies write it. Leave it empty for all." },
};
static const struct sl_ask district_ask = {
    .button = "Show", .is_get = true, .fields = district_fields, .field_count = 1,
};
/* clang-format on */

/* What is raised, as the user may see it. */
static enum sl_status
read_list(struct sl_visit *visit, struct sl_notice_list *list, struct sl_error *err)
{
    const struct sl_notice_asked asked = {
        .indicators = &visit->site->catalogues.indicators,
        .district = sl_str_trim(sl_form_get(&visit->query, SL_STR("district"))),
        .set = SL_SET_PATTERNS,
    };

    return sl_notice_list(visit->access, &asked, visit->arena, list, err);
}

/* Of when it is, and whether it may have changed since. */
static void add_basis(struct sl_sheet *sheet, const struct sl_notice_kept *kept)
{
    sl_sheet_text(
        sheet,
        sl_told_print(
            sheet->visit,
            "By what was known on %.*s, as far as you may see it. Each is a list of reasons for "
            "somebody to look at: nobody belongs to a group because a machine says so, and "
            "nothing is a score.",
            SL_STR_ARG(sl_told_day(sheet->visit, (int32_t)(kept->as_of / SL_DAY_SECONDS)))
        )
    );
    if (kept->is_stale) {
        sl_sheet_warning(
            sheet, SL_STR("Records have come since. Who looks after the store evaluates them.")
        );
    }
}

static struct sl_row group_row(
    struct sl_visit *visit, const struct sl_notice_list *list, const struct sl_notice_group *group
)
{
    return (struct sl_row){
        .title = group->indicator->wording,
        .href = sl_told_print(
            visit,
            "/pattern/%.*s/%.*s",
            SL_STR_ARG(group->indicator->id),
            SL_STR_ARG(list->lines[group->lines[0]].identity)
        ),
        .tag = sl_told_print(visit, "%zu people", group->line_count),
        .colour = SL_TAG_OPEN,
        .facts[0] = sl_told_print(
            visit,
            "%zu record%s",
            group->reason_count,
            group->reason_count == 1 ? " ties them" : "s tie them"
        ),
        .facts[1] = group->indicator->question,
    };
}

static struct sl_row line_row(struct sl_visit *visit, const struct sl_notice_line *line)
{
    const bool has_person = line->identity.len > 0;

    return (struct sl_row){
        .title = line->indicator->wording,
        .href = has_person ? sl_told_path(visit, "/child/", line->identity) : SL_STR(""),
        .lead = has_person ? line->identity : line->raised.about,
        .facts[0] =
            sl_told_print(visit, "Since %.*s", SL_STR_ARG(sl_told_day(visit, line->raised.since))),
        .facts[1] = line->district.len > 0
                        ? sl_told_print(visit, "District: %.*s", SL_STR_ARG(line->district))
                        : SL_STR(""),
        .facts[2] = sl_told_print(
            visit,
            "%zu record%s: %.*s%s",
            line->record_count,
            line->record_count == 1 ? "" : "s",
            SL_STR_ARG(line->record_count > 0 ? line->records[0] : SL_STR("")),
            line->record_count > 1 ? " and others" : ""
        ),
    };
}

enum sl_status sl_visit_patterns(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_notice_list list;
    struct sl_sheet sheet;
    struct sl_rows groups;
    struct sl_rows rows;

    SL_TRY(read_list(visit, &list, err));
    sl_sheet_init(&sheet, visit, SL_STR("Possible groups and patterns"));
    add_basis(&sheet, &list.kept);
    sl_sheet_form(&sheet, &district_ask, SL_STR("/patterns"), sl_value_undefined());
    sl_rows_init_short(&groups, visit, list.group_count);
    for (size_t i = 0; i < list.group_count; i++) {
        const struct sl_row row = group_row(visit, &list, &list.groups[i]);
        sl_rows_add(&groups, &row);
    }
    sl_sheet_list(
        &sheet,
        &groups,
        &(struct sl_rows_words){ .heading = SL_STR("Possible groups"),
                                 .empty = SL_STR("No records that you may see tie people so.") }
    );
    sl_rows_init_short(&rows, visit, list.line_count);
    for (size_t i = 0; i < list.line_count; i++) {
        if (list.lines[i].group == 0) {
            const struct sl_row row = line_row(visit, &list.lines[i]);
            sl_rows_add(&rows, &row);
        }
    }
    sl_sheet_list(
        &sheet,
        &rows,
        &(struct sl_rows_words){ .heading = SL_STR("Other patterns"),
                                 .empty = SL_STR("No records that you may see fit one.") }
    );
    sl_sheet_show(&sheet);
    return SL_OK;
}
