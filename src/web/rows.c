/* SPDX-License-Identifier: Apache-2.0 */
#include "web/rows.h"

#include "base/number.h"
#include "web/told.h"

/* No list has more pages. */
#define PAGE_MAX INT64_C(1000000)

#define TAG_NAME(enumerator, name) name,

struct sl_value sl_tag_colour(enum sl_tag tag)
{
    static const char *const names[] = { SL_TAG_TABLE(TAG_NAME) };

    SL_ASSERT(tag < SL_TAG_COUNT);
    return sl_value_text(sl_str_from(names[tag]));
}

void sl_rows_init_short(struct sl_rows *list, struct sl_visit *visit, size_t limit)
{
    *list = (struct sl_rows){
        .visit = visit,
        .rows = sl_page_room(&visit->page, limit),
        .limit = limit,
    };
}

void sl_rows_init(struct sl_rows *list, struct sl_visit *visit)
{
    const struct sl_str asked = sl_form_get(&visit->query, SL_STR("page"));
    int64_t page = 1;

    if (sl_parse_i64(asked, 1, PAGE_MAX, &page, NULL) != SL_OK) {
        page = 1;
    }
    sl_rows_init_short(list, visit, SL_ROWS_PAGE);
    list->first = (size_t)(page - 1) * SL_ROWS_PAGE;
    list->is_turned = true;
}

bool sl_rows_wants(const struct sl_rows *list)
{
    return list->rows != NULL && list->count >= list->first &&
           list->count - list->first < list->limit;
}

static struct sl_value facts_of(struct sl_visit *visit, const struct sl_row *row)
{
    struct sl_value facts[SL_ROW_FACTS];
    size_t count = 0;

    for (size_t i = 0; i < SL_ROW_FACTS; i++) {
        if (row->facts[i].len > 0) {
            facts[count++] = sl_visit_text(visit, row->facts[i]);
        }
    }
    return sl_page_list(&visit->page, facts, count);
}

void sl_rows_add(struct sl_rows *list, const struct sl_row *row)
{
    struct sl_visit *visit = list->visit;

    if (row != NULL && sl_rows_wants(list)) {
        /* clang-format off */
        const struct sl_member members[] = {
            { SL_STR("title"), sl_visit_text(visit, row->title) },
            { SL_STR("href"), sl_visit_text(visit, row->href) },
            { SL_STR("tag"), sl_visit_text(visit, row->tag) },
            { SL_STR("colour"), sl_tag_colour(row->colour) },
            { SL_STR("lead"), sl_visit_text(visit, row->lead) },
            { SL_STR("facts"), facts_of(visit, row) },
            { SL_STR("words"), sl_visit_text(visit, row->words) },
            { SL_STR("more"), sl_visit_text(visit, row->more) },
            { SL_STR("moreHref"), sl_visit_text(visit, row->more_href) },
            { SL_STR("button"), sl_visit_text(visit, row->button) },
            { SL_STR("action"), sl_visit_text(visit, row->action) },
        };
        /* clang-format on */
        list->rows[list->count - list->first] =
            sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
    list->count++;
}

/* Where another page of the list is; undefined when there is none. */
static struct sl_value page_link(const struct sl_rows *list, size_t page)
{
    const struct sl_str href = sl_told_print(
        list->visit,
        "%.*s?%.*spage=%zu",
        SL_STR_ARG(list->visit->path),
        SL_STR_ARG(list->keep),
        page
    );
    const struct sl_member member = { SL_STR("href"), sl_value_text(href) };

    return sl_page_map(&list->visit->page, &member, 1);
}

/* What the component for turning pages wants; undefined for a list of one page. */
static struct sl_value pages_of(const struct sl_rows *list, struct sl_str name)
{
    if (!list->is_turned || (list->count <= list->limit && list->first == 0)) {
        return sl_value_undefined();
    }
    const size_t page = list->first / list->limit + 1;
    const size_t page_count = (list->count + list->limit - 1) / list->limit;
    const struct sl_str label =
        sl_told_print(list->visit, "%.*s: page %zu of %zu", SL_STR_ARG(name), page, page_count);

    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("label"), sl_value_text(label) },
        { SL_STR("previous"), page > 1 ? page_link(list, page > page_count ? 1 : page - 1)
                                       : sl_value_undefined() },
        { SL_STR("next"), page < page_count ? page_link(list, page + 1) : sl_value_undefined() },
        { SL_STR("words"), sl_value_text(sl_told_print(list->visit, "Page %zu of %zu", page,
                                                       page_count)) },
    };
    /* clang-format on */
    return sl_page_map(&list->visit->page, members, sizeof members / sizeof members[0]);
}

static size_t kept_of(const struct sl_rows *list)
{
    const size_t behind = list->count > list->first ? list->count - list->first : 0;

    return behind < list->limit ? behind : list->limit;
}

struct sl_value sl_rows_value(const struct sl_rows *list, const struct sl_rows_words *words)
{
    struct sl_visit *visit = list->visit;
    const struct sl_str name = words->heading.len > 0 ? words->heading : SL_STR("List");

    if (list->rows == NULL) {
        return sl_value_undefined();
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("kind"), SL_VALUE_STR("list") },
        { SL_STR("heading"), sl_visit_text(visit, words->heading) },
        { SL_STR("text"), sl_visit_text(visit, words->text) },
        { SL_STR("empty"), sl_visit_text(visit, words->empty) },
        { SL_STR("rows"), sl_value_list(list->rows, kept_of(list)) },
        { SL_STR("left"), sl_value_number((double)(list->count - kept_of(list))) },
        { SL_STR("more"), sl_visit_text(visit, words->more) },
        { SL_STR("moreHref"), sl_visit_text(visit, words->more_href) },
        { SL_STR("pages"), pages_of(list, name) },
    };
    /* clang-format on */
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}
