/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/plain.h"

/* The terms of a set; roles by name, as their words go on: "subject of". */
static void add_terms(const struct sl_term *terms, uint64_t set, bool by_name, struct sl_buf *buf)
{
    const char *before = "";

    for (unsigned term = 0; set != 0; term++, set >>= 1) {
        if ((set & 1) != 0) {
            const struct sl_str text = by_name ? terms[term].name : terms[term].words;
            sl_buf_addf(buf, "%s%.*s", before, SL_STR_ARG(text));
            before = " or ";
        }
    }
}

void sl_pattern_plain(const struct sl_pattern *pattern, struct sl_buf *buf)
{
    if (pattern->at != SL_AT_START) {
        sl_buf_addf(buf, "%.*s ", SL_STR_ARG(sl_pattern_at_terms()[pattern->at].words));
    }
    sl_buf_addf(buf, "%s", pattern->is_open ? "open " : "");
    add_terms(sl_event_kind_terms(), pattern->kinds, false, buf);
    if (pattern->roles != 0) {
        sl_buf_add(buf, SL_STR(" with the child as "));
        add_terms(sl_role_terms(), pattern->roles, true, buf);
    }
    if (pattern->is_coded) {
        sl_buf_addf(buf, " with %.*s", SL_STR_ARG(sl_attribute_terms()[pattern->attribute].words));
        for (size_t i = 0; i < pattern->text_count; i++) {
            sl_buf_addf(buf, "%s'%.*s'", i == 0 ? " " : " or ", SL_STR_ARG(pattern->texts[i]));
        }
    }
}

static void add_window(struct sl_limit window, struct sl_buf *buf)
{
    if (window.count > 0) {
        sl_buf_add(buf, SL_STR(" in "));
        sl_limit_print(window, buf);
    }
}

/* What comes before the events that a test is about. */
static void add_beginning(const struct sl_test *test, struct sl_buf *buf)
{
    switch (test->kind) {
    case SL_TEST_COUNT:
        sl_buf_addf(buf, "at least %u day%s with ", test->at_least, test->at_least > 1 ? "s" : "");
        break;
    case SL_TEST_AGENCIES:
        sl_buf_addf(buf, "at least %u agencies with ", test->at_least);
        break;
    case SL_TEST_RISE:
        sl_buf_addf(buf, "a rise to %u days with ", test->at_least);
        break;
    case SL_TEST_TIED:
        sl_buf_add(buf, SL_STR("somebody tied as "));
        add_terms(sl_role_terms(), test->ties, true, buf);
        sl_buf_addf(buf, " is %.*s in ", SL_STR_ARG(sl_role_terms()[test->part].name));
        break;
    case SL_TEST_PLACE:
        sl_buf_addf(buf, "at one place, at least %u days with ", test->at_least);
        break;
    case SL_TEST_MET:
    case SL_TEST_MET_WHO:
        sl_buf_add(buf, SL_STR("somebody who is no relative was "));
        add_terms(sl_role_terms(), test->parts, true, buf);
        sl_buf_add(buf, SL_STR(" in "));
        break;
    case SL_TEST_LINKED:
        sl_buf_addf(
            buf,
            "at least %u people who are no relatives, and who share a thing or an event with the "
            "child, are ",
            test->at_least
        );
        add_terms(sl_role_terms(), test->parts, true, buf);
        sl_buf_add(buf, SL_STR(" in "));
        break;
    case SL_TEST_WITHOUT:
    case SL_TEST_THEN:
    case SL_TEST_DIFFER:
    case SL_TEST_OPEN:
    case SL_TEST_SHARES:
        break;
    }
}

/* What comes behind them. */
static void add_ending(const struct sl_test *test, struct sl_buf *buf)
{
    switch (test->kind) {
    case SL_TEST_WITHOUT:
    case SL_TEST_THEN:
        sl_buf_addf(buf, " %s ", test->kind == SL_TEST_THEN ? "then" : "without");
        sl_pattern_plain(&test->second, buf);
        sl_buf_add(buf, SL_STR(" within "));
        sl_limit_print(test->gap, buf);
        break;
    case SL_TEST_OPEN:
        sl_buf_add(buf, SL_STR(" with "));
        sl_pattern_plain(&test->second, buf);
        break;
    case SL_TEST_MET:
        sl_buf_addf(buf, " of at least %u children, of whom the child is one", test->at_least);
        break;
    case SL_TEST_MET_WHO:
        sl_buf_addf(buf, ", and is %.*s in ", SL_STR_ARG(sl_role_terms()[test->part].name));
        sl_pattern_plain(&test->second, buf);
        break;
    case SL_TEST_COUNT:
    case SL_TEST_AGENCIES:
    case SL_TEST_RISE:
    case SL_TEST_DIFFER:
    case SL_TEST_TIED:
    case SL_TEST_PLACE:
    case SL_TEST_SHARES:
    case SL_TEST_LINKED:
        break;
    }
}

void sl_test_plain(const struct sl_test *test, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%s", test->is_negated ? "not " : "");
    if (test->kind == SL_TEST_DIFFER) {
        const struct sl_term *attribute = &sl_attribute_terms()[test->attribute];
        sl_buf_addf(buf, "agencies differ on %.*s", SL_STR_ARG(attribute->words));
        return;
    }
    if (test->kind == SL_TEST_SHARES) {
        sl_buf_add(buf, SL_STR("one "));
        add_terms(sl_node_kind_terms(), test->things, false, buf);
        sl_buf_addf(
            buf,
            " of at least %u families, of the child and of a child of another one",
            test->at_least
        );
        return;
    }
    add_beginning(test, buf);
    sl_pattern_plain(&test->first, buf);
    add_window(test->window, buf);
    add_ending(test, buf);
}

static void
add_patterns(const char *what, const struct sl_pattern *patterns, size_t count, struct sl_buf *buf)
{
    for (size_t i = 0; i < count; i++) {
        sl_buf_addf(buf, "%s", i == 0 ? what : "; ");
        sl_pattern_plain(&patterns[i], buf);
    }
    sl_buf_addf(buf, "%s", count > 0 ? "\n" : "");
}

static void add_anchor(const struct sl_clock *clock, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR("  within "));
    sl_limit_print(clock->limit, buf);
    sl_buf_add(buf, SL_STR(" of: "));
    sl_pattern_plain(&clock->starts, buf);
    if (clock->leads_to != SL_EVENT_KIND_COUNT) {
        const struct sl_term *leads_to = &sl_event_kind_terms()[clock->leads_to];
        sl_buf_addf(buf, ", when it leads to: %.*s", SL_STR_ARG(leads_to->words));
    }
    sl_buf_addf(buf, "\n  anchor: %.*s\n", SL_STR_ARG(sl_clock_which_terms()[clock->which].words));
}

static void add_rounds(const struct sl_clock *clock, struct sl_buf *buf)
{
    for (size_t i = 0; i < clock->then_count; i++) {
        sl_buf_addf(buf, "%s", i == 0 ? "  then again within: " : ", then ");
        sl_limit_print(clock->then[i], buf);
    }
    sl_buf_addf(buf, "%s", clock->then_count > 0 ? "\n" : "");
    if (clock->soon.count > 0) {
        sl_buf_add(buf, SL_STR("  due soon: "));
        sl_limit_print(clock->soon, buf);
        sl_buf_add(buf, SL_STR(" before\n"));
    }
}

void sl_clocks_plain(const struct sl_clocks *clocks, struct sl_buf *buf)
{
    for (size_t i = 0; i < clocks->count; i++) {
        const struct sl_clock *clock = &clocks->items[i];
        sl_buf_addf(
            buf,
            "%s%.*s (%.*s)\n",
            i == 0 ? "" : "\n",
            SL_STR_ARG(clock->title),
            SL_STR_ARG(clock->id)
        );
        add_anchor(clock, buf);
        add_patterns("  met by: ", clock->stops, clock->stop_count, buf);
        add_patterns("  no longer needed after: ", clock->ceases, clock->cease_count, buf);
        add_rounds(clock, buf);
        sl_buf_addf(
            buf,
            "  owner: %.*s\n  basis: %.*s\n  source: %.*s, %.*s, %.*s\n",
            SL_STR_ARG(clock->owner),
            SL_STR_ARG(sl_clock_basis_terms()[clock->basis].words),
            SL_STR_ARG(clock->source.title),
            SL_STR_ARG(clock->source.version),
            SL_STR_ARG(clock->source.section)
        );
        if (clock->note.len > 0) {
            sl_buf_addf(buf, "  note: %.*s\n", SL_STR_ARG(clock->note));
        }
    }
}

static void add_source(const struct sl_indicator_source *source, struct sl_buf *buf)
{
    sl_buf_addf(
        buf,
        "  source: %.*s, %.*s, %.*s, %.*s\n",
        SL_STR_ARG(source->title),
        SL_STR_ARG(source->publisher),
        SL_STR_ARG(source->version),
        SL_STR_ARG(source->page)
    );
}

void sl_indicators_plain(const struct sl_indicators *indicators, struct sl_buf *buf)
{
    for (size_t i = 0; i < indicators->count; i++) {
        const struct sl_indicator *one = &indicators->items[i];
        const struct sl_str condition =
            one->is_asked ? SL_STR("only a person can say it") : one->condition_text;
        sl_buf_addf(
            buf,
            "%s%.*s (%.*s)\n  means: %.*s\n  set: %.*s\n  when: %.*s\n",
            i == 0 ? "" : "\n",
            SL_STR_ARG(one->wording),
            SL_STR_ARG(one->id),
            SL_STR_ARG(sl_indicator_meaning_terms()[one->meaning].words),
            SL_STR_ARG(sl_indicator_set_terms()[one->set].words),
            SL_STR_ARG(condition)
        );
        if (one->question.len > 0) {
            sl_buf_addf(buf, "  asks: %.*s\n", SL_STR_ARG(one->question));
        }
        add_source(one->source, buf);
    }
}

static void
add_lines(const char *before, const struct sl_str *lines, size_t count, struct sl_buf *buf)
{
    for (size_t i = 0; i < count; i++) {
        sl_buf_addf(buf, "%s'%.*s'", i == 0 ? before : ", ", SL_STR_ARG(lines[i]));
    }
    sl_buf_add(buf, SL_STR("\n"));
}

void sl_language_plain(const struct sl_language *language, struct sl_buf *buf)
{
    for (size_t i = 0; i < language->phrase_count; i++) {
        const struct sl_language_phrase *phrase = &language->phrases[i];
        add_lines(i == 0 ? "Not " : "\nNot ", phrase->forms, phrase->form_count, buf);
        sl_buf_addf(buf, "  why: %.*s\n", SL_STR_ARG(phrase->why));
        add_lines("  better: ", phrase->better, phrase->better_count, buf);
        add_source(phrase->source, buf);
    }
}
