/* SPDX-License-Identifier: Apache-2.0 */
/* Phrases that blame a child, and the part of a form that changes while somebody writes. */
#include "web/wording.h"

#include "notice/language.h"
#include "web/pages.h"
#include "web/site_impl.h"
#include "web/told.h"
#include "web/web_templates.h"

/* Better words, as a list of things to say. */
static struct sl_str better_of(struct sl_visit *visit, const struct sl_language_phrase *phrase)
{
    struct sl_str text = SL_STR("");

    for (size_t i = 0; i < phrase->better_count; i++) {
        text = sl_told_print(
            visit,
            "%.*s%s“%.*s”",
            SL_STR_ARG(text),
            i == 0 ? "" : ", ",
            SL_STR_ARG(phrase->better[i])
        );
    }
    return text;
}

static struct sl_value hit_value(struct sl_visit *visit, const struct sl_language_hit *hit)
{
    const struct sl_language_phrase *phrase = hit->phrase;
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("text"), sl_visit_text(visit, hit->text) },
        { SL_STR("why"), sl_visit_text(visit, phrase->why) },
        { SL_STR("better"), sl_value_text(better_of(visit, phrase)) },
        { SL_STR("source"), sl_visit_text(visit, phrase->source->title) },
    };
    /* clang-format on */

    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

/* Was a phrase found before? */
static bool is_again(const struct sl_language_hit *hits, size_t index)
{
    size_t at = 0;

    while (hits[at].phrase != hits[index].phrase) {
        at++;
    }
    return at < index;
}

struct sl_value sl_wording_value(struct sl_visit *visit, struct sl_str text)
{
    const struct sl_language_hit *hits = NULL;
    size_t count = 0;
    size_t kept = 0;

    if (visit->site == NULL || text.len == 0) {
        return sl_value_undefined();
    }
    const enum sl_status status = sl_language_find(
        &visit->site->catalogues.language, text, visit->arena, &hits, &count, NULL
    );
    if (status != SL_OK) {
        sl_page_fail(&visit->page, status);
        return sl_value_undefined();
    }
    struct sl_value *values = count == 0 ? NULL : sl_page_room(&visit->page, count);
    for (size_t i = 0; values != NULL && i < count; i++) {
        if (!is_again(hits, i)) {
            values[kept++] = hit_value(visit, &hits[i]);
        }
    }
    return values == NULL ? sl_value_undefined() : sl_value_list(values, kept);
}

enum sl_status sl_visit_wording(struct sl_visit *visit, struct sl_error *err)
{
    (void)err;
    sl_pages_wording_print(
        &visit->page,
        &(struct sl_pages_wording_page){
            .notes = sl_wording_value(visit, sl_form_get(&visit->form, SL_STR("text"))),
        }
    );
    return SL_OK;
}
