/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_load.h"

#include "app/agreement_files.h"
#include "app/notice_own.h"
#include "base/yaml.h"

/* What a document says that it is; empty when it says nothing. */
static enum sl_status find_format(
    struct sl_str text, struct sl_arena *arena, struct sl_str *ret_format, struct sl_error *err
)
{
    const struct sl_yaml_node *root = NULL;

    SL_TRY(sl_yaml_parse(text, arena, &root, err));
    *ret_format = SL_STR("");
    for (const struct sl_yaml_node *node = root->first; node != NULL; node = node->next) {
        if (sl_str_equal(node->name, SL_STR("format"))) {
            *ret_format = node->text;
        }
    }
    return SL_OK;
}

static enum sl_status add_clocks(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_notice_catalogues *catalogues,
    struct sl_error *err
)
{
    struct sl_clocks clocks;

    SL_TRY(sl_clocks_parse(text, arena, &clocks, err));
    if (catalogues->clocks.count > 0) {
        return sl_clocks_override(&catalogues->clocks, &clocks, arena, &catalogues->clocks, err);
    }
    catalogues->clocks = clocks;
    return SL_OK;
}

static enum sl_status add_language(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_notice_catalogues *catalogues,
    struct sl_error *err
)
{
    if (catalogues->language.phrase_count > 0) {
        return sl_fail(err, SL_INVALID, "this is a second catalogue of phrases");
    }
    return sl_language_parse(text, arena, &catalogues->language, err);
}

static enum sl_status add_text(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_notice_catalogues *catalogues,
    struct sl_error *err
)
{
    struct sl_str format = SL_STR("");

    SL_TRY(find_format(text, arena, &format, err));
    if (sl_str_equal(format, SL_STR("sightline-clocks-1"))) {
        return add_clocks(text, arena, catalogues, err);
    }
    if (sl_str_equal(format, SL_STR("sightline-language-1"))) {
        return add_language(text, arena, catalogues, err);
    }
    if (!sl_str_equal(format, SL_STR("sightline-indicators-1"))) {
        sl_fail(err, SL_INVALID, "this is no catalogue");
        sl_fail_hint(
            err,
            "It must say 'format: ' and sightline-clocks-1, sightline-indicators-1 or "
            "sightline-language-1."
        );
        return SL_INVALID;
    }
    if (catalogues->indicators.count > 0) {
        return sl_fail(err, SL_INVALID, "this is a second catalogue of indicators");
    }
    return sl_indicators_parse(text, arena, &catalogues->indicators, err);
}

enum sl_status sl_notice_load(
    const char *const *paths,
    size_t path_count,
    struct sl_arena *arena,
    struct sl_notice_catalogues *ret_catalogues,
    struct sl_error *err
)
{
    struct sl_notice_catalogues catalogues = { .clocks.count = 0 };

    for (size_t i = 0; i < path_count; i++) {
        struct sl_str text = SL_STR("");
        SL_TRY(sl_agreement_files_text(paths[i], arena, &text, err));
        const enum sl_status status = add_text(text, arena, &catalogues, err);
        if (status != SL_OK) {
            sl_agreement_files_place(paths[i], err);
            return status;
        }
    }
    *ret_catalogues = catalogues;
    return SL_OK;
}

enum sl_status sl_notice_load_own(
    struct sl_arena *arena, struct sl_notice_catalogues *ret_catalogues, struct sl_error *err
)
{
    const struct sl_str clocks = { (const char *)sl_own_clocks, sl_own_clocks_bytes };
    const struct sl_str indicators = { (const char *)sl_own_indicators, sl_own_indicators_bytes };
    const struct sl_str language = { (const char *)sl_own_language, sl_own_language_bytes };
    struct sl_notice_catalogues catalogues = { .clocks.count = 0 };

    SL_TRY(add_text(language, arena, &catalogues, err));
    SL_TRY(add_text(clocks, arena, &catalogues, err));
    SL_TRY(add_text(indicators, arena, &catalogues, err));
    *ret_catalogues = catalogues;
    return SL_OK;
}
