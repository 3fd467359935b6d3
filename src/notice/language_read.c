/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/language.h"

#include <stdlib.h>

#include "notice/catalogue_read.h"

#define FORMAT SL_STR("sightline-language-1")

enum { PHRASE_SOURCE, PHRASE_WHY, PHRASE_FORMS, PHRASE_BETTER, PHRASE_MEMBER_COUNT };

static const struct sl_yaml_rule phrase_rules[PHRASE_MEMBER_COUNT] = {
    [PHRASE_SOURCE] = {"source",  SL_YAML_TEXT, true},
    [PHRASE_WHY] = { "why",    SL_YAML_TEXT, true},
    [PHRASE_FORMS] = { "phrase", SL_YAML_LIST, true},
    [PHRASE_BETTER] = { "better", SL_YAML_LIST, true},
};

/* A catalogue under way. */
struct reading {
    struct sl_arena *arena;
    struct sl_language *language;
    struct sl_language_phrase *phrases;
    struct sl_language_form *forms;
    struct sl_error *err;
};

static enum sl_status read_lines(
    const struct reading *reading,
    const struct sl_yaml_node *list,
    const struct sl_str **ret_lines,
    size_t *ret_count
)
{
    struct sl_str *lines = NULL;
    size_t count = 0;

    SL_TRY(sl_catalogue_room(
        list, SL_LANGUAGE_ITEM_LIMIT, sizeof(*lines), reading->arena, &lines, reading->err
    ));
    for (const struct sl_yaml_node *node = list->first; node != NULL; node = node->next) {
        SL_TRY(sl_yaml_expect(node, SL_YAML_TEXT, reading->err));
        SL_TRY(sl_catalogue_line(node, &lines[count++], reading->err));
    }
    *ret_lines = lines;
    *ret_count = count;
    return SL_OK;
}

/* The form of each line by which it is found. */
static enum sl_status
add_forms(struct reading *reading, const struct sl_yaml_node *list, size_t phrase)
{
    for (const struct sl_yaml_node *node = list->first; node != NULL; node = node->next) {
        struct sl_language_form form = { .phrase = phrase };
        SL_TRY(sl_language_fold(node->text, reading->arena, &form.text, reading->err));
        if (form.text.len == 0) {
            return sl_yaml_fail(
                node, reading->err, "a phrase is one or more words, and nothing else"
            );
        }
        for (size_t i = 0; i < reading->language->form_count; i++) {
            if (sl_str_equal(reading->forms[i].text, form.text)) {
                return sl_yaml_fail(
                    node, reading->err, "'%.*s' stands here already", SL_STR_ARG(form.text)
                );
            }
        }
        reading->forms[reading->language->form_count++] = form;
    }
    return SL_OK;
}

static enum sl_status read_phrase(struct reading *reading, const struct sl_yaml_node *node)
{
    struct sl_language *language = reading->language;
    struct sl_language_phrase *phrase = &reading->phrases[language->phrase_count];
    const struct sl_yaml_node *members[PHRASE_MEMBER_COUNT];

    SL_TRY(sl_yaml_members(node, phrase_rules, PHRASE_MEMBER_COUNT, members, reading->err));
    SL_TRY(sl_indicator_source_find(
        members[PHRASE_SOURCE],
        language->sources,
        language->source_count,
        &phrase->source,
        reading->err
    ));
    SL_TRY(sl_catalogue_line(members[PHRASE_WHY], &phrase->why, reading->err));
    SL_TRY(read_lines(reading, members[PHRASE_FORMS], &phrase->forms, &phrase->form_count));
    SL_TRY(read_lines(reading, members[PHRASE_BETTER], &phrase->better, &phrase->better_count));
    return add_forms(reading, members[PHRASE_FORMS], language->phrase_count++);
}

static int compare_forms(const void *left_ptr, const void *right_ptr)
{
    const struct sl_language_form *left = left_ptr, *right = right_ptr;

    return sl_str_compare(left->text, right->text);
}

static enum sl_status read_phrases(struct reading *reading, const struct sl_yaml_node *list)
{
    struct sl_language *language = reading->language;

    SL_TRY(sl_catalogue_room(
        list,
        SL_LANGUAGE_LIMIT,
        sizeof(*reading->phrases),
        reading->arena,
        &reading->phrases,
        reading->err
    ));
    reading->forms = sl_arena_alloc(
        reading->arena, list->count * SL_LANGUAGE_ITEM_LIMIT, sizeof(*reading->forms)
    );
    if (reading->forms == NULL) {
        return sl_fail_memory(reading->err);
    }
    language->phrases = reading->phrases;
    language->forms = reading->forms;
    for (const struct sl_yaml_node *node = list->first; node != NULL; node = node->next) {
        SL_TRY(read_phrase(reading, node));
    }
    qsort(reading->forms, language->form_count, sizeof(*reading->forms), compare_forms);
    return SL_OK;
}

enum sl_status sl_language_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_language *ret_language,
    struct sl_error *err
)
{
    static const struct sl_yaml_rule rules[] = {
        {"format",   SL_YAML_TEXT, true},
        { "sources", SL_YAML_MAP,  true},
        { "phrases", SL_YAML_LIST, true},
    };
    const struct sl_yaml_node *root = NULL;
    const struct sl_yaml_node *members[3];
    struct sl_language language = { .phrase_count = 0 };
    struct reading reading = { .arena = arena, .language = &language, .err = err };

    SL_TRY(sl_yaml_parse(text, arena, &root, err));
    SL_TRY(sl_yaml_members(root, rules, 3, members, err));
    if (!sl_str_equal(members[0]->text, FORMAT)) {
        sl_yaml_fail(members[0], err, "this is no catalogue of phrases");
        sl_fail_hint(err, "It must say 'format: %s'.", FORMAT.ptr);
        return SL_INVALID;
    }
    SL_TRY(
        sl_indicator_sources_read(members[1], arena, &language.sources, &language.source_count, err)
    );
    SL_TRY(read_phrases(&reading, members[2]));
    *ret_language = language;
    return SL_OK;
}
