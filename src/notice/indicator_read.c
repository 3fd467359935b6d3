/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/indicator.h"

#include "notice/catalogue_read.h"

#define FORMAT SL_STR("sightline-indicators-1")

#define INDICATOR_TERM(enumerator, name_text, words_text)                \
    [enumerator] = {                                                     \
        .name = {.ptr = (name_text),   .len = sizeof(name_text) - 1 },    \
        .words = { .ptr = (words_text), .len = sizeof(words_text) - 1}, \
    },

const struct sl_term *sl_indicator_set_terms(void)
{
    static const struct sl_term terms[] = { SL_INDICATOR_SET_TABLE(INDICATOR_TERM) };
    return terms;
}

const struct sl_term *sl_indicator_meaning_terms(void)
{
    static const struct sl_term terms[] = { SL_INDICATOR_MEANING_TABLE(INDICATOR_TERM) };
    return terms;
}

enum sl_status sl_indicator_sources_read(
    const struct sl_yaml_node *map,
    struct sl_arena *arena,
    const struct sl_indicator_source **ret_sources,
    size_t *ret_count,
    struct sl_error *err
)
{
    static const struct sl_yaml_rule rules[] = {
        {"title",      SL_YAML_TEXT, true},
        { "publisher", SL_YAML_TEXT, true},
        { "version",   SL_YAML_TEXT, true},
        { "page",      SL_YAML_TEXT, true},
    };
    struct sl_indicator_source *sources = NULL;
    size_t count = 0;

    SL_TRY(sl_catalogue_room(map, SL_INDICATOR_SOURCE_LIMIT, sizeof(*sources), arena, &sources, err)
    );
    for (const struct sl_yaml_node *node = map->first; node != NULL; node = node->next) {
        struct sl_indicator_source *source = &sources[count++];
        const struct sl_yaml_node *members[4];
        SL_TRY(sl_yaml_members(node, rules, 4, members, err));
        SL_TRY(sl_yaml_check_line(node, node->name, SL_CATALOGUE_ID_BYTES, err));
        source->name = node->name;
        SL_TRY(sl_catalogue_line(members[0], &source->title, err));
        SL_TRY(sl_catalogue_line(members[1], &source->publisher, err));
        SL_TRY(sl_catalogue_line(members[2], &source->version, err));
        SL_TRY(sl_catalogue_line(members[3], &source->page, err));
    }
    *ret_sources = sources;
    *ret_count = count;
    return SL_OK;
}

enum sl_status sl_indicator_source_find(
    const struct sl_yaml_node *node,
    const struct sl_indicator_source *sources,
    size_t source_count,
    const struct sl_indicator_source **ret_source,
    struct sl_error *err
)
{
    for (size_t i = 0; i < source_count; i++) {
        if (sl_str_equal(sources[i].name, node->text)) {
            *ret_source = &sources[i];
            return SL_OK;
        }
    }
    return sl_yaml_fail(node, err, "there is no source '%.*s'", SL_STR_ARG(node->text));
}

/* What a condition says of its own place comes behind that of the text in the document. */
static enum sl_status read_condition(
    const struct sl_yaml_node *node,
    struct sl_arena *arena,
    struct sl_indicator *indicator,
    struct sl_error *err
)
{
    SL_TRY(sl_yaml_check_line(node, node->text, SL_CONDITION_BYTES, err));
    indicator->condition_text = node->text;
    const enum sl_status status = sl_condition_parse(node->text, arena, &indicator->condition, err);
    if (status != SL_OK && status != SL_NO_MEMORY && err != NULL) {
        const struct sl_error inside = *err;
        sl_fail_detail(
            err,
            "line %u, column %u%s%s",
            node->line,
            node->column,
            inside.detail[0] == '\0' ? "" : "; in the condition: ",
            inside.detail
        );
    }
    return status;
}

enum {
    INDICATOR_ID,
    INDICATOR_WORDING,
    INDICATOR_SET,
    INDICATOR_MEANING,
    INDICATOR_SOURCE,
    INDICATOR_ASKED,
    INDICATOR_CONDITION,
    INDICATOR_QUESTION,
    INDICATOR_MEMBER_COUNT
};

static const struct sl_yaml_rule indicator_rules[INDICATOR_MEMBER_COUNT] = {
    [INDICATOR_ID] = {"id",         SL_YAML_TEXT, true },
    [INDICATOR_WORDING] = { "wording",   SL_YAML_TEXT, true },
    [INDICATOR_SET] = { "set",       SL_YAML_TEXT, true },
    [INDICATOR_MEANING] = { "meaning",   SL_YAML_TEXT, true },
    [INDICATOR_SOURCE] = { "source",    SL_YAML_TEXT, true },
    [INDICATOR_ASKED] = { "asked",     SL_YAML_TEXT, false},
    [INDICATOR_CONDITION] = { "condition", SL_YAML_TEXT, false},
    [INDICATOR_QUESTION] = { "question",  SL_YAML_TEXT, false},
};

/* A person says it, or a condition does. */
static enum sl_status read_answer(
    const struct sl_yaml_node *node,
    const struct sl_yaml_node *const *members,
    struct sl_arena *arena,
    struct sl_indicator *indicator,
    struct sl_error *err
)
{
    const struct sl_yaml_node *asked = members[INDICATOR_ASKED];

    if ((asked == NULL) == (members[INDICATOR_CONDITION] == NULL)) {
        return sl_yaml_fail(node, err, "one of 'asked' and 'condition' must stand here");
    }
    indicator->is_asked = asked != NULL;
    if (asked != NULL) {
        return sl_str_equal(asked->text, SL_STR("true"))
                   ? SL_OK
                   : sl_yaml_fail(asked, err, "'asked' must be true, or not be there");
    }
    return read_condition(members[INDICATOR_CONDITION], arena, indicator, err);
}

static enum sl_status read_indicator(
    const struct sl_yaml_node *node,
    struct sl_arena *arena,
    const struct sl_indicators *indicators,
    struct sl_indicator *indicator,
    struct sl_error *err
)
{
    const struct sl_catalogue_names sets = { sl_indicator_set_terms(),
                                             SL_INDICATOR_SET_COUNT,
                                             "set" };
    const struct sl_catalogue_names meanings = { sl_indicator_meaning_terms(),
                                                 SL_INDICATOR_MEANING_COUNT,
                                                 "meaning" };
    const struct sl_yaml_node *members[INDICATOR_MEMBER_COUNT];
    unsigned set = 0, meaning = 0;

    *indicator = (struct sl_indicator){ .question = SL_STR("") };
    SL_TRY(sl_yaml_members(node, indicator_rules, INDICATOR_MEMBER_COUNT, members, err));
    SL_TRY(sl_catalogue_id(members[INDICATOR_ID], &indicator->id, err));
    SL_TRY(sl_catalogue_line(members[INDICATOR_WORDING], &indicator->wording, err));
    SL_TRY(sl_catalogue_term(members[INDICATOR_SET], sets, &set, err));
    SL_TRY(sl_catalogue_term(members[INDICATOR_MEANING], meanings, &meaning, err));
    indicator->set = (enum sl_indicator_set)set;
    indicator->meaning = (enum sl_indicator_meaning)meaning;
    if (set == SL_SET_VULNERABILITIES && meaning != SL_MEANS_VULNERABILITY) {
        return sl_yaml_fail(
            members[INDICATOR_MEANING], err, "the set of vulnerabilities has no other meaning"
        );
    }
    SL_TRY(sl_indicator_source_find(
        members[INDICATOR_SOURCE],
        indicators->sources,
        indicators->source_count,
        &indicator->source,
        err
    ));
    SL_TRY(read_answer(node, members, arena, indicator, err));
    return members[INDICATOR_QUESTION] == NULL
               ? SL_OK
               : sl_catalogue_line(members[INDICATOR_QUESTION], &indicator->question, err);
}

static enum sl_status read_indicators(
    const struct sl_yaml_node *list,
    struct sl_arena *arena,
    struct sl_indicators *indicators,
    struct sl_error *err
)
{
    struct sl_indicator *items = NULL;

    SL_TRY(sl_catalogue_room(list, SL_INDICATOR_LIMIT, sizeof(*items), arena, &items, err));
    indicators->items = items;
    for (const struct sl_yaml_node *node = list->first; node != NULL; node = node->next) {
        struct sl_indicator *indicator = &items[indicators->count];
        SL_TRY(read_indicator(node, arena, indicators, indicator, err));
        for (size_t i = 0; i < indicators->count; i++) {
            if (sl_str_equal(items[i].id, indicator->id)) {
                return sl_yaml_fail(
                    node, err, "there is an indicator '%.*s' already", SL_STR_ARG(indicator->id)
                );
            }
        }
        indicators->count++;
    }
    return SL_OK;
}

enum sl_status sl_indicators_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_indicators *ret_indicators,
    struct sl_error *err
)
{
    static const struct sl_yaml_rule rules[] = {
        {"format",      SL_YAML_TEXT, true},
        { "sources",    SL_YAML_MAP,  true},
        { "indicators", SL_YAML_LIST, true},
    };
    const struct sl_yaml_node *root = NULL;
    const struct sl_yaml_node *members[3];
    struct sl_indicators indicators = { .count = 0 };

    SL_TRY(sl_yaml_parse(text, arena, &root, err));
    SL_TRY(sl_yaml_members(root, rules, 3, members, err));
    if (!sl_str_equal(members[0]->text, FORMAT)) {
        sl_yaml_fail(members[0], err, "this is no catalogue of indicators");
        sl_fail_hint(err, "It must say 'format: %s'.", FORMAT.ptr);
        return SL_INVALID;
    }
    SL_TRY(sl_indicator_sources_read(
        members[1], arena, &indicators.sources, &indicators.source_count, err
    ));
    SL_TRY(read_indicators(members[2], arena, &indicators, err));
    *ret_indicators = indicators;
    return SL_OK;
}
